"""A change of membership, made whole: announced once, and in the warehouse in the end.

The relational store goes first and keeps the change itself. After a crash the same change goes to
the warehouse again, where it changes nothing the second time.
"""

from collections.abc import Sequence
from typing import Any

import pyroaring
from sqlalchemy import select

from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import Event, publish_many
from siyu.warehouse import Warehouse

from . import members
from .contracts import Announce
from .events import SegmentEntered, SegmentLeft
from .models import ChangeRow, SegmentRow
from .segments import askers_of
from .touches import settle, touch

EVENTS_AT_ONCE = 5_000


def change_members(
    context: Context,
    segment_id: int,
    *,
    entered: Sequence[int],
    left: Sequence[int],
    announced: bool,
    facts: dict[str, Any] | None = None,
    looked_at: Sequence[int] = (),
) -> None:
    """Let people in and out.

    Args:
        entered: not members yet; ``left``: members.
        announced: whether it becomes events, where the segment announces at all.
        facts: columns of the segment to set with it.
        looked_at: touches that are settled by it.

    """
    change = None
    with context.session() as session:
        row = session.get(SegmentRow, segment_id, with_for_update=True)
        if row is None:
            return
        if entered or left:
            change = _write(session, row, entered, left, announced=announced)
        for name, value in (facts or {}).items():
            setattr(row, name, value)
        settle(session, looked_at)
    if change is not None:
        _apply(context, change)


def finish_changes(context: Context) -> None:
    """Bring changes to the warehouse that a crash left behind."""
    with context.session(read_only=True) as session:
        changes = session.scalars(select(ChangeRow).order_by(ChangeRow.id)).all()
    for change in changes:
        _apply(context, change)


def _write(
    session: Session,
    row: SegmentRow,
    entered: Sequence[int],
    left: Sequence[int],
    *,
    announced: bool,
) -> ChangeRow:
    row.members_version += 1
    row.size = (row.size or 0) + len(entered) - len(left)
    change = ChangeRow(
        segment_id=row.id,
        version=row.members_version,
        entered=pyroaring.BitMap(entered).serialize(),
        left=pyroaring.BitMap(left).serialize(),
    )
    session.add(change)
    if announced and row.announce != Announce.nothing:
        events: list[Event] = [SegmentEntered(segment_id=row.id, person_id=int(p)) for p in entered]
        events += [SegmentLeft(segment_id=row.id, person_id=int(p)) for p in left]
        for start in range(0, len(events), EVENTS_AT_ONCE):
            publish_many(session, events[start : start + EVENTS_AT_ONCE])
    for asker in askers_of(session, row.id):
        touch(session, [*entered, *left], segment_id=asker)
    session.flush()
    return change


def _apply(context: Context, change: ChangeRow) -> None:
    members.change(
        context.get(Warehouse),
        "segment",
        change.segment_id,
        version=change.version,
        entered=list(pyroaring.BitMap.deserialize(change.entered)),
        left=list(pyroaring.BitMap.deserialize(change.left)),
    )
    with context.session() as session:
        row = session.get(ChangeRow, change.id)
        if row is not None:
            session.delete(row)
