import pytest
from sqlalchemy import func, select

from siyu.kernel.clock import frozen, now
from siyu.promotions.batches import claim_code, make_batch, stop_batch
from siyu.promotions.codes import batch_code, read_code
from siyu.promotions.contracts import Limits, Validity
from siyu.promotions.errors import (
    CouponKindInOtherState,
    CouponNotClaimable,
    CouponNotFound,
    CouponUnusable,
    LimitReached,
)
from siyu.promotions.kinds import stop_kind
from siyu.promotions.models import CouponRow
from siyu.promotions.till import undo_verification, verify

from .conftest import at_once


def batch(shop, kind, size=100, **more):
    with shop.context.session() as session:
        return make_batch(session, kind, name="b", size=size, actor="staff:1", **more).id


def enter(shop, batch_id, serial, person):
    with shop.context.session() as session:
        return claim_code(session, read_code(batch_code(batch_id, serial)), person)


def at_the_till(shop, code, **more):
    with shop.context.session() as session:
        return verify(session, code, node_id=None, actor="staff:1", **more)


class TestMakeBatch:
    def test_it_counts_against_the_total_at_once(self, shop):
        [person] = shop.people(1)
        kind = shop.kind(limits=Limits(claims=100))
        batch(shop, kind, 99)
        with pytest.raises(LimitReached):
            batch(shop, kind, 2)
        shop.claim(kind, person)

    def test_a_draft_has_no_codes(self, shop):
        with pytest.raises(CouponKindInOtherState):
            batch(shop, shop.draft())


class TestClaimCode:
    def test_a_code_becomes_a_coupon_of_whoever_enters_it_first(self, shop):
        a, b = shop.people(2)
        made = batch(shop, shop.kind())
        coupon = enter(shop, made, 5, a)
        assert (coupon.person_id, coupon.again) == (a, False)
        assert enter(shop, made, 5, a).again
        with pytest.raises(CouponUnusable):
            enter(shop, made, 5, b)
        assert shop.use(coupon)[0].state == "used"

    def test_a_code_that_was_not_made_is_none(self, shop):
        [person] = shop.people(1)
        made = batch(shop, shop.kind(), 10)
        for of, serial in ((made, 10), (made + 1, 0)):
            with pytest.raises(CouponNotFound):
                enter(shop, of, serial, person)

    def test_a_person_enters_no_more_than_they_may_have(self, shop):
        [person] = shop.people(1)
        made = batch(shop, shop.kind(limits=Limits(claims=10, claims_per_person=1)), 10)
        enter(shop, made, 0, person)
        with pytest.raises(LimitReached):
            enter(shop, made, 1, person)

    def test_stopped_batches_and_kinds_take_no_new_codes(self, shop):
        [person] = shop.people(1)
        kind = shop.kind()
        first, second = batch(shop, kind), batch(shop, kind)
        known = enter(shop, first, 0, person)
        with shop.context.session() as session:
            stop_batch(session, first)
        with pytest.raises(CouponNotFound):
            enter(shop, first, 1, person)
        with shop.context.session() as session:
            stop_kind(session, kind)
        with pytest.raises(CouponNotClaimable):
            enter(shop, second, 0, person)
        assert enter(shop, first, 0, person).id == known.id
        assert shop.use(known)

    def test_the_batchs_own_end_counts(self, shop):
        from datetime import timedelta

        [person] = shop.people(1)
        end = now() + timedelta(days=2)
        made = batch(shop, shop.kind(validity=Validity(days=30)), valid_until=end)
        assert enter(shop, made, 0, person).valid_until == end
        with frozen(end), pytest.raises(CouponNotFound):
            enter(shop, made, 1, person)

    def test_one_code_entered_by_many_at_once_has_one_owner(self, shop):
        persons = shop.people(16)
        made = batch(shop, shop.kind(limits=Limits(claims=100, claims_per_person=1)))
        tasks = [lambda person=person: enter(shop, made, 3, person) for person in persons]
        assert at_once(16, tasks) == {"done": 1, "coupon_unusable": 15}
        with shop.context.session() as session:
            assert session.scalar(select(func.count()).select_from(CouponRow)) == 1


class TestTill:
    def test_a_code_shown_at_ten_tills_at_once_is_used_once(self, shop):
        made = batch(shop, shop.kind())
        for serial in range(20):  # two unique indexes hold it: most races meet at one of them only
            code = batch_code(made, serial)
            tasks = [
                lambda code=code, n=n: at_the_till(shop, code, receipt=f"R{n}") for n in range(10)
            ]
            assert at_once(10, tasks) == {"done": 1, "coupon_unusable": 9}

    def test_what_a_till_took_back_from_nobody_anybody_may_enter(self, shop):
        a, b = shop.people(2)
        made = batch(shop, shop.kind())
        used = at_the_till(shop, batch_code(made, 7))
        with pytest.raises(CouponUnusable):
            enter(shop, made, 7, a)
        with shop.context.session() as session:
            undo_verification(session, used.id, actor="staff:1")
        assert enter(shop, made, 7, a).person_id == a
        with pytest.raises(CouponUnusable):
            enter(shop, made, 7, b)

    def test_a_till_does_not_undo_what_an_order_used(self, shop):
        [person] = shop.people(1)
        coupon = shop.claim(shop.kind(), person)
        shop.use(coupon)
        with shop.context.session() as session, pytest.raises(CouponUnusable):
            undo_verification(session, coupon.id, actor="staff:1")

    def test_an_undone_use_gives_the_limit_back(self, shop):
        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(uses=1))
        first, second = shop.claim(kind, a), shop.claim(kind, b)
        used = at_the_till(shop, first.code)
        with pytest.raises(LimitReached):
            at_the_till(shop, second.code)
        with shop.context.session() as session:
            undo_verification(session, used.id, actor="staff:1")
        assert at_the_till(shop, second.code).state == "used"
