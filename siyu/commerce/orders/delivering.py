"""What carriers say of parcels: where one is, that it arrived, and when an order counts as received."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from ..events import ParcelDelivered, ParcelEvent, ParcelOut, ParcelReturned, ParcelTroubled
from .contracts import ParcelState
from .models import OrderLineRow, OrderRow, ShipmentRow

CONFIRM_DAYS = 10
"""After the last that was heard of it, or after it left, a parcel counts as received by itself."""
CONFIRM_DELIVERED_DAYS = 7
"""After its carrier handed it over, a parcel counts as received by itself."""

FINAL = (ParcelState.signed, ParcelState.returned)
_RANKS = {state: rank for rank, state in enumerate(ParcelState)}
_TOLD: dict[ParcelState, type[ParcelEvent]] = {
    ParcelState.out_for_delivery: ParcelOut,
    ParcelState.signed: ParcelDelivered,
    ParcelState.exception: ParcelTroubled,
    ParcelState.returned: ParcelReturned,
}


def state_of(track: Sequence[tuple[ParcelState, datetime]]) -> tuple[ParcelState, datetime] | None:
    """Where a parcel is and since when, whatever the order in which its track was heard.

    What ends a track stands, even where a scan of before is stamped later.
    """
    ends = [step for step in track if step[0] in FINAL]
    return max(ends or track, key=lambda step: (step[1], _RANKS[step[0]]), default=None)


def hear_of_parcel(
    session: Session,
    order: OrderRow,
    shipment: ShipmentRow,
    track: Sequence[tuple[ParcelState, datetime]],
    *,
    heard_at: datetime,
) -> None:
    """Take in all that is known of a parcel; the same again changes nothing.

    The caller has locked the order.
    """
    found = state_of(track)
    if found is None:
        return
    state, at = found
    before, shipment.state = shipment.state, state
    shipment.heard_at = max(heard_at, shipment.heard_at or heard_at)
    if state is ParcelState.signed:
        # The carrier's clock is not ours; nothing arrives in the future.
        shipment.delivered_at = min(at, now())
    session.flush()
    if order.completed_at is None:
        lines = session.scalars(select(OrderLineRow).where(OrderLineRow.order_id == order.id)).all()
        order.confirm_at = confirm_by(session, order, lines)
        session.flush()
    if before != state and state in _TOLD:
        publish(
            session,
            _TOLD[state](
                person_id=order.person_id,
                order_id=order.id,
                carrier=shipment.carrier,
                waybill=shipment.waybill,
            ),
        )


def confirm_by(session: Session, order: OrderRow, lines: Sequence[OrderLineRow]) -> datetime | None:
    """When an order counts as received by itself; None while some of it has not left."""
    if any(ln.shipped + ln.cancelled + ln.cancelling < ln.quantity for ln in lines):
        return None
    parcels = session.scalars(
        select(ShipmentRow).where(
            ShipmentRow.order_id == order.id, ShipmentRow.received_at.is_(None)
        )
    ).all()
    return max((_counts_at(parcel) for parcel in parcels), default=None)


def has_come_back(session: Session, order_id: int) -> bool:
    """Whether a parcel of an order came back; then nobody has received it."""
    query = select(ShipmentRow.id).where(
        ShipmentRow.order_id == order_id,
        ShipmentRow.received_at.is_(None),
        ShipmentRow.state == ParcelState.returned,
    )
    return session.scalar(query.limit(1)) is not None


def orders_in_trouble() -> Select[int]:
    """Orders of which something holds a parcel up, or of which one comes back; nobody has received it."""
    return select(ShipmentRow.order_id).where(
        ShipmentRow.state.in_((ParcelState.exception, ParcelState.returned)),
        ShipmentRow.received_at.is_(None),
    )


def _counts_at(parcel: ShipmentRow) -> datetime:
    if parcel.delivered_at is not None and parcel.state == ParcelState.signed:
        return parcel.delivered_at + timedelta(days=CONFIRM_DELIVERED_DAYS)
    return (parcel.heard_at or parcel.shipped_at) + timedelta(days=CONFIRM_DAYS)
