"""Tiers in sets: the review of all members whose time is up, and new rules for all who are there.

Slices of members by id, each one transaction of four statements; after a crash the next run finds only
those that are left.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    SQLColumnExpression,
    String,
    and_,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    update,
)

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, UtcDateTime
from siyu.kernel.events import publish_many
from siyu.kernel.jobs import JobRun

from .contracts import GrowthKind, TierReason
from .events import TierChanged
from .models import GrowthLineRow, MemberRow, TierChangeRow
from .programme import current_programme
from .rules import Decay, DecayKind, Programme
from .tiering import kept_until

APPLY_JOB = "loyalty.apply_programme"
SLICE = 20_000


@dataclass(frozen=True, kw_only=True)
class TierCount:
    """How many members are in a tier, and how many would be."""

    tier: str
    members: int
    would_be: int


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What a programme would do to the members who are there now.

    Args:
        up: would rise at once.
        down: reach less than their tier asks for, and would fall at their next review.

    """

    tiers: tuple[TierCount, ...]
    up: int
    down: int


def review_tiers(context: Context, at: datetime) -> None:
    """Review everyone whose tier was kept until now."""
    while review_slice(context, at):
        pass


def review_slice(context: Context, at: datetime, *, size: int = SLICE) -> int:
    """Review some; returns how many."""
    with context.session() as session:
        programme = current_programme(session)
        return _move(
            session,
            programme,
            at=at,
            due=MemberRow.tier_until <= at,
            decay=_decayed(programme.growth.decay),
            tier=lambda growth: _tier_for(programme, growth),
            reason=TierReason.review,
            size=size,
        )


def apply_programme(context: Context, run: JobRun) -> dict[str, Any]:
    """Let members follow new rules: up at once, down at their review; a tier that is no more is left."""
    moved = 0
    while True:
        with context.session() as session:
            programme = current_programme(session)
            size = _move(
                session,
                programme,
                at=now(),
                due=_risen(programme),
                decay=literal(0),
                tier=lambda growth, rules=programme: _tier_for(rules, growth),  # type: ignore[misc]
                reason=TierReason.programme,
                size=SLICE,
            )
        moved += size
        run.report(moved, None, "members")
        if not size:
            return {"moved": moved}


def outlook(session: Session, programme: Programme) -> Outlook:
    """What these rules would do; changes nothing."""
    would: Label[Any] = _tier_for(programme, MemberRow.growth).label("would")
    query = select(MemberRow.tier, would, func.count().label("members")).group_by(
        MemberRow.tier, would
    )
    here: dict[str, int] = {}
    there: dict[str, int] = {}
    up = down = 0
    known = {tier.key for tier in programme.tiers}
    for row in session.execute(query):
        here[row.tier] = here.get(row.tier, 0) + row.members
        before, after = programme.rank(row.tier), programme.rank(row.would)
        falls = row.tier in known and after < before
        down += row.members if falls else 0
        up += row.members if after > before else 0
        stays = row.tier if falls else row.would
        there[stays] = there.get(stays, 0) + row.members
    keys = [*(tier.key for tier in programme.tiers), *sorted(here.keys() - known)]
    counts = tuple(
        TierCount(tier=key, members=here.get(key, 0), would_be=there.get(key, 0)) for key in keys
    )
    return Outlook(tiers=counts, up=up, down=down)


def _move(
    session: Session,
    programme: Programme,
    *,
    at: datetime,
    due: ColumnElement[bool],
    decay: SQLColumnExpression[Any],
    tier: Callable[[SQLColumnExpression[Any]], SQLColumnExpression[Any]],
    reason: TierReason,
    size: int,
) -> int:
    """Lock a slice, write its lines and changes of tier, then the members, and tell it."""
    locked = session.scalars(
        select(MemberRow.person_id)
        .where(due)
        .order_by(MemberRow.person_id)
        .limit(size)
        .with_for_update()
    ).all()
    if not locked:
        return 0
    mine = and_(due, MemberRow.person_id.between(locked[0], locked[-1]))
    name = f"{reason}:{at.isoformat()}:{locked[0]}"
    after = (MemberRow.growth - decay).label("after")
    new_tier = tier(MemberRow.growth - decay)
    if reason is TierReason.review:
        _write_decay(session, mine, decay, name, at)
    _write_changes(session, mine, after, new_tier, reason, name, at)
    until = case(
        *((new_tier == rule.key, _kept(programme, rule.key, at)) for rule in programme.tiers),
        else_=null(),
    )
    session.execute(
        update(MemberRow)
        .where(mine)
        .values(
            growth=MemberRow.growth - decay,
            tier=new_tier,
            tier_since=case(
                (new_tier != MemberRow.tier, literal(at, UtcDateTime)), else_=MemberRow.tier_since
            ),
            tier_until=until,
            to_mirror=True,
        )
        .execution_options(synchronize_session=False)
    )
    _tell(session, programme, name)
    return len(locked)


