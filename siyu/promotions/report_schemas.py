"""What crosses HTTP for forecasts and reports."""

from datetime import date, datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from siyu.http import Code, Instant, Schema

from .schemas import JobCode, KindCode, PromotionCode

ForecastCode = Annotated[int, Code("fcs")]


class ForecastBody(Schema):
    """The stretch of past orders to try it on."""

    model_config = ConfigDict(extra="forbid")

    since: Instant = Field(examples=["2026-10-01T00:00:00+08:00"])
    until: Instant = Field(examples=["2026-11-01T00:00:00+08:00"])


class ForecastDayOut(Schema):
    """A business day of a forecast."""

    day: date
    touched: int
    discount_minor: int


class ForecastFiguresOut(Schema):
    """Sums over the orders of the stretch, fen; goods and freight."""

    orders: int
    skipped: int = Field(description="Orders that name no priced goods.")
    touched: int = Field(description="Orders in which it would have done something.")
    people: int
    refused: int = Field(description="Orders that a limit or the hold-out kept out.")
    listed_minor: int
    before_minor: int = Field(description="With what runs now, without this.")
    after_minor: int
    discount_minor: int = Field(description="What it would have cost: before less after.")
    average_before_minor: int | None
    average_after_minor: int | None
    days: list[ForecastDayOut]


class PromotionForecastOut(Schema):
    """A forecast; figures are null until its job is done."""

    id: ForecastCode
    promotion_id: PromotionCode | None
    kind_id: KindCode | None
    since: datetime
    until: datetime
    job_id: JobCode | None
    figures: ForecastFiguresOut | None
    requested_at: datetime
    finished_at: datetime | None


class _Out(Schema):
    model_config = ConfigDict(from_attributes=True)


class EstimateOut(_Out):
    """An estimate with its 95 % confidence interval."""

    value: float
    low: float
    high: float


class PromotionArmOut(_Out):
    """People of one side, and what they bought while it ran."""

    people: int
    buyers: int
    orders: int
    revenue_minor: int = Field(description="Paid, less refunds.")


class PromotionReportDayOut(_Out):
    """Revenue per head of a business day, fen."""

    day: date
    treated_minor: float | None
    held_minor: float | None


class IncrementalOut(_Out):
    """What came beyond what would have come anyway."""

    buyers_share: EstimateOut
    orders_per_head: EstimateOut
    revenue_per_head_minor: EstimateOut
    orders: EstimateOut
    revenue_minor: EstimateOut
    return_on_cost: EstimateOut | None


class PromotionReportOut(_Out):
    """Those who could have it against those held out."""

    since: datetime | None = Field(description="Null before it started.")
    until: datetime | None
    cost_minor: int
    treated: PromotionArmOut | None
    held: PromotionArmOut | None = Field(description="Null without a hold-out.")
    incremental: IncrementalOut | None
    days: list[PromotionReportDayOut]
