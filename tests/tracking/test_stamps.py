from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.tracking.load.items import Unfit
from siyu.tracking.load.stamps import DAY_MS, happened_ms, read_ms

NOW = 1_780_000_000_000


class TestReading:
    @pytest.mark.parametrize(
        "text",
        [
            "2026-05-28T20:26:40.000Z",
            "2026-05-28T20:26:40Z",
            "2026-05-28T20:26:40+00:00",
            "2026-05-29T04:26:40.000000+0800",
            "2026-05-28 20:26:40",
            "2026/05/28 20:26:40",
            "Thu, 28 May 2026 20:26:40 GMT",
            "2026-05-28T20:26:40.000000000Z",
            1780000000,
            1780000000000,
            1780000000.0,
            "1780000000000",
        ],
    )
    def test_every_spelling(self, text):
        assert read_ms(text) == NOW

    def test_nothing_is_none(self):
        assert read_ms(None) is None
        assert read_ms("") is None

    @pytest.mark.parametrize(
        "value",
        [
            "yesterday",
            True,
            [],
            {},
            "0001-01-01T00:00:00Z",
            -5,
            1e300,
            "9999-12-31T23:59:59Z",
            "2026-13-01",
            "x" * 500,
            "1e999",
            float("nan"),
        ],
    )
    def test_what_is_no_time_is_refused(self, value):
        with pytest.raises(ValueError):
            read_ms(value)

    @given(st.text() | st.floats() | st.integers() | st.none() | st.booleans())
    def test_nothing_else_ever_happens(self, value):
        try:
            found = read_ms(value)
        except ValueError:
            return
        assert found is None or DAY_MS <= found <= 5_600_000_000_000

    @given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
    def test_milliseconds_are_exact(self, instant):
        instant = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
        assert read_ms(instant.isoformat()) == round(instant.timestamp() * 1000)


class TestHappened:
    def test_the_distance_between_the_sender_s_stamps_counts(self):
        """Segment's formula: receivedAt - (sentAt - originalTimestamp)."""
        an_hour_slow = NOW - 3_600_000
        assert happened_ms(NOW, an_hour_slow, an_hour_slow - 5_000) == NOW - 5_000

    @given(
        skew=st.integers(-DAY_MS, DAY_MS),
        age=st.integers(0, 10 * DAY_MS),
        delay=st.integers(0, 1000),
    )
    def test_a_wrong_clock_within_a_day_changes_nothing(self, skew, age, delay):
        if abs(skew + delay) > DAY_MS:
            return
        sent = NOW - delay - skew
        assert happened_ms(NOW, sent, sent - age) == NOW - age

    def test_without_sent_at_the_sender_s_time_stands(self):
        """History imports send an old timestamp and no sentAt."""
        assert happened_ms(NOW, None, NOW - 3000 * DAY_MS) == NOW - 3000 * DAY_MS

    def test_without_a_timestamp_it_happened_when_it_came(self):
        assert happened_ms(NOW, None, None) == NOW
        assert happened_ms(NOW, NOW - 50, None) == NOW

    def test_a_request_stored_for_days_and_sent_again_is_not_shifted(self):
        sent = NOW - 3 * DAY_MS
        assert happened_ms(NOW, sent, sent - 60_000) == sent - 60_000

    def test_nothing_happens_after_it_came(self):
        assert happened_ms(NOW, None, NOW + 5_000) == NOW
        assert happened_ms(NOW, NOW, NOW + 5_000) == NOW

    @pytest.mark.parametrize("years", [-1, 1])
    def test_a_clock_a_year_off_is_not_believed(self, years):
        off = NOW + years * 365 * DAY_MS
        with pytest.raises(Unfit) as caught:
            happened_ms(NOW, off, off - 1000)
        assert caught.value.reason == "clock_skew"
        assert abs(caught.value.facts["skew_seconds"]) == 365 * 86400

    def test_a_time_in_the_future_is_not_believed(self):
        with pytest.raises(Unfit) as caught:
            happened_ms(NOW, None, NOW + 2 * DAY_MS)
        assert caught.value.reason == "time_in_future"
