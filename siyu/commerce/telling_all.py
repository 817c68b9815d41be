"""Everything that commerce keeps about a person, for an export to the person."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.database import Session

from .after_sales import lines_asked
from .after_sales.models import AfterSaleRow
from .carts.models import CartLineRow, CartRow
from .members.models import MemberSessionRow
from .orders import attribution_of, lines_of_many
from .orders.models import AttributionRow, OrderLineRow, OrderNoteRow, OrderRow, ShipmentRow
from .payments.models import PaymentRow, RefundRow
from .waybills import tracks_of

_ORDER = [
    "fulfilment",
    "pay_state",
    "currency",
    "goods_minor",
    "discount_minor",
    "points_minor",
    "freight_minor",
    "total_minor",
    "paid_minor",
    "refunded_minor",
    "points",
    "remark",
    "placed_by",
    "placed_at",
    "paid_at",
    "closed_at",
    "close_reason",
    "confirm_at",
    "completed_at",
]
_LINE = [
    "number",
    "sku_code",
    "title",
    "options",
    "gift",
    "unit_minor",
    "quantity",
    "paid_minor",
    "shipped",
    "received",
    "cancelled",
    "returned",
    "refunded",
]
_SHIPMENT = ["carrier", "waybill", "shipped_at", "received_at", "delivered_at"]
_ATTRIBUTION = ["pool", "channel", "account", "entry_code", "campaign"]


def orders_kept(session: Session, nodes: Sequence[int]) -> list[dict[str, Any]]:
    """Orders of these nodes with everything that hangs on them, oldest first."""
    orders = session.scalars(
        select(OrderRow).where(OrderRow.person_id.in_(nodes)).order_by(OrderRow.id)
    ).all()
    lines = lines_of_many(session, [order.id for order in orders])
    return [_order(session, order, lines[order.id]) for order in orders]


def shopping_kept(session: Session, nodes: Sequence[int]) -> dict[str, Any]:
    """What lies in the carts of these nodes, and where they have signed in."""
    carts = session.execute(
        select(CartLineRow.sku_id, CartLineRow.quantity, CartRow.changed_at)
        .join(CartRow, CartRow.id == CartLineRow.cart_id)
        .where(CartRow.person_id.in_(nodes))
        .order_by(CartLineRow.id)
    )
    signed_in = session.scalars(
        select(MemberSessionRow)
        .where(MemberSessionRow.person_id.in_(nodes))
        .order_by(MemberSessionRow.started_at)
    )
    return {
        "cart": [
            {"sku": ids.code("sku", row.sku_id), "quantity": row.quantity, "at": row.changed_at}
            for row in carts
        ],
        "sessions": [
            _some(row, ["sales_channel", "started_at", "expires_at"]) for row in signed_in
        ],
    }


def _order(session: Session, order: OrderRow, lines: Sequence[OrderLineRow]) -> dict[str, Any]:
    owed = attribution_of(session, order.id)
    return {
        "id": ids.code("ord", order.id),
        **_some(order, _ORDER),
        "address": json.loads(order.address) if order.address else None,
        "coupons": [ids.code("cpn", coupon) for coupon in order.coupon_ids],
        "lines": [_some(line, _LINE) for line in lines],
        "attribution": _attribution(owed) if owed else None,
        "notes": _all(session, OrderNoteRow, order.id, ["author", "text", "at"]),
        "shipments": _shipments(session, order.id),
        "payments": _all(
            session,
            PaymentRow,
            order.id,
            [
                "provider",
                "number",
                "amount_minor",
                "state",
                "reference",
                "started_at",
                "received_at",
            ],
        ),
        "refunds": _all(
            session,
            RefundRow,
            order.id,
            ["amount_minor", "reason", "state", "requested_at", "done_at"],
        ),
        "after_sales": [
            _some(row, ["kind", "state", "reason", "answer", "amount_minor", "asked_at", "done_at"])
            | {
                "lines": [
                    _some(line, ["line_number", "quantity"])
                    for line in lines_asked(session, row.id)
                ]
            }
            for row in session.scalars(
                select(AfterSaleRow)
                .where(AfterSaleRow.order_id == order.id)
                .order_by(AfterSaleRow.id)
            )
        ],
    }


def _shipments(session: Session, order_id: int) -> list[dict[str, Any]]:
    query = select(ShipmentRow).where(ShipmentRow.order_id == order_id).order_by(ShipmentRow.id)
    parcels = session.scalars(query).all()
    tracks = tracks_of(session, parcels)
    return [
        _some(parcel, _SHIPMENT)
        | {"track": [_some(step, ["state", "at", "place", "text"]) for step in tracks[parcel.id]]}
        for parcel in parcels
    ]


def _attribution(owed: AttributionRow) -> dict[str, Any]:
    told = _some(owed, _ATTRIBUTION)
    told["guide"] = ids.code("stf", owed.guide_id) if owed.guide_id is not None else None
    return told


def _all(session: Session, table: Any, order_id: int, names: Sequence[str]) -> list[dict[str, Any]]:
    query = select(table).where(table.order_id == order_id).order_by(table.id)
    return [_some(row, names) for row in session.scalars(query)]


def _some(row: object, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
