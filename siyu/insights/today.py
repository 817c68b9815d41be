"""Today so far, beside the same weekday a week ago up to the same time of day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from siyu.kernel.money import to_minor

from .asking import Questions, within
from .contracts import Days, Metric
from .periods import same_time_on
from .scope import Scope

HOURS = 24
METRICS = (Metric.new_people, Metric.active_people, Metric.orders, Metric.revenue)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure on two days.

    Args:
        today, before: up to now, and up to the same time on the clock a week ago.
        today_hours, before_hours: by hour of the day; a week ago until midnight.

    """

    metric: Metric
    today: int
    before: int
    today_hours: list[int]
    before_hours: list[int]


def figures_of_today(questions: Questions, scope: Scope) -> list[Figure]:
    """New people, active people, orders and revenue."""
    a_week_ago = scope.today - timedelta(days=7)
    today = _day(questions, scope, scope.today, scope.moment)
    before = _day(questions, scope, a_week_ago, same_time_on(a_week_ago, scope.moment, scope.zone))
    return [
        Figure(
            metric=metric,
            today=today[metric][0],
            before=before[metric][0],
            today_hours=today[metric][1],
            before_hours=before[metric][1],
        )
        for metric in METRICS
    ]


def _day(
    questions: Questions, scope: Scope, day: date, moment: datetime
) -> Mapping[Metric, tuple[int, list[int]]]:
    ends = within(Days(day, day), scope.zone)
    people = questions.now(
        "hours_people",
        scope,
        since_seconds=ends["since_seconds"],
        until_seconds=ends["until_seconds"],
        moment_seconds=moment.timestamp(),
    )
    orders = questions.now("hours_orders", scope, day=day, moment=moment, currency=scope.currency)
    active = questions.now("hours_active", scope, day=day, moment=moment)
    rows = {
        Metric.new_people: people,
        Metric.active_people: active,
        Metric.orders: orders,
        Metric.revenue: orders,
    }
    return {metric: _figure(found, metric, scope) for metric, found in rows.items()}


def _figure(rows: list[dict[str, Any]], metric: Metric, scope: Scope) -> tuple[int, list[int]]:
    hours = [0] * HOURS
    for row in rows:
        hours[row["hour"]] = _whole(row[metric.value], scope)
    so_far = sum((row[f"{metric.value}_so_far"] for row in rows), start=Decimal(0))
    return _whole(so_far if metric is Metric.revenue else int(so_far), scope), hours


def _whole(value: int | Decimal, scope: Scope) -> int:
    return to_minor(value, scope.currency) if isinstance(value, Decimal) else value
