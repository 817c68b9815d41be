"""Lift against a real warehouse, with the effect planted by hand."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from siyu.kernel import clock
from siyu.messaging.campaigns import NewVariant
from siyu.messaging.contracts import Goal
from siyu.messaging.result import campaign_result
from siyu.warehouse import Warehouse
from siyu.warehouse.redirects import reload_redirects
from siyu.warehouse.schema import migrate

pytestmark = pytest.mark.database

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.fixture
def warehouse(warehouse_url):
    with Warehouse(warehouse_url, memory_bytes_max=1 << 30, seconds_max=20) as opened:
        migrate(opened)
        yield opened


def orders(warehouse, bought, *, event="Order Completed", tag=""):
    rows = [
        (event, "track", str(at.date()), person, f"{tag}{n}", at.isoformat(), revenue)
        for n, (person, at, revenue) in enumerate(bought)
    ]
    names = ["event", "type", "day", "person", "message_id", "time", "revenue"]
    warehouse.insert_rows("events", names, rows)


@pytest.fixture
def campaign(room, world, desk):
    def run(**plan):
        variants = [
            NewVariant(name="A", template_id=desk.template()),
            NewVariant(name="B", template_id=desk.template()),
        ]
        campaign_id = desk.start(
            variants=variants,
            holdout_percent=25,
            goal=Goal(event="Order Completed", days=7),
            **plan,
        )
        desk.run()
        return campaign_id

    return run


def arms_of(room, campaign_id):
    from sqlalchemy import select

    from siyu.messaging.models import DeliveryRow

    with room.session() as session:
        pairs = session.execute(
            select(DeliveryRow.variant, DeliveryRow.person_id).where(
                DeliveryRow.campaign_id == campaign_id
            )
        )
        arms = {}
        for variant, person in pairs:
            arms.setdefault(variant, []).append(person)
        return arms


class TestCampaignResult:
    def test_finds_the_effect_that_was_planted(self, room, world, desk, warehouse, campaign):
        world.members = list(range(1, 4001))
        with clock.frozen(NOON) as set_to:
            campaign_id = campaign()
            arms = arms_of(room, campaign_id)
            later = NOON + timedelta(days=1)
            # One in four of A, one in five of B, one in ten of the held out buy for 80.
            bought = [
                (person, later, 80)
                for number, step in ((1, 4), (2, 5), (-1, 10))
                for person in arms[number][::step]
            ]
            orders(warehouse, bought)
            set_to(NOON + timedelta(days=8))
            with room.session() as session:
                found = campaign_result(session, warehouse, campaign_id).conversion
        assert found.complete
        for name, number, step in (("A", 1, 4), ("B", 2, 5), ("holdout", -1, 10)):
            arm = found.arms[name]
            assert arm.people == len(arms[number])
            assert arm.converted == len(arms[number][::step])
            assert arm.revenue == 80 * arm.converted
        lift = found.lift["A"]
        assert lift.difference.low > 0.1 and lift.difference.high < 0.2
        assert lift.ratio.low < 1.5 < lift.ratio.high
        per_person = lift.revenue_per_person
        assert per_person.low < 80 * lift.difference.value == pytest.approx(per_person.value)
        everyone = found.arms["all"]
        assert everyone.people == found.arms["A"].people + found.arms["B"].people
        assert 0.02 < found.detectable_difference < 0.05

    def test_only_the_goal_within_its_days_counts_and_a_repeat_is_one_person(
        self, room, world, desk, warehouse, campaign
    ):
        world.members = list(range(1, 101))
        with clock.frozen(NOON):
            campaign_id = campaign()
            person = arms_of(room, campaign_id)[1][0]
            inside = [
                (person, NOON + timedelta(hours=1), 10),
                (person, NOON + timedelta(days=6), 5),
            ]
            outside = [
                (person, NOON - timedelta(seconds=1), 1000),
                (person, NOON + timedelta(days=7), 1000),
                (10_000, NOON + timedelta(days=1), 1000),
                (0, NOON + timedelta(days=1), 1000),
            ]
            orders(warehouse, inside + outside)
            orders(warehouse, inside[:1], event="Product Viewed", tag="v")
            with room.session() as session:
                arm = campaign_result(session, warehouse, campaign_id).conversion.arms["A"]
        assert (arm.converted, arm.revenue) == (1, 15)

    def test_people_who_merged_are_followed_and_those_torn_between_arms_left_out(
        self, room, world, desk, warehouse, campaign
    ):
        world.members = list(range(1, 101))
        with clock.frozen(NOON):
            campaign_id = campaign()
            arms = arms_of(room, campaign_id)
            moved, torn, held = arms[1][0], arms[1][1], arms[-1][0]
            # `moved` became part of 5000, whose orders lie under that node; `torn` became `held`.
            warehouse.insert_rows(
                "redirects",
                ["node", "person", "version", "removed"],
                [(moved, 5000, 1, 0), (torn, held, 1, 0)],
            )
            reload_redirects(warehouse)
            at = NOON + timedelta(days=1)
            orders(warehouse, [(5000, at, 7), (torn, at, 9), (held, at, 9)])
            with room.session() as session:
                found = campaign_result(session, warehouse, campaign_id).conversion
        assert (found.arms["A"].converted, found.arms["A"].revenue) == (1, 7)
        assert found.arms["A"].people == len(arms[1]) - 1
        assert found.arms["holdout"].people == len(arms[-1]) - 1
        assert found.arms["holdout"].converted == 0

    def test_nobody_and_no_goal_have_no_lift(self, room, world, desk, warehouse, campaign):
        campaign_id = campaign()
        with room.session() as session:
            found = campaign_result(session, warehouse, campaign_id)
        assert found.conversion.lift["A"].difference is None
        assert found.conversion.detectable_difference is None
        with room.session() as session:
            plain = desk.start()
            assert campaign_result(session, warehouse, plain).conversion is None

    def test_clicks_fall_into_hours(self, room, world, desk, warehouse):
        from siyu.messaging import ReceiptKind, apply_receipt
        from siyu.messaging.models import DeliveryRow

        world.members = [1, 2]
        with clock.frozen(NOON):
            campaign_id = desk.start()
            desk.run()
            with room.session() as session:
                for minutes in (1, 2, 65):
                    for row in session.query(DeliveryRow).all():
                        at = NOON + timedelta(minutes=minutes)
                        apply_receipt(session, row.id, kind=ReceiptKind.clicked, at=at, link=0)
            with room.session() as session:
                clicks = campaign_result(session, warehouse, campaign_id).clicks
        assert clicks == [(NOON, 4), (NOON + timedelta(hours=1), 2)]
        assert np.sum([count for _, count in clicks]) == 6
