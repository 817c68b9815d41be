"""Tables of audiences. Who is in a segment stands in the warehouse; here is what it means and how far it is."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import BigId, Record, Table

# SQLite would give the id of a deleted row to the next one, and with it the members it left behind.
NEVER_AGAIN = {"sqlite_autoincrement": True}


def _segment(*, primary_key: bool = False) -> Any:
    return mapped_column(
        BigId, ForeignKey("audiences_segment.id", ondelete="CASCADE"), primary_key=primary_key
    )


class SegmentRow(Record):
    """A segment as it stands."""

    __tablename__ = "audiences_segment"
    __table_args__ = (
        CheckConstraint("state IN ('computing', 'ready', 'failed')", name="state"),
        CheckConstraint("announce IN ('nothing', 'changes', 'all')", name="announce"),
        NEVER_AGAIN,
    )

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")
    node_id: Mapped[int | None] = mapped_column(BigId, index=True)
    definition: Mapped[dict[str, Any]]
    definition_version: Mapped[int] = mapped_column(default=1)
    announce: Mapped[str]
    state: Mapped[str]
    error: Mapped[str] = mapped_column(default="")
    size: Mapped[int | None] = mapped_column(BigId)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    computed_at: Mapped[datetime | None]
    # Membership is true of this moment, and of all facts up to these places.
    evaluated_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    events_until: Mapped[int] = mapped_column(BigId, default=0)
    values_until: Mapped[int] = mapped_column(BigId, default=0)
    # What was looked up for the definition when it was computed; other answers ask for it anew.
    looked_up: Mapped[str] = mapped_column(default="")
    members_version: Mapped[int] = mapped_column(BigId, default=0)


class SegmentVersionRow(Record):
    """A definition that a segment has, or once had."""

    __tablename__ = "audiences_segment_version"
    __table_args__ = (UniqueConstraint("segment_id", "version"),)

    segment_id: Mapped[int] = _segment()
    version: Mapped[int]
    definition: Mapped[dict[str, Any]]
    written_by: Mapped[str]
    written_at: Mapped[datetime]


class UseRow(Table):
    """A segment asks another segment, or a list."""

    __tablename__ = "audiences_use"
    __table_args__ = (
        CheckConstraint("kind IN ('segment', 'list')", name="kind"),
        Index("ix_audiences_use_used", "kind", "used_id"),
    )

    segment_id: Mapped[int] = _segment(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    used_id: Mapped[int] = mapped_column(BigId, primary_key=True)


class ChangeRow(Record):
    """A change of membership that is announced and not yet in the warehouse."""

    __tablename__ = "audiences_change"
    __table_args__ = (UniqueConstraint("segment_id", "version"),)

    segment_id: Mapped[int] = _segment()
    version: Mapped[int] = mapped_column(BigId)
    # Serialised roaring bitmaps.
    entered: Mapped[bytes] = mapped_column(LargeBinary)
    left: Mapped[bytes] = mapped_column(LargeBinary)


class TouchRow(Record):
    """A person to look at again, for one segment or for all."""

    __tablename__ = "audiences_touch"

    segment_id: Mapped[int | None] = mapped_column(
        BigId, ForeignKey("audiences_segment.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(BigId)


class ListRow(Record):
    """A list of people that was uploaded or is kept by hand."""

    __tablename__ = "audiences_list"
    __table_args__ = NEVER_AGAIN

    name: Mapped[str] = mapped_column(unique=True)
    description: Mapped[str] = mapped_column(default="")
    node_id: Mapped[int | None] = mapped_column(BigId, index=True)
    size: Mapped[int] = mapped_column(BigId, default=0)
    members_version: Mapped[int] = mapped_column(BigId, default=0)
    # A change of entries that the warehouse has not heard of.
    mirrored: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ListEntryRow(Table):
    """A person on a list."""

    __tablename__ = "audiences_list_entry"
    __table_args__ = (Index("ix_audiences_list_entry_person", "person_id"),)

    list_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("audiences_list.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    added_at: Mapped[datetime]
    added_by: Mapped[str]


class SnapshotRow(Record):
    """Who was in a segment at a time; the bitmap stands in the warehouse."""

    __tablename__ = "audiences_snapshot"
    __table_args__ = NEVER_AGAIN

    segment_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("audiences_segment.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str]
    # None until the bitmap is whole.
    size: Mapped[int | None] = mapped_column(BigId)
    taken_at: Mapped[datetime]
    taken_by: Mapped[str]
