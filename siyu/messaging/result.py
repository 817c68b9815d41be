"""What a campaign did: messages by state, clicks over time, and its lift over those held out.

People are counted in the arm they were dealt to, whether the message reached them or not (intention
to treat): that alone compares like with like.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.statistics import (
    Interval,
    Sample,
    detectable_difference,
    difference_interval,
    mean_difference_interval,
    mean_interval,
    ratio_interval,
    wilson_interval,
)
from siyu.warehouse import Warehouse, load_sql

from .campaigns import require_campaign, variants_of
from .contracts import HOLDOUT, NOT_ELIGIBLE
from .models import CampaignRow, ClickRow, DeliveryRow, VariantRow

SQL = Path(__file__).parent / "sql"
CLICK_BUCKETS_MAX = 500
# States above which a message counts as each; the rest follow from the times.
_TIMES = ("sent", "delivered", "opened", "clicked", "bounced", "failed", "unsubscribed")


@dataclass(frozen=True, kw_only=True)
class ArmCounts:
    """How messages of one variant fared: people by what was learnt, and by why they got nothing."""

    people: int
    queued: int
    suppressed: Mapping[str, int]
    reached: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class ArmResult:
    """How one arm converted."""

    people: int
    converted: int
    rate: Interval | None
    revenue: float
    revenue_per_person: Interval | None


@dataclass(frozen=True, kw_only=True)
class Lift:
    """What being sent to changed, against the hold-out.

    Args:
        difference: of the proportions that converted.
        ratio: of those proportions, less one: +0.2 is a fifth more.

    """

    difference: Interval | None
    ratio: Interval | None
    revenue_per_person: Interval | None


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """Conversions by arm; keys are variant names, ``all`` (everyone dealt a variant), ``holdout``."""

    event: str
    since: datetime
    until: datetime
    complete: bool
    arms: Mapping[str, ArmResult]
    lift: Mapping[str, Lift]
    detectable_difference: float | None


@dataclass(frozen=True, kw_only=True)
class Result:
    """Everything known of a campaign's effect."""

    counts: Mapping[str, ArmCounts]
    clicks: list[tuple[datetime, int]]
    opens: list[tuple[datetime, int]]
    conversion: Conversion | None
    not_eligible: int = 0
    names: Mapping[int, str] = field(default_factory=dict)


def campaign_result(session: Session, warehouse: Warehouse, campaign_id: int) -> Result:
    """Counts and lift as they stand now.

    Raises:
        CampaignNotFound: no such campaign.

    """
    row = require_campaign(session, campaign_id)
    variants = variants_of(session, campaign_id)
    names = {variant.number: variant.name for variant in variants} | {HOLDOUT: "holdout"}
    counts, not_eligible = _counts(session, campaign_id, names)
    return Result(
        counts=counts,
        clicks=_buckets(session, ClickRow.at, ClickRow.campaign_id == row.id),
        opens=_buckets(session, DeliveryRow.opened_at, DeliveryRow.campaign_id == row.id),
        conversion=_conversion(session, warehouse, row, variants),
        not_eligible=not_eligible,
        names=names,
    )


def converted_count(session: Session, warehouse: Warehouse, row: CampaignRow) -> int | None:
    """People dealt a variant who have reached the goal; None without a goal or before the start."""
    if not row.goal or row.started_at is None:
        return None
    until = row.started_at + timedelta(days=row.goal["days"])
    converted, _ = _converters(warehouse, row.goal["event"], row.started_at, until)
    arms = _arms(session, warehouse, row.id)
    return sum(int(np.isin(arm, converted).sum()) for number, arm in arms.items() if number > 0)


def _counts(
    session: Session, campaign_id: int, names: Mapping[int, str]
) -> tuple[dict[str, ArmCounts], int]:
    learnt = [func.count(getattr(DeliveryRow, f"{name}_at")).label(name) for name in _TIMES]
    found = session.execute(
        select(
            DeliveryRow.variant,
            DeliveryRow.state,
            DeliveryRow.reason,
            func.count().label("all"),
            *learnt,
        )
        .where(DeliveryRow.campaign_id == campaign_id)
        .group_by(DeliveryRow.variant, DeliveryRow.state, DeliveryRow.reason)
    ).mappings()
    raw: dict[int, dict[str, Any]] = {}
    for line in found:
        arm = raw.setdefault(
            line["variant"],
            {"people": 0, "queued": 0, "suppressed": {}, "reached": dict.fromkeys(_TIMES, 0)},
        )
        arm["people"] += line["all"]
        if line["state"] in ("queued", "sending"):
            arm["queued"] += line["all"]
        if line["reason"]:
            arm["suppressed"][line["reason"]] = (
                arm["suppressed"].get(line["reason"], 0) + line["all"]
            )
        for name in _TIMES:
            arm["reached"][name] += line[name]
    not_eligible = raw.pop(NOT_ELIGIBLE, {"people": 0})["people"]
    counts = {names[number]: ArmCounts(**arm) for number, arm in sorted(raw.items())}
    return counts, not_eligible


