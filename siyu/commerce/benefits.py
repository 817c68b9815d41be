"""Everything that commerce asks of promotions and loyalty, in one place.

What is taken for an order is taken under the order's cause and in one order of tables: points, then
coupons, then limits; stock comes after, in ``checkouts``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from siyu import loyalty, promotions
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.promotions import (
    Cart,
    CartLine,
    CouponFacts,
    Delivery,
    GiftChoice,
    PersonFacts,
    PointsPayment,
    PricedCart,
    Programme,
)
from siyu.warehouse import Warehouse

COUPON_CODE = "cpn"
COUPONS_SHOWN_MAX = 100


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a shopper wants besides goods.

    Args:
        points: the most they would spend.
        gift_choices: gifts picked where a rule lets them choose.

    """

    coupon_ids: tuple[int, ...] = ()
    points: int = 0
    gift_choices: tuple[GiftChoice, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Priced:
    """The engine's answer, and by what it was found.

    Args:
        coupon_ids: those that did something; others that were asked for are left to their holder.
        points_max: most points that could be spent here.
        asked, programme, at: what the answer came from; ``still_holds`` asks again.
        bound_to: the way to pay without which the answer would be another; None where any will do.

    """

    cart: PricedCart
    coupon_ids: tuple[int, ...]
    points_max: int
    asked: Cart
    programme: Programme
    at: datetime
    bound_to: str | None = None


@dataclass(frozen=True, kw_only=True)
class Purse:
    """What a person could use for a purchase, besides money.

    Args:
        points: all that may be spent.
        points_max: most of them that this purchase takes.

    """

    coupons: tuple[promotions.Coupon, ...]
    points: int
    points_max: int


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What an order takes besides stock."""

    person_id: int
    coupon_ids: Sequence[int]
    priced: PricedCart
    cause: str

    @property
    def limited(self) -> bool:
        """Some rule did something, so limits and budgets may count it."""
        return bool(self.priced.explanations)


def still_holds(session: Session, priced: Priced) -> bool:
    """Whether what runs now, read in this transaction, gives the same answer."""
    programme = promotions.programme(session, at=priced.at, channel=priced.asked.channel)
    if programme is priced.programme:
        return True
    # A rule that has come since, and asks for what nobody looked up, is refused here; saying so makes another answer.
    return promotions.price(priced.asked, programme, priced.at) == priced.cart


def price_lines(
    session: Session,
    context: Context,
    lines: Sequence[CartLine],
    *,
    person_id: int | None,
    orders_before: Callable[[], int],
    asked: Asked,
    channel: str,
    store: str,
    delivery: Delivery,
    payment_method: str = "",
    at: datetime,
) -> Priced:
    """What these lines cost this person now.

    Args:
        orders_before: counts paid orders; asked only where a rule asks for their number.

    Raises:
        CouponUnusable: names the first coupon that cannot be used.

    """
    running = promotions.running(session, at=at, channel=channel)
    programme = running.programme
    person = PersonFacts(known=person_id is not None)
    coupons: tuple[CouponFacts, ...] = ()
    member: loyalty.Member | None = None
    if programme.by_id:
        orders: int | None = None
        if person_id is not None:
            if "tier" in programme.asks:
                member = loyalty.member_of(session, person_id)
            if "order_number" in programme.asks:
                orders = orders_before()
        person = promotions.person_facts(
            session,
            context.get(Warehouse),
            person_id,
            running=running,
            tier=member.tier if member else "",
            orders_before=orders,
        )
    if asked.coupon_ids and person_id is not None:
        coupons = promotions.coupon_facts(session, asked.coupon_ids, person_id=person_id, at=at)

    def cart_with(points: PointsPayment | None) -> Cart:
        return Cart(
            lines=tuple(lines),
            person=person,
            channel=channel,
            store=store,
            coupons=coupons,
            gift_choices=asked.gift_choices,
            points=points,
            delivery=delivery,
            payment_method=payment_method,
        )

    cart, points_max = cart_with(None), 0
    priced = promotions.price(cart, programme, at)
    if asked.points and person_id is not None:
        goods = priced.listed_minor - priced.discount_minor
        offer = loyalty.points_value(session, person_id, total_minor=goods, member=member)
        points_max = offer.points_max
        usable, worth = min(asked.points, points_max), offer.worth_minor(offer.step)
        if usable and worth:
            cart = cart_with(PointsPayment(points=usable, step_points=offer.step, step_minor=worth))
            priced = promotions.price(cart, programme, at)
    done = {explained.source for explained in priced.applied}
    used = tuple(c for c in asked.coupon_ids if ids.code(COUPON_CODE, c) in done)
    return Priced(
        cart=priced,
        coupon_ids=used,
        points_max=points_max,
        asked=cart,
        programme=programme,
        at=at,
        bound_to=payment_method if _depends_on_payment(priced, cart, programme, at) else None,
    )


def _depends_on_payment(priced: PricedCart, cart: Cart, programme: Programme, at: datetime) -> bool:
    if not cart.payment_method or "payment_method" not in programme.asks:
        return False
    otherwise = promotions.price(msgspec.structs.replace(cart, payment_method=""), programme, at)
    return (otherwise.total_minor, otherwise.applied, otherwise.rewards) != (
        priced.total_minor,
        priced.applied,
        priced.rewards,
    )


def purse_of(session: Session, person_id: int, priced: PricedCart) -> Purse:
    """Coupons and points that a person could use for what was priced, wanted or not."""
    member = loyalty.member_of(session, person_id)
    goods = priced.listed_minor - priced.discount_minor
    offer = loyalty.points_value(session, person_id, total_minor=goods, member=member)
    held = promotions.coupons_of(
        session, person_id, state=promotions.CouponState.held, most=COUPONS_SHOWN_MAX
    )
    return Purse(coupons=tuple(held), points=member.points.available, points_max=offer.points_max)


def take(session: Session, taking: Taking, *, lock_minutes: int) -> None:
    """Take points, coupons and limits for an order that is not paid yet.

    Raises:
        InsufficientPoints, CouponUnusable, LimitReached: the caller rolls back what was taken.

    """
    priced, cause = taking.priced, taking.cause
    if priced.points:
        loyalty.lock_points(
            session, taking.person_id, points=priced.points, cause=cause, minutes=lock_minutes
        )
    if taking.coupon_ids:
        promotions.lock_coupons(session, taking.coupon_ids, person_id=taking.person_id, cause=cause)
    if taking.limited:
        promotions.take_limits(session, priced, person_id=taking.person_id, cause=cause)


def settle(session: Session, taking: Taking, *, node_id: int | None) -> None:
    """The order is paid: what was locked is spent."""
    if taking.priced.points:
        loyalty.spend_locked(session, cause=taking.cause)
    if taking.coupon_ids:
        promotions.use_coupons(
            session,
            taking.coupon_ids,
            person_id=taking.person_id,
            cause=taking.cause,
            node_id=node_id,
        )


def give_back(session: Session, taking: Taking, *, settled: bool) -> None:
    """The order came to nothing: what was taken under its cause comes back, once.

    Args:
        settled: it was paid; its points come back by units, through ``give_points_back``.

    """
    if taking.priced.points and not settled:
        loyalty.unlock_points(session, cause=taking.cause)
    if taking.coupon_ids:
        promotions.return_coupons(session, cause=taking.cause)
    if taking.limited:
        promotions.give_limits_back(session, cause=taking.cause)


def give_points_back(session: Session, *, cause: str, points: int, refund_cause: str) -> None:
    """Points for some units come back, once by ``refund_cause``."""
    loyalty.give_back(session, cause=cause, points=points, refund_cause=refund_cause)


def reward_paid(session: Session, context: Context, taking: Taking) -> None:
    """Grant what the order promised for being paid, once."""
    if taking.priced.rewards:
        promotions.give_payment_rewards(
            session, context, taking.priced, taking.person_id, cause=taking.cause
        )
