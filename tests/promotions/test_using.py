from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from siyu.kernel.clock import frozen, now
from siyu.promotions.contracts import CouponState, Limits, ReturnPolicy, Validity
from siyu.promotions.errors import CouponUnusable, LimitReached
from siyu.promotions.expiring import void_coupons
from siyu.promotions.invariants import claims_beyond_counter, states_without_line
from siyu.promotions.models import CounterRow, CouponLineRow


@pytest.fixture
def held(shop):
    [person] = shop.people(1)
    return shop.claim(shop.kind(), person)


def refused(call):
    with pytest.raises(CouponUnusable) as error:
        call()
    return error.value.reason


def kinds_of_lines(shop, coupon):
    with shop.context.session() as session:
        query = select(CouponLineRow.kind).where(CouponLineRow.coupon_id == coupon.id)
        return list(session.scalars(query.order_by(CouponLineRow.id)))


class TestUseCoupons:
    def test_an_order_locks_then_uses(self, shop, held):
        assert shop.lock(held)[0].state == CouponState.locked
        used = shop.use(held)[0]
        assert (used.state, used.used_at is not None) == (CouponState.used, True)
        assert kinds_of_lines(shop, held) == ["claimed", "locked", "used"]

    def test_a_repeated_cause_changes_nothing(self, shop, held):
        shop.lock(held)
        assert shop.lock(held)[0].again
        shop.use(held)
        assert shop.use(held)[0].again
        assert shop.lock(held)[0].state == CouponState.used
        assert kinds_of_lines(shop, held) == ["claimed", "locked", "used"]

    def test_another_order_is_refused(self, shop, held):
        shop.lock(held, cause="order:1")
        assert refused(lambda: shop.use(held, cause="order:2")) == "locked"
        shop.use(held, cause="order:1")
        assert refused(lambda: shop.lock(held, cause="order:2")) == "used"

    def test_all_or_none(self, shop, held):
        kind = shop.kind()
        other = shop.claim(kind, held.person_id)
        shop.use(other, cause="order:9")
        assert refused(lambda: shop.use(held, other, cause="order:1")) == "used"
        assert kinds_of_lines(shop, held) == ["claimed"]

    def test_another_persons_coupon_and_none_are_refused(self, shop, held):
        [stranger] = shop.people(1, tag="stranger")
        assert refused(lambda: shop.use(held, person_id=stranger)) == "not_held"
        with shop.context.session() as session:
            from siyu.promotions.using import use_coupons

            assert (
                refused(lambda: use_coupons(session, [999], person_id=stranger, cause="x"))
                == "not_held"
            )
            assert (
                refused(lambda: use_coupons(session, [held.id], person_id=None, cause="x"))
                == "not_held"
            )

    def test_too_early_and_too_late_are_refused(self, shop):
        [person] = shop.people(1)
        early = shop.claim(shop.kind(validity=Validity(days=1, after_days=3)), person)
        late = shop.claim(shop.kind(validity=Validity(days=1)), person)
        assert refused(lambda: shop.use(early)) == "not_yet_valid"
        with frozen(now() + timedelta(days=2)):
            assert refused(lambda: shop.use(late)) == "expired"

    def test_uses_are_limited_and_come_back(self, shop):
        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(uses=1, uses_per_person=1))
        first, second = shop.claim(kind, a), shop.claim(kind, b)
        shop.lock(first, cause="order:1")
        with pytest.raises(LimitReached):
            shop.lock(second, cause="order:2")
        shop.use(first, cause="order:1")
        shop.give_back("order:1")
        shop.use(second, cause="order:3")
        with shop.context.session() as session:
            rows = session.execute(
                select(CounterRow.person_id, CounterRow.taken).where(CounterRow.what == "kind_uses")
            )
            assert dict(rows.all()) == {0: 1, a: 0, b: 1}


