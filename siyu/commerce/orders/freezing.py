"""An order comes into being: what the engine answered, kept as it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec

from siyu.kernel.database import Session
from siyu.promotions import PricedCart

from ..catalogue import Item
from .contracts import Address, AllocationKind, Attribution, Fulfilment, PayState
from .models import AttributionRow, OrderAllocationRow, OrderLineRow, OrderRow

_INSERT_ORDER: Any = OrderRow.__table__.insert()  # type: ignore[attr-defined]
_INSERT_LINES: Any = OrderLineRow.__table__.insert()  # type: ignore[attr-defined]
_INSERT_ALLOCATIONS: Any = OrderAllocationRow.__table__.insert()  # type: ignore[attr-defined]
_INSERT_ATTRIBUTION: Any = AttributionRow.__table__.insert()  # type: ignore[attr-defined]


@dataclass(frozen=True, kw_only=True)
class NewOrder:
    """What an order is made of.

    Args:
        id: the checkout's, which is the order's too.
        cause: under which points, coupons, limits and stock were taken.
        items: by line id of the priced cart.
        gifts: goods that come along, with their quantity.
        payment_method: the only way to pay that this price is for; None where any will do.

    """

    id: int
    cause: str
    person_id: int
    sales_channel_id: int
    node_id: int | None
    location_id: int | None
    fulfilment: Fulfilment
    currency: str
    priced: PricedCart
    items: Mapping[str, Item]
    coupon_ids: Sequence[int]
    placed_by: str
    placed_at: datetime
    expires_at: datetime
    address: Address | None
    remark: str
    attribution: Attribution
    gifts: Sequence[tuple[Item, int]] = field(default_factory=tuple)
    payment_method: str | None = None


def freeze(session: Session, new: NewOrder) -> None:
    """Write the order, its lines, their allocations and its attribution."""
    priced = new.priced
    order = {
        "id": new.id,
        "person_id": new.person_id,
        "sales_channel_id": new.sales_channel_id,
        "node_id": new.node_id,
        "location_id": new.location_id,
        "fulfilment": str(new.fulfilment),
        "pay_state": str(PayState.unpaid),
        "currency": new.currency,
        "goods_minor": priced.listed_minor,
        "discount_minor": priced.discount_minor,
        "points_minor": priced.points_minor,
        "freight_minor": priced.freight_minor,
        "total_minor": priced.total_minor,
        "paid_minor": 0,
        "refunded_minor": 0,
        "freight_refunded_minor": 0,
        "points": priced.points,
        "coupon_ids": list(new.coupon_ids),
        "priced": msgspec.to_builtins(priced),
        "address": msgspec.json.encode(new.address).decode() if new.address else None,
        "remark": new.remark,
        "placed_by": new.placed_by,
        "placed_at": new.placed_at,
        "expires_at": new.expires_at,
        "payment_method": new.payment_method,
        "close_reason": "",
        "cause": new.cause,
    }
    session.execute(_INSERT_ORDER, order)
    lines = [
        _line(new.id, number, new.items[line.line_id], priced)
        for number, line in enumerate(priced.lines, start=1)
    ]
    lines += [
        _gift(new.id, len(lines) + number, item, quantity)
        for number, (item, quantity) in enumerate(new.gifts, start=1)
    ]
    session.execute(_INSERT_LINES, lines)
    numbers = {line.line_id: number for number, line in enumerate(priced.lines, start=1)}
    coupons = {e.source for e in priced.explanations if e.source != e.rule_id}
    allocations = [
        {
            "order_id": new.id,
            "line_number": numbers[part.line_id],
            "kind": _kind(part.source, coupons),
            "source": part.source,
            "first_unit": part.first_unit,
            "quantity": part.quantity,
            "unit_minor": part.unit_minor,
        }
        for part in priced.allocations()
    ]
    if allocations:
        session.execute(_INSERT_ALLOCATIONS, allocations)
    attribution = {"order_id": new.id, **msgspec.to_builtins(new.attribution)}
    session.execute(_INSERT_ATTRIBUTION, attribution)


def _kind(source: str, coupons: set[str]) -> str:
    if source == AllocationKind.points:
        return str(AllocationKind.points)
    return str(AllocationKind.coupon if source in coupons else AllocationKind.promotion)


def _line(order_id: int, number: int, item: Item, priced: PricedCart) -> dict[str, Any]:
    line = priced.lines[number - 1]
    runs = [
        [run.quantity, run.paid_minor, run.points, {p.source: p.unit_minor for p in run.parts}]
        for run in line.runs
    ]
    return {
        **_sold(order_id, number, item),
        "gift": False,
        "unit_minor": line.unit_minor,
        "quantity": line.quantity,
        "paid_minor": line.paid_minor,
        "runs": runs,
    }


def _gift(order_id: int, number: int, item: Item, quantity: int) -> dict[str, Any]:
    return {
        **_sold(order_id, number, item),
        "gift": True,
        "unit_minor": 0,
        "quantity": quantity,
        "paid_minor": 0,
        "runs": [[quantity, 0, 0, {}]],
    }


def _sold(order_id: int, number: int, item: Item) -> dict[str, Any]:
    return {
        "order_id": order_id,
        "number": number,
        "sku_id": item.sku_id,
        "sku_code": item.sku_code,
        "product_id": item.product_id,
        "product_code": item.product_code,
        "title": item.title,
        "options": item.options,
        "category": item.category,
        "brand": item.brand,
        "picture": item.picture,
        **dict.fromkeys(
            ("shipped", "received", "cancelled", "cancelling", "returned", "asked", "refunded"), 0
        ),
    }
