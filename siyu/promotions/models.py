"""Tables of promotions; private to the module."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record, Table

from .append_only import guard
from .contracts import CouponState, KindState, LineKind, ReturnPolicy

CAUSE_LENGTH_MAX = 200
# A hand-out's cause is followed by the person.
_CAUSE = String(CAUSE_LENGTH_MAX + 20)


def one_of(column: str, words: type[StrEnum]) -> str:
    return f"{column} in ({', '.join(repr(str(word)) for word in words)})"


class CouponKindRow(Record):
    """What a coupon does, and how many of it there may be."""

    __tablename__ = "promotions_coupon_kind"
    __table_args__ = (
        CheckConstraint(one_of("state", KindState), name="state_known"),
        CheckConstraint(one_of("return_policy", ReturnPolicy), name="return_policy_known"),
        CheckConstraint("valid_days is null or valid_days > 0", name="valid_days_positive"),
        CheckConstraint("valid_until is not null or valid_days is not null", name="ends_some_day"),
    )

    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text)
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    effect: Mapped[dict[str, Any]]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]
    valid_days: Mapped[int | None]
    valid_after_days: Mapped[int]
    # Days are those of the brand when the kind was made: a promise does not move with a setting.
    zone: Mapped[str] = mapped_column(String(60))
    claim_from: Mapped[datetime | None]
    claim_until: Mapped[datetime | None]
    claims_max: Mapped[int | None] = mapped_column(BigInteger)
    claims_per_person_max: Mapped[int | None]
    uses_max: Mapped[int | None] = mapped_column(BigInteger)
    uses_per_person_max: Mapped[int | None]
    # Whether members may take it themselves, or only what gives it may.
    public: Mapped[bool] = mapped_column(default=False)
    return_policy: Mapped[str] = mapped_column(String(10))
    return_grace_days: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CodeBatchRow(Record):
    """Codes made together; they are computed from the batch's id and a serial, not stored."""

    __tablename__ = "promotions_code_batch"
    __table_args__ = (CheckConstraint("size > 0", name="size_positive"),)

    kind_id: Mapped[int] = mapped_column(ForeignKey("promotions_coupon_kind.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    valid_until: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]


class CouponRow(Record):
    """One coupon; a code of a batch becomes one when it is first entered."""

    __tablename__ = "promotions_coupon"
    __table_args__ = (
        CheckConstraint(one_of("state", CouponState), name="state_known"),
        CheckConstraint(
            "(state in ('locked', 'used')) = (held_for is not null)", name="held_for_something"
        ),
        UniqueConstraint("cause"),
        UniqueConstraint("batch_id", "serial"),
        Index("ix_promotions_coupon_person", "person_id", "state"),
        Index("ix_promotions_coupon_of_kind", "kind_id", "state"),
        Index(
            "ix_promotions_coupon_held_for",
            "held_for",
            sqlite_where=text("held_for is not null"),
            postgresql_where=text("held_for is not null"),
        ),
        Index(
            "ix_promotions_coupon_expiring",
            "valid_until",
            sqlite_where=text("state = 'held'"),
            postgresql_where=text("state = 'held'"),
        ),
        Index(
            "ix_promotions_coupon_issued_to",
            "issued_to",
            sqlite_where=text("issued_to is not null"),
            postgresql_where=text("issued_to is not null"),
        ),
    )

    # No foreign keys here: PostgreSQL would look the kind up once for each of a million rows, and
    # kinds and batches are never deleted once somebody got a coupon.
    kind_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    # Whose it was first: a split gives it back to them.
    issued_to: Mapped[int | None] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(_CAUSE)
    batch_id: Mapped[int | None] = mapped_column(BigInteger)
    serial: Mapped[int | None]
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime | None]
    claimed_at: Mapped[datetime]
    # Cause of the order or till that has it.
    held_for: Mapped[str | None] = mapped_column(_CAUSE)
    used_at: Mapped[datetime | None]
    used_node_id: Mapped[int | None] = mapped_column(BigInteger)


class CouponLineRow(Record):
    """Ledger: what happened to a coupon, when, why and through whom."""

    __tablename__ = "promotions_coupon_line"
    __table_args__ = (
        CheckConstraint(one_of("kind", LineKind), name="kind_known"),
        UniqueConstraint("coupon_id", "kind", "cause"),
    )

    coupon_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(12))
    cause: Mapped[str] = mapped_column(_CAUSE)
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    node_id: Mapped[int | None] = mapped_column(BigInteger)
    actor: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]


class CounterRow(Table):
    """How much of a limit is taken; a row is there only where there is a limit.

    Person 0 is the total. ``most`` is the limit as it was when last taken from.
    """

    __tablename__ = "promotions_counter"
    __table_args__ = (
        CheckConstraint("taken >= 0", name="taken_not_negative"),
        CheckConstraint("taken <= most", name="taken_within_limit"),
    )

    what: Mapped[str] = mapped_column(String(20), primary_key=True)
    subject_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    taken: Mapped[int] = mapped_column(BigInteger)
    most: Mapped[int] = mapped_column(BigInteger)


class HandOutRow(Record):
    """A hand-out to a segment, worked off in sets; ``place`` is the last person it has come to."""

    __tablename__ = "promotions_hand_out"

    kind_id: Mapped[int] = mapped_column(ForeignKey("promotions_coupon_kind.id"), index=True)
    segment_id: Mapped[int] = mapped_column(BigInteger, index=True)
    place: Mapped[int] = mapped_column(BigInteger)
    people: Mapped[int | None]
    given: Mapped[int]
    again: Mapped[int]
    refused_total: Mapped[int]
    refused_person: Mapped[int]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    created_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class CodeAttemptRow(Table):
    """Wrong codes of late by a blind index of who entered them."""

    __tablename__ = "promotions_code_attempt"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)


class ChangedPersonRow(Table):
    """People whose coupons changed; a worker counts anew what they hold."""

    __tablename__ = "promotions_changed_person"

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    changed_at: Mapped[datetime]


guard(CouponLineRow)
