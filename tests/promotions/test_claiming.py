from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from siyu.kernel.clock import frozen
from siyu.kernel.events import OutboxRow
from siyu.people import PersonNotFound
from siyu.promotions.contracts import CouponState, HandedOut, Limits, Source, Validity
from siyu.promotions.errors import (
    CouponKindInOtherState,
    CouponKindUnfit,
    CouponNotClaimable,
    LimitReached,
)
from siyu.promotions.handing_out import hand_out
from siyu.promotions.kinds import KindPlan, change_kind, stop_kind
from siyu.promotions.models import CounterRow, CouponLineRow, CouponRow

from .conftest import TEN_OFF

NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


def count(shop, table):
    with shop.context.session() as session:
        return session.scalar(select(func.count()).select_from(table))


class TestClaimCoupon:
    def test_gives_a_coupon_with_a_line_and_an_event(self, shop):
        [person] = shop.people(1)
        coupon = shop.claim(shop.kind(), person)
        assert (coupon.state, coupon.person_id, coupon.again) == (CouponState.held, person, False)
        with shop.context.session() as session:
            line = session.scalars(select(CouponLineRow)).one()
            event = session.scalars(
                select(OutboxRow).where(OutboxRow.name == "promotions.coupon_claimed")
            ).one()
        assert (line.coupon_id, line.kind, line.person_id) == (coupon.id, "claimed", person)
        assert event.person_id == person

    def test_gives_once_by_cause(self, shop):
        [person] = shop.people(1)
        kind = shop.kind()
        first, second = shop.claim(kind, person, "birthday"), shop.claim(kind, person, "birthday")
        assert (second.id, second.again) == (first.id, True)
        assert count(shop, CouponLineRow) == 1

    def test_refuses_more_than_the_total(self, shop):
        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(claims=1))
        shop.claim(kind, a)
        with pytest.raises(LimitReached) as refused:
            shop.claim(kind, b)
        assert (refused.value.limit, refused.value.per_person) == ("kind_claims", False)
        assert count(shop, CouponRow) == 1

    def test_refuses_more_than_a_person_may_have(self, shop):
        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(claims_per_person=1))
        shop.claim(kind, a, "one")
        with pytest.raises(LimitReached) as refused:
            shop.claim(kind, a, "two")
        assert refused.value.per_person
        shop.claim(kind, b, "three")

    def test_a_refusal_takes_nothing_even_where_the_caller_goes_on(self, shop):
        from siyu.promotions.claiming import claim_coupon

        a, b = shop.people(2)
        kind = shop.kind(limits=Limits(claims=1, claims_per_person=5))
        shop.claim(kind, a)
        with shop.context.session() as session, pytest.raises(LimitReached):
            claim_coupon(session, kind, b, cause="x")
        with shop.context.session() as session:
            taken = dict(session.execute(select(CounterRow.person_id, CounterRow.taken)).all())
        assert taken == {0: 1, a: 1}

    def test_an_unlimited_kind_has_no_counter(self, shop):
        [person] = shop.people(1)
        shop.claim(shop.kind(), person)
        assert count(shop, CounterRow) == 0

    def test_refuses_outside_the_claim_window_and_when_stopped(self, shop):
        [person] = shop.people(1)
        with frozen(NOON) as set_to:
            kind = shop.kind(
                claim_from=NOON + timedelta(hours=1), claim_until=NOON + timedelta(hours=2)
            )
            for later, reason in ((0, "not_open"), (120, "closed")):
                set_to(NOON + timedelta(minutes=later))
                with pytest.raises(CouponNotClaimable) as refused:
                    shop.claim(kind, person)
                assert refused.value.reason == reason
            set_to(NOON + timedelta(hours=1))
            with shop.context.session() as session:
                stop_kind(session, kind)
            with pytest.raises(CouponNotClaimable) as refused:
                shop.claim(kind, person)
            assert refused.value.reason == "stopped"

    def test_refuses_a_draft_and_somebody_unknown(self, shop):
        with pytest.raises(CouponNotClaimable):
            shop.claim(shop.draft(), 1)
        with pytest.raises(PersonNotFound):
            shop.claim(shop.kind(), 999)

    def test_days_run_to_the_end_of_the_day_in_the_business_time_zone(self, shop):
        [person] = shop.people(1)
        with frozen(NOON):
            today = shop.claim(shop.kind(validity=Validity(days=1)), person)
            later = shop.claim(shop.kind(validity=Validity(days=7, after_days=2)), person)
        assert today.valid_until == datetime(2026, 11, 27, 16, 0, tzinfo=UTC)
        assert later.valid_from == datetime(2026, 11, 28, 16, 0, tzinfo=UTC)
        assert later.valid_until == datetime(2026, 12, 5, 16, 0, tzinfo=UTC)

    def test_the_earlier_of_days_and_a_fixed_end_counts(self, shop):
        [person] = shop.people(1)
        end = NOON + timedelta(days=3)
        with frozen(NOON):
            coupon = shop.claim(shop.kind(validity=Validity(days=30, until=end)), person)
        assert coupon.valid_until == end


