"""When points become active and when they end."""

from calendar import monthrange
from datetime import date, datetime, timedelta

from .rules import Expiry, ExpiryKind, PointsRules
from .zone import day_of, start_of


def activation_of(rules: PointsRules, earned_at: datetime, *, delayed: bool) -> datetime:
    """From when points may be spent; only what an order earned waits."""
    return earned_at + timedelta(days=rules.activation_days if delayed else 0)


def expiry_of(expiry: Expiry, earned_at: datetime, active_at: datetime) -> datetime | None:
    """First instant at which points are gone: midnight, business time; None: never.

    Points of "30 days" that became active on the 1st can be spent through the 31st.
    """
    first = day_of(active_at)
    if expiry.kind is ExpiryKind.never:
        return None
    if expiry.kind is ExpiryKind.days:
        return start_of(first + timedelta(days=expiry.count + 1))
    if expiry.kind is ExpiryKind.months:
        return start_of(months_later(first, expiry.count) + timedelta(days=1))
    # Never before they are active, however long that takes.
    return start_of(date(max(day_of(earned_at).year + 2, first.year + 1), 1, 1))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
