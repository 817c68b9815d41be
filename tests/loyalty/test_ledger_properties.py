"""Whatever happens in whatever order: lots, balances and journal tell one story, and nothing is spent twice."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from siyu import loyalty
from siyu.kernel.clock import frozen
from siyu.kernel.errors import SiyuError
from siyu.loyalty.clawing_back import claw_back_points
from siyu.loyalty.models import PointsLineRow

from .conftest import NOW, broken, make_people, set_programme

pytestmark = pytest.mark.database

WHO = st.integers(0, 1)
POINTS = st.integers(1, 60)
CAUSE = st.integers(0, 5)
OPERATIONS = st.lists(
    st.one_of(
        st.tuples(st.just("earn"), WHO, POINTS, st.integers(0, 3), st.integers(1, 12)),
        st.tuples(st.just("spend"), WHO, POINTS, CAUSE),
        st.tuples(st.just("lock"), WHO, POINTS, CAUSE),
        st.tuples(st.just("spend_locked"), CAUSE, st.none() | POINTS),
        st.tuples(st.just("unlock"), CAUSE),
        st.tuples(st.just("give_back"), CAUSE, st.none() | POINTS),
        st.tuples(st.just("claw_back"), WHO, POINTS),
        st.tuples(st.just("days"), st.integers(1, 5)),
    ),
    min_size=5,
    max_size=40,
)


@pytest.mark.parametrize("policy", ["may_owe", "stops_at_zero"])
def test_lots_balances_and_lines_agree_whatever_happens(context, clock, policy):
    set_programme(context, points={"claw_back": policy, "grace_days": 2})
    round_number = iter(range(1_000_000))

    @settings(
        max_examples=60,
        deadline=None,
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(OPERATIONS)
    def play(operations):
        story = Story(context, make_people(context, 2), next(round_number))
        with frozen(NOW) as set_clock:
            for number, operation in enumerate(operations):
                story.play(number, operation, set_clock)
            assert broken(context) == {}

    play()


class Story:
    """Plays operations, and counts by itself what was spent and came back."""

    def __init__(self, context, persons, number):
        self.context = context
        self.persons = persons
        self.name = f"story{number}"
        self.at = NOW
        self.spent: dict[str, int] = {}

    def play(self, number, operation, set_clock):
        word, *rest = operation
        if word == "days":
            self.at += timedelta(days=rest[0])
            set_clock(self.at)
            return
        before = self.totals()
        try:
            with self.context.session() as session:
                getattr(self, word)(session, number, *rest)
        except (loyalty.InsufficientPoints, loyalty.PointsOutOfRange):
            assert self.totals() == before
        except SiyuError as error:
            assert error.status in (404, 409)
            assert self.totals() == before

    def earn(self, session, number, who, points, delay, days):
        loyalty.earn_points(
            session,
            self.persons[who],
            points=points,
            cause=f"{self.name}:earn:{number}",
            activates_at=self.at + timedelta(days=delay),
            expires_at=self.at + timedelta(days=delay + days),
        )

    def spend(self, session, number, who, points, cause):
        name = f"{self.name}:{cause}"
        before = loyalty.points_balance(session, self.persons[who]).available
        balance = loyalty.spend_points(session, self.persons[who], points=points, cause=name)
        assert balance.available == before - (0 if balance.again else points)
        self.spent.setdefault(name, points)

    def lock(self, session, number, who, points, cause):
        loyalty.lock_points(
            session, self.persons[who], points=points, cause=f"{self.name}:{cause}:l"
        )

    def spend_locked(self, session, number, cause, points):
        name = f"{self.name}:{cause}:l"
        known = self.totals_of(session, name)
        loyalty.spend_locked(session, cause=name, points=points)
        self.spent[name] = known or self.totals_of(session, name)

    def unlock(self, session, number, cause):
        loyalty.unlock_points(session, cause=f"{self.name}:{cause}:l")

    def give_back(self, session, number, cause, points):
        for name in (f"{self.name}:{cause}", f"{self.name}:{cause}:l"):
            left = self.spent.get(name, 0)
            back = loyalty.give_back(session, cause=name, points=points)
            assert back == (left if points is None else min(left, points))
            self.spent[name] = left - back

    def claw_back(self, session, number, who, points):
        result = claw_back_points(
            session,
            self.persons[who],
            points=points,
            cause=f"{self.name}:c:{number}",
            reason="test",
        )
        assert result.taken + result.owed + result.let_go == points

    def totals(self):
        with self.context.session(read_only=True) as session:
            return [loyalty.member_of(session, person).points for person in self.persons]

    def totals_of(self, session, cause):
        return session.scalar(
            select(func.coalesce(func.sum(PointsLineRow.points), 0)).where(
                PointsLineRow.kind == "spend", PointsLineRow.cause == cause
            )
        )
