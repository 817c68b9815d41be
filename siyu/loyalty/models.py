"""Tables of loyalty; private to the module.

The ledger: ``points_line`` moves points from one account to another, ``points_lot`` is where a member's
points came from and when they end, ``points_use`` says which line took how many out of which lot (or put them
back, negative). Lines and uses are append-only. Always::

    lot.remaining    = lot.earned - sum of its uses
    member.available = sum of remaining of active lots   = what lines brought into it less what they took
    member.pending   = sum of remaining of pending lots  = the same of its lines
    member.locked    = sum of held locks                 = the same of its lines
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record, Table

from .contracts import Account, ExchangeState, GrowthKind, LineKind, LockState, TierReason

_CAUSE = 260  # what a caller names, and room for what a line of ours adds to it


def _one_of(column: str, words: type[StrEnum]) -> str:
    return f"{column} in ({', '.join(repr(str(word)) for word in words)})"


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class ProgrammeRow(Table):
    """The rules as they were saved, one row a version; the highest counts."""

    __tablename__ = "loyalty_programme"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[dict[str, Any]]
    saved_by: Mapped[str] = mapped_column(String(40))
    saved_at: Mapped[datetime]


class MemberRow(Table):
    """A member's standing; this row is locked by whoever moves their points."""

    __tablename__ = "loyalty_member"
    __table_args__ = (
        CheckConstraint("growth >= 0", name="growth_not_negative"),
        CheckConstraint("available >= 0", name="available_not_negative"),
        CheckConstraint("pending >= 0", name="pending_not_negative"),
        CheckConstraint("locked >= 0", name="locked_not_negative"),
        CheckConstraint("debt >= 0", name="debt_not_negative"),
        CheckConstraint("debt = 0 or available = 0", name="debt_is_paid_first"),
        Index("ix_loyalty_member_tier_until", "tier_until"),
        Index("ix_loyalty_member_tier", "tier", "person_id"),
        Index("ix_loyalty_member_to_mirror", "person_id", **_where("to_mirror")),
    )

    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    growth: Mapped[int] = mapped_column(BigInteger)
    tier: Mapped[str] = mapped_column(String(40))
    tier_since: Mapped[datetime]
    tier_until: Mapped[datetime | None]
    available: Mapped[int] = mapped_column(BigInteger)
    pending: Mapped[int] = mapped_column(BigInteger)
    locked: Mapped[int] = mapped_column(BigInteger)
    debt: Mapped[int] = mapped_column(BigInteger)
    joined_at: Mapped[datetime]
    # Attributes follow behind, so that a checkout does not wait for them.
    to_mirror: Mapped[bool]


class PointsLineRow(Record):
    """Points moved from the ``debit`` account to the ``credit`` account."""

    __tablename__ = "loyalty_points_line"
    __table_args__ = (
        UniqueConstraint("kind", "cause"),
        CheckConstraint("points > 0", name="points_positive"),
        CheckConstraint("debit <> credit", name="accounts_differ"),
        CheckConstraint(_one_of("debit", Account), name="debit_known"),
        CheckConstraint(_one_of("credit", Account), name="credit_known"),
        CheckConstraint(_one_of("kind", LineKind), name="kind_known"),
        Index("ix_loyalty_points_line_person", "person_id", "id"),
        Index("ix_loyalty_points_line_of", "of_id", **_where("of_id is not null")),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    debit: Mapped[str] = mapped_column(String(16))
    credit: Mapped[str] = mapped_column(String(16))
    points: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str] = mapped_column(String(_CAUSE))
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(40))
    # The line that this one builds on: what a give-back restores, what an unlock opens.
    of_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]


