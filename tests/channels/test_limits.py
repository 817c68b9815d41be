from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.channels import Limit, take_allowance
from siyu.channels.limits import capacity, rate_per_second
from siyu.kernel import clock

pytestmark = pytest.mark.database

START = datetime(2026, 11, 22, 10, tzinfo=UTC)


def limit(amount, seconds, name="per_period"):
    return Limit(
        name=name, amount=amount, period_seconds=seconds, source="test", date=date(2026, 1, 1)
    )


class TestTakeAllowance:
    def test_without_a_limit_everything_passes(self, session):
        assert take_allowance(session, [], wanted=1000) == 1000

    def test_refuses_more_than_the_burst_and_lets_more_through_later(self, session):
        limits = [("account:1", limit(100, 10))]
        with clock.frozen(START) as set_to:
            assert take_allowance(session, limits, wanted=1000) == 10
            assert take_allowance(session, limits, wanted=1) == 0
            set_to(START + timedelta(seconds=1))
            assert take_allowance(session, limits, wanted=1000) == 9

    def test_the_tightest_of_several_limits_decides_and_none_is_charged_twice(self, session):
        limits = [("account:1", limit(100, 1, "fast")), ("account:1", limit(30, 86400, "day"))]
        with clock.frozen(START) as set_to:
            assert take_allowance(session, limits, wanted=100) == 3
            set_to(START + timedelta(seconds=5))
            assert take_allowance(session, limits, wanted=100) == 0

    def test_a_clock_set_back_neither_gives_nor_freezes(self, session):
        limits = [("account:1", limit(100, 10))]
        with clock.frozen(START) as set_to:
            take_allowance(session, limits, wanted=10)
            set_to(START - timedelta(hours=1))
            assert take_allowance(session, limits, wanted=10) == 0
            set_to(START - timedelta(hours=1) + timedelta(seconds=2))
            assert take_allowance(session, limits, wanted=100) == 10

    def test_many_senders_together_get_no_more_than_one(self, context):
        limits = [("account:1", limit(100, 3600))]

        def take(_):
            with context.session() as session:
                return take_allowance(session, limits, wanted=3)

        with clock.frozen(START), ThreadPoolExecutor(16) as pool:
            assert sum(pool.map(take, range(32))) == 10

    @given(amount=st.integers(1, 10**6), seconds=st.integers(1, 86400))
    def test_no_window_of_a_period_lets_more_through_than_the_amount(self, amount, seconds):
        its = limit(amount, seconds)
        most = capacity(its) + rate_per_second(its) * seconds
        # An amount of one comes again exactly one period later, not within it.
        assert most <= max(amount, 2) + 1e-6
