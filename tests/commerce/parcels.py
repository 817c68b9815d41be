"""Parcels of a shop: asked for, sent, scanned by the sandbox's courier."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from siyu.commerce import waybills
from siyu.commerce.carriers import put_carrier
from siyu.commerce.carriers.built_in import BUILT_IN
from siyu.commerce.orders.models import ShipmentRow
from siyu.commerce.waybills import Scan
from siyu.kernel.clock import now

from .world import Shop


def opened(context):
    """A shop that has the sandbox carrier switched on."""
    shop = Shop(context).open()
    with context.session() as session:
        put_carrier(session, replace(BUILT_IN[-1], active=True))
    return shop


def asked(desk, order_id, carrier="SANDBOX"):
    return waybills.request_waybill(desk.context, order_id, carrier=carrier, by="staff:1")


def sent(desk, order_id):
    """The number of a sandbox parcel that has left."""
    number = asked(desk, order_id).number
    desk.ship(order_id, carrier="SANDBOX", waybill=number)
    return number


def moved(desk, number, state=None):
    """A courier scans the parcel; the push that leaves then."""
    with desk.context.session() as session:
        return waybills.sandbox_move(session, carrier="SANDBOX", waybill=number, state=state)


def hear(desk, pushed):
    return waybills.receive_push(desk.context, "sandbox", *pushed)


def parcel(desk, order_id):
    with desk.context.session(read_only=True) as session:
        return session.scalars(select(ShipmentRow).where(ShipmentRow.order_id == order_id)).one()


def scan(number, state, minutes=0, event_id=None):
    return Scan(
        event_id=event_id or f"{state}-{minutes}",
        carrier="SANDBOX",
        waybill=number,
        state=state,
        at=now() + timedelta(minutes=minutes - 60),
        text="签收人：李华",
    )
