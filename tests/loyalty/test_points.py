from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from siyu import loyalty, people
from siyu.kernel.events import OutboxRow
from siyu.loyalty.models import PointsLineRow, PointsLotRow

from .conftest import NOW, broken, make_people, set_programme

pytestmark = pytest.mark.database


def earn(session, person, points, cause, days=None):
    expires_at = None if days is None else NOW + timedelta(days=days)
    return loyalty.earn_points(session, person, points=points, cause=cause, expires_at=expires_at)


def lots(session, person):
    rows = session.scalars(
        select(PointsLotRow)
        .where(PointsLotRow.person_id == person)
        .order_by(PointsLotRow.id)
        .execution_options(populate_existing=True)
    )
    return [row.remaining for row in rows]


class TestSpendPoints:
    def test_spends_what_ends_first(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "late", days=90)
            earn(session, person, 100, "soon", days=10)
            earn(session, person, 100, "later", days=365)
            balance = loyalty.spend_points(session, person, points=150, cause="order:1")
            assert balance.available == 150
            assert lots(session, person) == [50, 0, 100]
        assert broken(context) == {}

    def test_refuses_more_than_the_balance_and_moves_nothing(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            with pytest.raises(loyalty.InsufficientPoints) as refused:
                loyalty.spend_points(session, person, points=101, cause="order:1")
            assert refused.value.facts == {"available": 100, "asked": 101}
            assert loyalty.spend_points(session, person, points=100, cause="order:1").available == 0
        assert broken(context) == {}

    def test_a_repeated_cause_changes_nothing(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            first = loyalty.spend_points(session, person, points=60, cause="order:1")
            again = loyalty.spend_points(session, person, points=60, cause="order:1")
        assert (first.available, first.again) == (40, False)
        assert (again.available, again.again) == (40, True)

    def test_a_cause_of_other_points_is_refused(self, context, person):
        other = make_people(context, 1)[0]
        with context.session() as session:
            earn(session, person, 100, "a")
            earn(session, other, 100, "b")
            loyalty.spend_points(session, person, points=60, cause="order:1")
            with pytest.raises(loyalty.CauseOfAnother):
                loyalty.spend_points(session, person, points=61, cause="order:1")
            with pytest.raises(loyalty.CauseOfAnother):
                loyalty.spend_points(session, other, points=60, cause="order:1")

    @pytest.mark.parametrize("points", [0, -5, 1_000_000_001])
    def test_refuses_what_is_no_number_of_points(self, context, person, points):
        with context.session() as session, pytest.raises(loyalty.PointsOutOfRange):
            loyalty.spend_points(session, person, points=points, cause="x")

    def test_refuses_a_person_who_is_not_there(self, context, clock):
        with context.session() as session, pytest.raises(people.PersonNotFound):
            loyalty.spend_points(session, 4_000_000, points=1, cause="x")

    def test_what_has_ended_cannot_be_spent_though_no_schedule_ran(self, context, person, clock):
        with context.session() as session:
            earn(session, person, 100, "a", days=10)
            earn(session, person, 30, "b", days=20)
        clock(NOW + timedelta(days=10))
        with context.session() as session:
            with pytest.raises(loyalty.InsufficientPoints) as refused:
                loyalty.spend_points(session, person, points=31, cause="order:1")
            assert refused.value.available == 30
        with context.session() as session:
            assert loyalty.spend_points(session, person, points=30, cause="order:1").available == 0
            told = session.scalars(select(OutboxRow.name)).all()
        assert "loyalty.points_expired" in told
        assert broken(context) == {}

    def test_what_is_pending_cannot_be_spent_before_its_time(self, context, person, clock):
        with context.session() as session:
            balance = loyalty.earn_points(
                session, person, points=50, cause="a", activates_at=NOW + timedelta(days=7)
            )
            assert (balance.available, balance.pending) == (0, 50)
            with pytest.raises(loyalty.InsufficientPoints):
                loyalty.spend_points(session, person, points=1, cause="order:1")
        clock(NOW + timedelta(days=7))
        with context.session() as session:
            balance = loyalty.spend_points(session, person, points=50, cause="order:1")
            assert (balance.available, balance.pending) == (0, 0)
        assert broken(context) == {}


class TestGiveBack:
    def test_restores_the_same_lots_and_never_twice(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "soon", days=10)
            earn(session, person, 100, "late", days=90)
            loyalty.spend_points(session, person, points=150, cause="order:1")
            assert loyalty.give_back(session, cause="order:1") == 150
            assert lots(session, person) == [100, 100]
            assert loyalty.give_back(session, cause="order:1") == 0
            assert loyalty.give_back(session, cause="order:1", points=10) == 0
            assert loyalty.member_of(session, person).points.available == 200
        assert broken(context) == {}

    def test_in_parts_restores_what_ends_last_first(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "soon", days=10)
            earn(session, person, 100, "late", days=90)
            loyalty.spend_points(session, person, points=150, cause="order:1")
            assert loyalty.give_back(session, cause="order:1", points=70, refund_cause="r1") == 70
            assert lots(session, person) == [20, 100]
            assert loyalty.give_back(session, cause="order:1", points=70, refund_cause="r1") == 0
            assert loyalty.give_back(session, cause="order:1", points=70, refund_cause="r2") == 70
            assert loyalty.give_back(session, cause="order:1", points=70, refund_cause="r3") == 10
            assert lots(session, person) == [100, 100]
        assert broken(context) == {}

    def test_a_part_belongs_to_one_purchase(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.spend_points(session, person, points=50, cause="order:1")
            loyalty.spend_points(session, person, points=50, cause="order:2")
            loyalty.give_back(session, cause="order:1", points=10, refund_cause="r1")
            with pytest.raises(loyalty.CauseOfAnother):
                loyalty.give_back(session, cause="order:2", points=10, refund_cause="r1")

    def test_what_expired_meanwhile_lives_on_for_the_days_of_grace(self, context, person, clock):
        with context.session() as session:
            earn(session, person, 100, "soon", days=10)
            loyalty.spend_points(session, person, points=60, cause="order:1")
        clock(NOW + timedelta(days=20))
        with context.session() as session:
            assert loyalty.give_back(session, cause="order:1") == 60
            lot = session.scalars(select(PointsLotRow)).one()
            # 30 days of grace, through the last of them, business time.
            assert lot.expires_at == datetime(2026, 7, 9, 16, 0, tzinfo=UTC)
            # What was not spent in time is gone all the same.
            assert loyalty.member_of(session, person).points.available == 60
        clock(datetime(2026, 7, 9, 16, 0, tzinfo=UTC))
        with context.session() as session:
            assert loyalty.points_balance(session, person).available == 0
        assert broken(context) == {}

    def test_of_nothing_spent_nothing_comes_back(self, context, person):
        with context.session() as session:
            assert loyalty.give_back(session, cause="order:none") == 0


class TestLocks:
    def test_locked_points_cannot_be_spent_elsewhere(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.lock_points(session, person, points=80, cause="pos:1")
            with pytest.raises(loyalty.InsufficientPoints):
                loyalty.spend_points(session, person, points=21, cause="order:1")
            balance = loyalty.spend_locked(session, cause="pos:1")
            assert (balance.available, balance.locked) == (20, 0)
            assert loyalty.spend_locked(session, cause="pos:1").again
        assert broken(context) == {}

    def test_the_rest_of_a_lock_spent_in_part_is_released(self, context, person):
        with context.session() as session:
            earn(session, person, 50, "soon", days=5)
            earn(session, person, 50, "late", days=50)
            loyalty.lock_points(session, person, points=80, cause="pos:1")
            balance = loyalty.spend_locked(session, cause="pos:1", points=30)
            assert (balance.available, balance.locked) == (70, 0)
            assert lots(session, person) == [20, 50]
            assert loyalty.give_back(session, cause="pos:1") == 30
            assert lots(session, person) == [50, 50]
            assert loyalty.give_back(session, cause="pos:1") == 0
        assert broken(context) == {}

    def test_released_points_are_back_once(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.lock_points(session, person, points=80, cause="pos:1")
            assert loyalty.lock_points(session, person, points=80, cause="pos:1").again
            assert loyalty.unlock_points(session, cause="pos:1") == 80
            assert loyalty.unlock_points(session, cause="pos:1") == 0
            with pytest.raises(loyalty.LockInOtherState):
                loyalty.spend_locked(session, cause="pos:1")
            assert loyalty.member_of(session, person).points.available == 100
        assert broken(context) == {}

    def test_what_was_spent_cannot_be_released_and_what_never_was_is_not_found(
        self, context, person
    ):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.lock_points(session, person, points=80, cause="pos:1")
            loyalty.spend_locked(session, cause="pos:1")
            with pytest.raises(loyalty.LockInOtherState):
                loyalty.unlock_points(session, cause="pos:1")
            with pytest.raises(loyalty.LockNotFound):
                loyalty.unlock_points(session, cause="pos:2")
            with pytest.raises(loyalty.LockNotFound):
                loyalty.spend_locked(session, cause="pos:2")


class TestEarnPoints:
    def test_without_a_word_they_end_with_the_next_year(self, context, person):
        with context.session() as session:
            loyalty.earn_points(session, person, points=10, cause="a")
            lot = session.scalars(select(PointsLotRow)).one()
        assert lot.expires_at == datetime(2027, 12, 31, 16, 0, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("expiry", "ends"),
        [
            ({"kind": "never"}, None),
            ({"kind": "days", "count": 30}, datetime(2026, 6, 19, 16, 0, tzinfo=UTC)),
            ({"kind": "months", "count": 9}, datetime(2027, 2, 20, 16, 0, tzinfo=UTC)),
        ],
    )
    def test_they_end_as_the_programme_says(self, context, person, expiry, ends):
        set_programme(context, points={"expiry": expiry})
        with context.session() as session:
            loyalty.earn_points(session, person, points=10, cause="a")
            lot = session.scalars(select(PointsLotRow)).one()
        assert lot.expires_at == ends

    def test_a_repeated_cause_gives_nothing(self, context, person):
        with context.session() as session:
            assert not earn(session, person, 10, "a").again
            again = earn(session, person, 10, "a")
        assert (again.available, again.again) == (10, True)


class TestLedger:
    @pytest.mark.parametrize(
        "statement",
        [
            "update loyalty_points_line set points = 1",
            "delete from loyalty_points_line",
            "update loyalty_points_use set points = 1",
            "delete from loyalty_points_use",
            "update loyalty_growth_line set growth = 1",
            "delete from loyalty_growth_line",
        ],
    )
    def test_the_database_refuses_to_change_a_line(self, context, person, statement):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.spend_points(session, person, points=1, cause="b")
            loyalty.earn_growth(session, person, growth=5, cause="c")
        with pytest.raises(DBAPIError, match="append only"), context.session() as session:
            session.execute(text(statement))

    def test_every_line_takes_from_one_account_and_gives_to_another(self, context, person):
        with context.session() as session:
            earn(session, person, 100, "a")
            loyalty.spend_points(session, person, points=40, cause="b")
            lines = session.scalars(select(PointsLineRow).order_by(PointsLineRow.id)).all()
        assert [(line.kind, line.debit, line.credit, line.points) for line in lines] == [
            ("earn", "issued", "available", 100),
            ("spend", "available", "redeemed", 40),
        ]


class TestPointsValue:
    def test_caps_and_steps_bound_what_points_may_pay(self, context, person):
        with context.session() as session:
            earn(session, person, 1250, "a")
            # 100 points a yuan, half of the purchase at most, in hundreds.
            offer = loyalty.points_value(session, person, total_minor=100_00)
            assert (offer.points_max, offer.value_minor) == (1200, 12_00)
            offer = loyalty.points_value(session, person, total_minor=5_99)
            assert (offer.points_max, offer.value_minor) == (200, 2_00)
            assert loyalty.points_value(session, person, total_minor=1_00).points_max == 0
            assert loyalty.points_value(session, person, total_minor=0).points_max == 0
            assert offer.worth_minor(150) == 1_50

    def test_never_pays_more_than_the_purchase(self, context, person):
        set_programme(
            context,
            points={
                "cash": {"points_per_yuan": 3, "share_percent_max": 100, "step": 1, "points_min": 0}
            },
        )
        with context.session() as session:
            earn(session, person, 1000, "a")
            for total in (1, 33, 34, 99, 100, 101, 100_00):
                offer = loyalty.points_value(session, person, total_minor=total)
                assert offer.value_minor <= total
