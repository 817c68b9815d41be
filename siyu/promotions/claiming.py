"""Giving one coupon to one person, once by cause."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once
from siyu.kernel.events import publish

from .contracts import Coupon, CouponState, KindState, LineKind, Source
from .counters import Counted, Take, nodes_of, personal_limit, take
from .errors import CouponNotClaimable, LimitReached
from .events import CouponClaimed
from .kinds import require_kind, validity_of
from .ledger import SYSTEM, contracts, write_lines
from .models import CouponKindRow, CouponRow
from .validity import valid_between


def claim_coupon(
    session: Session,
    kind_id: int,
    person_id: int,
    *,
    cause: str,
    source: Source = Source.claim,
    actor: str = SYSTEM,
    node_id: int | None = None,
    at: datetime | None = None,
) -> Coupon:
    """Give a person a coupon; a repeated cause returns the one it gave (``again``).

    Args:
        cause: what it is for; at most 200 letters.
        node_id: where it was given, such as a store.

    Raises:
        CouponKindNotFound: there is no such kind.
        CouponNotClaimable: it cannot be had now.
        LimitReached: none are left, or none for this person.
        PersonNotFound: no such person, or erased.

    """
    kind, moment = require_kind(session, kind_id), at or now()
    if (before := _given(session, cause)) is not None:
        return before
    require_claimable(kind, moment)
    nodes = nodes_of(session, person_id)
    row = new_coupon(kind, nodes[0], cause=cause, source=source, at=moment)
    try:
        takes = claims_of(session, kind, nodes)
        with session.begin_nested() if takes else nullcontext():
            take(session, takes)
            insert_new(session, row)
    except (GivenMeanwhile, LimitReached):
        # Of two first calls with one cause the other may have given, perhaps the last one there was.
        if (before := _given(session, cause)) is not None:
            return before
        raise
    coupon = session.scalars(select(CouponRow).where(CouponRow.cause == cause)).one()
    return told(session, kind, coupon, actor=actor, node_id=node_id)


def require_claimable(kind: CouponKindRow, at: datetime) -> None:
    """Let only those pass that can be had at this time.

    Raises:
        CouponNotClaimable: says why not.

    """
    reason = ""
    if kind.state != KindState.active:
        reason = kind.state
    elif kind.claim_from is not None and at < kind.claim_from:
        reason = "not_open"
    elif kind.claim_until is not None and at >= kind.claim_until:
        reason = "closed"
    elif kind.valid_until is not None and at >= kind.valid_until:
        reason = "over"
    if reason:
        raise CouponNotClaimable(kind.id, reason)


def claims_of(
    session: Session, kind: CouponKindRow, nodes: Sequence[int], *, total: bool = True
) -> list[Take]:
    """What one more coupon takes of the kind's limits.

    Args:
        nodes: of the person, the canonical one first; empty where nobody gets it yet.
        total: False where the total was taken when codes were made.

    """
    takes = []
    if kind.claims_per_person_max is not None and nodes:
        most = personal_limit(
            session, Counted.kind_claims, kind.id, nodes, kind.claims_per_person_max
        )
        takes.append(
            Take(
                what=Counted.kind_claims,
                subject_id=kind.id,
                person_id=nodes[0],
                quantity=1,
                most=most,
            )
        )
    if total and kind.claims_max is not None:
        takes.append(
            Take(what=Counted.kind_claims, subject_id=kind.id, quantity=1, most=kind.claims_max)
        )
    return takes


def new_coupon(
    kind: CouponKindRow, person_id: int | None, *, cause: str, source: Source, at: datetime
) -> dict[str, Any]:
    """Values of a coupon's row."""
    valid_from, valid_until = valid_between(validity_of(kind), at, kind.zone)
    return {
        "kind_id": kind.id,
        "person_id": person_id,
        "issued_to": person_id,
        "state": CouponState.held,
        "source": source,
        "cause": cause,
        "valid_from": valid_from,
        "valid_until": valid_until,
        "claimed_at": at,
    }


def told(
    session: Session, kind: CouponKindRow, row: CouponRow, *, actor: str, node_id: int | None
) -> Coupon:
    """Write that a new coupon was claimed, and publish it."""
    write_lines(
        session,
        LineKind.claimed,
        [(row.id, row.person_id, row.cause)],
        actor=actor,
        node_id=node_id,
        at=row.claimed_at,
    )
    publish(
        session,
        CouponClaimed(
            person_id=row.person_id,
            coupon_id=row.id,
            kind_id=kind.id,
            coupon=kind.name,
            source=row.source,
            valid_until=row.valid_until,
        ),
    )
    return contracts(session, [row], kinds={kind.id: kind})[0]


class GivenMeanwhile(Exception):
    """Another transaction gave for this cause or code between our look and our insert."""


def insert_new(session: Session, row: Mapping[str, Any]) -> None:
    """Insert a coupon.

    Raises:
        GivenMeanwhile: its cause has one already, or its batch's code.

    """
    if not insert_once(session, CouponRow, row, keys=None):
        raise GivenMeanwhile


def _given(session: Session, cause: str) -> Coupon | None:
    row = session.scalars(select(CouponRow).where(CouponRow.cause == cause)).one_or_none()
    return contracts(session, [row], again=[row.id])[0] if row is not None else None
