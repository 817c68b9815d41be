"""When a coupon may be used, cut into days of the business time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .contracts import Validity


def valid_between(
    validity: Validity, issued_at: datetime, zone: str
) -> tuple[datetime, datetime | None]:
    """First instant of use, and the first at which it is over (None: never).

    Of a fixed end and a number of days, the earlier counts.
    """
    start = issued_at
    first_day = issued_at.astimezone(ZoneInfo(zone)).date()
    if validity.after_days:
        first_day += timedelta(days=validity.after_days)
        start = _midnight(first_day, zone)
    if validity.from_ is not None and validity.from_ > start:
        start = validity.from_
        first_day = max(first_day, start.astimezone(ZoneInfo(zone)).date())
    ends = [validity.until] if validity.until else []
    if validity.days is not None:
        ends.append(_midnight(first_day + timedelta(days=validity.days), zone))
    return start, min(ends, default=None)


def end_of_grace(at: datetime, days: int, zone: str) -> datetime:
    """End of the ``days``-th day, ``at``'s own being the first."""
    return _midnight(at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days), zone)


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)
