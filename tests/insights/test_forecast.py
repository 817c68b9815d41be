from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.insights.forecast import forecast_distinct, forecast_sum

SUNDAY = date(2026, 11, 15)


def weeks(*levels: float, weekend: float = 2.0) -> np.ndarray:
    """Whole weeks from Monday, each at its level, weekends higher."""
    return np.concatenate([[level] * 5 + [level * weekend] * 2 for level in levels])


class TestForecastSum:
    def test_repeats_the_week_where_nothing_changes(self):
        found = forecast_sum(weeks(*[10] * 8), last_day=SUNDAY, so_far=100, today=0, days_left=6)
        assert found.expected == pytest.approx(100 + 5 * 10 + 2 * 20)
        assert found.low == pytest.approx(found.high)

    def test_knows_its_weekdays(self):
        """Four days from Monday hold no weekend, four from Thursday do."""
        days = weeks(*[10] * 8)
        monday = forecast_sum(days, last_day=SUNDAY, so_far=0, today=0, days_left=3)
        thursday = forecast_sum(
            days[:-4], last_day=SUNDAY - timedelta(days=4), so_far=0, today=0, days_left=3
        )
        assert monday.expected == pytest.approx(40)
        assert thursday.expected == pytest.approx(60)

    def test_today_counts_as_far_as_it_has_yet_to_come(self):
        days = weeks(*[10] * 8)
        slow, quick = (
            forecast_sum(days, last_day=SUNDAY, so_far=so_far, today=so_far, days_left=0)
            for so_far in (4, 17)
        )
        assert slow.expected == pytest.approx(10)
        assert quick.expected == pytest.approx(17)

    def test_follows_the_trend_and_damps_it(self):
        """Twice as much as a month ago: more than last week again, less than if it went on so for ever."""
        growing = weeks(*(10 * 2 ** (week / 4) for week in range(8)))
        found = forecast_sum(growing, last_day=SUNDAY, so_far=0, today=0, days_left=90)
        level_weeks = 13 * growing[-7:].sum()
        endless = 10 * 9 * sum(2 ** (week / 4) for week in range(8, 21))
        assert level_weeks < found.expected < 0.7 * endless

    def test_says_nothing_of_less_than_two_weeks(self):
        assert forecast_sum(weeks(10)[:13], last_day=SUNDAY, so_far=0, today=0, days_left=3) is None

    def test_its_interval_holds_the_truth_four_times_of_five(self):
        random = np.random.default_rng(7)
        held = 0
        for _ in range(400):
            days = random.poisson(weeks(*[60] * 12)).astype(float)
            found = forecast_sum(days[:56], last_day=SUNDAY, so_far=0, today=0, days_left=27)
            held += found.low <= days[56:].sum() <= found.high
        assert 0.72 <= held / 400 <= 0.92

    @given(
        st.lists(st.integers(0, 10**6), min_size=14, max_size=70),
        st.integers(0, 366),
        st.integers(0, 10**6),
    )
    def test_never_expects_less_than_there_is(self, days, days_left, so_far):
        found = forecast_sum(
            np.array(days, float), last_day=SUNDAY, so_far=so_far, today=0, days_left=days_left
        )
        assert so_far <= found.low <= found.expected <= found.high < float("inf")


class TestForecastDistinct:
    def test_finds_a_power_of_the_days(self):
        reached = 100 * np.arange(1, 11) ** 0.6
        found = forecast_distinct(reached, days_in_all=30)
        assert found.expected == pytest.approx(100 * 30**0.6)

    def test_where_everybody_has_come_nobody_is_expected(self):
        found = forecast_distinct(np.full(10, 50.0), days_in_all=30)
        assert found.expected == pytest.approx(50)

    def test_is_near_for_people_who_come_again(self):
        """2 000 people with habits of their own: what 12 days say of 30."""
        random = np.random.default_rng(3)
        habit = random.beta(0.5, 6, 2_000)
        came = random.random((30, 2_000)) < habit
        reached = np.array([came[: day + 1].any(axis=0).sum() for day in range(30)], float)
        found = forecast_distinct(reached[:12], days_in_all=30)
        assert found.expected == pytest.approx(reached[-1], rel=0.12)

    def test_waits_for_five_days(self):
        assert forecast_distinct(np.array([1.0, 2, 3, 4]), days_in_all=30) is None

    def test_of_the_last_day_is_what_is_there(self):
        found = forecast_distinct(np.arange(1.0, 31), days_in_all=30)
        assert found.low == found.expected == found.high == 30
