"""An order becomes paid, is closed unpaid, or comes back to life when money arrives late."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once
from siyu.kernel.errors import Conflict
from siyu.promotions import PricedCart

from .. import benefits
from ..stock import Wanted, hold_for_good, list_locations, release, reserve
from .contracts import CloseReason, Fulfilment, PayState
from .errors import OrderInOtherState
from .models import OrderLineRow, OrderRow, PickupCodeRow
from .reading import lines_of, lock_order
from .telling import tell_cancelled, tell_completed

PICKUP_DIGITS = 10
REVIVAL_LOCK_MINUTES = 60


def mark_paid(session: Session, order: OrderRow) -> None:
    """All of the order's money is there; the caller has locked its row.

    Raises:
        OrderInOtherState: it is not waiting for money.

    """
    if order.pay_state != PayState.unpaid:
        raise OrderInOtherState(order.id, order.pay_state)
    order.pay_state, order.paid_minor = PayState.paid, order.total_minor
    order.paid_at, order.expires_at = now(), None
    session.flush()
    benefits.settle(session, taking_of(order), node_id=order.node_id)
    hold_for_good(session, cause=order.cause)
    if order.fulfilment == Fulfilment.pickup:
        _give_pickup_code(session, order.id)
    tell_completed(session, order, lines_of(session, order.id))


def close_order(session: Session, order_id: int, *, reason: CloseReason) -> OrderRow:
    """Close an order that is not paid; stock, coupons, points and limits come back.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is paid, or closed.

    """
    order = lock_order(session, order_id)
    if order.pay_state != PayState.unpaid:
        raise OrderInOtherState(order_id, order.pay_state)
    order.pay_state, order.close_reason = PayState.closed, reason
    order.closed_at = now()
    session.flush()
    benefits.give_back(session, taking_of(order), settled=False)
    release(session, cause=order.cause)
    tell_cancelled(session, order, lines_of(session, order_id))
    return order


def revive(session: Session, order: OrderRow) -> bool:
    """Money came after the order was closed: take everything again, or say that it is gone.

    Returns:
        False where stock, coupons, points or limits are no longer to be had, or the shopper was forgotten;
        nothing is taken then.

    """
    if order.close_reason == CloseReason.erased:
        return False
    lines = lines_of(session, order.id)
    cause = f"{order.cause}:again"
    try:
        with session.begin_nested():
            taking = replace(taking_of(order), cause=cause)
            benefits.take(session, taking, lock_minutes=REVIVAL_LOCK_MINUTES)
            _reserve_again(session, order, lines, cause)
    except Conflict:
        return False
    order.cause, order.pay_state = cause, PayState.unpaid
    order.closed_at, order.close_reason = None, ""
    session.flush()
    return True


def taking_of(order: OrderRow) -> benefits.Taking:
    """What an order took besides stock."""
    return benefits.Taking(
        person_id=order.person_id,
        coupon_ids=order.coupon_ids,
        priced=msgspec.convert(order.priced, type=PricedCart),
        cause=order.cause,
    )


def _reserve_again(
    session: Session, order: OrderRow, lines: Sequence[OrderLineRow], cause: str
) -> None:
    places = (
        [order.location_id]
        if order.location_id is not None
        else [one.id for one in list_locations(session, service=order.fulfilment)]
    )
    reserve(
        session,
        [Wanted(sku_id=line.sku_id, quantity=line.quantity) for line in lines],
        location_ids=places,
        cause=cause,
        expires_at=None,
        sales_channel_id=order.sales_channel_id,
    )


def _give_pickup_code(session: Session, order_id: int) -> None:
    while True:
        code = f"{secrets.randbelow(10**PICKUP_DIGITS):0{PICKUP_DIGITS}}"
        row = {
            "order_id": order_id,
            "code": code,
            "blind": pickup_blind(code),
            "verified_by": "",
        }
        if insert_once(session, PickupCodeRow, row, keys=["blind"]):
            return


def pickup_blind(code: str) -> bytes:
    """By which a pick-up code is found."""
    return cipher().blind_index("pickup_code", code)
