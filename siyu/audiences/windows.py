"""Windows of time: relative or absolute, whole days or exact, and where they lie at a moment.

Windows in days are whole days of the business time zone. Windows in hours and minutes are exact and
roll with the clock.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, model_validator

from .shape import Shape

DAY_MIN, DAY_MAX = date(1970, 1, 1), date(2149, 6, 6)
"""What a day column of the warehouse can hold."""

# Dates in traits go further back: a birthday in 1958.
Day = Annotated[date, Field(ge=date(1901, 1, 1), le=DAY_MAX)]
DayUnit = Literal["days", "weeks", "months"]
_MINUTES = {"minutes": 1, "hours": 60}


@dataclass(frozen=True)
class Moment:
    """When a definition is asked, and the zone in which days are cut."""

    now: datetime
    zone: str

    @property
    def today(self) -> date:
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @property
    def next_midnight(self) -> datetime:
        return midnight(self.today + timedelta(days=1), self.zone)


@dataclass(frozen=True)
class Days:
    """Whole days, both ends included; None is open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Instants:
    """Exact times: after ``after`` (not at it), up to and with ``until``; None is open."""

    after: datetime | None = None
    until: datetime | None = None


Span = Days | Instants


class Ever(Shape):
    """All time."""

    kind: Literal["ever"] = "ever"

    def span(self, moment: Moment) -> Span:
        return Days()


class Last(Shape):
    """The last days, weeks or months: whole days of the business time zone.

    ``ends: now`` counts today, as far as it has come, as the last of them. ``ends: midnight`` ends
    with yesterday.
    """

    kind: Literal["last"]
    amount: int = Field(ge=1, le=4000)
    unit: DayUnit = "days"
    ends: Literal["now", "midnight"] = "now"

    def span(self, moment: Moment) -> Span:
        last = moment.today - timedelta(days=0 if self.ends == "now" else 1)
        return Days(back(last, self.amount, self.unit) + timedelta(days=1), last)


class Rolling(Shape):
    """The last hours or minutes, to the second, ending now."""

    kind: Literal["rolling"]
    amount: int = Field(ge=1, le=100_000)
    unit: Literal["minutes", "hours"]

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.amount * _MINUTES[self.unit])

    def span(self, moment: Moment) -> Span:
        return Instants(moment.now - self.length, moment.now)


class Ago(Shape):
    """Whole days between ``most`` and ``least`` days, weeks or months ago, both included."""

    kind: Literal["ago"]
    most: int = Field(ge=0, le=4000)
    least: int = Field(0, ge=0, le=4000)
    unit: DayUnit = "days"

    @model_validator(mode="after")
    def _in_order(self) -> "Ago":
        if self.most < self.least:
            raise ValueError("most is further back than least")
        return self

    def span(self, moment: Moment) -> Span:
        return Days(
            back(moment.today, self.most, self.unit), back(moment.today, self.least, self.unit)
        )


class This(Shape):
    """The day, week (from Monday), month or year we are in, from its first to its last day."""

    kind: Literal["this"]
    unit: Literal["day", "week", "month", "year"]

    def span(self, moment: Moment) -> Span:
        today = moment.today
        if self.unit == "week":
            monday = today - timedelta(days=today.weekday())
            return Days(monday, monday + timedelta(days=6))
        if self.unit == "month":
            return Days(today.replace(day=1), today.replace(day=_last_day(today)))
        if self.unit == "year":
            return Days(date(today.year, 1, 1), date(today.year, 12, 31))
        return Days(today, today)


class Next(Shape):
    """The coming days, from today on: ``amount`` days with today as the first."""

    kind: Literal["next"]
    amount: int = Field(ge=1, le=366)
    unit: Literal["days"] = "days"

    def span(self, moment: Moment) -> Span:
        return Days(moment.today, moment.today + timedelta(days=self.amount - 1))


class BetweenDays(Shape):
    """Named days of the business time zone, both included; leave one out for an open end."""

    kind: Literal["between"]
    first: Day | None = None
    last: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "BetweenDays":
        if self.first and self.last and self.first > self.last:
            raise ValueError("first is after last")
        return self

    def span(self, moment: Moment) -> Span:
        return Days(self.first, self.last)


class BetweenTimes(Shape):
    """Exact times with their zone: after ``after``, up to and with ``until``."""

    kind: Literal["instants"]
    after: AwareDatetime | None = None
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "BetweenTimes":
        for instant in (self.after, self.until):
            if instant and not DAY_MIN.year < instant.year < DAY_MAX.year:
                raise ValueError("a time lies between 1971 and 2148")
        if self.after and self.until and self.after > self.until:
            raise ValueError("after is later than until")
        return self

    def span(self, moment: Moment) -> Span:
        return Instants(self.after, self.until)


Window = Annotated[
    Ever | Last | Rolling | Ago | This | BetweenDays | BetweenTimes, Field(discriminator="kind")
]
DayWindow = Annotated[Last | Ago | This | Next | BetweenDays, Field(discriminator="kind")]
ComingWindow = Annotated[This | Next | BetweenDays, Field(discriminator="kind")]
AnyWindow = Ever | Last | Rolling | Ago | This | Next | BetweenDays | BetweenTimes

MOVES_BY_DAY = (Last, Ago, This, Next)


def back(day: date, amount: int, unit: DayUnit) -> date:
    """The day ``amount`` days, weeks or calendar months before; the 31st becomes a month's last."""
    if unit != "months":
        return max(DAY_MIN, day - timedelta(days=amount * (7 if unit == "weeks" else 1)))
    months = day.year * 12 + day.month - 1 - amount
    if months < DAY_MIN.year * 12:
        return DAY_MIN
    first = date(months // 12, months % 12 + 1, 1)
    return first.replace(day=min(day.day, _last_day(first)))


def midnight(day: date, zone: str) -> datetime:
    """Start of a business day, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def _last_day(day: date) -> int:
    return monthrange(day.year, day.month)[1]