class PointsLotRow(Record):
    """Points earned at once, which become active and end together."""

    __tablename__ = "loyalty_points_lot"
    __table_args__ = (
        CheckConstraint("earned > 0", name="earned_positive"),
        CheckConstraint("remaining between 0 and earned", name="remaining_within_earned"),
        Index("ix_loyalty_points_lot_open", "person_id", **_where("remaining > 0")),
        Index("ix_loyalty_points_lot_home", "home_id", **_where("remaining > 0")),
        Index("ix_loyalty_points_lot_expiring", "expires_at", **_where("remaining > 0")),
        Index(
            "ix_loyalty_points_lot_activating",
            "activates_at",
            **_where("not active and remaining > 0"),
        ),
        Index("ix_loyalty_points_lot_line", "line_id"),
        Index("ix_loyalty_points_lot_person", "person_id", "id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    # The node that earned them: should the person turn out to be two, what is left goes back there.
    home_id: Mapped[int] = mapped_column(BigInteger)
    line_id: Mapped[int] = mapped_column(BigInteger)
    earned: Mapped[int] = mapped_column(BigInteger)
    remaining: Mapped[int] = mapped_column(BigInteger)
    active: Mapped[bool]
    earned_at: Mapped[datetime]
    activates_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    expired_at: Mapped[datetime | None]
    # The least number of days before the end at which the member was reminded.
    reminded_days: Mapped[int | None] = mapped_column(SmallInteger)
    reason: Mapped[str] = mapped_column(String(60))


class PointsUseRow(Record):
    """A line took points out of a lot; negative: it put them back."""

    __tablename__ = "loyalty_points_use"
    __table_args__ = (
        UniqueConstraint("line_id", "lot_id"),
        CheckConstraint("points <> 0", name="points_moved"),
        Index("ix_loyalty_points_use_lot", "lot_id"),
    )

    line_id: Mapped[int] = mapped_column(BigInteger)
    lot_id: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int] = mapped_column(BigInteger)


class PointsLockRow(Record):
    """Points set aside for a purchase until it is settled, or until time is up."""

    __tablename__ = "loyalty_points_lock"
    __table_args__ = (
        CheckConstraint("points > 0", name="points_positive"),
        CheckConstraint(_one_of("state", LockState), name="state_known"),
        Index("ix_loyalty_points_lock_held", "until", **_where("state = 'held'")),
        Index("ix_loyalty_points_lock_person", "person_id", "id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    home_id: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str] = mapped_column(String(_CAUSE), unique=True)
    points: Mapped[int] = mapped_column(BigInteger)
    line_id: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    until: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GrowthLineRow(Record):
    """Growth value gained or lost."""

    __tablename__ = "loyalty_growth_line"
    __table_args__ = (
        UniqueConstraint("kind", "cause"),
        CheckConstraint("growth <> 0", name="growth_moved"),
        CheckConstraint(_one_of("kind", GrowthKind), name="kind_known"),
        Index("ix_loyalty_growth_line_person", "person_id", "id"),
        Index("ix_loyalty_growth_line_home", "home_id"),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    home_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(16))
    growth: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str] = mapped_column(String(_CAUSE))
    reason: Mapped[str] = mapped_column(String(60))
    note: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]


class TierChangeRow(Record):
    """A member went from one tier to another."""

    __tablename__ = "loyalty_tier_change"
    __table_args__ = (
        CheckConstraint(_one_of("reason", TierReason), name="reason_known"),
        Index("ix_loyalty_tier_change_person", "person_id", "id"),
        Index("ix_loyalty_tier_change_review", "review", **_where("review is not null")),
    )

    person_id: Mapped[int] = mapped_column(BigInteger)
    before: Mapped[str] = mapped_column(String(40))
    after: Mapped[str] = mapped_column(String(40))
    growth: Mapped[int] = mapped_column(BigInteger)
    reason: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(String(300))
    by: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    # Which slice of which review wrote it.
    review: Mapped[str | None] = mapped_column(String(60))


class BudgetRow(Record):
    """How many points some rules may give in all."""

    __tablename__ = "loyalty_budget"
    __table_args__ = (
        CheckConstraint("points_used between 0 and points_max", name="used_within_budget"),
    )

    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    points_max: Mapped[int] = mapped_column(BigInteger)
    points_used: Mapped[int] = mapped_column(BigInteger)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class OrderRow(Table):
    """What an order has earned, and what refunds have taken back of it."""

    __tablename__ = "loyalty_order"
    __table_args__ = (
        CheckConstraint("points_taken between 0 and points", name="points_taken_within"),
        CheckConstraint("growth_taken between 0 and growth", name="growth_taken_within"),
        CheckConstraint("refunded_minor >= 0", name="refunded_not_negative"),
        Index("ix_loyalty_order_person", "person_id"),
    )

    order_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    # A node; None while only a refund of it is known.
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    revenue_minor: Mapped[int | None] = mapped_column(BigInteger)
    refunded_minor: Mapped[int] = mapped_column(BigInteger)
    refunded_whole: Mapped[bool]
    points: Mapped[int] = mapped_column(BigInteger)
    points_taken: Mapped[int] = mapped_column(BigInteger)
    growth: Mapped[int] = mapped_column(BigInteger)
    growth_taken: Mapped[int] = mapped_column(BigInteger)
    ordered_at: Mapped[datetime | None]


class RefundRow(Table):
    """A refund that was counted, so that it is counted once."""

    __tablename__ = "loyalty_refund"

    message_id: Mapped[str] = mapped_column(String(200), primary_key=True)
    order_id: Mapped[str] = mapped_column(String(200), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    whole: Mapped[bool]
    at: Mapped[datetime]


class SocialCountRow(Table):
    """How often a rule gave to a person on a business day."""

    __tablename__ = "loyalty_social_count"
    __table_args__ = (CheckConstraint("times > 0", name="times_positive"),)

    rule: Mapped[str] = mapped_column(String(60), primary_key=True)
    person_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    day: Mapped[Any] = mapped_column(Date, primary_key=True)
    times: Mapped[int]


class OfferRow(Record):
    """Something the points mall gives for points."""

    __tablename__ = "loyalty_offer"
    __table_args__ = (
        CheckConstraint("points > 0", name="points_positive"),
        CheckConstraint("stock_max is null or taken <= stock_max", name="taken_within_stock"),
        CheckConstraint("taken >= 0", name="taken_not_negative"),
    )

    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(2000))
    picture: Mapped[str] = mapped_column(String(500))
    points: Mapped[int] = mapped_column(BigInteger)
    reward: Mapped[dict[str, Any]]
    stock_max: Mapped[int | None] = mapped_column(BigInteger)
    taken: Mapped[int] = mapped_column(BigInteger)
    per_person_max: Mapped[int | None]
    tiers: Mapped[list[str]]
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    on: Mapped[bool] = mapped_column("is_on")
    position: Mapped[int]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class ExchangeRow(Record):
    """A member exchanged points for an offer."""

    __tablename__ = "loyalty_exchange"
    __table_args__ = (
        CheckConstraint(_one_of("state", ExchangeState), name="state_known"),
        Index("ix_loyalty_exchange_person", "person_id", "id"),
        Index("ix_loyalty_exchange_offer", "offer_id", "id"),
    )

    offer_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(BigInteger)
    cause: Mapped[str] = mapped_column(String(_CAUSE), unique=True)
    points: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(100))
    facts: Mapped[dict[str, Any]]
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str] = mapped_column(String(40))


class PlaceRow(Table):
    """How far the timeline has been read."""

    __tablename__ = "loyalty_place"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    load_id: Mapped[int] = mapped_column(BigInteger)
