"""From basket to order: priced outside the write, taken and frozen inside one short transaction."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import msgspec
from sqlalchemy import bindparam, select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_once_returning

from .. import benefits
from ..carts import Owner, take_out
from ..orders import (
    Attribution,
    Fulfilment,
    NewOrder,
    PayState,
    freeze,
    lock_order,
    mark_paid,
    require_order,
)
from ..stock import OutOfStock, Wanted, ran_out, refuse_late, reserve
from ..versions import versions
from .contracts import Placed, Placing, Quote
from .errors import CheckoutKeyReused, PlaceMissing, PricesMoving, TotalChanged
from .models import CheckoutRow
from .quoting import quote

ATTEMPTS_MAX = 5
POINTS_LOCK_MARGIN_MINUTES = 24 * 60
"""Points stay locked longer than the order stays open: closing it frees them, not the lock's end."""


_OF_KEY = select(CheckoutRow.id, CheckoutRow.fingerprint).where(CheckoutRow.key == bindparam("of"))


class _Moved(Exception):
    """Something a price depends on has changed since it was found."""


def check_out(context: Context, placing: Placing, *, key: str) -> Placed:
    """Make an order, once by ``key``; a repeated key answers with the order of the first call.

    Locks are taken in this order: key, points, coupons, promotion limits, stock (SKU, location).

    Args:
        key: at most 150 letters; unique among the person's checkouts.

    Raises:
        OutOfStock, TotalChanged, ItemsUnsellable: nothing was taken.
        CheckoutKeyReused: the key made an order of another basket.
        PricesMoving: prices changed at every attempt.

    """
    if placing.basket.person_id is None:
        raise PlaceMissing(str(placing.basket.fulfilment))
    if placing.basket.fulfilment is not Fulfilment.pickup and placing.address is None:
        raise PlaceMissing(str(placing.basket.fulfilment))
    full_key = f"{placing.basket.person_id}:{key}"
    fingerprint = hashlib.sha256(msgspec.json.encode(placing)).hexdigest()
    for _ in range(ATTEMPTS_MAX):
        with context.session(read_only=True) as session:
            before = _find(session, full_key, fingerprint)
            if before is not None:
                return before
            quoted = quote(session, context, placing.basket, at=now())
            expected = placing.expected_total_minor
            if expected is not None and expected != quoted.priced.total_minor:
                raise TotalChanged(expected, quoted.priced.total_minor)
            refuse_late(
                session,
                _wanted(quoted),
                location_ids=quoted.places,
                sales_channel_id=quoted.channel.id,
            )
        try:
            with context.session() as session:
                return _place(session, placing, quoted, full_key, fingerprint)
        except _Moved:
            continue
        except OutOfStock as error:
            ran_out(error)
            raise
    raise PricesMoving


def _place(
    session: Session,
    placing: Placing,
    quoted: Quote,
    key: str,
    fingerprint: str,
) -> Placed:
    basket, channel, at = placing.basket, quoted.channel, now()
    assert basket.person_id is not None
    row = {"key": key, "fingerprint": fingerprint, "person_id": basket.person_id, "at": at}
    order_id = insert_once_returning(session, CheckoutRow, row, keys=["key"], column="id")
    if order_id is None:
        found = _find(session, key, fingerprint)
        assert found is not None  # key and order are committed together
        return found
    if versions(session) != quoted.version or not benefits.still_holds(session, quoted.found):
        raise _Moved
    cause = f"order:{ids.code('ord', order_id)}"
    expires_at = at + timedelta(minutes=channel.unpaid_minutes)
    taking = benefits.Taking(
        person_id=basket.person_id,
        coupon_ids=quoted.coupon_ids,
        priced=quoted.priced,
        cause=cause,
    )
    lock_minutes = channel.unpaid_minutes + POINTS_LOCK_MARGIN_MINUTES
    benefits.take(session, taking, lock_minutes=lock_minutes)
    node_id = quoted.node_id if quoted.node_id is not None else placing.attribution.node_id
    freeze(
        session,
        NewOrder(
            id=order_id,
            cause=cause,
            person_id=basket.person_id,
            sales_channel_id=channel.id,
            node_id=node_id,
            location_id=quoted.location_id,
            fulfilment=basket.fulfilment,
            currency=quoted.currency,
            priced=quoted.priced,
            items=quoted.items,
            coupon_ids=quoted.coupon_ids,
            placed_by=placing.placed_by,
            placed_at=at,
            expires_at=expires_at,
            address=placing.address,
            remark=placing.remark,
            attribution=_owed(placing, quoted, node_id),
            gifts=quoted.gifts,
            payment_method=quoted.found.bound_to,
        ),
    )
    if basket.entries is None:
        skus = [item.sku_id for item in quoted.items.values()]
        owner = Owner(person_id=basket.person_id)
        take_out(session, owner, skus, sales_channel_id=channel.id)
    # Last, so that a level on which many wait is held for the shortest time.
    reserve(
        session,
        _wanted(quoted),
        location_ids=quoted.places,
        cause=cause,
        expires_at=expires_at,
        sales_channel_id=channel.id,
    )
    paid = quoted.priced.total_minor == 0
    if paid:
        mark_paid(session, lock_order(session, order_id))
    return Placed(order_id=order_id, total_minor=quoted.priced.total_minor, paid=paid, again=False)


def _wanted(quoted: Quote) -> list[Wanted]:
    """What the order takes from the shelf, gifts included."""
    wanted = [
        Wanted(sku_id=quoted.items[line.line_id].sku_id, quantity=line.quantity)
        for line in quoted.priced.lines
    ]
    gifts = [Wanted(sku_id=item.sku_id, quantity=quantity) for item, quantity in quoted.gifts]
    return wanted + gifts


def _find(session: Session, key: str, fingerprint: str) -> Placed | None:
    row = session.execute(_OF_KEY, {"of": key}).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise CheckoutKeyReused
    order = require_order(session, row.id)
    return Placed(
        order_id=order.id,
        total_minor=order.total_minor,
        paid=order.pay_state not in (PayState.unpaid, PayState.closed),
        again=True,
    )


def _owed(placing: Placing, quoted: Quote, node_id: int | None) -> Attribution:
    """What the caller did not say is that of the sales channel."""
    owed, channel = placing.attribution, quoted.channel
    return replace(
        owed,
        pool=owed.pool or str(channel.pool),
        channel=owed.channel or channel.code,
        account=owed.account or channel.account,
        node_id=owed.node_id if owed.node_id is not None else node_id,
    )
