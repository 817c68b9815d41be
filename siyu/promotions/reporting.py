"""What a promotion did: people who could have it against people held out, since it started.

Everybody counts, whether they used it or not and whether they bought or not: only that compares like
with like. Revenue is what was paid, less refunds, so the discount itself is already off it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.money import to_minor
from siyu.kernel.statistics import (
    Interval,
    Sample,
    difference_interval,
    mean_difference_interval,
)
from siyu.warehouse import Warehouse, load_sql

from .drafts import require_promotion
from .holdouts import places_below, salt_of
from .promotion_models import PromotionRow
from .usage import used_of

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, kw_only=True)
class Arm:
    """People of one side, and what they bought while the promotion ran."""

    people: int
    buyers: int
    orders: int
    revenue_minor: int


@dataclass(frozen=True, kw_only=True)
class ReportDay:
    """Per head, fen; None where a side has nobody."""

    day: date
    treated_minor: float | None
    held_minor: float | None


@dataclass(frozen=True, kw_only=True)
class Incremental:
    """What came of it beyond what would have come anyway, with 95 % intervals.

    Args:
        buyers_share: difference of the shares that bought.
        orders_per_head, revenue_per_head_minor: difference of the means.
        orders, revenue_minor: the same for all who could have it.
        return_on_cost: ``revenue_minor`` a fen given off; None where nothing was.

    """

    buyers_share: Interval
    orders_per_head: Interval
    revenue_per_head_minor: Interval
    orders: Interval
    revenue_minor: Interval
    return_on_cost: Interval | None


@dataclass(frozen=True, kw_only=True)
class Report:
    """Result of a promotion up to ``until``.

    Args:
        cost_minor: taken off goods and freight by it.
        incremental: None without a hold-out, or with too few people on a side.

    """

    since: datetime | None
    until: datetime | None
    cost_minor: int
    treated: Arm | None = None
    held: Arm | None = None
    incremental: Incremental | None = None
    days: Sequence[ReportDay] = ()


def report_on(
    session: Session, warehouse: Warehouse, promotion_id: int, *, currency: str
) -> Report:
    """Compare those who could have a promotion with those held out.

    The hold-out is that of the percentage set now.

    Raises:
        PromotionNotFound: there is none.

    """
    row = require_promotion(session, promotion_id)
    since, until = _window(row)
    cost = used_of(session, row.id).discount_minor
    if since is None or until is None or until <= since:
        return Report(since=since, until=until, cost_minor=cost)
    params = {
        "salt": salt_of(row.id),
        "below": places_below(row.holdout_percent),
        "since": since,
        "until": until,
        "currency": currency,
    }
    sides = {bool(one["held"]): one for one in warehouse.rows(load_sql(SQL, "arms"), params)}
    treated, held = sides.get(False), sides.get(True)
    incremental = None
    if treated and held:
        incremental = _incremental(treated, held, cost, currency)
    return Report(
        since=since,
        until=until,
        cost_minor=cost,
        treated=_arm(treated, currency) if treated else None,
        held=_arm(held, currency) if held else None,
        incremental=incremental,
        days=_days(warehouse.rows(load_sql(SQL, "arm_days"), params), sides, currency),
    )


def _window(row: PromotionRow) -> tuple[datetime | None, datetime | None]:
    if row.started_at is None:
        return None, None
    since = max(row.started_at, row.starts_at or row.started_at)
    ends = [one for one in (row.stopped_at, row.ends_at) if one is not None]
    return since, min([*ends, now()])


def _arm(side: Mapping[str, Any], currency: str) -> Arm:
    return Arm(
        people=int(side["people"]),
        buyers=int(side["buyers"]),
        orders=int(side["orders"]),
        revenue_minor=round(side["spent"] * _minor(currency)),
    )


def _incremental(
    treated: Mapping[str, Any], held: Mapping[str, Any], cost: int, currency: str
) -> Incremental | None:
    orders = mean_difference_interval(_sample(treated, "orders"), _sample(held, "orders"))
    fen = _minor(currency)
    spent = mean_difference_interval(_sample(treated, "spent", fen), _sample(held, "spent", fen))
    if orders is None or spent is None:
        return None
    people = int(treated["people"])
    revenue = _times(spent, people)
    return Incremental(
        buyers_share=difference_interval(
            int(treated["buyers"]), people, int(held["buyers"]), int(held["people"])
        ),
        orders_per_head=orders,
        revenue_per_head_minor=spent,
        orders=_times(orders, people),
        revenue_minor=revenue,
        return_on_cost=_times(revenue, 1 / cost) if cost else None,
    )


def _sample(side: Mapping[str, Any], of: str, factor: int = 1) -> Sample:
    total, squares = float(side[of]), float(side[f"{of}_square"])
    return Sample(int(side["people"]), total * factor, squares * factor * factor)


def _times(interval: Interval, factor: float) -> Interval:
    return Interval(interval.value * factor, interval.low * factor, interval.high * factor)


def _days(
    rows: Sequence[Mapping[str, Any]], sides: Mapping[bool, Mapping[str, Any]], currency: str
) -> list[ReportDay]:
    spent: dict[date, dict[bool, float]] = {}
    for row in rows:
        spent.setdefault(row["day"], {})[bool(row["held"])] = float(row["spent"])

    def per_head(day: date, *, held: bool) -> float | None:
        people = int(sides[held]["people"]) if held in sides else 0
        return spent[day].get(held, 0.0) * _minor(currency) / people if people else None

    return [
        ReportDay(
            day=day,
            treated_minor=per_head(day, held=False),
            held_minor=per_head(day, held=True),
        )
        for day in sorted(spent)
    ]


def _minor(currency: str) -> int:
    return to_minor(Decimal(1), currency)
