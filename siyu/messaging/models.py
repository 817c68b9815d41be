"""Tables of messaging; private to the module."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import Record, Table

from .contracts import CampaignState, DeliveryState, Reason


def _one_of(column: str, words: type[CampaignState | DeliveryState | Reason]) -> str:
    return f"{column} in ({', '.join(repr(str(word)) for word in words)})"


class TemplateRow(Record):
    """What is said, with places for a person's values."""

    __tablename__ = "messaging_template"

    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    link: Mapped[str] = mapped_column(Text)
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    archived_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class CampaignRow(Record):
    """One message to many, and how it may be sent."""

    __tablename__ = "messaging_campaign"
    __table_args__ = (
        CheckConstraint(_one_of("state", CampaignState), name="state_known"),
        CheckConstraint("holdout_percent between 0 and 90", name="holdout_in_range"),
        CheckConstraint("prepared_count <= audience_count", name="prepared_within_audience"),
    )

    name: Mapped[str] = mapped_column(String(100))
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    segment_id: Mapped[int] = mapped_column(BigInteger)
    account_id: Mapped[int] = mapped_column(BigInteger)
    # Fixed when it starts: caps and consent ask for it.
    channel: Mapped[str] = mapped_column(String(60), default="")
    salt: Mapped[int] = mapped_column(BigInteger)
    holdout_percent: Mapped[float]
    consent_default: Mapped[bool] = mapped_column(default=False)
    caps: Mapped[list[Any]]
    quiet: Mapped[dict[str, Any] | None]
    per_minute: Mapped[int | None]
    goal: Mapped[dict[str, Any] | None]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    prepared_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    audience_count: Mapped[int] = mapped_column(default=0)
    prepared_count: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class VariantRow(Record):
    """One of the messages a campaign tries; its words are kept as they were at the start."""

    __tablename__ = "messaging_variant"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("messaging_campaign.id"))
    number: Mapped[int] = mapped_column(SmallInteger)
    name: Mapped[str] = mapped_column(String(40))
    weight: Mapped[int]
    template_id: Mapped[int] = mapped_column(ForeignKey("messaging_template.id"), index=True)
    content: Mapped[dict[str, Any] | None]


class AudienceRow(Table):
    """Who a campaign was for when it started: a roaring bitmap, there until all are queued."""

    __tablename__ = "messaging_audience"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("messaging_campaign.id"), primary_key=True)
    people: Mapped[bytes]


class DeliveryRow(Record):
    """One message to one person; once per person and campaign."""

    __tablename__ = "messaging_delivery"
    __table_args__ = (
        UniqueConstraint("campaign_id", "person_id"),
        CheckConstraint(_one_of("state", DeliveryState), name="state_known"),
        CheckConstraint(f"reason = '' or {_one_of('reason', Reason)}", name="reason_known"),
        CheckConstraint("(state = 'suppressed') = (reason <> '')", name="reason_when_suppressed"),
        CheckConstraint("(state = 'sending') = (lease_until is not null)", name="leased_to_send"),
        Index(
            "ix_messaging_delivery_queued",
            "campaign_id",
            "due_at",
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "ix_messaging_delivery_leased",
            "campaign_id",
            "lease_until",
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index("ix_messaging_delivery_person", "person_id", "sent_at"),
    )

    # No foreign key: PostgreSQL would look the campaign up once for each of a million rows, and
    # campaigns are never deleted once they have started.
    campaign_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    variant: Mapped[int] = mapped_column(SmallInteger)
    channel: Mapped[str] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(12))
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(SmallInteger)
    lease_until: Mapped[datetime | None]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    sent_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    clicked_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    unsubscribed_at: Mapped[datetime | None]
    provider_id: Mapped[str | None] = mapped_column(String(200))
    problem: Mapped[str | None] = mapped_column(String(300))


class LinkRow(Table):
    """Where the number-th link of a variant leads; nothing else is ever redirected to."""

    __tablename__ = "messaging_link"

    variant_id: Mapped[int] = mapped_column(ForeignKey("messaging_variant.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text)


class ClickRow(Record):
    """A link followed; twice within a second is once."""

    __tablename__ = "messaging_click"
    __table_args__ = (
        UniqueConstraint("delivery_id", "number", "at"),
        Index("ix_messaging_click_campaign", "campaign_id", "at"),
    )

    delivery_id: Mapped[int] = mapped_column(BigInteger)
    campaign_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[int]
    at: Mapped[datetime]


class UnsubscribeRow(Table):
    """Proof of a withdrawal: from where it came, sealed."""

    __tablename__ = "messaging_unsubscribe"

    delivery_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    how: Mapped[str] = mapped_column(String(20))
    proof: Mapped[str] = mapped_column(Sealed)
    at: Mapped[datetime]


# A partial index is used only where the query says the same words, not a bound value.
QUEUED = DeliveryRow.state == literal_column("'queued'")
SENDING = DeliveryRow.state == literal_column("'sending'")
