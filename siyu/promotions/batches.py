"""Codes in batches: as many as a million, computed when they are printed, kept when they are entered."""

from collections.abc import Iterator
from datetime import datetime

import numpy as np
from sqlalchemy import func, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .claiming import GivenMeanwhile, claims_of, insert_new, new_coupon, require_claimable, told
from .codes import BATCH_SIZE_MAX, Meaning, batch_letters
from .contracts import Coupon, CouponState, KindState, Source, Unusable
from .counters import Counted, Take, nodes_of, take
from .errors import (
    CodeBatchNotFound,
    CouponKindInOtherState,
    CouponKindUnfit,
    CouponNotFound,
    CouponUnusable,
    LimitReached,
)
from .kinds import require_kind
from .ledger import SYSTEM, contracts, locked_rows, mark_changed
from .models import CodeBatchRow, CouponRow

CODES_AT_ONCE = 100_000


def make_batch(
    session: Session,
    kind_id: int,
    *,
    name: str,
    size: int,
    valid_until: datetime | None = None,
    actor: str,
) -> CodeBatchRow:
    """Make codes; all of them count against the kind's total at once.

    Args:
        size: 1 to ``BATCH_SIZE_MAX``.
        valid_until: from then on no code of it is taken, whatever the kind says.

    Raises:
        CouponKindNotFound: there is no such kind.
        CouponKindInOtherState: the kind is a draft, or stopped.
        CouponKindUnfit: ``size`` is out of range.
        LimitReached: the kind has not so many left.

    """
    kind = require_kind(session, kind_id)
    if kind.state != KindState.active:
        raise CouponKindInOtherState(kind.state, [KindState.active])
    if not 1 <= size <= BATCH_SIZE_MAX:
        raise CouponKindUnfit("limit", "size")
    if kind.claims_max is not None:
        with session.begin_nested():
            take(
                session,
                [
                    Take(
                        what=Counted.kind_claims,
                        subject_id=kind.id,
                        quantity=size,
                        most=kind.claims_max,
                    )
                ],
            )
    row = CodeBatchRow(
        kind_id=kind.id,
        name=name,
        size=size,
        valid_until=valid_until,
        created_by=actor,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def stop_batch(session: Session, batch_id: int) -> CodeBatchRow:
    """Take no more codes of it; those that people hold keep their promise."""
    row = require_batch(session, batch_id, lock=True)
    row.stopped_at = row.stopped_at or now()
    session.flush()
    return row


def write_codes(batch_id: int, size: int) -> Iterator[bytes]:
    """A CSV file of all codes of a batch, in pieces."""
    yield b"code\r\n"
    for first in range(0, size, CODES_AT_ONCE):
        yield _lines(batch_id, first, min(first + CODES_AT_ONCE, size))


def claim_code(
    session: Session,
    meaning: Meaning,
    person_id: int | None,
    *,
    actor: str = SYSTEM,
    node_id: int | None = None,
) -> Coupon:
    """Tie a batch's code to a person; it becomes a coupon of theirs.

    The same person again gets the same coupon (``again``).

    Args:
        person_id: None where a till takes it from somebody unknown.

    Raises:
        CouponNotFound: no such code was made, or its batch takes none any more.
        CouponNotClaimable: its kind is stopped, or its time is over.
        CouponUnusable: somebody else has entered it.
        LimitReached: this person has as many as a person may.
        PersonNotFound: no such person, or erased.

    """
    batch = find_batch_of(session, meaning)
    kind, moment = require_kind(session, batch.kind_id), now()
    nodes = nodes_of(session, person_id) if person_id is not None else []
    if (before := coupon_of_code(session, meaning)) is not None:
        return _entered_before(session, before, nodes)
    if batch.stopped_at is not None or (batch.valid_until and batch.valid_until <= moment):
        raise CouponNotFound
    require_claimable(kind, moment)
    cause = f"code:{batch.id}:{meaning.serial}"
    row = new_coupon(kind, nodes[0] if nodes else None, cause=cause, source=Source.code, at=moment)
    row |= {"batch_id": batch.id, "serial": meaning.serial}
    if batch.valid_until is not None:
        row["valid_until"] = min(batch.valid_until, row["valid_until"] or batch.valid_until)
    try:
        with session.begin_nested():
            take(session, claims_of(session, kind, nodes, total=False))
            insert_new(session, row)
    except (GivenMeanwhile, LimitReached):
        if (before := coupon_of_code(session, meaning)) is not None:
            return _entered_before(session, before, nodes)
        raise
    coupon = session.scalars(select(CouponRow).where(CouponRow.cause == cause)).one()
    return told(session, kind, coupon, actor=actor, node_id=node_id)


def find_batch_of(session: Session, meaning: Meaning) -> CodeBatchRow:
    """The batch that made a code.

    Raises:
        CouponNotFound: none did.

    """
    batch = session.get(CodeBatchRow, meaning.batch_id) if meaning.batch_id else None
    if batch is None or meaning.serial is None or meaning.serial >= batch.size:
        raise CouponNotFound
    return batch


def coupon_of_code(session: Session, meaning: Meaning) -> CouponRow | None:
    """The coupon that a code has become, if it has."""
    return session.scalars(
        select(CouponRow).where(
            CouponRow.batch_id == meaning.batch_id, CouponRow.serial == meaning.serial
        )
    ).one_or_none()


def require_batch(session: Session, batch_id: int, *, lock: bool = False) -> CodeBatchRow:
    """The batch's row.

    Raises:
        CodeBatchNotFound: there is none.

    """
    row = session.get(CodeBatchRow, batch_id, with_for_update=True if lock else None)
    if row is None:
        raise CodeBatchNotFound(batch_id)
    return row


def entered_counts(session: Session, batch_ids: list[int]) -> dict[int, dict[str, int]]:
    """Batch → how many of its codes became coupons, by state."""
    rows = session.execute(
        select(CouponRow.batch_id, CouponRow.state, func.count().label("count"))
        .where(CouponRow.batch_id.in_(batch_ids))
        .group_by(CouponRow.batch_id, CouponRow.state)
    )
    found: dict[int, dict[str, int]] = {}
    for batch_id, state, count in rows:
        found.setdefault(int(batch_id or 0), {})[state] = count
    return found


def _entered_before(session: Session, row: CouponRow, nodes: list[int]) -> Coupon:
    if row.person_id is None and nodes and row.state == CouponState.held:
        # A till had taken it back from somebody unknown.
        row = locked_rows(session, [row.id])[0]
        if row.person_id is None and row.state == CouponState.held:
            row.person_id = row.issued_to = nodes[0]
            session.flush()
            mark_changed(session, nodes[:1])
    mine = row.person_id in nodes if nodes else row.person_id is None
    if not mine:
        raise CouponUnusable(row.id, Unusable.not_held)
    return contracts(session, [row], again=[row.id])[0]


def _lines(batch_id: int, first: int, last: int) -> bytes:
    letters = batch_letters(batch_id, first, last)
    ends = np.tile(np.frombuffer(b"\r\n", np.uint8), (len(letters), 1))
    return np.hstack([letters, ends]).tobytes()
