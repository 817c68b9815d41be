from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from siyu import loyalty
from siyu.kernel.events import OutboxRow
from siyu.kernel.jobs import JobRun
from siyu.loyalty.growing import put_in_tier
from siyu.loyalty.models import MemberRow, TierChangeRow
from siyu.loyalty.programme import current_programme
from siyu.loyalty.reviewing import apply_programme, outlook, review_slice, review_tiers
from siyu.loyalty.rules import Programme

from .conftest import NOW, broken, make_people, set_programme

pytestmark = pytest.mark.database


def grow(context, person, growth, cause):
    with context.session() as session:
        return loyalty.earn_growth(session, person, growth=growth, cause=cause)


def member(context, person):
    with context.session() as session:
        return loyalty.member_of(session, person)


class TestReach:
    def test_a_tier_is_reached_at_once_and_kept_for_its_months(self, context, person):
        found = grow(context, person, 3000, "a")
        assert (found.tier, found.rank) == ("silver", 1)
        # A year, through its last day: the review is at the midnight after.
        assert found.tier_until == datetime(2027, 5, 20, 16, 0, tzinfo=UTC)
        assert grow(context, person, 3000, "a").growth == 3000
        assert grow(context, person, 2999, "b").tier == "silver"
        assert grow(context, person, 1, "c").tier == "gold"
        with context.session() as session:
            rows = session.scalars(select(TierChangeRow).order_by(TierChangeRow.id)).all()
        assert [(row.before, row.after) for row in rows] == [
            ("regular", "silver"),
            ("silver", "gold"),
        ]

    def test_what_is_taken_away_leaves_the_tier_until_its_review(self, context, person):
        grow(context, person, 6000, "a")
        assert grow(context, person, -9000, "b").growth == 0
        assert member(context, person).tier == "gold"
        assert broken(context) == {}


class TestReview:
    def test_halves_growth_and_sets_the_tier_it_still_reaches(self, context, clock):
        gold, silver, regular, young = make_people(context, 4)
        grow(context, gold, 13_001, "a")
        grow(context, silver, 5000, "b")
        grow(context, regular, 2000, "c")
        clock(NOW + timedelta(days=100))
        grow(context, young, 4000, "d")
        at = datetime(2027, 5, 21, tzinfo=UTC)
        clock(at)
        review_tiers(context, at)
        found = [member(context, one) for one in (gold, silver, regular, young)]
        assert [(one.tier, one.growth) for one in found] == [
            ("gold", 6501),
            ("regular", 2500),
            ("regular", 2000),
            ("silver", 4000),
        ]
        assert found[0].tier_until == datetime(2028, 5, 21, 16, 0, tzinfo=UTC)
        assert found[1].tier_until is None
        with context.session() as session:
            told = session.scalars(
                select(OutboxRow.payload).where(OutboxRow.name == "loyalty.tier_changed")
            ).all()
        assert [(one["after"], one["up"]) for one in told if one["reason"] == "review"] == [
            ("regular", False)
        ]
        assert broken(context) == {}

    def test_goes_on_where_it_was_broken_off(self, context, clock):
        persons = make_people(context, 5)
        for number, one in enumerate(persons):
            grow(context, one, 3000 + number, f"g{number}")
        at = NOW + timedelta(days=400)
        clock(at)
        assert review_slice(context, at, size=2) == 2
        review_tiers(context, at)
        assert review_slice(context, at) == 0
        assert [member(context, one).growth for one in persons] == [1500, 1501, 1501, 1502, 1502]
        assert broken(context) == {}

    @pytest.mark.parametrize(
        ("decay", "left"),
        [
            ({"kind": "none"}, 3500),
            ({"kind": "amount", "count": 3000}, 500),
            ({"kind": "amount", "count": 9000}, 0),
            ({"kind": "to_zero"}, 0),
        ],
    )
    def test_takes_what_the_programme_says(self, context, person, clock, decay, left):
        set_programme(context, growth={"decay": decay})
        grow(context, person, 3500, "a")
        at = NOW + timedelta(days=400)
        review_tiers(context, at)
        assert member(context, person).growth == left
        assert broken(context) == {}


class TestProgramme:
    def test_new_rules_tell_beforehand_whom_they_move_and_move_only_up(self, context, clock):
        persons = make_people(context, 3)
        for growth, one in zip((1500, 3500, 7000), persons, strict=True):
            grow(context, one, growth, f"g{growth}")
        raised = Programme().model_dump(mode="json")
        raised["tiers"][1]["growth_min"], raised["tiers"][2]["growth_min"] = 1000, 9000
        with context.session(read_only=True) as session:
            found = outlook(session, Programme.model_validate(raised))
        assert (found.up, found.down) == (1, 1)
        assert {one.tier: (one.members, one.would_be) for one in found.tiers} == {
            "regular": (1, 0),
            "silver": (1, 2),
            "gold": (1, 1),
        }
        set_programme(context, tiers=raised["tiers"])
        apply_programme(context, JobRun(context, None, {}))
        assert [member(context, one).tier for one in persons] == ["silver", "silver", "gold"]

    def test_a_tier_that_is_no_more_is_left(self, context, person):
        grow(context, person, 7000, "a")
        two = Programme().model_dump(mode="json")["tiers"][:2]
        set_programme(context, tiers=two)
        apply_programme(context, JobRun(context, None, {}))
        assert member(context, person).tier == "silver"

    def test_by_hand_a_member_may_be_put_anywhere(self, context, person):
        with context.session() as session:
            found = put_in_tier(
                session, person, tier="gold", until=None, note="guest of honour", by="staff:1"
            )
            assert (found.tier, found.growth) == ("gold", 0)
            assert current_programme(session).rank("gold") == 2
            row = session.scalars(select(TierChangeRow)).one()
            assert (row.reason, row.note, row.by) == ("manual", "guest of honour", "staff:1")
            assert session.scalars(select(MemberRow.tier)).one() == "gold"
