"""Nothing is claimed or used beyond its limit, however many come at once, and nobody waits in a circle."""

import pytest
from sqlalchemy import func, select

from siyu.promotions.contracts import HandedOut, Limits, Source
from siyu.promotions.handing_out import hand_out
from siyu.promotions.invariants import claims_beyond_counter, states_without_line
from siyu.promotions.models import CounterRow, CouponLineRow, CouponRow

from .conftest import at_once

STOCK = 50
CROWDS = [(2, 200), (4, 200), (16, 400), pytest.param(64, 1_000, marks=pytest.mark.slow)]


def totals(shop, kind):
    with shop.context.session() as session:
        coupons = session.scalar(
            select(func.count()).select_from(CouponRow).where(CouponRow.kind_id == kind)
        )
        taken = session.scalar(
            select(CounterRow.taken).where(CounterRow.subject_id == kind, CounterRow.person_id == 0)
        )
        lines = session.scalar(select(func.count()).select_from(CouponLineRow))
    return coupons, taken, lines


@pytest.mark.parametrize(("threads", "attempts"), CROWDS)
def test_no_more_are_claimed_than_there_are(shop, threads, attempts):
    persons = shop.people(100)
    kind = shop.kind(limits=Limits(claims=STOCK, claims_per_person=2))
    tasks = [lambda n=n: shop.claim(kind, persons[n % 100], f"c{n}") for n in range(attempts)]
    outcomes = at_once(threads, tasks)
    assert outcomes == {"done": STOCK, "limit_reached": attempts - STOCK}
    assert totals(shop, kind) == (STOCK, STOCK, STOCK)
    assert states_without_line(shop.context) == claims_beyond_counter(shop.context) == []


@pytest.mark.parametrize(("threads", "attempts"), CROWDS)
def test_no_more_are_used_than_may_be(shop, threads, attempts):
    persons = shop.people(attempts // 10)
    kind = shop.kind(limits=Limits(uses=STOCK))
    with shop.context.session() as session:
        for cause in ("first", "second", "third", "fourth", "fifth"):
            hand_out(session, kind, persons, cause=cause, source=Source.campaign)
    with shop.context.session() as session:
        rows = session.execute(select(CouponRow.id, CouponRow.person_id)).all()
    # Each coupon is wanted by two orders at the same time.
    tasks = [
        lambda coupon=coupon, person=person, n=n: _use(shop, coupon, person, f"o{n}:{coupon}")
        for n in range(attempts // len(rows))
        for coupon, person in rows
    ]
    outcomes = at_once(threads, tasks)
    assert outcomes["done"] == STOCK
    assert outcomes["limit_reached"] + outcomes["coupon_unusable"] == attempts - STOCK
    with shop.context.session() as session:
        used = session.scalar(
            select(func.count()).select_from(CouponRow).where(CouponRow.state == "used")
        )
        lines = session.scalar(
            select(func.count()).select_from(CouponLineRow).where(CouponLineRow.kind == "used")
        )
    assert (used, lines) == (STOCK, STOCK)


def test_one_coupon_in_five_simultaneous_orders_is_used_once(shop):
    [person] = shop.people(1)
    coupon = shop.claim(shop.kind(), person)
    tasks = [lambda n=n: shop.use(coupon, cause=f"order:{n}") for n in range(5)]
    assert at_once(5, tasks) == {"done": 1, "coupon_unusable": 4}


def test_one_cause_at_once_gives_and_uses_once(shop):
    [person] = shop.people(1)
    kind = shop.kind(limits=Limits(claims=1))
    assert at_once(16, [lambda: shop.claim(kind, person, "gift")] * 16) == {"done": 16}
    [coupon] = {shop.claim(kind, person, "gift").id}
    held = shop.claim(kind, person, "gift")
    assert held.id == coupon
    assert at_once(16, [lambda: shop.use(held)] * 16) == {"done": 16}
    assert totals(shop, kind) == (1, 1, 2)


def test_orders_that_want_the_same_coupons_in_another_order_do_not_wait_in_a_circle(shop):
    [person] = shop.people(1)
    kinds = [shop.kind(limits=Limits(uses=100)) for _ in range(4)]
    coupons = [shop.claim(kind, person) for kind in kinds]

    def order(number: int) -> None:
        turned = coupons[number % 4 :] + coupons[: number % 4]
        shop.lock(*turned, cause=f"order:{number}")
        shop.give_back(f"order:{number}")

    outcomes = at_once(8, [lambda n=n: order(n) for n in range(64)])
    assert set(outcomes) <= {"done", "coupon_unusable"}
    assert outcomes["done"] > 0
    assert states_without_line(shop.context) == []


def test_hand_outs_at_once_share_what_is_left(shop):
    persons = shop.people(120)
    kind = shop.kind(limits=Limits(claims=100, claims_per_person=1))
    given: list[HandedOut] = []

    def some(first: int) -> None:
        with shop.context.session() as session:
            part = persons[first:] + persons[:first]
            given.append(hand_out(session, kind, part, cause="x", source=Source.segment))

    assert at_once(6, [lambda n=n: some(n * 20) for n in range(6)]) == {"done": 6}
    assert sum(each.given for each in given) == 100
    assert totals(shop, kind) == (100, 100, 100)


def _use(shop, coupon_id: int, person_id: int, cause: str) -> None:
    from siyu.promotions.using import use_coupons

    with shop.context.session() as session:
        use_coupons(session, [coupon_id], person_id=person_id, cause=cause)
