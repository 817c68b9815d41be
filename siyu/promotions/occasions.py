"""Occasions: on a birthday, the day of joining or a member day a coupon is given by itself, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .errors import OccasionInOtherState, OccasionNotFound, OccasionUnfit
from .kinds import require_kind
from .occasion_models import OccasionRow
from .promotion_contracts import OccasionKind

DAYS_BEFORE_MAX = 60


@dataclass(frozen=True, kw_only=True)
class OccasionPlan:
    """What an operator decides on an occasion.

    Args:
        kind_id: kind of the coupon that is given.
        days: of the week (1 is Monday) or the month, for ``weekly`` and ``monthly``.
        days_before: given so many days ahead, 0 to 60.
        hour: from which hour of the brand's day on, 0 to 23.
        tiers: only those of them; empty: all.

    """

    name: str
    kind: OccasionKind
    kind_id: int
    days: Sequence[int] = ()
    days_before: int = 0
    hour: int = 9
    tiers: Sequence[str] = ()


def add_occasion(session: Session, plan: OccasionPlan, *, actor: str) -> OccasionRow:
    """Keep a plan; it gives nothing until it is switched on.

    Raises:
        OccasionUnfit: it cannot be as described.
        CouponKindNotFound: there is no such kind.

    """
    row = OccasionRow(on=False, done_until=date.min, created_by=actor, created_at=now())
    _write(session, row, plan)
    session.add(row)
    session.flush()
    return row


def change_occasion(session: Session, occasion_id: int, plan: OccasionPlan) -> OccasionRow:
    """Change it from the next day that is due on; what was given stays given.

    Raises:
        OccasionNotFound, OccasionUnfit, CouponKindNotFound: as ``add_occasion``.

    """
    row = require_occasion(session, occasion_id, lock=True)
    _write(session, row, plan)
    session.flush()
    return row


def switch_occasion(session: Session, occasion_id: int, *, on: bool, zone: ZoneInfo) -> OccasionRow:
    """Let it give from today on, or no more.

    Raises:
        OccasionNotFound: there is none.
        OccasionInOtherState: it is on, or off, already.

    """
    row = require_occasion(session, occasion_id, lock=True)
    if row.on is on:
        raise OccasionInOtherState(occasion_id)
    row.on, row.updated_at = on, now()
    if on:
        yesterday = now().astimezone(zone).date() - timedelta(days=1)
        row.done_until = max(row.done_until, yesterday)
    session.flush()
    return row


def require_occasion(session: Session, occasion_id: int, *, lock: bool = False) -> OccasionRow:
    """The occasion's row.

    Raises:
        OccasionNotFound: there is none.

    """
    row = session.get(OccasionRow, occasion_id, with_for_update=True if lock else None)
    if row is None:
        raise OccasionNotFound(occasion_id)
    return row


def list_occasions(session: Session) -> list[OccasionRow]:
    """All of them, the newest first."""
    return list(session.scalars(select(OccasionRow).order_by(OccasionRow.id.desc())))


def is_due(row: OccasionRow, celebrated: date) -> bool:
    """Whether a day may be somebody's occasion: every day is somebody's birthday."""
    if row.kind == OccasionKind.weekly:
        return celebrated.isoweekday() in row.days
    if row.kind == OccasionKind.monthly:
        return celebrated.day in row.days
    return row.kind != OccasionKind.birthday_month or celebrated.day == 1


def cause_of(row: OccasionRow, celebrated: date) -> str:
    """What a person's coupon is for: of a year for what comes once a year, else of a day."""
    yearly = row.kind in (
        OccasionKind.birthday,
        OccasionKind.birthday_month,
        OccasionKind.joining_day,
    )
    return f"occasion:{row.id}:{celebrated.year if yearly else celebrated.isoformat()}"


def birthdays_of(row: OccasionRow, celebrated: date) -> list[str]:
    """Birthdays, as month and day, that are celebrated; 29 February on the 28th of other years."""
    if row.kind == OccasionKind.birthday_month:
        return [f"{celebrated.month:02}-{day:02}" for day in range(1, 32)]
    days = [f"{celebrated:%m-%d}"]
    return days + (["02-29"] if _stands_for_leap_day(celebrated) else [])


def joining_spans(
    celebrated: date, zone: ZoneInfo, *, since_year: int
) -> list[tuple[datetime, datetime]]:
    """When somebody must have joined to celebrate that day, in the brand's days; a year ago or more."""
    days = [_in_year(celebrated, year) for year in range(since_year, celebrated.year)]
    if _stands_for_leap_day(celebrated):
        leap = [date(y, 2, 29) for y in range(since_year, celebrated.year) if _is_leap(y)]
        days += leap
    return [
        (_midnight(day, zone), _midnight(day + timedelta(days=1), zone))
        for day in days
        if day is not None
    ]


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)


def _stands_for_leap_day(day: date) -> bool:
    return (day.month, day.day) == (2, 28) and not _is_leap(day.year)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _write(session: Session, row: OccasionRow, plan: OccasionPlan) -> None:
    most = {OccasionKind.weekly: 7, OccasionKind.monthly: 31}.get(plan.kind, 0)
    if bool(most) != bool(plan.days) or any(not 1 <= day <= most for day in plan.days):
        raise OccasionUnfit("days")
    if not 0 <= plan.days_before <= DAYS_BEFORE_MAX:
        raise OccasionUnfit("days_before")
    require_kind(session, plan.kind_id)
    row.name, row.kind, row.kind_id = plan.name, plan.kind, plan.kind_id
    row.days, row.tiers = sorted(set(plan.days)), list(plan.tiers)
    row.days_before, row.hour = plan.days_before, plan.hour
    row.updated_at = now()
