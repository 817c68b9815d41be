"""Tables of occasions: birthdays, joining days and member days on which coupons are given by themselves."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from .models import one_of
from .promotion_contracts import OccasionKind


class OccasionRow(Record):
    """What is given to whom on which days."""

    __tablename__ = "promotions_occasion"
    __table_args__ = (
        CheckConstraint(one_of("kind", OccasionKind), name="kind_known"),
        CheckConstraint("days_before between 0 and 60", name="days_before_within"),
        CheckConstraint("hour between 0 and 23", name="hour_within"),
    )

    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    days: Mapped[list[int]]
    days_before: Mapped[int]
    hour: Mapped[int]
    tiers: Mapped[list[str]]
    kind_id: Mapped[int] = mapped_column(ForeignKey("promotions_coupon_kind.id"), index=True)
    on: Mapped[bool] = mapped_column("is_on")
    # Of the brand; days up to it are settled.
    done_until: Mapped[date] = mapped_column(Date)
    created_by: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class OccasionRunRow(Record):
    """One day of an occasion, worked off in sets; ``place`` is the last person it has come to."""

    __tablename__ = "promotions_occasion_run"
    __table_args__ = (UniqueConstraint("occasion_id", "day"),)

    occasion_id: Mapped[int] = mapped_column(ForeignKey("promotions_occasion.id"))
    day: Mapped[date] = mapped_column(Date)
    # Whose occasion it is lies so many days later.
    celebrated: Mapped[date] = mapped_column(Date)
    place: Mapped[int] = mapped_column(BigInteger)
    given: Mapped[int]
    again: Mapped[int]
    refused: Mapped[int]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
