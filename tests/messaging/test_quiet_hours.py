from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.messaging.quiet_hours import QuietHours

NIGHT = QuietHours.read({"start": "22:00", "end": "08:00"})


def utc(day, hour, minute=0):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


class TestHoldsUntil:
    @pytest.mark.parametrize(
        ("instant", "until"),
        [
            (utc(22, 13, 59), None),  # 21:59 in Shanghai
            (utc(22, 14), utc(23, 0)),  # 22:00, until 08:00 the next day
            (utc(22, 23, 59), utc(23, 0)),  # 07:59
            (utc(23, 0), None),
        ],
    )
    def test_follows_the_brands_clock_over_midnight(self, instant, until):
        assert NIGHT.holds_until(instant, "Asia/Shanghai") == until

    def test_a_nap_at_noon_ends_the_same_day(self):
        nap = QuietHours.read({"start": "12:00", "end": "14:00"})
        assert nap.holds_until(utc(22, 5), "Asia/Shanghai") == utc(22, 6)

    def test_ends_by_the_wall_clock_on_the_night_the_clocks_change(self):
        before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 02:30 summer time in Berlin
        assert NIGHT.holds_until(before, "Europe/Berlin") == datetime(2026, 10, 25, 7, tzinfo=UTC)

    @given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
    def test_when_it_ends_it_has_ended(self, instant):
        until = NIGHT.holds_until(instant, "Asia/Shanghai")
        assert until is None or (
            until > instant and NIGHT.holds_until(until, "Asia/Shanghai") is None
        )
