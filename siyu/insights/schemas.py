"""What crosses HTTP."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from siyu.http import Code, Page, Schema
from siyu.kernel.attention import Urgency

from .contracts import Metric, Period, Stage
from .models import TARGET_MAX

GoalCode = Annotated[int, Code("goal")]
NodeCode = Annotated[int, Code("node")]
PersonCode = Annotated[int, Code("per")]
Target = Annotated[
    int, Field(gt=0, le=TARGET_MAX, description="Of revenue in minor units.", examples=[60_000])
]


class GoalCreate(Schema):
    """What to reach, in the period in which a day lies."""

    metric: Metric = Field(examples=[Metric.new_members])
    period: Period = Field(examples=[Period.quarter])
    day: date | None = Field(None, description="Any day of the period; today where left out.")
    node_id: NodeCode | None = Field(None, description="Left out: the whole brand.")
    target: Target


class GoalUpdate(Schema):
    """A new target."""

    target: Target


class ForecastOut(Schema):
    """What is expected at the end, with its 80 % interval."""

    low: int
    expected: int
    high: int


class GoalOut(Schema):
    """A goal and how far it is; amounts of revenue are minor units of the brand's currency."""

    id: GoalCode
    metric: Metric
    period: Period
    starts_on: date
    ends_on: date
    node_id: NodeCode | None
    target: int
    actual: int
    expected_by_now: int = Field(description="The share of the target for the days gone by.")
    reached: list[int] = Field(description="In all by the end of each day so far.")
    forecast: ForecastOut | None = Field(
        description="Null in the past and future, and with less than two weeks of history."
    )
    set_by: str
    set_at: datetime


class OutlookOut(Schema):
    """What to know before a goal is set."""

    starts_on: date
    ends_on: date
    actual: int = Field(description="In the period so far.")
    forecast: ForecastOut | None
    previous: int = Field(description="In all of the period before.")


class FigureOut(Schema):
    """One figure today, beside the same weekday a week ago; revenue in minor units."""

    model_config = ConfigDict(from_attributes=True)

    metric: Metric
    today: int = Field(description="So far.")
    before: int = Field(description="A week ago up to the same time of day.")
    today_hours: list[int] = Field(description="By hour of the day.")
    before_hours: list[int] = Field(description="By hour, until midnight.")


class TodayOut(Schema):
    """Today so far."""

    day: date
    compared_with: date
    moment: datetime
    currency: str
    any_event: bool = Field(description="False while the installation has seen no event at all.")
    figures: list[FigureOut]


class StageOut(Schema):
    """One stage of the water wheel."""

    stage: Stage
    people: int
    source: Stage = Field(description="The stage whose people are looked for here.")
    source_people: int
    both: int = Field(
        description="Of the source's people those here too; into `acquire`: invitations accepted."
    )
    rate: float | None = Field(
        description="`both` of `source_people`; into `acquire`: invitations per new person, 1 at most."
    )


class WheelOut(Schema):
    """The water wheel over a window."""

    first: date
    last: date
    active_people: int
    stages: list[StageOut]


class PersonRef(Schema):
    """Somebody behind a figure."""

    person_id: PersonCode


class PeopleBehind(Page[PersonRef]):
    """A stretch of the people behind a figure."""

    definition: dict[str, Any] | None = Field(
        description="The same people as a segment; null where the language cannot say it."
    )


class ChannelFigureOut(Schema):
    """One channel or source; amounts in minor units of the brand's currency."""

    model_config = ConfigDict(from_attributes=True)

    name: str = Field(description="Empty: what came by it named none. Of sources the source's id.")
    people: int
    new_people: int
    orders: int
    revenue_minor: int
    cost_minor: int | None = Field(description="Imported ad spend; null where there is none.")
    cac_minor: int | None = Field(description="Cost of a new person.")


class ChannelsOut(Schema):
    """Channels over a window, those with most revenue first."""

    first: date
    last: date
    currency: str
    channels: list[ChannelFigureOut]


class WaitingOut(Schema):
    """Something that waits for somebody."""

    name: str = Field(examples=["events_quarantined"])
    title: dict[str, str]
    count: int
    or_more: bool
    urgency: Urgency
    since: datetime | None
    about: str
