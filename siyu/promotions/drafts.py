"""Promotions: drafted, changed in versions, started, stopped."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from sqlalchemy import delete, select, tuple_, update

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, upsert

from .errors import PromotionInOtherState, PromotionNotFound, PromotionUnfit
from .pricing import Rule, parse_rule, rule_json
from .promotion_contracts import PromotionLimits, PromotionState
from .promotion_models import ProgrammeRow, PromotionRow, PromotionVersionRow

LIMIT_MAX = 1_000_000_000
BUDGET_MINOR_MAX = 10_000_000_000_000
HOLDOUT_PERCENT_MAX = 50


@dataclass(frozen=True, kw_only=True)
class PromotionPlan:
    """Everything an operator decides on a promotion.

    Args:
        rule: JSON of a pricing rule; its ``id`` is set here. Window, channels, stores, tiers and
            segments are its ``when``; priority and groups are its own.
        holdout_percent: share of people who do not get it.

    """

    name: str
    rule: Mapping[str, Any]
    description: str = ""
    node_id: int | None = None
    limits: PromotionLimits = field(default_factory=PromotionLimits)
    holdout_percent: float = 0


def draft_promotion(session: Session, plan: PromotionPlan, *, actor: str) -> PromotionRow:
    """Keep a plan; it holds for nobody yet.

    Raises:
        PromotionUnfit: it cannot be as described.

    """
    row = PromotionRow(state=PromotionState.draft, version=1, created_at=now())
    _check(plan)
    _write(row, plan)
    session.add(row)
    session.flush()
    _write_version(session, row, _rule(row.id, plan.rule), actor=actor)
    return row


def change_promotion(
    session: Session, promotion_id: int, plan: PromotionPlan, *, actor: str, zone: str
) -> PromotionRow:
    """Change a promotion; another rule is a new version, and holds at once where it runs.

    Orders that were priced before keep their prices.

    Raises:
        PromotionNotFound: there is none.
        PromotionUnfit: it cannot be as described.

    """
    row = require_promotion(session, promotion_id, lock=True)
    _check(plan)
    rule = _rule(row.id, plan.rule)
    _write(row, plan)
    if rule_json(rule) != version_of(session, row).rule:
        row.version += 1
        _write_version(session, row, rule, actor=actor)
    if row.state == PromotionState.running:
        mark_programme(session, zone=zone)
    session.flush()
    return row


def start_promotion(session: Session, promotion_id: int, *, zone: str) -> PromotionRow:
    """Let it hold, within its window; also again, after a stop.

    Raises:
        PromotionInOtherState: it runs.
        PromotionUnfit: its window has passed.

    """
    row = require_promotion(session, promotion_id, lock=True)
    _require_state(row, PromotionState.draft, PromotionState.stopped)
    if row.ends_at is not None and row.ends_at <= now():
        raise PromotionUnfit("over", "when.ends_at")
    row.started_at, row.stopped_at = row.started_at or now(), None
    return _move(session, row, PromotionState.running, zone=zone)


def stop_promotion(session: Session, promotion_id: int, *, zone: str) -> PromotionRow:
    """Let it hold no more, from this moment on.

    Raises:
        PromotionInOtherState: it does not run.

    """
    row = require_promotion(session, promotion_id, lock=True)
    _require_state(row, PromotionState.running)
    row.stopped_at = now()
    return _move(session, row, PromotionState.stopped, zone=zone)


def discard_promotion(session: Session, promotion_id: int) -> None:
    """Delete a draft.

    Raises:
        PromotionInOtherState: it has run.

    """
    row = require_promotion(session, promotion_id, lock=True)
    _require_state(row, PromotionState.draft)
    session.execute(
        delete(PromotionVersionRow).where(PromotionVersionRow.promotion_id == promotion_id)
    )
    session.delete(row)
    session.flush()


def require_promotion(session: Session, promotion_id: int, *, lock: bool = False) -> PromotionRow:
    """The promotion's row.

    Raises:
        PromotionNotFound: there is none.

    """
    row = session.get(PromotionRow, promotion_id, with_for_update=True if lock else None)
    if row is None:
        raise PromotionNotFound(promotion_id)
    return row


def version_of(session: Session, row: PromotionRow) -> PromotionVersionRow:
    """Its current version."""
    return session.get_one(PromotionVersionRow, (row.id, row.version))


def rules_of(session: Session, rows: Sequence[PromotionRow]) -> dict[int, dict[str, Any]]:
    """Promotion → the JSON of its current rule."""
    current = [(row.id, row.version) for row in rows]
    key = tuple_(PromotionVersionRow.promotion_id, PromotionVersionRow.version)
    query = select(PromotionVersionRow).where(key.in_(current))
    return {each.promotion_id: each.rule for each in session.scalars(query)} if current else {}


def mark_programme(session: Session, *, zone: str | None = None) -> None:
    """What runs has changed: whatever was compiled before counts no more.

    Args:
        zone: business time zone; None leaves it.

    """
    # Drawn, not counted up: a number that a failed transaction had must never come again.
    version = secrets.randbits(62)
    if zone is None:
        session.execute(update(ProgrammeRow).values(version=version))
    else:
        row = {"id": 1, "version": version, "zone": zone}
        upsert(session, ProgrammeRow, [row], keys=["id"])


def follow_tree(
    session: Session,
    event: organization.NodeAdded | organization.NodeMoved | organization.NodeRemoved,
    context: Context,
) -> None:
    """A rule for a region holds in all stores below it, so the tree is a part of what is compiled."""
    mark_programme(session)


def _rule(promotion_id: int, rule: Mapping[str, Any]) -> Rule:
    try:
        return parse_rule({**rule, "id": ids.code("prm", promotion_id), "by_coupon": False})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise PromotionUnfit("rule", place[:200]) from None


def _check(plan: PromotionPlan) -> None:
    limits = plan.limits
    for name, most in (
        ("uses", LIMIT_MAX),
        ("uses_per_person", LIMIT_MAX),
        ("budget_minor", BUDGET_MINOR_MAX),
    ):
        value = getattr(limits, name)
        if value is not None and not 1 <= value <= most:
            raise PromotionUnfit("limit", name)
    if not 0 <= plan.holdout_percent <= HOLDOUT_PERCENT_MAX:
        raise PromotionUnfit("limit", "holdout_percent")


def _write(row: PromotionRow, plan: PromotionPlan) -> None:
    row.name, row.description, row.node_id = plan.name, plan.description, plan.node_id
    row.uses_max, row.uses_per_person_max = plan.limits.uses, plan.limits.uses_per_person
    row.budget_minor = plan.limits.budget_minor
    row.holdout_percent = plan.holdout_percent
    row.updated_at = now()


def _write_version(session: Session, row: PromotionRow, rule: Rule, *, actor: str) -> None:
    row.starts_at, row.ends_at = rule.when.starts_at, rule.when.ends_at
    session.add(
        PromotionVersionRow(
            promotion_id=row.id,
            version=row.version,
            rule=rule_json(rule),
            written_by=actor,
            written_at=now(),
        )
    )
    session.flush()


def _move(session: Session, row: PromotionRow, state: PromotionState, *, zone: str) -> PromotionRow:
    row.state, row.updated_at = state, now()
    mark_programme(session, zone=zone)
    session.flush()
    return row


def _require_state(row: PromotionRow, *states: PromotionState) -> None:
    if row.state not in states:
        raise PromotionInOtherState(row.state, [str(state) for state in states])
