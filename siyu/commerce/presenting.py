"""Rows as they cross HTTP."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select

from siyu.kernel.database import Session

from .after_sales import lines_asked
from .after_sales.models import AfterSaleRow
from .orders import display_state, lines_of_many
from .orders.models import OrderRow, ShipmentLineRow, ShipmentRow
from .sales_channels import list_sales_channels
from .schemas import AfterSaleOut, OrderLineOut, OrderOut, ShipmentOut


def orders_out(session: Session, orders: Sequence[OrderRow]) -> list[OrderOut]:
    """Orders with their lines, in three queries whatever their number."""
    channels = {channel.id: channel.code for channel in list_sales_channels(session)}
    lines = lines_of_many(session, [order.id for order in orders])
    return [
        OrderOut(
            **_fields(OrderOut, order, "state", "lines", "sales_channel"),
            state=display_state(order, lines[order.id]),
            sales_channel=channels[order.sales_channel_id],
            lines=[OrderLineOut(**_fields(OrderLineOut, line)) for line in lines[order.id]],
        )
        for order in orders
    ]


def order_out(session: Session, order: OrderRow) -> OrderOut:
    """One order."""
    return orders_out(session, [order])[0]


def shipments_out(session: Session, order_id: int) -> list[ShipmentOut]:
    """Parcels of an order, oldest first."""
    rows = session.scalars(
        select(ShipmentRow).where(ShipmentRow.order_id == order_id).order_by(ShipmentRow.id)
    ).all()
    parts = session.scalars(
        select(ShipmentLineRow).where(ShipmentLineRow.shipment_id.in_([row.id for row in rows]))
    ).all()
    return [
        ShipmentOut(
            **_fields(ShipmentOut, row, "quantities"),
            quantities={p.line_number: p.quantity for p in parts if p.shipment_id == row.id},
        )
        for row in rows
    ]


def after_sale_out(session: Session, row: AfterSaleRow) -> AfterSaleOut:
    """One after-sale."""
    quantities = {line.line_number: line.quantity for line in lines_asked(session, row.id)}
    return AfterSaleOut(**_fields(AfterSaleOut, row, "quantities"), quantities=quantities)


def _fields(model: type[BaseModel], row: object, *but: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if name not in but}
