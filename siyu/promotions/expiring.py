"""Coupons whose time is over, in sets by the clock; and those that somebody takes back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import literal_column, select, update

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import publish_many

from .attempts import forget_attempts
from .contracts import CouponState, LineKind
from .events import CouponExpired, CouponVoided
from .kinds import kinds_of
from .ledger import SYSTEM, locked_rows, write_lines
from .models import CouponRow

COUPONS_AT_ONCE = 5_000
# A partial index is used only where the query says the same words, not a bound value.
HELD = CouponRow.state == literal_column("'held'")


def expire_coupons(context: Context, due: datetime) -> None:
    """Let every held coupon expire whose time is over, a set a transaction; forget old wrong codes."""
    more = True
    while more:
        with context.session() as session:
            more = expire_some(session, at=max(due, now())) == COUPONS_AT_ONCE
    with context.session() as session:
        forget_attempts(session)


def expire_some(session: Session, *, at: datetime, most: int = COUPONS_AT_ONCE) -> int:
    """Let the next coupons expire; returns how many."""
    over = session.scalars(
        select(CouponRow)
        .where(HELD, CouponRow.valid_until <= at)
        .order_by(CouponRow.valid_until, CouponRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    ).all()
    _end(session, over, CouponState.expired)
    write_lines(
        session,
        LineKind.expired,
        # A returned coupon may expire a second time.
        [(row.id, row.person_id, f"expiry:{row.valid_until:%Y%m%dT%H%M%SZ}") for row in over],
        at=at,
    )
    kinds = kinds_of(session, {row.kind_id for row in over})
    publish_many(
        session,
        [
            CouponExpired(
                person_id=row.person_id,
                coupon_id=row.id,
                kind_id=row.kind_id,
                coupon=kinds[row.kind_id].name,
            )
            for row in over
        ],
    )
    return len(over)


def void_coupons(
    session: Session,
    coupon_ids: Iterable[int],
    *,
    cause: str,
    reason: str,
    actor: str = SYSTEM,
) -> list[int]:
    """Take held coupons back for good; those that are locked, used or over stay as they are.

    Returns:
        Ids of those that are void now.

    """
    rows = [row for row in locked_rows(session, coupon_ids) if row.state == CouponState.held]
    _end(session, rows, CouponState.voided)
    lines = [(row.id, row.person_id, cause) for row in rows]
    write_lines(session, LineKind.voided, lines, actor=actor)
    kinds = kinds_of(session, {row.kind_id for row in rows})
    publish_many(
        session,
        [
            CouponVoided(
                person_id=row.person_id,
                coupon_id=row.id,
                kind_id=row.kind_id,
                coupon=kinds[row.kind_id].name,
                reason=reason,
            )
            for row in rows
        ],
    )
    return [row.id for row in rows]


def _end(session: Session, rows: Sequence[CouponRow], state: CouponState) -> None:
    session.execute(
        update(CouponRow)
        .where(CouponRow.id.in_([row.id for row in rows]), HELD)
        .values(state=state)
        .execution_options(synchronize_session=False)
    )
