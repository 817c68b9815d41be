"""A parcel leaves: under a number that was typed, or one that was asked for; what was heard of it counts."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import update

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from ..carriers import require_carrier
from ..orders import require_order, ship_order
from ..orders.models import ShipmentRow
from .contracts import WaybillState
from .hearing import SILENT_HOURS, follow
from .models import WaybillRow


def send_parcel(
    session: Session,
    order_id: int,
    *,
    quantities: Mapping[int, int] | None,
    carrier: str,
    waybill: str,
    by: str,
) -> ShipmentRow:
    """Send a parcel, as ``orders.ship_order`` does, and follow it from now on."""
    parcel = ship_order(
        session, order_id, quantities=quantities, carrier=carrier, waybill=waybill, by=by
    )
    if not parcel.waybill:
        return parcel
    session.execute(
        update(WaybillRow)
        .where(
            WaybillRow.order_id == order_id,
            WaybillRow.carrier == parcel.carrier,
            WaybillRow.number == parcel.waybill,
            WaybillRow.state == WaybillState.issued,
        )
        .values(state=WaybillState.used, shipment_id=parcel.id)
    )
    if require_carrier(session, parcel.carrier).provider:
        parcel.ask_at = now() + timedelta(hours=SILENT_HOURS)
        session.flush()
    follow(session, require_order(session, order_id), parcel)
    return parcel
