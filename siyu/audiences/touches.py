"""People to look at again for reasons that the warehouse does not show."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, or_, select

from siyu.kernel.database import Session

from .models import TouchRow

BATCH = 20_000


def touch(session: Session, person_ids: Iterable[int], *, segment_id: int | None = None) -> None:
    """Look at these people again, for one segment or for all."""
    rows = [{"segment_id": segment_id, "person_id": person} for person in sorted(set(person_ids))]
    if rows:
        session.execute(TouchRow.__table__.insert(), rows)  # type: ignore[attr-defined]


def touched(session: Session, *, segment_id: int | None) -> dict[int, int]:
    """Touch → person, of those for one segment, or of those for all; some at a time."""
    which = (
        TouchRow.segment_id.is_(None) if segment_id is None else TouchRow.segment_id == segment_id
    )
    rows = session.execute(
        select(TouchRow.id, TouchRow.person_id).where(which).order_by(TouchRow.id).limit(BATCH)
    )
    return {row.id: row.person_id for row in rows}


def settle(session: Session, touch_ids: Sequence[int]) -> None:
    """These have been looked at."""
    for start in range(0, len(touch_ids), 500):
        session.execute(delete(TouchRow).where(TouchRow.id.in_(touch_ids[start : start + 500])))


def waiting(session: Session, segment_ids: Iterable[int]) -> set[int | None]:
    """Segments with touches of their own; None where there are touches for all."""
    wanted = list(segment_ids)
    rows = session.scalars(
        select(TouchRow.segment_id)
        .where(or_(TouchRow.segment_id.is_(None), TouchRow.segment_id.in_(wanted)))
        .distinct()
    )
    return set(rows)