def _buckets(session: Session, column: Any, mine: Any) -> list[tuple[datetime, int]]:
    """Moments an hour, or a day where hours would be too many; empty buckets left out."""
    times = session.execute(
        select(column, func.count())
        .where(mine, column.is_not(None))
        .group_by(column)
        .order_by(column)
    ).all()
    for cut in (_hour, _day):
        buckets: dict[datetime, int] = {}
        for at, count in times:
            buckets[cut(at)] = buckets.get(cut(at), 0) + count
        if len(buckets) <= CLICK_BUCKETS_MAX:
            break
    return sorted(buckets.items())[-CLICK_BUCKETS_MAX:]


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _day(at: datetime) -> datetime:
    return _hour(at).replace(hour=0)


def _conversion(
    session: Session, warehouse: Warehouse, row: CampaignRow, variants: list[VariantRow]
) -> Conversion | None:
    if not row.goal or row.started_at is None:
        return None
    until = row.started_at + timedelta(days=row.goal["days"])
    converted, spent = _converters(warehouse, row.goal["event"], row.started_at, until)
    members = _arms(session, warehouse, row.id)
    arms = {
        name: _arm(members.get(number, _NOBODY), converted, spent)
        for number, name in [(v.number, v.name) for v in variants] + [(HOLDOUT, "holdout")]
    }
    treated = [people for number, people in members.items() if number > 0]
    everyone = np.sort(np.concatenate(treated)) if treated else _NOBODY
    arms["all"] = _arm(everyone, converted, spent)
    holdout = arms["holdout"]
    base = holdout.result.converted / holdout.result.people if holdout.result.people else 0.0
    return Conversion(
        event=row.goal["event"],
        since=row.started_at,
        until=until,
        complete=until <= now(),
        arms={name: arm.result for name, arm in arms.items()},
        lift={name: _lift(arm, holdout) for name, arm in arms.items() if name != "holdout"},
        detectable_difference=detectable_difference(
            base, arms["all"].result.people, holdout.result.people
        ),
    )


Ids = NDArray[np.int64]
_NOBODY: Ids = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class _Arm:
    result: ArmResult
    revenue: Sample


def _converters(
    warehouse: Warehouse, event: str, since: datetime, until: datetime
) -> tuple[Ids, NDArray[np.float64]]:
    found = warehouse.columns(
        load_sql(SQL, "conversions"), {"event": event, "since": since, "until": until}
    )
    return (
        np.asarray(found["converted"], dtype=np.int64),
        np.asarray(found["spent"], dtype=np.float64),
    )


def _arms(session: Session, warehouse: Warehouse, campaign_id: int) -> dict[int, Ids]:
    """Sorted people of each arm; persons who were dealt to two arms before they merged count in none."""
    found = session.connection().execute(
        select(DeliveryRow.person_id, DeliveryRow.variant).where(
            DeliveryRow.campaign_id == campaign_id, DeliveryRow.variant != NOT_ELIGIBLE
        )
    )
    pairs = np.array([tuple(line) for line in found], dtype=np.int64).reshape(-1, 2)
    people, numbers = _canonical(warehouse, pairs[:, 0]), pairs[:, 1]
    whole = np.unique(np.stack([people, numbers], axis=1), axis=0) if len(people) else pairs
    persons, seen = np.unique(whole[:, 0], return_counts=True)
    torn = persons[seen > 1]
    whole = whole[~np.isin(whole[:, 0], torn)]
    return {
        int(number): np.sort(whole[whole[:, 1] == number, 0]) for number in np.unique(whole[:, 1])
    }


def _canonical(warehouse: Warehouse, people: Ids) -> Ids:
    found = warehouse.columns(load_sql(SQL, "redirects"))
    nodes = np.asarray(found["node"], dtype=np.int64)
    if not len(nodes) or not len(people):
        return people
    place = np.minimum(np.searchsorted(nodes, people), len(nodes) - 1)
    targets = np.asarray(found["person"], dtype=np.int64)
    return np.where(nodes[place] == people, targets[place], people)


def _arm(members: Ids, converted: Ids, spent: NDArray[np.float64]) -> _Arm:
    inside = np.isin(converted, members, assume_unique=True)
    money = spent[inside]
    sample = Sample(len(members), float(money.sum()), float((money * money).sum()))
    hits = int(inside.sum())
    return _Arm(
        ArmResult(
            people=len(members),
            converted=hits,
            rate=wilson_interval(hits, len(members)) if len(members) else None,
            revenue=sample.total,
            revenue_per_person=mean_interval(sample),
        ),
        sample,
    )


def _lift(arm: _Arm, holdout: _Arm) -> Lift:
    a, b = arm.result, holdout.result
    if not a.people or not b.people:
        return Lift(difference=None, ratio=None, revenue_per_person=None)
    ratio = ratio_interval(a.converted, a.people, b.converted, b.people)
    return Lift(
        difference=difference_interval(a.converted, a.people, b.converted, b.people),
        ratio=Interval(ratio.value - 1, ratio.low - 1, ratio.high - 1) if ratio else None,
        revenue_per_person=mean_difference_interval(arm.revenue, holdout.revenue),
    )
