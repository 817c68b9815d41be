"""Who is who: nodes, identifiers, the evidence that binds them, and the log of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import BigId, Record, Table

PERSON_ID_MAX = 4_294_967_295


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class PersonRow(Table):
    """A node: an id that never changes. It is a person while ``merged_into`` is empty."""

    __tablename__ = "people_person"
    __table_args__ = (
        CheckConstraint(f"id > 0 AND id <= {PERSON_ID_MAX}", name="fits_the_warehouse"),
        CheckConstraint("merged_into < id", name="leads_to_an_older_one"),
        CheckConstraint("state IN ('anonymous', 'known', 'erased')", name="state"),
        CheckConstraint("kind IN ('person', 'household', 'company')", name="kind"),
        # A million persons have no other they were merged into: an index that held them under that
        # one key would look to SQLite like the way to a few rows, and it would sort them all.
        Index("ix_people_person_merged", "merged_into", **_where("merged_into IS NOT NULL")),
        # ``merged_into`` is in it for SQLite, which else looks at each row to see that it is empty.
        Index(
            *("ix_people_person_listed", "state", "id", "merged_into"),
            **_where("merged_into IS NULL"),
        ),
        # Nearly all are persons; the others are few.
        Index("ix_people_person_kind", "kind", "state", "id", **_where("kind <> 'person'")),
        # Lists sorted by time are read along these. The loader writes a last time once an hour.
        Index("ix_people_person_last_seen", "last_seen_at", "id"),
        Index("ix_people_person_first_seen", "first_seen_at", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    merged_into: Mapped[int | None] = mapped_column(BigId, ForeignKey("people_person.id"))
    kind: Mapped[str] = mapped_column(default="person")
    state: Mapped[str]
    # The node goes where this identifier goes. It is the identifier that owns the node, or, where
    # that one was handed on (a recycled phone number), another of the person who had it.
    anchor_id: Mapped[int | None] = mapped_column(BigId, index=True)
    created_at: Mapped[datetime]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]


class IdentifierRow(Table):
    """An identifier and the person it belongs to now."""

    __tablename__ = "people_identifier"
    __table_args__ = (
        UniqueConstraint("type", "blind"),
        # Our own id names a node that another identifier owns.
        Index(
            "ix_people_identifier_node",
            "node_id",
            unique=True,
            **_where("type <> 'person_id'"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    type: Mapped[str]
    blind: Mapped[bytes]
    value: Mapped[str] = mapped_column(Sealed)
    # Blind index of the last four digits of a phone number.
    tail: Mapped[bytes | None] = mapped_column(index=True)
    # The node of the events that this identifier homes; empty until it homes one.
    node_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people_person.id"))
    person_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("people_person.id"), index=True)
    # Earliest evidence that names it with others; limits with windows count by it.
    bound_at: Mapped[datetime | None]
    first_seen_at: Mapped[datetime]
    source: Mapped[str]
    message_id: Mapped[str]
    # Named by evidence that could not be followed, or by an exclusion: look at the whole component.
    contested: Mapped[bool] = mapped_column(default=False)
    # Evidence up to here speaks of somebody who was erased.
    erased_before: Mapped[datetime | None]
    # Time of the evidence by which it passed from one person to another.
    moved_at: Mapped[datetime | None]
    # The node it left behind then.
    moved_from: Mapped[int | None] = mapped_column(BigId)


class EvidenceRow(Table):
    """A set of identifiers that some event named together; once per set, the earliest event."""

    __tablename__ = "people_evidence"

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    digest: Mapped[bytes] = mapped_column(unique=True)
    time: Mapped[datetime]
    message_id: Mapped[str]
    source: Mapped[str]
    # Joined by hand: goes before all rules.
    by_hand: Mapped[bool] = mapped_column(default=False)


class EvidenceMemberRow(Table):
    """An identifier in a set."""

    __tablename__ = "people_evidence_member"

    evidence_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people_evidence.id", ondelete="CASCADE"), primary_key=True
    )
    identifier_id: Mapped[int] = mapped_column(
        BigId,
        ForeignKey("people_identifier.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )


class ExclusionRow(Record):
    """Two groups of identifiers that are never one person, since somebody split them by hand."""

    __tablename__ = "people_exclusion"

    made_by: Mapped[str]
    made_at: Mapped[datetime]


class ExclusionMemberRow(Table):
    """An identifier on one side of an exclusion."""

    __tablename__ = "people_exclusion_member"
    __table_args__ = (CheckConstraint("side IN (0, 1)", name="side"),)

    exclusion_id: Mapped[int] = mapped_column(
        BigId, ForeignKey("people_exclusion.id", ondelete="CASCADE"), primary_key=True
    )
    identifier_id: Mapped[int] = mapped_column(
        BigId,
        ForeignKey("people_identifier.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
    )
    side: Mapped[int]


class MergeRow(Table):
    """One line of the merge log."""

    __tablename__ = "people_merge"
    __table_args__ = (
        CheckConstraint("kind IN ('merge', 'split')", name="kind"),
        CheckConstraint("person_id <> other_id", name="two_persons"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(BigId, index=True)
    # Absorbed by a merge; set free by a split.
    other_id: Mapped[int] = mapped_column(BigId, index=True)
    reason: Mapped[str]
    actor: Mapped[str]
    evidence_id: Mapped[int | None] = mapped_column(BigId)
    evidence: Mapped[dict[str, Any]]
    # Identifiers and nodes of both sides before.
    before: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(default="")


class ConflictRow(Record):
    """Evidence that a rule did not let through, for a person to look at."""

    __tablename__ = "people_conflict"
    __table_args__ = (
        CheckConstraint("state IN ('open', 'merged', 'dismissed')", name="state"),
        Index("ix_people_conflict_open", "state", "id"),
    )

    evidence_id: Mapped[int] = mapped_column(BigId, unique=True)
    rule: Mapped[str]
    identifier_type: Mapped[str]
    refused: Mapped[list[int]]
    noticed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="open")
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(default="")


class IdentityRuleRow(Table):
    """How identifiers of a type are treated, where that differs from what siyu brings."""

    __tablename__ = "people_identity_rule"

    type: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]


class TombstoneRow(Table):
    """An erased identifier, hashed once more: replayed events do not bring the person back."""

    __tablename__ = "people_tombstone"

    digest: Mapped[bytes] = mapped_column(primary_key=True)
    erased_at: Mapped[datetime]


class SequenceRow(Table):
    """Numbers handed out in ranges."""

    __tablename__ = "people_sequence"

    name: Mapped[str] = mapped_column(primary_key=True)
    next: Mapped[int] = mapped_column(BigId)
