"""What a figure will have come to at the end of a period. Pure functions on arrays.

Sums: seasonal-naive by weekday (Hyndman & Athanasopoulos, *Forecasting*, 3rd ed., 5.2; here the mean of the
last four of each weekday rather than the last one), scaled by the trend of the last 28 days against the
28 before them. The trend is damped (Gardner & McKenzie 1985), so that a good month does not become a
miraculous year.

People counted once in a period (active people) do not add up by day: newcomers get rarer as the period
goes on. Their number follows a power of the days elapsed, D(t) = a·t^b (Heaps 1978, as for the words of a
growing text); b is fitted on the curve so far.

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
    growth = _daily_growth(days)
    # Today is day 1 after the history; it counts as far as it has yet to come.
    ahead = np.arange(1, days_left + 2)
    weekdays = np.array([(last_day + timedelta(days=int(n))).weekday() for n in ahead])
    expected_days = level[weekdays] * growth ** _damped(ahead, len(lately))
    rest = max(expected_days[0] - today, 0.0) + expected_days[1:].sum()
    spread = (
        _Z_80
        * _deviation(lately, level, last_day)
        * np.sqrt(_variance_days(days_left, len(lately)))
    )
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
    slope, intercept = np.polyfit(x, y, 1)
    slope = float(np.clip(slope, 0.0, 1.0))
    residuals = y - (slope * x + intercept)
    # Days of a cumulative curve lean on each other: a week of them tells about as much as one.
    told = max(elapsed / _WEEK, 1.0)
    error = float(np.sqrt(np.sum(residuals**2) / max(elapsed - 2, 1) / (told * np.var(x))))
    factor = max((days_in_all - skipped) / elapsed, 1.0)
    now = float(curve[-1])
    low, high = (np.clip(slope + sign * _Z_80 * error, 0.0, 1.0) for sign in (-1, 1))
    return Forecast(low=now * factor**low, expected=now * factor**slope, high=now * factor**high)


def _by_weekday(days: Floats, last_day: date) -> Floats:
    """Mean of each weekday, Monday first."""
    weekdays = _weekdays(len(days), last_day)
    return np.array([days[weekdays == weekday].mean() for weekday in range(_WEEK)])


def _weekdays(count: int, last_day: date) -> NDArray[np.int64]:
    return (last_day.weekday() - np.arange(count - 1, -1, -1)) % _WEEK


def _daily_growth(days: Floats) -> float:
    """Factor from one day to the next, from whole weeks so that weekdays cancel out."""
    half = len(days) // 2 // _WEEK * _WEEK
    before, after = days[-2 * half : -half].sum(), days[-half:].sum()
    if not before or not after:
        return 1.0
    return float(np.clip(after / before, _TREND_MIN, _TREND_MAX) ** (1 / half))


def _damped(ahead: NDArray[np.int64], lately: int) -> Floats:
    """Days of growth since the middle of the last weeks, those to come worth less and less."""
    to_come: Floats = _DAMPING * (1 - _DAMPING**ahead) / (1 - _DAMPING)
    return to_come + (lately - 1) / 2


def _deviation(days: Floats, level: Floats, last_day: date) -> float:
    """Standard deviation of a day around the mean of its weekday."""
    residuals = days - level[_weekdays(len(days), last_day)]
    freedom = max(len(days) - _WEEK, 1)
    return float(np.sqrt(np.sum(residuals**2) / freedom))


def _variance_days(days_left: int, lately: int) -> float:
    """Variance of the rest, in variances of a day: its own scatter, and that of the level it stands on."""
    days = days_left + 1
    return days + days**2 / lately
