"""Asking a carrier for a waybill number before a parcel leaves, and giving it back."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ..carriers import require_carrier
from ..orders import (
    Address,
    Fulfilment,
    OrderInOtherState,
    PayState,
    UnitsUnavailable,
    lines_of,
    lock_order,
)
from .contracts import WaybillState, WaybillWanted
from .errors import CarrierNotConnected, WaybillInUse, WaybillNotFound
from .hearing import require_provider
from .models import WaybillRow

PREFIX = "wbl"
_OPEN = (WaybillState.requested, WaybillState.issued)


def request_waybill(context: Context, order_id: int, *, carrier: str, by: str) -> WaybillRow:
    """A number for the next parcel of an order; one that waits for its parcel is given again.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is not paid, or fetched in the store.
        UnitsUnavailable: nothing of it is left to send.
        CarrierUnknown, CarrierNotConnected, CarrierProviderUnknown: nobody can be asked.
        WaybillRefused: the carrier gives none; ask again.

    """
    with context.session() as session:
        order = lock_order(session, order_id)
        if order.pay_state not in (PayState.paid, PayState.part_refunded):
            raise OrderInOtherState(order_id, order.pay_state)
        if order.fulfilment == Fulfilment.pickup:
            raise OrderInOtherState(order_id, order.fulfilment)
        if not any(
            line.quantity > line.shipped + line.cancelled + line.cancelling
            for line in lines_of(session, order_id)
        ):
            raise UnitsUnavailable(0, 0, 0)
        found = require_carrier(session, carrier)
        if not found.provider:
            raise CarrierNotConnected(found.code)
        row = session.scalars(
            select(WaybillRow).where(
                WaybillRow.order_id == order_id,
                WaybillRow.carrier == found.code,
                WaybillRow.state.in_(_OPEN),
            )
        ).first()
        if row is None:
            row = WaybillRow(
                order_id=order_id,
                carrier=found.code,
                provider=found.provider,
                state=WaybillState.requested,
                requested_by=by,
                requested_at=now(),
            )
            session.add(row)
            session.flush()
        if row.state == WaybillState.issued:
            return row
        waybill_id, provider = row.id, row.provider
        wanted = WaybillWanted(
            key=ids.code(PREFIX, row.id),
            carrier=row.carrier,
            reference=ids.code("ord", order_id),
            address=Address(**msgspec.json.decode(order.address)) if order.address else None,
        )
    number = require_provider(context, provider).request(context, wanted)
    with context.session() as session:
        row = _lock(session, waybill_id)
        if row.state == WaybillState.requested:
            row.number, row.state = number, WaybillState.issued
        return row


def cancel_waybill(context: Context, waybill_id: int) -> WaybillRow:
    """Give a number back under which nothing has left; a second time changes nothing.

    Raises:
        WaybillNotFound: there is none.
        WaybillInUse: a parcel has left under it.
        WaybillRefused: the carrier does not take it back.

    """
    with context.session(read_only=True) as session:
        row = require_waybill(session, waybill_id)
    if row.state == WaybillState.used:
        raise WaybillInUse(waybill_id, row.state)
    if row.number is not None and row.state != WaybillState.cancelled:
        way = require_provider(context, row.provider)
        way.cancel(context, carrier=row.carrier, waybill=row.number)
    with context.session() as session:
        lock_order(session, row.order_id)
        row = _lock(session, waybill_id)
        if row.state == WaybillState.used:
            raise WaybillInUse(waybill_id, row.state)
        row.state = WaybillState.cancelled
        return row


def require_waybill(session: Session, waybill_id: int) -> WaybillRow:
    """The waybill of this id.

    Raises:
        WaybillNotFound: there is none.

    """
    row = session.get(WaybillRow, waybill_id)
    if row is None:
        raise WaybillNotFound(waybill_id)
    return row


def waybills_of(session: Session, order_id: int) -> Sequence[WaybillRow]:
    """Waybills that were asked for an order, oldest first."""
    query = select(WaybillRow).where(WaybillRow.order_id == order_id)
    return session.scalars(query.order_by(WaybillRow.id)).all()


def _lock(session: Session, waybill_id: int) -> WaybillRow:
    return session.scalars(
        select(WaybillRow)
        .where(WaybillRow.id == waybill_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
