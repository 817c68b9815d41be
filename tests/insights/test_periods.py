from datetime import UTC, date, datetime

import pytest

from siyu.insights.contracts import Period
from siyu.insights.periods import period_of, same_time_on, starts


@pytest.mark.parametrize(
    ("period", "day", "first", "last"),
    [
        (Period.month, date(2024, 2, 11), date(2024, 2, 1), date(2024, 2, 29)),
        (Period.month, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Period.quarter, date(2026, 11, 18), date(2026, 10, 1), date(2026, 12, 31)),
        (Period.quarter, date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30)),
        (Period.year, date(2026, 11, 18), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_are_those_of_the_calendar(period, day, first, last):
    found = period_of(period, day)
    assert (found.first, found.last) == (first, last)


def test_days_begin_at_midnight_of_the_business():
    assert starts(date(2026, 11, 18), "Asia/Shanghai") == datetime(2026, 11, 17, 16, tzinfo=UTC)


def test_the_same_time_is_what_clocks_show_even_where_summer_ended_between():
    sunday = datetime(2026, 11, 1, 15, tzinfo=UTC)  # 10:00 in New York, an hour after the change
    week_before = same_time_on(date(2026, 10, 25), sunday, "America/New_York")
    assert week_before == datetime(2026, 10, 25, 14, tzinfo=UTC)
