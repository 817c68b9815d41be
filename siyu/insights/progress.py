"""How far a goal is, and where it will end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from siyu.kernel.money import to_minor

from .asking import Questions, within
from .contracts import Days, Metric
from .forecast import HISTORY_DAYS, Floats, Forecast, forecast_distinct, forecast_sum
from .scope import Scope

_QUERIES = {
    Metric.new_people: "days_people",
    Metric.new_members: "days_people",
    Metric.orders: "days_orders",
    Metric.revenue: "days_orders",
}


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A goal's figure so far.

    Args:
        reached: of each day of the period up to today what there was in all by its end.
        forecast: None in the future, in the past, and where there is too little history.

    """

    actual: int
    reached: list[int]
    forecast: Forecast | None


def progress(questions: Questions, scope: Scope, metric: Metric, period: Days) -> Progress:
    """How far a figure has come in a period, and what it will come to."""
    if period.first > scope.today:
        return Progress(actual=0, reached=[], forecast=None)
    over = Days(period.first, min(period.last, scope.today))
    running = period.last >= scope.today
    if metric is Metric.active_people:
        curve = _distinct(questions, scope, over)
        expected = forecast_distinct(curve, days_in_all=period.count) if running else None
        return _progress(curve, expected)
    history = Days(
        min(over.first, over.last - timedelta(days=HISTORY_DAYS)) if running else over.first,
        over.last,
    )
    days = _by_day(questions, scope, metric, history)
    of_period = days[-over.count :]
    expected = _expected(days, of_period, period, scope.today) if running else None
    return _progress(np.cumsum(of_period), expected)


def _expected(days: Floats, of_period: Floats, period: Days, today: date) -> Forecast | None:
    seen = np.flatnonzero(days)
    # Days before the brand's first are no history of empty days.
    history = days[seen[0] : -1] if len(seen) else days[:0]
    return forecast_sum(
        history,
        last_day=today - timedelta(days=1),
        so_far=float(of_period.sum()),
        today=float(of_period[-1]),
        days_left=(period.last - today).days,
    )


def _progress(curve: Floats, expected: Forecast | None) -> Progress:
    reached = [round(value) for value in curve.tolist()]
    return Progress(actual=reached[-1], reached=reached, forecast=expected)


def _by_day(questions: Questions, scope: Scope, metric: Metric, days: Days) -> Floats:
    """One value a day, 0 where there was nothing."""
    params = within(days, scope.zone)
    if metric in (Metric.orders, Metric.revenue):
        params = {"first": days.first, "last": days.last, "currency": scope.currency}
    rows = questions.lately(_QUERIES[metric], scope, **params)
    values = {row["day"]: _number(row[metric.value], scope) for row in rows}
    return _filled(values, days, empty=lambda _: 0)


def _distinct(questions: Questions, scope: Scope, days: Days) -> Floats:
    """Distinct people after each day."""
    rows = questions.lately("days_active", scope, first=days.first, last=days.last)
    values = {row["day"]: float(row["reached"]) for row in rows}
    return _filled(values, days, empty=lambda before: before)


def _filled(values: dict[date, float], days: Days, *, empty: Callable[[float], float]) -> Floats:
    found: list[float] = []
    for number in range(days.count):
        day = days.first + timedelta(days=number)
        found.append(values[day] if day in values else empty(found[-1] if found else 0))
    return np.array(found, dtype=np.float64)


def _number(value: int | Decimal, scope: Scope) -> float:
    return float(to_minor(value, scope.currency) if isinstance(value, Decimal) else value)
