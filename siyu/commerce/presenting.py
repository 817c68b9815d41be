"""Rows as they cross HTTP."""

from collections.abc import Sequence
from typing import Any

import msgspec
from pydantic import BaseModel
from sqlalchemy import select

from siyu import people
from siyu.kernel.database import Session

from .after_sales import lines_asked
from .after_sales.models import AfterSaleRow
from .carriers import Carrier, list_carriers, track_link
from .checkouts import Quote
from .orders import ParcelState, display_state, lines_of_many
from .orders.models import OrderRow, ShipmentLineRow, ShipmentRow
from .sales_channels import list_sales_channels
from .schemas import (
    AfterSaleOut,
    BuyLine,
    OrderLineOut,
    OrderOut,
    QuoteLineOut,
    QuoteOut,
    ShipmentOut,
    TrackStepOut,
)
from .waybills import tracks_of
from .waybills.models import TrackRow

TRACK_SHOWN_MAX = 100


def quote_out(quote: Quote) -> QuoteOut:
    """A quote."""
    priced = quote.priced
    return QuoteOut(
        lines=[
            QuoteLineOut(
                sku_id=quote.items[line.line_id].sku_id,
                title=quote.items[line.line_id].title,
                quantity=line.quantity,
                unit_minor=line.unit_minor,
                paid_minor=line.paid_minor,
            )
            for line in priced.lines
        ],
        goods_minor=priced.listed_minor,
        discount_minor=priced.discount_minor,
        points=priced.points,
        points_minor=priced.points_minor,
        points_max=quote.found.points_max,
        freight_minor=priced.freight_minor,
        total_minor=priced.total_minor,
        coupon_ids=list(quote.coupon_ids),
        gifts=[BuyLine(sku_id=item.sku_id, quantity=n) for item, n in quote.gifts],
        offers=msgspec.to_builtins(priced.offers),
        explanations=msgspec.to_builtins(priced.explanations),
    )


def orders_out(session: Session, orders: Sequence[OrderRow]) -> list[OrderOut]:
    """Orders with their lines, in four queries whatever their number; each of who its person is today."""
    channels = {channel.id: channel.code for channel in list_sales_channels(session)}
    lines = lines_of_many(session, [order.id for order in orders])
    today = people.canonical(session, {order.person_id for order in orders})
    return [
        OrderOut(
            **_fields(OrderOut, order, "state", "lines", "sales_channel", "person_id"),
            person_id=today.get(order.person_id, order.person_id),
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
    known = {carrier.code: carrier for carrier in list_carriers(session)}
    tracks = tracks_of(session, rows)
    return [_shipment_out(row, parts, known.get(row.carrier), tracks[row.id]) for row in rows]


def _shipment_out(
    row: ShipmentRow,
    parts: Sequence[ShipmentLineRow],
    carrier: Carrier | None,
    track: Sequence[TrackRow],
) -> ShipmentOut:
    names = {"zh": carrier.name_zh, "en": carrier.name_en} if carrier else {}
    made = ("quantities", "carrier_name", "link", "provider", "state", "track")
    return ShipmentOut(
        **_fields(ShipmentOut, row, *made),
        carrier_name=names or dict.fromkeys(("zh", "en"), row.carrier),
        link=track_link(carrier, row.waybill),
        provider=carrier.provider if carrier else "",
        state=ParcelState(row.state) if row.state else None,
        quantities={p.line_number: p.quantity for p in parts if p.shipment_id == row.id},
        track=[TrackStepOut.model_validate(step) for step in track[:TRACK_SHOWN_MAX]],
    )


def after_sale_out(session: Session, row: AfterSaleRow) -> AfterSaleOut:
    """One after-sale."""
    quantities = {line.line_number: line.quantity for line in lines_asked(session, row.id)}
    return AfterSaleOut(**_fields(AfterSaleOut, row, "quantities"), quantities=quantities)


def _fields(model: type[BaseModel], row: object, *but: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if name not in but}
