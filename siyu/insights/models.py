from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import BigId, Record

from .contracts import Metric, Period

TARGET_MAX = 10**15


def _one_of(column: str, kind: type[Metric | Period]) -> str:
    return f"{column} in ({', '.join(repr(str(value)) for value in kind)})"


class GoalRow(Record):
    """What the brand, or a part of it, wants to reach in a period."""

    __tablename__ = "insights_goal"
    __table_args__ = (
        CheckConstraint(_one_of("metric", Metric), name="metric_known"),
        CheckConstraint(_one_of("period", Period), name="period_known"),
        CheckConstraint("target > 0", name="target_positive"),
        UniqueConstraint("starts_on", "period", "metric", "node_id"),
    )

    metric: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(10))
    starts_on: Mapped[date]
    # 0 is the whole brand: NULL would not count as the same in a unique constraint.
    node_id: Mapped[int] = mapped_column(BigId, index=True)
    # Of revenue in minor units.
    target: Mapped[int] = mapped_column(BigInteger)
    set_by: Mapped[str] = mapped_column(String(100))
    set_at: Mapped[datetime]
