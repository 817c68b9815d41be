"""Kinds of coupons: drafted, activated, changed within what was promised, stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import KindState, Limits, ReturnPolicy, Validity
from .drafts import mark_programme
from .errors import CouponKindInOtherState, CouponKindNotFound, CouponKindUnfit
from .models import CouponKindRow
from .pricing import Rule, parse_rule, rule_json

LIMIT_MAX = 1_000_000_000
DAYS_MAX = 3_650


@dataclass(frozen=True, kw_only=True)
class KindPlan:
    """Everything an operator decides on a kind of coupon.

    Args:
        effect: JSON of a pricing rule; its ``id`` and ``by_coupon`` are set here.
        claim_from, claim_until: when it can be had.
        public: members may take it themselves.
        return_grace_days: days that a returned coupon lives on where its own time is over.

    """

    name: str
    effect: Mapping[str, Any]
    validity: Validity
    description: str = ""
    node_id: int | None = None
    limits: Limits = field(default_factory=Limits)
    claim_from: datetime | None = None
    claim_until: datetime | None = None
    public: bool = False
    return_policy: ReturnPolicy = ReturnPolicy.if_valid
    return_grace_days: int = 0


def draft_kind(session: Session, plan: KindPlan, *, zone: str) -> CouponKindRow:
    """Keep a plan; nobody can get one yet.

    Args:
        zone: business time zone, by whose days its coupons run.

    Raises:
        CouponKindUnfit: it cannot be as described.

    """
    row = CouponKindRow(state=KindState.draft, zone=zone, created_at=now())
    _check(plan)
    _write(row, plan, effect=dict(plan.effect))
    session.add(row)
    session.flush()
    row.effect = rule_json(_rule(row.id, plan.effect))
    session.flush()
    return row


def change_kind(session: Session, kind_id: int, plan: KindPlan) -> CouponKindRow:
    """Change a kind; once it is active, what its coupons do and how long they live stays.

    Raises:
        CouponKindNotFound: there is none.
        CouponKindInOtherState: it is stopped, or the plan changes what was promised.
        CouponKindUnfit: it cannot be as described.

    """
    row = require_kind(session, kind_id, lock=True)
    _require_state(row, KindState.draft, KindState.active)
    _check(plan)
    effect = rule_json(_rule(row.id, plan.effect))
    if row.state == KindState.active and (
        effect != row.effect or plan.validity != validity_of(row)
    ):
        raise CouponKindInOtherState(row.state, [KindState.draft])
    _write(row, plan, effect=effect)
    session.flush()
    return row


def activate_kind(session: Session, kind_id: int) -> CouponKindRow:
    """Let people have it, from ``claim_from`` on; also again, after a stop.

    Raises:
        CouponKindInOtherState: it is active.
        CouponKindUnfit: its coupons would be over before they began.

    """
    row = require_kind(session, kind_id, lock=True)
    _require_state(row, KindState.draft, KindState.stopped)
    if row.valid_until is not None and row.valid_until <= now():
        raise CouponKindUnfit("ends_before_start", "valid_until")
    return _move(session, row, KindState.active)


def stop_kind(session: Session, kind_id: int) -> CouponKindRow:
    """Give no more; those that people hold keep their promise.

    Raises:
        CouponKindInOtherState: it is not active.

    """
    row = require_kind(session, kind_id, lock=True)
    _require_state(row, KindState.active)
    return _move(session, row, KindState.stopped)


def discard_kind(session: Session, kind_id: int) -> None:
    """Delete a draft.

    Raises:
        CouponKindInOtherState: it is no draft any more.

    """
    row = require_kind(session, kind_id, lock=True)
    _require_state(row, KindState.draft)
    session.delete(row)
    session.flush()


def require_kind(session: Session, kind_id: int, *, lock: bool = False) -> CouponKindRow:
    """The kind's row.

    Raises:
        CouponKindNotFound: there is none.

    """
    row = session.get(CouponKindRow, kind_id, with_for_update=True if lock else None)
    if row is None:
        raise CouponKindNotFound(kind_id)
    return row


def kinds_of(session: Session, kind_ids: set[int]) -> dict[int, CouponKindRow]:
    """Kinds by id."""
    query = select(CouponKindRow).where(CouponKindRow.id.in_(kind_ids))
    return {row.id: row for row in session.scalars(query)} if kind_ids else {}


def rule_of(row: CouponKindRow) -> Rule:
    """What the kind's coupons do, as the pricing engine takes it."""
    return parse_rule(row.effect)


def validity_of(row: CouponKindRow) -> Validity:
    """When its coupons may be used."""
    return Validity(
        from_=row.valid_from,
        until=row.valid_until,
        days=row.valid_days,
        after_days=row.valid_after_days,
    )


def _rule(kind_id: int, effect: Mapping[str, Any]) -> Rule:
    try:
        return parse_rule({**effect, "id": ids.code("cpk", kind_id), "by_coupon": True})
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise CouponKindUnfit("effect", place[:200]) from None


def _check(plan: KindPlan) -> None:
    validity = plan.validity
    if validity.until is None and validity.days is None:
        raise CouponKindUnfit("no_end", "valid_until")
    if validity.days is not None and not 1 <= validity.days <= DAYS_MAX:
        raise CouponKindUnfit("limit", "valid_days")
    if not 0 <= validity.after_days <= DAYS_MAX:
        raise CouponKindUnfit("limit", "valid_after_days")
    for start, end, field_name in (
        (validity.from_, validity.until, "valid_until"),
        (plan.claim_from, plan.claim_until, "claim_until"),
    ):
        if start is not None and end is not None and end <= start:
            raise CouponKindUnfit("ends_before_start", field_name)
    limits = plan.limits
    for name in ("claims", "claims_per_person", "uses", "uses_per_person"):
        most = getattr(limits, name)
        if most is not None and not 1 <= most <= LIMIT_MAX:
            raise CouponKindUnfit("limit", name)


def _write(row: CouponKindRow, plan: KindPlan, *, effect: dict[str, Any]) -> None:
    row.name, row.description, row.node_id = plan.name, plan.description, plan.node_id
    row.effect = effect
    row.valid_from, row.valid_until = plan.validity.from_, plan.validity.until
    row.valid_days, row.valid_after_days = plan.validity.days, plan.validity.after_days
    row.claim_from, row.claim_until = plan.claim_from, plan.claim_until
    row.claims_max = plan.limits.claims
    row.claims_per_person_max = plan.limits.claims_per_person
    row.uses_max = plan.limits.uses
    row.uses_per_person_max = plan.limits.uses_per_person
    row.public = plan.public
    row.return_policy, row.return_grace_days = plan.return_policy, plan.return_grace_days
    row.updated_at = now()


def _move(session: Session, row: CouponKindRow, state: KindState) -> CouponKindRow:
    row.state, row.updated_at = state, now()
    mark_programme(session, zone=row.zone)
    session.flush()
    return row


def _require_state(row: CouponKindRow, *states: KindState) -> None:
    if row.state not in states:
        raise CouponKindInOtherState(row.state, [str(state) for state in states])
