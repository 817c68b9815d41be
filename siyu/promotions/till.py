"""The till: a code is shown, looked up, verified once, and taken back within a while."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from .batches import claim_code, coupon_of_code, find_batch_of
from .claiming import require_claimable
from .codes import Meaning, read_code
from .contracts import Coupon, CouponState, LineKind, Unusable
from .errors import CouponNotClaimable, CouponNotFound, CouponUnusable, UndoTooLate
from .kinds import require_kind, rule_of
from .ledger import contracts, locked_rows, write_lines
from .models import CouponKindRow, CouponRow
from .using import give_uses_back, returned_event, use_coupons, why_unusable

UNDO_MINUTES_MAX = 30
_CAUSE = "till:"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a code is, as a till sees it.

    Args:
        coupon: None for a code of a batch that nobody has entered yet.
        reason: why it cannot be used here and now; None where it can.

    """

    kind: CouponKindRow
    coupon: Coupon | None
    reason: str | None


def look_up(session: Session, code: str, *, node_id: int | None, channel: str = "") -> Shown:
    """What a code is, and whether it could be used at a store now; changes nothing.

    Raises:
        CodeMistyped: it cannot be a code of ours.
        CouponNotFound: no such code was made.

    """
    meaning = read_code(code)
    row = _coupon_of(session, meaning)
    if row is not None:
        kind = require_kind(session, row.kind_id)
        nodes = [row.person_id] if row.person_id is not None else []
        reason = why_unusable(row, nodes, now()) or _elsewhere(session, kind, node_id, channel)
        return Shown(kind=kind, coupon=contracts(session, [row])[0], reason=reason)
    batch = find_batch_of(session, meaning)
    kind = require_kind(session, batch.kind_id)
    over = batch.stopped_at is not None or (batch.valid_until and batch.valid_until <= now())
    found: str | None = Unusable.expired if over else _elsewhere(session, kind, node_id, channel)
    if found is None:
        try:
            require_claimable(kind, now())
        except CouponNotClaimable as problem:
            found = problem.reason
    return Shown(kind=kind, coupon=None, reason=found)


def verify(
    session: Session,
    code: str,
    *,
    node_id: int | None,
    actor: str,
    receipt: str = "",
    channel: str = "",
    person_id: int | None = None,
) -> Coupon:
    """Use the coupon behind a code at a store, once; the same receipt again changes nothing.

    Args:
        receipt: number of the sale, at most 100 letters; empty makes every call one of its own.
        person_id: to whom a code of a batch is tied; None leaves it nobody's.

    Raises:
        CodeMistyped: it cannot be a code of ours.
        CouponNotFound: no such code was made.
        CouponUnusable: says why; also for another store or channel.
        CouponNotClaimable, LimitReached: a code of a batch that cannot be had.

    """
    meaning = read_code(code)
    row = _coupon_of(session, meaning)
    kind_id = row.kind_id if row is not None else find_batch_of(session, meaning).kind_id
    elsewhere = _elsewhere(session, require_kind(session, kind_id), node_id, channel)
    if elsewhere is not None:
        raise CouponUnusable(row.id if row is not None else 0, elsewhere)
    if row is None:
        coupon = claim_code(session, meaning, person_id, actor=actor, node_id=node_id)
        coupon_id, holder = coupon.id, coupon.person_id
    else:
        coupon_id, holder = row.id, row.person_id
    cause = f"{_CAUSE}{node_id or 0}:{receipt or secrets.token_hex(8)}"
    return use_coupons(
        session, [coupon_id], person_id=holder, cause=cause, actor=actor, node_id=node_id
    )[0]


def undo_verification(
    session: Session, coupon_id: int, *, actor: str, within_minutes: int = UNDO_MINUTES_MAX
) -> Coupon:
    """Take a verification back: the coupon is its holder's again.

    Raises:
        CouponNotFound: there is none.
        CouponUnusable: no till has used it.
        UndoTooLate: too long ago.

    """
    rows = locked_rows(session, [coupon_id])
    if not rows:
        raise CouponNotFound
    row, kind = rows[0], require_kind(session, rows[0].kind_id)
    cause = row.held_for or ""
    if row.state != CouponState.used or not cause.startswith(_CAUSE) or row.used_at is None:
        raise CouponUnusable(coupon_id, row.state)
    if now() - row.used_at > timedelta(minutes=within_minutes):
        raise UndoTooLate(within_minutes)
    node_id = row.used_node_id
    give_uses_back(session, [row])
    session.execute(
        update(CouponRow)
        .where(CouponRow.id == coupon_id, CouponRow.state == CouponState.used)
        .values(state=CouponState.held, held_for=None, used_at=None, used_node_id=None)
        .execution_options(synchronize_session=False)
    )
    write_lines(
        session, LineKind.undone, [(coupon_id, row.person_id, cause)], actor=actor, node_id=node_id
    )
    publish(session, returned_event(row, kind, cause))
    return contracts(session, locked_rows(session, [coupon_id]))[0]


def _coupon_of(session: Session, meaning: Meaning) -> CouponRow | None:
    if meaning.coupon_id is None:
        return coupon_of_code(session, meaning)
    row = session.get(CouponRow, meaning.coupon_id)
    if row is None:
        raise CouponNotFound
    return row


def _elsewhere(
    session: Session, kind: CouponKindRow, node_id: int | None, channel: str
) -> Unusable | None:
    """Whether the coupon is for other stores or other channels; a store stands for all above it."""
    when = rule_of(kind).when
    if when.stores:
        here = [] if node_id is None else [*organization.ancestor_ids(session, node_id), node_id]
        if when.stores.isdisjoint(ids.code("node", each) for each in here):
            return Unusable.other_store
    if when.channels and channel and channel not in when.channels:
        return Unusable.other_channel
    return None
