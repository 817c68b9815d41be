"""Tables of connectors: endpoints, what is to be sent to them, and how each attempt went."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import Record

RESPONSE_CHARACTERS_MAX = 1024


class WebhookRow(Record):
    """An endpoint of someone else's that wants to hear of events."""

    __tablename__ = "connectors_webhook"

    # Addresses of endpoints often carry a token of theirs.
    url: Mapped[str] = mapped_column(Sealed)
    description: Mapped[str] = mapped_column(String(500), default="")
    events: Mapped[list[str]]
    secret: Mapped[str] = mapped_column(Sealed)
    old_secret: Mapped[str | None] = mapped_column(Sealed)
    old_secret_until: Mapped[datetime | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Since when nothing has arrived; empty after any success.
    failing_since: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime]


class DeliveryRow(Record):
    """One event on its way to one endpoint; what is sent is kept, so every attempt sends the same."""

    __tablename__ = "connectors_webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "outbox_id"),
        Index("ix_connectors_webhook_delivery_due", "webhook_id", "state", "due_at"),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("state in ('pending', 'delivered', 'failed')", name="state_known"),
    )

    webhook_id: Mapped[int] = mapped_column(ForeignKey("connectors_webhook.id", ondelete="CASCADE"))
    # Empty for a test ping.
    outbox_id: Mapped[int | None] = mapped_column(BigInteger)
    event: Mapped[str] = mapped_column(String(100))
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column(default=0)
    # While an attempt is under way: when another worker may take it for dead.
    due_at: Mapped[datetime]
    retry_until: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]


class AttemptRow(Record):
    """How one attempt went."""

    __tablename__ = "connectors_webhook_attempt"

    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("connectors_webhook_delivery.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    at: Mapped[datetime]
    duration_ms: Mapped[int]
    status: Mapped[int | None]
    response: Mapped[str] = mapped_column(String(RESPONSE_CHARACTERS_MAX), default="")
    error: Mapped[str] = mapped_column(String(60), default="")
