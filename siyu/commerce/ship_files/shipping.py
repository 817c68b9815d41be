"""Rows are judged one by one and shipped one by one: what one of them lacks does not hold up the others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy import select

from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import SiyuError

from .. import carriers
from ..access import FULFIL, audit, visible_order
from ..carriers import Carrier
from ..orders import Fulfilment, PayState, lines_of, lock_order
from ..orders.models import OrderRow, ShipmentRow
from ..waybills import request_waybill, send_parcel
from ..waybills.hearing import AFTER
from .contracts import RowOutcome, ShipLine, ShippedRow

_NOT_PAID = {
    PayState.unpaid: "not_paid",
    PayState.closed: "order_closed",
    PayState.refunded: "order_refunded",
}

log = structlog.get_logger(__name__)


class _Refused(Exception):
    """A row that is not shipped, by the code of the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """A row that has been understood; an empty waybill is to be asked for."""

    order_id: int
    carrier: str
    waybill: str


def ship_many(
    context: Context, lines: Iterable[ShipLine], *, dry_run: bool, caller: Caller
) -> list[ShippedRow]:
    """Ship what can be shipped, each order in a transaction of its own, or say what would be.

    The same lines again ship nothing more: a parcel that has left is known by order, carrier and number.
    """
    seen: set[tuple[str, ...]] = set()
    return [_one(context, line, seen, dry_run=dry_run, caller=caller) for line in lines]


def _one(
    context: Context,
    line: ShipLine,
    seen: set[tuple[str, ...]],
    *,
    dry_run: bool,
    caller: Caller,
) -> ShippedRow:
    told = ShippedRow(
        row=line.row,
        order=line.order,
        carrier=line.carrier,
        waybill=line.waybill,
        outcome=RowOutcome.refused,
    )
    try:
        with context.session(read_only=True) as session:
            wanted = _understand(session, line, seen)
            told = replace(told, carrier=wanted.carrier, waybill=wanted.waybill)
            order = visible_order(session, caller, FULFIL, wanted.order_id)
            again = _judge(session, order, wanted)
        if again or dry_run:
            return replace(told, outcome=RowOutcome.again if again else RowOutcome.good)
        if not wanted.waybill:
            asked = request_waybill(
                context, wanted.order_id, carrier=wanted.carrier, by=caller.actor
            )
            wanted = replace(wanted, waybill=asked.number or "")
            told = replace(told, waybill=wanted.waybill)
        return replace(told, outcome=_ship(context, wanted, caller))
    except _Refused as refused:
        return replace(told, code=refused.code)
    except SiyuError as error:
        return replace(told, code=error.code())
    except Exception:
        # A database that was busy for one order must not lose what is known of the others.
        log.exception("ship_batch.row_failed", order=line.order)
        return replace(told, code="failed")


def _understand(session: Session, line: ShipLine, seen: set[tuple[str, ...]]) -> _Wanted:
    if line.problem:
        raise _Refused(line.problem)
    if not line.order:
        raise _Refused("order_missing")
    order_id = ids.number("ord", line.order)
    if ("order", line.order) in seen:
        raise _Refused("order_twice")
    seen.add(("order", line.order))
    if not line.carrier:
        raise _Refused("carrier_missing")
    found = carriers.find_carrier(session, line.carrier)
    if found is None or not found.active:
        raise _Refused("carrier_unknown")
    waybill = _number(session, line, found)
    if waybill:
        if ("waybill", found.code, waybill) in seen:
            raise _Refused("waybill_twice")
        seen.add(("waybill", found.code, waybill))
    return _Wanted(order_id=order_id, carrier=found.code, waybill=waybill)


def _number(session: Session, line: ShipLine, carrier: Carrier) -> str:
    if line.waybill:
        return carriers.check_label(session, carrier=carrier.code, waybill=line.waybill)[1]
    if not carrier.provider:
        raise _Refused("waybill_missing")
    return ""


def _judge(session: Session, order: OrderRow, wanted: _Wanted) -> bool:
    """Whether this very parcel has left before; a row that may not be shipped raises."""
    parcels = _parcels(session, wanted)
    if any(parcel.order_id == order.id for parcel in parcels):
        return True
    if order.pay_state in _NOT_PAID:
        raise _Refused(_NOT_PAID[PayState(order.pay_state)])
    if order.fulfilment == Fulfilment.pickup:
        raise _Refused("picked_up_in_store")
    if parcels:
        raise _Refused("waybill_used")
    lines = lines_of(session, order.id)
    if all(line.shipped + line.cancelled >= line.quantity for line in lines):
        raise _Refused("already_shipped")
    if all(line.shipped + line.cancelled + line.cancelling >= line.quantity for line in lines):
        raise _Refused("in_after_sale")
    return False


def _parcels(session: Session, wanted: _Wanted) -> Sequence[ShipmentRow]:
    if not wanted.waybill:
        return ()
    return session.scalars(
        select(ShipmentRow).where(
            ShipmentRow.waybill == wanted.waybill,
            ShipmentRow.carrier == wanted.carrier,
            # Older ones are of a number that the carrier has given out again.
            (ShipmentRow.order_id == wanted.order_id) | (ShipmentRow.shipped_at > now() - AFTER),
        )
    ).all()


def _ship(context: Context, wanted: _Wanted, caller: Caller) -> RowOutcome:
    with context.session() as session:
        order = lock_order(session, wanted.order_id)
        # Judged anew: whoever was quicker has the row's order locked until it is done.
        if _judge(session, order, wanted):
            return RowOutcome.again
        send_parcel(
            session,
            order.id,
            quantities=None,
            carrier=wanted.carrier,
            waybill=wanted.waybill,
            by=caller.actor,
        )
        after = {"carrier": wanted.carrier, "waybill": wanted.waybill}
        audit(session, caller, "orders.ship", "ord", order.id, after=after, node_id=order.node_id)
    return RowOutcome.shipped
