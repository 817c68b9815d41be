"""Tables of promotions proper: rules in versions, and what was taken of their limits."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record, Table

from .append_only import guard
from .models import CAUSE_LENGTH_MAX, one_of
from .promotion_contracts import PromotionState, UsageKind


class PromotionRow(Record):
    """A promotion: who it belongs to, whether it runs, and its limits; the rule is in its versions."""

    __tablename__ = "promotions_promotion"
    __table_args__ = (
        CheckConstraint(one_of("state", PromotionState), name="state_known"),
        CheckConstraint("version > 0", name="version_positive"),
    )

    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(Text)
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    version: Mapped[int]
    # The window of the current version's rule, for lists and calendars.
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    uses_max: Mapped[int | None] = mapped_column(BigInteger)
    uses_per_person_max: Mapped[int | None]
    budget_minor: Mapped[int | None] = mapped_column(BigInteger)
    holdout_percent: Mapped[float]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class PromotionVersionRow(Table):
    """What the rule was, from when it was written; orders name the version that priced them."""

    __tablename__ = "promotions_promotion_version"

    promotion_id: Mapped[int] = mapped_column(
        ForeignKey("promotions_promotion.id"), primary_key=True
    )
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[dict[str, Any]]
    written_by: Mapped[str] = mapped_column(String(60))
    written_at: Mapped[datetime]


class ProgrammeRow(Table):
    """The one row whose number rises with every change of what runs: the key of all that is cached."""

    __tablename__ = "promotions_programme"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInteger)
    zone: Mapped[str] = mapped_column(String(60))


class UsageLineRow(Record):
    """Ledger: what an order took of a promotion's limits, and what came back."""

    __tablename__ = "promotions_usage_line"
    __table_args__ = (
        CheckConstraint(one_of("kind", UsageKind), name="kind_known"),
        CheckConstraint("uses >= 0 and discount_minor >= 0", name="not_negative"),
        UniqueConstraint("cause", "kind", "promotion_id"),
    )

    promotion_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str] = mapped_column(String(CAUSE_LENGTH_MAX))
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    uses: Mapped[int]
    discount_minor: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]


class ForecastRow(Record):
    """What a rule would have cost over past orders; figures are there once its job is done."""

    __tablename__ = "promotions_forecast"
    __table_args__ = (
        CheckConstraint("(promotion_id is null) <> (kind_id is null)", name="of_one_thing"),
        CheckConstraint("since < until", name="window_has_length"),
    )

    promotion_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    kind_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    # As it was asked: the draft may change meanwhile.
    rule: Mapped[dict[str, Any]]
    since: Mapped[datetime]
    until: Mapped[datetime]
    job_id: Mapped[int | None] = mapped_column(BigInteger)
    figures: Mapped[dict[str, Any] | None]
    requested_by: Mapped[str] = mapped_column(String(60))
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


guard(UsageLineRow)
