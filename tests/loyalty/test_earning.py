"""From an order on the timeline to points, and back again, through the real inbox, loader and warehouse."""

import itertools
import random
from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from siyu import loyalty, people, tracking
from siyu.kernel.clock import now
from siyu.kernel.delivery import Delivery
from siyu.loyalty import earning
from siyu.loyalty.earning import earn_some
from siyu.loyalty.mirroring import mirror_members
from siyu.loyalty.models import BudgetRow, MemberRow, OrderRow, PlaceRow
from siyu.loyalty.rules import SocialRule
from siyu.warehouse import Warehouse

from .conftest import broken, make_people, set_programme

pytestmark = pytest.mark.database

_messages = itertools.count(1)
SINCE = "2026-01-01T00:00:00Z"


class Shop:
    """Puts orders and whatever people do on the timeline, and lets loyalty look."""

    def __init__(self, house):
        self.house = house
        self.context = house.context

    def programme(self, **rules):
        return set_programme(self.context, earns_since=SINCE, **rules)

    def tell(self, name, person, *, at=None, message_id=None, **properties):
        return {
            "type": "track",
            "event": name,
            "personId": person,
            "properties": properties,
            "messageId": message_id or f"t-{next(_messages)}",
            "timestamp": (at or now()).isoformat(),
        }

    def load(self, *events):
        position = tracking.append_batch(self.context, list(events), source_id=0)
        for _ in range(100):
            if tracking.loaded_until(self.context) >= position:
                return
            for worker in self.house.workers:
                if worker.name.startswith("tracking"):
                    worker.step(self.context)
        raise AssertionError("never loaded")

    def earn(self, *events):
        if events:
            self.load(*events)
        while earn_some(self.context):
            pass

    def member(self, person):
        with self.context.session(read_only=True) as session:
            return loyalty.member_of(session, person)

    def points(self, person):
        balance = self.member(person).points
        return balance.available + balance.pending - balance.debt


@pytest.fixture
def shop(house):
    return Shop(house)


@pytest.fixture
def ming(shop):
    return make_people(shop.context, 1)[0]


def order(shop, person, order_id, revenue, **more):
    return shop.tell("Order Completed", person, order_id=order_id, revenue=revenue, **more)


class TestOrders:
    def test_earn_by_the_yuan_and_lift_into_the_tier_reached(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 299.99))
        member = shop.member(ming)
        assert (member.growth, member.tier, shop.points(ming)) == (2999, "regular", 299)
        shop.earn(order(shop, ming, "o2", 0.10))
        assert shop.member(ming).tier == "silver"
        shop.earn(order(shop, ming, "o3", 100))
        assert shop.points(ming) == 299 + 150
        assert broken(shop.context) == {}

    def test_one_order_earns_once_whoever_tells_of_it(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 100), order(shop, ming, "o1", 100))
        shop.earn(order(shop, ming, "o1", 100))
        assert shop.points(ming) == 100
        assert shop.member(ming).growth == 1000

    def test_nothing_is_earned_before_the_programme_begins(self, shop, ming):
        shop.earn(order(shop, ming, "o1", 100))
        assert shop.points(ming) == 0
        set_programme(shop.context, earns_since=now() - timedelta(hours=1), multipliers=())
        shop.earn(order(shop, ming, "o0", 100, at=now() - timedelta(hours=2)))
        # The one of before the rules were saved lies after they begin.
        assert shop.points(ming) == 100

    def test_orders_in_another_currency_earn_nothing(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 100, currency="USD"))
        assert shop.points(ming) == 0

    def test_points_wait_for_the_return_period(self, shop, ming):
        shop.programme(multipliers=(), points={"activation_days": 7})
        shop.earn(order(shop, ming, "o1", 100))
        assert shop.member(ming).points.pending == 100
        shop.earn(shop.tell("Order Refunded", ming, order_id="o1", revenue=40))
        assert shop.member(ming).points.pending == 60
        assert broken(shop.context) == {}

    def test_a_crash_between_reading_and_writing_loses_and_repeats_nothing(
        self, shop, ming, monkeypatch
    ):
        shop.programme(multipliers=())
        shop.load(order(shop, ming, "o1", 100))
        take_in = earning.take_in

        def dies_after(session, happenings):
            take_in(session, happenings)
            raise RuntimeError("killed")

        monkeypatch.setattr(earning, "take_in", dies_after)
        with pytest.raises(RuntimeError, match="killed"):
            earn_some(shop.context)
        assert shop.points(ming) == 0
        monkeypatch.setattr(earning, "take_in", take_in)
        shop.earn()
        assert shop.points(ming) == 100

    def test_of_two_processes_that_read_the_same_one_writes(self, shop, ming, monkeypatch):
        shop.programme(multipliers=())
        shop.load(order(shop, ming, "o1", 100))
        read = earning.read_happenings

        def overtaken(*args, **options):
            found = read(*args, **options)
            monkeypatch.setattr(earning, "read_happenings", read)
            earn_some(shop.context)
            return found

        monkeypatch.setattr(earning, "read_happenings", overtaken)
        shop.earn()
        assert shop.points(ming) == 100
        with shop.context.session() as session:
            assert session.scalars(select(PlaceRow.load_id)).all() == [
                tracking.loaded_load_id(shop.context)
            ]