class TestHandOut:
    def hand_out(self, shop, kind, persons, cause="campaign:1"):
        with shop.context.session() as session:
            return hand_out(session, kind, persons, cause=cause, source=Source.campaign)

    def test_gives_each_one_once_by_cause(self, shop):
        persons = shop.people(50)
        kind = shop.kind()
        assert self.hand_out(shop, kind, persons[:30]) == HandedOut(given=30)
        assert self.hand_out(shop, kind, persons) == HandedOut(given=20, again=30)
        with shop.context.session() as session:
            per_person = session.execute(
                select(CouponRow.person_id, func.count()).group_by(CouponRow.person_id)
            )
            assert dict(per_person.all()) == dict.fromkeys(persons, 1)
        assert count(shop, CouponLineRow) == 50

    def test_stops_at_the_total_and_says_who_went_without(self, shop):
        persons = shop.people(10)
        kind = shop.kind(limits=Limits(claims=7, claims_per_person=1))
        assert self.hand_out(shop, kind, persons) == HandedOut(given=7, refused_total=3)
        assert self.hand_out(shop, kind, persons, "campaign:2") == HandedOut(
            refused_person=7, refused_total=3
        )

    def test_those_left_without_keep_their_personal_limit(self, shop):
        persons = shop.people(2)
        kind = shop.kind(limits=Limits(claims=1, claims_per_person=1))
        self.hand_out(shop, kind, persons)
        with shop.context.session() as session:
            taken = session.execute(select(CounterRow.person_id, CounterRow.taken)).all()
        assert sorted(n for who, n in taken if who) == [0, 1]

    def test_passes_over_those_who_do_not_exist(self, shop):
        [person] = shop.people(1)
        assert self.hand_out(shop, shop.kind(), [person, 4_000_000]) == HandedOut(given=1)


class TestChangeKind:
    def plan(self, **changes):
        return KindPlan(
            **{"name": "满100减10", "effect": TEN_OFF, "validity": Validity(days=7), **changes}
        )

    def change(self, shop, kind, **changes):
        with shop.context.session() as session:
            return change_kind(session, kind, self.plan(**changes))

    def test_an_active_kind_keeps_its_promise(self, shop):
        kind = shop.kind()
        more = {**TEN_OFF, "tiers": [{"at_least_minor": 100, "off_minor": 1}]}
        for change in ({"effect": more}, {"validity": Validity(days=1)}):
            with pytest.raises(CouponKindInOtherState):
                self.change(shop, kind, **change)
        assert self.change(shop, kind, name="双十一", limits=Limits(claims=5)).claims_max == 5

    def test_a_lowered_limit_holds_from_now_on(self, shop):
        persons = shop.people(4)
        kind = shop.kind(limits=Limits(claims=10))
        for person in persons[:3]:
            shop.claim(kind, person)
        self.change(shop, kind, limits=Limits(claims=2))
        with pytest.raises(LimitReached):
            shop.claim(kind, persons[3])
        self.change(shop, kind, limits=Limits(claims=4))
        shop.claim(kind, persons[3])

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"validity": Validity()}, "no_end"),
            ({"validity": Validity(days=0)}, "limit"),
            ({"validity": Validity(from_=NOON, until=NOON)}, "ends_before_start"),
            ({"limits": Limits(claims=0)}, "limit"),
            ({"limits": Limits(uses_per_person=-1)}, "limit"),
            ({"effect": {"kind": "spend_off", "tiers": []}}, "effect"),
            ({"effect": {"kind": "bribe"}}, "effect"),
        ],
    )
    def test_refuses_what_cannot_be(self, shop, change, problem):
        with pytest.raises(CouponKindUnfit) as refused:
            self.change(shop, shop.draft(), **change)
        assert refused.value.problem == problem