def _write_decay(
    session: Session,
    mine: ColumnElement[bool],
    decay: SQLColumnExpression[Any],
    name: str,
    at: datetime,
) -> None:
    lines = select(
        MemberRow.person_id,
        MemberRow.person_id,
        literal(GrowthKind.decay.value),
        -decay,
        literal(f"{name}:") + cast(MemberRow.person_id, String),
        literal("review"),
        literal(""),
        literal("system"),
        literal(at, UtcDateTime),
    ).where(mine, decay > 0)
    columns = ["person_id", "home_id", "kind", "growth", "cause", "reason", "note", "by", "at"]
    session.execute(insert(GrowthLineRow).from_select(columns, lines))


def _write_changes(
    session: Session,
    mine: ColumnElement[bool],
    after: SQLColumnExpression[Any],
    new_tier: SQLColumnExpression[Any],
    reason: TierReason,
    name: str,
    at: datetime,
) -> None:
    changes: Select[*tuple[Any, ...]] = select(
        MemberRow.person_id,
        MemberRow.tier,
        new_tier,
        after,
        literal(reason.value),
        literal(""),
        literal("system"),
        literal(at, UtcDateTime),
        literal(name),
    ).where(mine, new_tier != MemberRow.tier)
    columns = ["person_id", "before", "after", "growth", "reason", "note", "by", "at", "review"]
    session.execute(insert(TierChangeRow).from_select(columns, changes))


def _tell(session: Session, programme: Programme, name: str) -> None:
    rows = session.execute(
        select(
            *(TierChangeRow.person_id, TierChangeRow.before, TierChangeRow.after),
            *(TierChangeRow.growth, TierChangeRow.reason),
        )
        .where(TierChangeRow.review == name)
        .order_by(TierChangeRow.id)
    )
    publish_many(
        session,
        [
            TierChanged(
                person_id=row.person_id,
                before=row.before,
                after=row.after,
                up=programme.rank(row.after) > programme.rank(row.before),
                growth=row.growth,
                reason=row.reason,
            )
            for row in rows
        ],
    )


def _tier_for(programme: Programme, growth: SQLColumnExpression[Any]) -> SQLColumnExpression[Any]:
    """Key of the highest tier that a growth value reaches."""
    steps = sorted(programme.tiers, key=lambda rule: -rule.growth_min)
    return case(
        *((growth >= rule.growth_min, literal(rule.key)) for rule in steps[:-1]),
        else_=literal(steps[-1].key),
    )


def _risen(programme: Programme) -> ColumnElement[bool]:
    """Members who reach a higher tier than they have, or whose tier is no more."""
    gone = MemberRow.tier.not_in([rule.key for rule in programme.tiers])
    higher = [
        and_(MemberRow.tier == rule.key, MemberRow.growth >= above.growth_min)
        for rule, above in zip(programme.tiers, programme.tiers[1:], strict=False)
    ]
    return or_(gone, *higher)


def _decayed(decay: Decay) -> SQLColumnExpression[Any]:
    """Growth value that a review takes away, rounded down."""
    growth = MemberRow.growth
    if decay.kind is DecayKind.percent:
        return growth * min(decay.count, 100) // 100
    if decay.kind is DecayKind.amount:
        return case((growth > decay.count, literal(decay.count)), else_=growth)
    return growth if decay.kind is DecayKind.to_zero else literal(0)


def _kept(programme: Programme, tier: str, at: datetime) -> SQLColumnExpression[Any]:
    until = kept_until(programme, tier, at)
    return null() if until is None else literal(until, UtcDateTime)
