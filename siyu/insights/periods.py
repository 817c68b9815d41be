"""Months, quarters and years of the calendar, and where days begin in a time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .contracts import Days, Period

_MONTHS = {Period.month: 1, Period.quarter: 3, Period.year: 12}


def period_of(period: Period, day: date) -> Days:
    """The period in which a day lies."""
    months = _MONTHS[period]
    month = (day.month - 1) // months * months + 1
    first = date(day.year, month, 1)
    following = date(day.year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
    return Days(first, following - timedelta(days=1))


def starts(day: date, zone: str) -> datetime:
    """The instant at which a business day begins, in UTC."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def same_time_on(day: date, moment: datetime, zone: str) -> datetime:
    """The instant at which clocks show on ``day`` what they show at ``moment``."""
    shown = moment.astimezone(ZoneInfo(zone)).time()
    return datetime.combine(day, shown, ZoneInfo(zone)).astimezone(UTC)
