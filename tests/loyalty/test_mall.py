from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu import loyalty
from siyu.kernel.blocks import Blocks
from siyu.kernel.errors import Conflict
from siyu.kernel.rewards import Reward, grant
from siyu.loyalty.blocks import BLOCKS
from siyu.loyalty.errors import (
    OfferBelowUse,
    OfferClosed,
    OfferLimitReached,
    OfferSoldOut,
    RewardOptionsUnfit,
)
from siyu.loyalty.exchanging import exchange_offer, undo_exchange
from siyu.loyalty.models import ExchangeRow, OfferRow
from siyu.loyalty.offers import add_offer, change_offer

from .conftest import NOW, broken, make_people

pytestmark = pytest.mark.database


@pytest.fixture
def room(context, clock):
    context.put(Blocks(BLOCKS))
    return context


def values(**changes):
    return {
        "name": "成长值礼包",
        "description": "",
        "picture": "",
        "points": 100,
        "reward": {"name": "growth", "options": {"growth": 50}},
        "stock_max": None,
        "per_person_max": None,
        "tiers": [],
        "starts_at": None,
        "ends_at": None,
        "on": True,
        "position": 0,
    } | changes


def offer(room, **changes):
    with room.session() as session:
        return add_offer(session, room.get(Blocks), values(**changes)).id


def rich(room, count=1, points=1000):
    persons = make_people(room, count)
    with room.session() as session:
        for person in persons:
            loyalty.earn_points(session, person, points=points, cause=f"rich:{person}")
    return persons


class TestExchange:
    def test_spends_takes_and_gives_once_a_cause(self, room):
        (person,) = rich(room)
        which = offer(room, stock_max=5)
        for _ in range(2):
            with room.session() as session:
                exchange_offer(session, room, which, person, cause="x1", quantity=2)
        with room.session() as session:
            member = loyalty.member_of(session, person)
            assert (member.points.available, member.growth) == (800, 100)
            assert session.get(OfferRow, which).taken == 2
            with pytest.raises(loyalty.CauseOfAnother):
                exchange_offer(session, room, which, person, cause="x1", quantity=1)
        assert broken(room) == {}

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"on": False}, "off"),
            ({"starts_at": NOW + timedelta(hours=1)}, "not_begun"),
            ({"ends_at": NOW}, "over"),
            ({"tiers": ["gold"]}, "tier"),
        ],
    )
    def test_refuses_what_is_not_open(self, room, changes, why):
        (person,) = rich(room)
        which = offer(room, **changes)
        with room.session() as session, pytest.raises(OfferClosed) as refused:
            exchange_offer(session, room, which, person, cause="x1")
        assert refused.value.why == why

    def test_keeps_to_stock_and_limit_and_points(self, room):
        one, other = rich(room, 2, points=350)
        which = offer(room, stock_max=3, per_person_max=2)
        with room.session() as session:
            exchange_offer(session, room, which, one, cause="a", quantity=2)
        with pytest.raises(OfferLimitReached), room.session() as session:
            exchange_offer(session, room, which, one, cause="b")
        with pytest.raises(OfferSoldOut), room.session() as session:
            exchange_offer(session, room, which, other, cause="c", quantity=2)
        dear = offer(room, points=351)
        with pytest.raises(loyalty.InsufficientPoints), room.session() as session:
            exchange_offer(session, room, dear, other, cause="d")
        with room.session() as session:
            assert loyalty.member_of(session, other).points.available == 350
            with pytest.raises(OfferBelowUse):
                change_offer(session, room.get(Blocks), which, values(stock_max=1))
        assert broken(room) == {}

    def test_undone_gives_points_and_stock_back_once(self, room):
        (person,) = rich(room)
        which = offer(room, stock_max=1, per_person_max=1)
        with room.session() as session:
            made = exchange_offer(session, room, which, person, cause="a").id
        for _ in range(2):
            with room.session() as session:
                assert undo_exchange(session, room, made, by="staff:1").state == "undone"
        with room.session() as session:
            assert loyalty.member_of(session, person).points.available == 1000
            exchange_offer(session, room, which, person, cause="b")
        assert broken(room) == {}

    def test_at_once_no_more_are_taken_than_there_are(self, room):
        persons = rich(room, 8, points=500)
        which = offer(room, stock_max=10)

        def take(number):
            try:
                with room.session() as session:
                    exchange_offer(session, room, which, persons[number % 8], cause=f"t{number}")
            except Conflict:
                return 0
            return 1

        with ThreadPoolExecutor(16) as pool:
            assert sum(pool.map(take, range(64))) == 10
        with room.session() as session:
            assert session.get(OfferRow, which).taken == 10
            assert len(session.scalars(select(ExchangeRow.id)).all()) == 10
        assert broken(room) == {}


class TestRewards:
    def test_points_and_growth_are_given_through_the_one_door(self, room):
        (person,) = rich(room, points=1)
        with room.session() as session:
            for _ in range(2):
                given = grant(
                    session, room, Reward(name="points", options={"points": 88}), person, cause="b"
                )
            assert (given.again, given.facts) == (True, {"points": 88})
            grown = grant(
                session, room, Reward(name="growth", options={"growth": 3000}), person, cause="b"
            )
            assert (grown.again, grown.facts["tier"]) == (False, "silver")
            assert loyalty.member_of(session, person).points.available == 89

    @pytest.mark.parametrize("points", [0, -1, True, "5", None, 10**9])
    def test_odd_options_are_refused(self, room, points):
        (person,) = rich(room, points=1)
        with room.session() as session, pytest.raises(RewardOptionsUnfit):
            grant(
                session, room, Reward(name="points", options={"points": points}), person, cause="b"
            )
