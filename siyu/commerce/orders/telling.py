"""Orders as events of the tracking specification."""

from collections.abc import Mapping, Sequence
from typing import Any

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.kernel.events import publish
from siyu.kernel.money import to_decimal

from ..events import OrderCancelled, OrderCompleted, OrderRefunded, OrderShipped
from ..sales_channels import require_sales_channel
from .contracts import UnitsTaken
from .models import OrderLineRow, OrderRow
from .reading import attribution_of


def tell_completed(session: Session, order: OrderRow, lines: Sequence[OrderLineRow]) -> None:
    """The order was paid."""
    products = [product(order, line, line.quantity, line.paid_minor) for line in lines]
    publish(
        session,
        OrderCompleted(
            revenue=_amount(order, order.paid_minor), **_facts(session, order, products)
        ),
    )


def tell_cancelled(session: Session, order: OrderRow, lines: Sequence[OrderLineRow]) -> None:
    """The order was closed unpaid."""
    products = [product(order, line, line.quantity, line.paid_minor) for line in lines]
    publish(
        session,
        OrderCancelled(
            revenue=_amount(order, order.total_minor),
            reason=order.close_reason,
            **_facts(session, order, products),
        ),
    )


def tell_refunded(
    session: Session,
    order: OrderRow,
    lines: Sequence[OrderLineRow],
    taken: Sequence[UnitsTaken],
    *,
    amount_minor: int,
    refund: str,
) -> None:
    """Money went back for these units."""
    by_number = {line.number: line for line in lines}
    products = [
        product(order, by_number[one.line_number], len(one.units), one.paid_minor) for one in taken
    ]
    publish(
        session,
        OrderRefunded(
            revenue=_amount(order, amount_minor),
            refund=refund,
            points_returned=sum(one.points for one in taken),
            **_facts(session, order, products),
        ),
    )


def tell_shipped(
    session: Session,
    order: OrderRow,
    lines: Sequence[OrderLineRow],
    quantities: Mapping[int, int],
    *,
    carrier: str,
    waybill: str,
) -> None:
    """Goods left."""
    publish(
        session,
        OrderShipped(
            person_id=order.person_id,
            order_id=order.id,
            carrier=carrier,
            waybill=waybill,
            products=[
                product(order, line, quantities[line.number], None)
                for line in lines
                if line.number in quantities
            ],
        ),
    )


def product(
    order: OrderRow, line: OrderLineRow, quantity: int, paid_minor: int | None
) -> dict[str, Any]:
    """A line as the tracking specification has it; ``price`` is per piece in the price book."""
    told = {
        "product_id": line.product_code,
        "sku": line.sku_code,
        "name": line.title,
        "category": line.category,
        "brand": line.brand,
        "price": _amount(order, line.unit_minor),
        "quantity": quantity,
    }
    if paid_minor is not None:
        told["paid"] = _amount(order, paid_minor)
    return told


def _facts(session: Session, order: OrderRow, products: list[dict[str, Any]]) -> dict[str, Any]:
    owed = attribution_of(session, order.id)
    return {
        "person_id": order.person_id,
        "order_id": order.id,
        "currency": order.currency,
        "products": products,
        "coupon": ",".join(ids.code("cpn", coupon) for coupon in order.coupon_ids),
        "discount": _amount(order, order.discount_minor),
        "shipping": _amount(order, order.freight_minor),
        "points": order.points,
        "sales_channel": require_sales_channel(session, order.sales_channel_id).code,
        "pool": owed.pool if owed else "",
        "channel": owed.channel if owed else "",
        "account": owed.account if owed else "",
        "entry_code": owed.entry_code if owed else "",
        "campaign": owed.campaign if owed else "",
        "store": _store(session, order.node_id),
        "guide_id": owed.guide_id if owed else None,
        "promoter_id": owed.promoter_id if owed else None,
    }


def _store(session: Session, node_id: int | None) -> str:
    if node_id is None:
        return ""
    try:
        return organization.require_node(session, node_id).code or ""
    except organization.NodeNotFound:
        return ""  # closed since


def _amount(order: OrderRow, minor: int) -> str:
    return str(to_decimal(minor, order.currency))