class TestReturnCoupons:
    def test_what_is_only_locked_always_comes_back(self, shop):
        [person] = shop.people(1)
        coupon = shop.claim(shop.kind(return_policy=ReturnPolicy.never), person)
        shop.lock(coupon)
        assert [back.id for back in shop.give_back()] == [coupon.id]
        shop.lock(coupon, cause="order:2")

    @pytest.mark.parametrize(
        ("policy", "days_later", "comes_back"),
        [
            (ReturnPolicy.never, 0, False),
            (ReturnPolicy.if_valid, 0, True),
            (ReturnPolicy.if_valid, 9, False),
            (ReturnPolicy.always, 9, True),
        ],
    )
    def test_what_was_used_comes_back_by_policy(self, shop, policy, days_later, comes_back):
        [person] = shop.people(1)
        coupon = shop.claim(shop.kind(return_policy=policy, return_grace_days=3), person)
        shop.use(coupon)
        with frozen(now() + timedelta(days=days_later)):
            back = shop.give_back()
            assert bool(back) is comes_back
            assert shop.give_back() == []
            if back:
                assert back[0].valid_until > now() + timedelta(days=2)
                shop.use(coupon, cause="order:2")

    def test_a_cause_that_gave_back_cannot_use_again(self, shop, held):
        shop.use(held)
        shop.give_back()
        assert refused(lambda: shop.use(held)) == "returned"

    def test_only_those_named_come_back(self, shop, held):
        from siyu.promotions.using import return_coupons

        other = shop.claim(shop.kind(), held.person_id)
        shop.use(held, other)
        with shop.context.session() as session:
            back = return_coupons(session, cause="order:1", coupon_ids=[other.id])
        assert [each.id for each in back] == [other.id]


class TestExpire:
    def test_held_ones_expire_once_and_locked_ones_stay_with_their_order(self, shop):
        a, b = shop.people(2)
        kind = shop.kind()
        held, locked = shop.claim(kind, a), shop.claim(kind, b)
        shop.lock(locked)
        assert shop.expire(days=1) == 0
        assert (shop.expire(days=30), shop.expire(days=30)) == (1, 0)
        assert kinds_of_lines(shop, held) == ["claimed", "expired"]
        with frozen(now() + timedelta(days=30)):
            assert shop.use(locked)[0].state == CouponState.used

    def test_a_returned_one_expires_again(self, shop):
        [person] = shop.people(1)
        coupon = shop.claim(shop.kind(return_policy=ReturnPolicy.always), person)
        shop.use(coupon)
        with frozen(now() + timedelta(days=30)):
            shop.give_back()
            assert shop.expire() == 1
        assert shop.expire(days=60) == 0

    def test_a_voided_one_is_gone(self, shop, held):
        with shop.context.session() as session:
            assert void_coupons(session, [held.id], cause="v", reason="mistake") == [held.id]
            assert void_coupons(session, [held.id], cause="v", reason="mistake") == []
        assert refused(lambda: shop.use(held)) == "voided"


class TestLedger:
    def test_lines_cannot_be_changed_or_deleted(self, shop, held):
        for statement in (
            "update promotions_coupon_line set actor = 'x'",
            "delete from promotions_coupon_line",
        ):
            with pytest.raises(DBAPIError, match="append only"), shop.context.session() as session:
                session.execute(text(statement))

    def test_invariants_hold_and_find_what_is_broken(self, shop):
        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(claims=5))
        used, held = shop.claim(kind, a), shop.claim(kind, b)
        shop.use(used)
        assert states_without_line(shop.context) == claims_beyond_counter(shop.context) == []
        with shop.context.session() as session:
            session.execute(
                text(f"update promotions_coupon set state = 'expired' where id = {held.id}")
            )
            session.execute(text("update promotions_counter set taken = 1"))
        assert len(states_without_line(shop.context)) == 1
        assert len(claims_beyond_counter(shop.context)) == 1

    def test_every_change_is_told(self, shop, held):
        from siyu.kernel.events import OutboxRow

        shop.use(held)
        shop.give_back()
        shop.expire(days=30)
        with shop.context.session() as session:
            names = session.scalars(
                select(OutboxRow.name)
                .where(OutboxRow.name.startswith("promotions."))
                .order_by(OutboxRow.id)
            ).all()
            assert session.scalar(select(func.count(CouponLineRow.id))) == len(names)
        assert names == [
            "promotions.coupon_claimed",
            "promotions.coupon_used",
            "promotions.coupon_returned",
            "promotions.coupon_expired",
        ]