class TestRefunds:
    def test_take_back_in_proportion_and_all_after_the_last(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 99.99))
        assert shop.points(ming) == 99
        for _ in range(3):
            shop.earn(shop.tell("Order Refunded", ming, order_id="o1", revenue=33.33))
        assert (shop.points(ming), shop.member(ming).growth) == (0, 0)
        assert broken(shop.context) == {}

    @pytest.mark.parametrize(
        ("name", "properties"),
        [("Order Cancelled", {}), ("Order Refunded", {}), ("Order Refunded", {"revenue": -50.0})],
    )
    def test_a_whole_refund_takes_back_all(self, shop, ming, name, properties):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 50), order(shop, ming, "o2", 7))
        shop.earn(shop.tell(name, ming, order_id="o1", **properties))
        assert (shop.points(ming), shop.member(ming).growth) == (7, 70)

    def test_a_refund_told_twice_counts_once(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 100))
        refund = shop.tell("Order Refunded", ming, order_id="o1", revenue=10)
        shop.earn(refund)
        with shop.context.session() as session:
            session.query(PlaceRow).update({"load_id": 0})
        shop.earn()
        assert shop.points(ming) == 90
        assert broken(shop.context) == {}

    def test_a_refund_that_comes_before_its_order_is_not_forgotten(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(shop.tell("Order Refunded", ming, order_id="o1", revenue=25))
        shop.earn(order(shop, ming, "o1", 100))
        assert shop.points(ming) == 75
        assert broken(shop.context) == {}

    def test_what_was_spent_meanwhile_is_owed_and_paid_by_the_next_points(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 100))
        with shop.context.session() as session:
            loyalty.spend_points(session, ming, points=80, cause="mall:1")
        shop.earn(shop.tell("Order Cancelled", ming, order_id="o1"))
        assert shop.member(ming).points.debt == 80
        shop.earn(order(shop, ming, "o2", 100))
        balance = shop.member(ming).points
        assert (balance.available, balance.debt) == (20, 0)
        assert broken(shop.context) == {}

    def test_or_let_go_where_the_programme_says_so(self, shop, ming):
        shop.programme(multipliers=(), points={"claw_back": "stops_at_zero"})
        shop.earn(order(shop, ming, "o1", 100))
        with shop.context.session() as session:
            loyalty.spend_points(session, ming, points=80, cause="mall:1")
        shop.earn(shop.tell("Order Cancelled", ming, order_id="o1"))
        balance = shop.member(ming).points
        assert (balance.available, balance.debt) == (0, 0)
        assert broken(shop.context) == {}

    def test_random_orders_and_refunds_in_any_order_end_at_what_was_not_refunded(self, shop):
        shop.programme(multipliers=(), tiers=[_flat()])
        dice = random.Random(7)
        persons = make_people(shop.context, 4)
        expected = dict.fromkeys(persons, 0)
        events = []
        for number in range(40):
            person, fen = dice.choice(persons), dice.randrange(1, 50_000)
            events.append(order(shop, person, f"r{number}", fen / 100))
            parts = dice.choice([0, 1, 3])
            refunded = fen if parts == 3 else fen * parts // 3
            for part in range(parts):
                amount = fen // 3 if part else refunded - (parts - 1) * (fen // 3)
                if amount:
                    events.append(
                        shop.tell(
                            "Order Refunded", person, order_id=f"r{number}", revenue=amount / 100
                        )
                    )
            earned = fen // 100
            expected[person] += earned - (earned if refunded >= fen else earned * refunded // fen)
        dice.shuffle(events)
        for start in range(0, len(events), 9):
            shop.earn(*events[start : start + 9])
        assert {person: shop.points(person) for person in persons} == expected
        assert broken(shop.context) == {}


def _flat():
    return {"key": "one", "title": {"zh": "会员"}, "growth_min": 0, "points_per_yuan": 1}


class TestMultipliers:
    def test_points_are_doubled_in_the_month_of_birth(self, shop, ming):
        shop.programme()
        with shop.context.session() as session:
            people.resolve(
                session,
                [
                    people.Evidence(
                        identifiers=(people.Identifier("person_id", str(ming)),),
                        time=now(),
                        message_id="b",
                        source="test",
                        traits={"birthday": f"1990-{now().astimezone().month:02}-05"},
                    )
                ],
            )
        shop.earn(order(shop, ming, "o1", 100))
        assert shop.points(ming) == 200

    def test_a_budget_gives_what_it_has_and_no_more(self, shop, ming):
        shop.programme(
            multipliers=[
                {"key": "double", "title": {"zh": "双倍"}, "factor": 2, "budget": "spring"}
            ]
        )
        with shop.context.session() as session:
            session.add(
                BudgetRow(key="spring", name="春", points_max=150, points_used=0, created_at=now())
            )
        shop.earn(order(shop, ming, "o1", 100), order(shop, ming, "o2", 100))
        assert shop.points(ming) == 350
        with shop.context.session() as session:
            assert session.scalars(select(BudgetRow.points_used)).one() == 150
        assert broken(shop.context) == {}

    def test_only_the_products_meant_count_more(self, shop, ming):
        shop.programme(
            multipliers=[
                {
                    "key": "tea",
                    "title": {"zh": "茶"},
                    "factor": 3,
                    "when": {"categories": ["茶"]},
                }
            ]
        )
        products = [
            {"product_id": "a", "category": "茶", "price": 30, "quantity": 1},
            {"product_id": "b", "category": "杯", "price": 35, "quantity": 2},
        ]
        shop.earn(order(shop, ming, "o1", 100, products=products))
        assert shop.points(ming) == 30 * 3 + 70


SHARING = [
    {
        "key": "share",
        "title": {"zh": "分享"},
        "event": "Content Shared",
        "points": 5,
        "growth": 1,
        "times_a_day_max": 3,
    }
]


class TestSocial:
    def test_points_for_sharing_so_many_times_a_day(self, shop, ming):
        shop.programme(social=SHARING)
        today = now()
        shop.earn(*(shop.tell("Content Shared", ming, at=today) for _ in range(2)))
        shop.earn(*(shop.tell("Content Shared", ming, at=today) for _ in range(5)))
        assert (shop.points(ming), shop.member(ming).growth) == (15, 3)
        shop.earn(shop.tell("Content Shared", ming, at=today - timedelta(days=1)))
        assert (shop.points(ming), shop.member(ming).growth) == (20, 4)
        assert broken(shop.context) == {}

    def test_the_same_message_in_another_load_gives_nothing(self, shop, ming):
        shop.programme(social=SHARING)
        shop.earn(shop.tell("Content Shared", ming, message_id="same"))
        with shop.context.session() as session:
            session.query(PlaceRow).update({"load_id": 0})
        shop.earn()
        assert shop.points(ming) == 5

    def test_a_rule_cannot_feed_on_what_loyalty_tells(self):
        with pytest.raises(ValidationError):
            SocialRule(key="loop", title={"zh": "环"}, event="Points Earned", points=1)


class TestAttributes:
    def test_segments_can_ask_for_tier_and_points(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 300))
        mirror_members(shop.context)
        with shop.context.session() as session:
            attributes = people.profiles(session, [ming])[ming].attributes
            assert session.scalars(select(MemberRow.to_mirror)).all() == [False]
        assert attributes["tier"] == "silver"
        assert (attributes["growth"], attributes["points_balance"]) == (3000, 300)
        assert "tier_until" in attributes

    def test_what_was_earned_comes_back_on_the_timeline(self, shop, ming):
        shop.programme(multipliers=())
        shop.earn(order(shop, ming, "o1", 300))
        delivery = shop.context.get(Delivery)
        while delivery.deliver_pending():
            pass
        # What loyalty told stands in the inbox before this one.
        shop.load(order(shop, ming, "o2", 1))
        names = shop.context.get(Warehouse).rows(
            "SELECT toString(event) AS event FROM events WHERE person = {person:UInt32}",
            {"person": ming},
        )
        assert {"Points Earned", "Tier Changed"} <= {row["event"] for row in names}


def test_an_order_knows_what_it_earned(shop, ming):
    shop.programme(multipliers=())
    shop.earn(order(shop, ming, "o1", 100))
    with shop.context.session() as session:
        row = session.get(OrderRow, "o1")
        assert (row.points, row.growth, row.revenue_minor) == (100, 1000, 10_000)
