"""Tables of channels; private to the module."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import BigId, Record, Table

from .contracts import AccountState, Outcome, ReceiptKind


def _one_of(column: str, words: type[AccountState | ReceiptKind | Outcome]) -> str:
    return f"{column} in ({', '.join(repr(str(word)) for word in words)})"


class AccountRow(Record):
    """One way to send, with its secrets and how it has fared."""

    __tablename__ = "channels_account"
    __table_args__ = (
        CheckConstraint(_one_of("state", AccountState), name="state_known"),
        CheckConstraint("cost_minor >= 0", name="cost_not_negative"),
    )

    kind: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(100))
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[str] = mapped_column(String(10))
    options: Mapped[dict[str, Any]]
    credentials: Mapped[str] = mapped_column(Sealed)
    limits: Mapped[list[Any]]
    cost_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3), default="")
    healthy_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(300), default="")
    retry_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class BucketRow(Table):
    """How much of a limit is left; one row a limit, whoever sends."""

    __tablename__ = "channels_bucket"

    scope: Mapped[str] = mapped_column(String(120), primary_key=True)
    tokens: Mapped[float]
    filled_at: Mapped[datetime]


class HandoverRow(Table):
    """A message an adapter without idempotency of its own has begun to hand over, or has."""

    __tablename__ = "channels_handover"
    __table_args__ = (CheckConstraint(_one_of("outcome", Outcome), name="outcome_known"),)

    account_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(String(60), primary_key=True)
    # None: begun, and not heard of since.
    outcome: Mapped[str | None] = mapped_column(String(10))
    provider_id: Mapped[str] = mapped_column(String(200), default="")
    begun_at: Mapped[datetime] = mapped_column(index=True)


class ReceiptRow(Record):
    """What a channel reported; waits here until messaging takes it."""

    __tablename__ = "channels_receipt"
    __table_args__ = (CheckConstraint(_one_of("kind", ReceiptKind), name="kind_known"),)

    key: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    detail: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(String(300), default="")


class PhoneMessageRow(Record):
    """A message on a sandbox phone. Its words name people, so they are sealed."""

    __tablename__ = "channels_phone_message"
    __table_args__ = (
        Index("ix_channels_phone_message_person", "person_id", "id"),
        Index(
            "ix_channels_phone_message_due",
            "next_at",
            sqlite_where=text("next_at is not null"),
            postgresql_where=text("next_at is not null"),
        ),
    )

    key: Mapped[str] = mapped_column(String(60), unique=True)
    account_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[str] = mapped_column(Sealed)
    received_at: Mapped[datetime]
    # What the simulated person will do: [["2026-11-22T10:00:00+00:00", "opened"], …], soonest first.
    plan: Mapped[list[Any]]
    next_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    clicked_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    unsubscribed_at: Mapped[datetime | None]
