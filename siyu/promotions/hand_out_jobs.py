"""Handing out to a segment, as a job that keeps its place."""

from typing import Any

from siyu import audiences
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobRun, request_job
from siyu.warehouse import Warehouse

from .claiming import require_claimable
from .contracts import Source
from .errors import HandOutNotFound
from .handing_out import PEOPLE_AT_ONCE, hand_out
from .kinds import require_kind
from .models import HandOutRow

HAND_OUT = "promotions.hand_out"


def hand_out_to_segment(
    session: Session, kind_id: int, segment_id: int, *, actor: str
) -> HandOutRow:
    """Give everybody who is in a segment when the work starts one coupon; a job does it.

    Raises:
        CouponKindNotFound: there is no such kind.
        CouponNotClaimable: it cannot be had now.
        SegmentNotFound: there is no such segment.

    """
    audiences.require_segment(session, segment_id)
    require_claimable(require_kind(session, kind_id), now())
    row = HandOutRow(
        kind_id=kind_id,
        segment_id=segment_id,
        place=0,
        given=0,
        again=0,
        refused_total=0,
        refused_person=0,
        created_by=actor,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    row.job_id = request_job(
        session,
        HAND_OUT,
        key=f"{HAND_OUT}:{row.id}",
        arguments={"hand_out_id": row.id},
        requested_by=actor,
    )
    session.flush()
    return row


def run_hand_out(context: Context, run: JobRun) -> dict[str, Any]:
    """Give on from where it stood, a set a transaction."""
    hand_out_id = int(run.arguments["hand_out_id"])
    with context.session(read_only=True) as session:
        row = require_hand_out(session, hand_out_id)
        place, segment_id = row.place, row.segment_id
    members = audiences.member_ids(context.get(Warehouse), segment_id)
    waiting = members[members > place]
    total = len(members)
    with context.session() as session:
        require_hand_out(session, hand_out_id, lock=True).people = total
    for start in range(0, len(waiting), PEOPLE_AT_ONCE):
        some = [int(person) for person in waiting[start : start + PEOPLE_AT_ONCE]]
        with context.session() as session:
            _give(session, hand_out_id, some)
        run.report(total - len(waiting) + start + len(some), total)
    with context.session() as session:
        row = require_hand_out(session, hand_out_id, lock=True)
        row.finished_at = now()
        return {"given": row.given, "again": row.again}


def require_hand_out(session: Session, hand_out_id: int, *, lock: bool = False) -> HandOutRow:
    """The hand-out's row.

    Raises:
        HandOutNotFound: there is none.

    """
    row = session.get(HandOutRow, hand_out_id, with_for_update=True if lock else None)
    if row is None:
        raise HandOutNotFound(hand_out_id)
    return row


def _give(session: Session, hand_out_id: int, person_ids: list[int]) -> None:
    row = require_hand_out(session, hand_out_id, lock=True)
    given = hand_out(
        session,
        row.kind_id,
        person_ids,
        cause=f"hand_out:{row.id}",
        source=Source.segment,
        actor=row.created_by,
    )
    row.given += given.given
    row.again += given.again
    row.refused_total += given.refused_total
    row.refused_person += given.refused_person
    row.place = person_ids[-1]
    session.flush()
