"""What crosses HTTP for campaigns."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from siyu.http import Schema, Text

from .contracts import CampaignState, CapScope, DeliveryState, Reason
from .schemas import (
    AccountCode,
    CampaignCode,
    DeliveryCode,
    Name,
    NodeCode,
    PersonCode,
    SegmentCode,
    TemplateCode,
)

VARIANTS_MAX = 10
WallClock = Annotated[str, Field(pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["22:00"])]


class VariantBody(Schema):
    """One message to try."""

    model_config = ConfigDict(from_attributes=True)

    name: Annotated[Text, Field(min_length=1, max_length=40)] = "A"
    template_id: TemplateCode
    weight: int = Field(1, ge=1, le=1000, description="Its share of those who are sent to.")


class CapBody(Schema):
    """At most so many messages to a person."""

    scope: CapScope = CapScope.channel
    count: int = Field(ge=1, le=1000, examples=[2])
    days: int = Field(ge=1, le=365, examples=[7])


class QuietBody(Schema):
    """Hours of the business time zone in which nothing goes out; over midnight where end < start."""

    start: WallClock = "22:00"
    end: WallClock = "08:00"

    @model_validator(mode="after")
    def _leaves_some_day(self) -> "QuietBody":
        if self.start == self.end:
            raise ValueError("start and end must differ")
        return self


class GoalBody(Schema):
    """What counts as success."""

    event: Annotated[Text, Field(min_length=1, max_length=200)] = Field(
        examples=["Order Completed"]
    )
    days: int = Field(7, ge=1, le=365)


class CampaignBody(Schema):
    """Everything an operator decides on a campaign."""

    name: Name = Field(examples=["老客召回"])
    segment_id: SegmentCode
    account_id: AccountCode
    node_id: NodeCode | None = None
    variants: list[VariantBody] = Field(
        default_factory=list,
        max_length=VARIANTS_MAX,
        description="A draft may have none yet; without one it does not start.",
    )
    holdout_percent: float = Field(
        0, ge=0, le=90, description="Share that gets nothing, to measure the effect against."
    )
    consent_default: bool = Field(
        False, description="Whether people who never said anything may be sent to."
    )
    caps: list[CapBody] = Field(
        default_factory=lambda: [CapBody(scope=CapScope.channel, count=2, days=7)], max_length=5
    )
    quiet: QuietBody | None = Field(default_factory=QuietBody)
    per_minute: int | None = Field(None, ge=1, le=10_000_000)
    goal: GoalBody | None = None
    starts_at: AwareDatetime | None = Field(None, description="Now, without it.")
    ends_at: AwareDatetime | None = Field(
        None, description="Who has not been sent to by then is not."
    )

    @model_validator(mode="after")
    def _names_differ(self) -> "CampaignBody":
        names = [variant.name for variant in self.variants]
        if len(set(names)) < len(names) or {"all", "holdout"} & set(names):
            raise ValueError("variants need names of their own, other than all and holdout")
        for at in (self.starts_at, self.ends_at):
            if at is not None and not 2000 <= at.year <= 9000:
                raise ValueError("times lie between the years 2000 and 9000")
        return self


class CampaignOut(Schema):
    """A campaign as it stands."""

    id: CampaignCode
    name: str
    state: CampaignState
    segment_id: SegmentCode
    account_id: AccountCode
    node_id: NodeCode | None
    channel: str
    variants: list[VariantBody]
    holdout_percent: float
    consent_default: bool
    caps: list[CapBody]
    quiet: QuietBody | None
    per_minute: int | None
    goal: GoalBody | None
    starts_at: datetime | None
    ends_at: datetime | None
    started_at: datetime | None
    prepared_at: datetime | None
    finished_at: datetime | None
    audience_count: int
    prepared_count: int
    problem: str = Field(description="Why it could not be started, by code; empty when it could.")
    created_at: datetime
    updated_at: datetime


class ChecklistOut(Schema):
    """What would happen if it started now."""

    model_config = ConfigDict(from_attributes=True)

    audience: int
    exact: bool = Field(description="False where a sample of the audience was counted.")
    consented: int
    reachable: int = Field(description="Of those who agreed, with an address.")
    capped: int = Field(description="Of those who agreed, who have had enough already.")
    held_out: int
    expected: int = Field(description="Messages that would go out.")
    cost_minor: int
    currency: str
    seconds: float | None = Field(description="Least time the limits allow.")
    warnings: list[str] = Field(examples=[["no_holdout"]])


class FiguresOut(Schema):
    """How far a campaign has come and what it brought, in people."""

    model_config = ConfigDict(from_attributes=True)

    campaign_id: CampaignCode
    waiting: int = Field(description="Queued, or being handed over.")
    sent: int
    delivered: int
    opened: int
    clicked: int
    bounced: int
    failed: int
    unsubscribed: int
    suppressed: int = Field(description="Got nothing on purpose; those held out among them.")
    converted: int | None = Field(
        description="Of those dealt a variant, who reached the goal; null without one."
    )


class FiguresList(Schema):
    """Figures of some campaigns."""

    items: list[FiguresOut]


class DeliveryOut(Schema):
    """One message to one person."""

    model_config = ConfigDict(from_attributes=True)

    id: DeliveryCode
    person_id: PersonCode
    variant: str
    state: DeliveryState
    reason: Reason | None
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    opened_at: datetime | None
    clicked_at: datetime | None
    bounced_at: datetime | None
    failed_at: datetime | None
    unsubscribed_at: datetime | None
    problem: str | None


class IntervalOut(Schema):
    """An estimate with its 95 % confidence interval."""

    model_config = ConfigDict(from_attributes=True)

    value: float
    low: float
    high: float


class ArmCountsOut(Schema):
    """How one variant's messages fared, in people."""

    model_config = ConfigDict(from_attributes=True)

    people: int
    queued: int
    suppressed: dict[str, int]
    reached: dict[str, int]


