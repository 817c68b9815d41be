"""Merges, splits and erasure; and what the clock brings."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu import loyalty, people
from siyu.kernel.events import OutboxRow
from siyu.loyalty.due import move_due, remind_expiring
from siyu.loyalty.erasing import forget_member
from siyu.loyalty.models import MemberRow, PointsLineRow
from siyu.loyalty.moving import resettle
from siyu.people.models import PersonRow

from .conftest import NOW, broken, make_people

pytestmark = pytest.mark.database


def lead(context, node, person):
    """What people write when a node leads to another person, or to nobody else again."""
    with context.session() as session:
        session.get(PersonRow, node).merged_into = person


def balance(context, person):
    with context.session() as session:
        return loyalty.member_of(session, person)


@pytest.fixture
def two(context, clock):
    one, other = make_people(context, 2)
    with context.session() as session:
        loyalty.earn_points(session, one, points=100, cause="one")
        loyalty.earn_points(
            session, other, points=70, cause="other", activates_at=NOW + timedelta(days=3)
        )
        loyalty.earn_points(session, other, points=50, cause="other too")
        loyalty.earn_growth(session, one, growth=1000, cause="g1")
        loyalty.earn_growth(session, other, growth=3500, cause="g2")
    return one, other


def merge(context, one, other):
    lead(context, other, one)
    with context.session() as session:
        resettle(session, [one, other], cause=f"merge:{one}:{other}")


def split(context, one, other):
    lead(context, other, None)
    with context.session() as session:
        resettle(session, [one, other], cause=f"split:{one}:{other}")


class TestMerge:
    def test_brings_points_growth_and_the_better_tier_together(self, context, two):
        one, other = two
        merge(context, one, other)
        found = balance(context, one)
        assert (found.points.available, found.points.pending) == (150, 70)
        assert (found.growth, found.tier) == (4500, "silver")
        assert balance(context, other) == found
        assert broken(context) == {}

    def test_told_twice_it_changes_nothing(self, context, two):
        merge(context, *two)
        with context.session() as session:
            resettle(session, two, cause="again")
        assert balance(context, two[0]).points.available == 150
        assert broken(context) == {}

    def test_what_was_spent_before_comes_back_to_whom_it_leads_to(self, context, two):
        one, other = two
        with context.session() as session:
            loyalty.spend_points(session, other, points=50, cause="order:1")
        merge(context, one, other)
        with context.session() as session:
            assert loyalty.give_back(session, cause="order:1") == 50
        assert balance(context, one).points.available == 150
        assert broken(context) == {}

    def test_locks_come_along(self, context, two):
        one, other = two
        with context.session() as session:
            loyalty.lock_points(session, other, points=50, cause="pos:1")
        merge(context, one, other)
        assert balance(context, one).points.locked == 50
        with context.session() as session:
            assert loyalty.unlock_points(session, cause="pos:1") == 50
        assert balance(context, one).points.available == 150
        assert broken(context) == {}


class TestSplit:
    def test_gives_back_what_is_left_of_what_each_brought(self, context, two):
        one, other = two
        merge(context, one, other)
        with context.session() as session:
            # Both lots end together; the older one is spent first.
            loyalty.spend_points(session, one, points=120, cause="order:1")
        split(context, one, other)
        assert balance(context, one).points.available == 0
        found = balance(context, other)
        assert (found.points.available, found.points.pending) == (30, 70)
        assert (found.growth, found.tier) == (3500, "silver")
        assert balance(context, one).growth == 1000
        assert broken(context) == {}

    def test_of_one_and_then_one_again_loses_nothing(self, context, two):
        one, other = two
        merge(context, one, other)
        split(context, one, other)
        lead(context, other, one)
        with context.session() as session:
            resettle(session, two, cause="third")
        assert balance(context, one).points.available == 150
        assert broken(context) == {}

    def test_with_points_set_aside_the_lock_can_still_be_released(self, context, two):
        one, other = two
        merge(context, one, other)
        with context.session() as session:
            loyalty.lock_points(session, one, points=120, cause="pos:1")
        split(context, one, other)
        with context.session() as session:
            assert loyalty.unlock_points(session, cause="pos:1") == 120
        assert broken(context) == {}


class TestErasure:
    def test_closes_the_ledgers_and_takes_words_away(self, context, two):
        one, _ = two
        with context.session() as session:
            loyalty.lock_points(session, one, points=10, cause="pos:1")
            loyalty.earn_points(session, one, points=5, cause="n", note="for Li Hua")
        with context.session() as session:
            forget_member(session, [one])
        with context.session() as session:
            assert session.get(MemberRow, one) is None
            notes = session.scalars(
                select(PointsLineRow.note).where(PointsLineRow.person_id == one)
            ).all()
            assert set(notes) == {""}
        assert balance(context, one).points == loyalty.PointsBalance()
        assert broken(context) == {}


class TestDue:
    def test_the_clock_activates_expires_and_releases(self, context, person, clock):
        with context.session() as session:
            loyalty.earn_points(
                session, person, points=40, cause="a", activates_at=NOW + timedelta(days=1)
            )
            loyalty.earn_points(
                session, person, points=60, cause="b", expires_at=NOW + timedelta(days=2)
            )
            loyalty.lock_points(session, person, points=20, cause="pos:1", minutes=30)
        at = NOW + timedelta(days=1)
        clock(at)
        move_due(context, at)
        found = balance(context, person).points
        assert (found.available, found.pending, found.locked) == (100, 0, 0)
        at = NOW + timedelta(days=2)
        clock(at)
        move_due(context, at)
        move_due(context, at)
        assert balance(context, person).points.available == 40
        assert broken(context) == {}

    def test_reminds_once_for_each_of_the_days(self, context, person, clock):
        with context.session() as session:
            loyalty.earn_points(
                session, person, points=60, cause="b", expires_at=NOW + timedelta(days=20)
            )

        def told():
            with context.session() as session:
                return [
                    payload["days"]
                    for payload in session.scalars(
                        select(OutboxRow.payload).where(OutboxRow.name == "loyalty.points_expiring")
                    )
                ]

        remind_expiring(context, NOW)
        remind_expiring(context, NOW + timedelta(days=1))
        assert told() == [30]
        clock(NOW + timedelta(days=14))
        remind_expiring(context, NOW + timedelta(days=14))
        remind_expiring(context, NOW + timedelta(days=15))
        assert told() == [30, 7]
        assert broken(context) == {}


def test_an_unknown_person_is_nobodys_member(context, clock):
    with context.session() as session, pytest.raises(people.PersonNotFound):
        loyalty.earn_points(session, 999_999, points=1, cause="x")
