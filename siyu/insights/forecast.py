"""What a figure will have come to at the end of a period. Pure functions on arrays.

Sums: seasonal-naive by weekday (Hyndman & Athanasopoulos, *Forecasting*, 3rd ed., 5.2; here the mean of the
last four of each weekday rather than the last one), scaled by the trend of the last 28 days against the
28 before them. The trend is damped (Gardner & McKenzie 1985), so that a good month does not become a
miraculous year.

People counted once in a period (active people) do not add up by day: newcomers get rarer as the period
goes on. Their number follows a power of the days elapsed, D(t) = a·t^b (Heaps 1978, as for the words of a
growing text), whose b falls as the pool of people empties: a parabola in log D over log t.

Intervals hold 80 % where days scatter as they did in the last 28.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

HISTORY_DAYS = 56
"""Whole days before today that the method looks at."""
HISTORY_DAYS_MIN = 14
DISTINCT_DAYS_MIN = 5
_WEEK = 7
_LATELY_DAYS = 28
_TREND_MIN, _TREND_MAX = 0.5, 2.0
_DAMPING = 0.95
_Z_80 = 1.2816
_SURE = 0.8
"""Share of the expected newcomers that is granted even where the curve so far is smooth."""


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What is expected in all, with its 80 % interval; never below what there is already."""

    low: float
    expected: float
    high: float


def forecast_sum(
    history: Floats, *, last_day: date, so_far: float, today: float, days_left: int
) -> Forecast | None:
    """Total of a period of which some days are over.

    Args:
        history: whole days in order, up to and with ``last_day`` (yesterday); older than 56 is ignored.
        so_far: the period's total up to now, today included.
        today: of that, today.
        days_left: days of the period after today.

    Returns:
        None where there are less than 14 days of history.

    """
    days = np.asarray(history, dtype=np.float64)[-HISTORY_DAYS:]
    if len(days) < HISTORY_DAYS_MIN:
        return None
    lately = days[-_LATELY_DAYS:]
    level = _by_weekday(lately, last_day)
    growth, weeks_days = _daily_growth(days)
    # Today is day 1 after the history; it counts as far as it has yet to come.
    ahead = np.arange(1, days_left + 2)
    weekdays = np.array([(last_day + timedelta(days=int(n))).weekday() for n in ahead])
    exponents = _damped(ahead, len(lately))
    expected_days = level[weekdays] * growth**exponents
    rest = max(expected_days[0] - today, 0.0) + expected_days[1:].sum()
    reach = _reach(days, weeks_days, expected_days, exponents)
    spread = _Z_80 * _deviation(lately, level, last_day) * np.sqrt(reach)
    return Forecast(
        low=max(so_far + rest - spread, so_far),
        expected=so_far + rest,
        high=so_far + rest + spread,
    )


def forecast_distinct(reached: Floats, *, days_in_all: int) -> Forecast | None:
    """Distinct people of a period of which some days are over.

    Args:
        reached: distinct people after each day of the period so far, the last one today.
        days_in_all: length of the period.

    Returns:
        None before the fifth day, or where nobody came yet.

    """
    curve = np.asarray(reached, dtype=np.float64)
    curve = curve[curve > 0]
    skipped = len(reached) - len(curve)
    elapsed = len(reached) - skipped
    if elapsed < DISTINCT_DAYS_MIN:
        return None
    x = np.log(np.arange(1, elapsed + 1))
    y = np.log(curve)
    bend, slope, level = np.polyfit(x, y, 2)
    if bend >= 0:
        # Newcomers do not get more frequent for having been many: without a bend it is the power alone.
        bend, (slope, level) = 0.0, np.polyfit(x, y, 1)
    residuals = y - (bend * x**2 + slope * x + level)
    end = np.log(max(days_in_all - skipped, elapsed))
    # Where the parabola would turn down, nobody new comes any more.
    top = min(end, -slope / (2 * bend)) if bend else end
    gain = max(bend * (top**2 - x[-1] ** 2) + slope * (top - x[-1]), 0.0) if top > x[-1] else 0.0
    # Days of a cumulative curve lean on each other: a week of them tells about as much as one.
    told = max(elapsed / _WEEK, 1.0)
    error = float(np.sqrt(np.sum(residuals**2) / max(elapsed - 3, 1) / (told * np.var(x))))
    margin = _Z_80 * error * (end - x[-1]) + (1 - _SURE) * gain
    now = float(curve[-1])
    return Forecast(
        low=float(now * np.exp(max(gain - margin, 0.0))),
        expected=float(now * np.exp(gain)),
        high=float(now * np.exp(gain + margin)),
    )


def _by_weekday(days: Floats, last_day: date) -> Floats:
    """Mean of each weekday, Monday first."""
    weekdays = _weekdays(len(days), last_day)
    return np.array([days[weekdays == weekday].mean() for weekday in range(_WEEK)])


def _weekdays(count: int, last_day: date) -> NDArray[np.int64]:
    return (last_day.weekday() - np.arange(count - 1, -1, -1)) % _WEEK


def _daily_growth(days: Floats) -> tuple[float, int]:
    """Factor from one day to the next, from whole weeks so that weekdays cancel out; and their days."""
    half = len(days) // 2 // _WEEK * _WEEK
    before, after = days[-2 * half : -half].sum(), days[-half:].sum()
    if not before or not after:
        return 1.0, half
    return float(np.clip(after / before, _TREND_MIN, _TREND_MAX) ** (1 / half)), half


def _damped(ahead: NDArray[np.int64], lately: int) -> Floats:
    """Days of growth since the middle of the last weeks, those to come worth less and less."""
    to_come = _DAMPING * (1 - _DAMPING ** ahead.astype(np.float64)) / (1 - _DAMPING)
    return to_come + (lately - 1) / 2


def _deviation(days: Floats, level: Floats, last_day: date) -> float:
    """Standard deviation of a day around the mean of its weekday."""
    residuals = days - level[_weekdays(len(days), last_day)]
    freedom = max(len(days) - _WEEK, 1)
    return float(np.sqrt(np.sum(residuals**2) / freedom))


def _reach(days: Floats, half: int, expected: Floats, exponents: Floats) -> float:
    """Variance of the rest in variances of a day.

    Each day to come scatters by itself; besides, all stand on the same two sums, A of the last weeks and
    B of those before: a day is some share of A·(A/B)^(e/half), so errors of A and B move all at once.
    """
    before, after = days[-2 * half : -half].sum(), days[-half:].sum()
    if not before or not after:
        return float(len(expected) + len(expected) ** 2 / half)
    shares = exponents / half
    by_after = (expected * (1 + shares)).sum() / after
    by_before = (expected * shares).sum() / before
    return float(len(expected) + half * (by_after**2 + by_before**2))