class ArmResultOut(Schema):
    """How one arm converted."""

    model_config = ConfigDict(from_attributes=True)

    people: int
    converted: int
    rate: IntervalOut | None = Field(description="Wilson interval.")
    revenue: float = Field(description="In currency units, of the goal event.")
    revenue_per_person: IntervalOut | None


class LiftOut(Schema):
    """What being sent to changed, against the hold-out."""

    model_config = ConfigDict(from_attributes=True)

    difference: IntervalOut | None = Field(description="Of proportions (Newcombe 1998).")
    ratio: IntervalOut | None = Field(description="+0.2 is a fifth more (Katz 1978).")
    revenue_per_person: IntervalOut | None = Field(description="Difference (Welch 1947).")


class ConversionOut(Schema):
    """Conversions by arm, and lift."""

    model_config = ConfigDict(from_attributes=True)

    event: str
    since: datetime
    until: datetime
    complete: bool = Field(description="Whether the goal's days are over.")
    arms: dict[str, ArmResultOut]
    lift: dict[str, LiftOut]
    detectable_difference: float | None = Field(
        description="Smallest rise this hold-out finds with 80 % power."
    )


class CampaignTest(Schema):
    """Whom to send a campaign's message to, to try it."""

    __test__ = False

    person_id: PersonCode
    variant: Annotated[Text, Field(max_length=40)] = Field(
        "", description="The first, without a name.", examples=["A"]
    )


class CampaignTestOut(Schema):
    """What the channel said of a test."""

    __test__ = False
    model_config = ConfigDict(from_attributes=True)

    outcome: str = Field(examples=["accepted"])
    detail: str
    missing: list[str] = Field(
        description="Names this person has no value for and no default stands in."
    )


class ClicksOut(Schema):
    """Clicks in an hour or a day."""

    at: datetime
    count: int


class ResultOut(Schema):
    """What a campaign did."""

    counts: dict[str, ArmCountsOut]
    not_eligible: int = Field(description="People without consent at the start; in no arm.")
    clicks: list[ClicksOut]
    opens: list[ClicksOut] = Field(description="First opens, in an hour or a day.")
    conversion: ConversionOut | None
