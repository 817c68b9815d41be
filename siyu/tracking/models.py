"""Tables of tracking in the relational store; the inbox makes its own."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record, Table

from .contracts import PlanMode, QuarantineState


def _one_of(column: str, kind: type[PlanMode | QuarantineState]) -> str:
    return f"{column} in ({', '.join(repr(str(value)) for value in kind)})"


class QuarantinedRow(Record):
    """An event that could not be loaded; ``sealed`` holds it byte for byte, with its origin."""

    __tablename__ = "tracking_quarantine"
    __table_args__ = (
        CheckConstraint(_one_of("state", QuarantineState), name="state_known"),
        Index("ix_tracking_quarantine_state_reason", "state", "reason", "id"),
    )

    cause: Mapped[str] = mapped_column(String(120), unique=True)
    reason: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
    source: Mapped[str] = mapped_column(String(30))
    type: Mapped[str] = mapped_column(String(20))
    event: Mapped[str] = mapped_column(String(250))
    message_id: Mapped[str] = mapped_column(String(200))
    preview: Mapped[str] = mapped_column(String(300))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(20), default=QuarantineState.waiting)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(String(100), default="")


class PlanRow(Table):
    """The plan as a whole: one row. ``version`` rises with every change, so loaders look again."""

    __tablename__ = "tracking_plan"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint(_one_of("default_mode", PlanMode), name="default_mode_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    default_mode: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]


class PlannedEventRow(Record):
    """An event the brand has agreed on."""

    __tablename__ = "tracking_planned_event"
    __table_args__ = (CheckConstraint(_one_of("mode", PlanMode), name="mode_known"),)

    event: Mapped[str] = mapped_column(String(250), unique=True)
    description: Mapped[str] = mapped_column(String(2000))
    mode: Mapped[str] = mapped_column(String(20))
    schema: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]


class SeenEventRow(Table):
    """How often an event has come in."""

    __tablename__ = "tracking_seen_event"

    event: Mapped[str] = mapped_column(String(250), primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    blocked: Mapped[int] = mapped_column(BigInteger, default=0)
    unfit: Mapped[int] = mapped_column(BigInteger, default=0)
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


class SeenPropertyRow(Table):
    """A property that events of a name have had, as far as samples tell."""

    __tablename__ = "tracking_seen_property"

    event: Mapped[str] = mapped_column(String(250), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    types: Mapped[list[str]]
    examples: Mapped[list[str]]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class SeenPlaceRow(Table):
    """The last load that was counted, so that a repeated one is not counted twice."""

    __tablename__ = "tracking_seen_place"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    load_id: Mapped[int] = mapped_column(BigInteger)
