"""What runs when, over HTTP: promotions, coupons to be had, member days."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from sqlalchemy import or_, select

from siyu import loyalty, organization
from siyu.http import Caller, Db, IdempotentRoute, Instant, Running, allow
from siyu.kernel import ids
from siyu.kernel.database import Session

from .access import READ, within
from .contracts import KindState
from .models import CouponKindRow
from .promotion_models import PromotionRow
from .promotion_schemas import CalendarEntryOut

router = APIRouter(prefix="/promotions", tags=["promotions"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
CALENDAR_MAX = 500
MEMBER_DAYS_MAX = 400
"""Days of a stretch that are looked at; later ones show no member days."""


@router.get("/calendar")
def get_calendar(
    session: Db,
    context: Running,
    caller: Reader,
    since: Annotated[Instant, Query(description="Start of the stretch.")],
    until: Annotated[Instant, Query(description="End of it.")],
    node_id: organization.WithinNode = None,
) -> list[CalendarEntryOut]:
    """What runs when: promotions, kinds of coupons, member days that overlap a stretch of time."""
    zone = ZoneInfo(organization.get_brand(session, context.settings).timezone)
    return [
        *_promotions_between(session, caller, since, until, node_id),
        *_kinds_between(session, caller, since, until, node_id),
        *_member_days(session, since, until, zone),
    ]


def _member_days(
    session: Session, since: datetime, until: datetime, zone: ZoneInfo
) -> list[CalendarEntryOut]:
    if until <= since:
        return []
    first = since.astimezone(zone).date()
    last = (until - timedelta(microseconds=1)).astimezone(zone).date()
    last = min(last, first + timedelta(days=MEMBER_DAYS_MAX))
    return [
        CalendarEntryOut(
            kind="member_day",
            id=day.isoformat(),
            name="",
            state="running",
            starts_at=_midnight(day, zone),
            ends_at=_midnight(day + timedelta(days=1), zone),
        )
        for day in loyalty.member_days(session, first, last)
    ]


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)


def _promotions_between(
    session: Session, caller: Caller, since: datetime, until: datetime, node_id: int | None
) -> list[CalendarEntryOut]:
    starts, ends = PromotionRow.starts_at, PromotionRow.ends_at
    rows = session.scalars(
        select(PromotionRow)
        .where(
            *within(session, caller, PromotionRow.node_id, node_id),
            or_(starts.is_(None), starts < until),
            or_(ends.is_(None), ends > since),
        )
        .order_by(PromotionRow.id)
        .limit(CALENDAR_MAX)
    )
    return [
        CalendarEntryOut(
            kind="promotion",
            id=ids.code("prm", row.id),
            name=row.name,
            state=row.state,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    ]


def _kinds_between(
    session: Session, caller: Caller, since: datetime, until: datetime, node_id: int | None
) -> list[CalendarEntryOut]:
    starts, ends = CouponKindRow.claim_from, CouponKindRow.claim_until
    rows = session.scalars(
        select(CouponKindRow)
        .where(
            *within(session, caller, CouponKindRow.node_id, node_id),
            CouponKindRow.state != KindState.draft,
            or_(starts.is_(None), starts < until),
            or_(ends.is_(None), ends > since),
        )
        .order_by(CouponKindRow.id)
        .limit(CALENDAR_MAX)
    )
    return [
        CalendarEntryOut(
            kind="coupon_kind",
            id=ids.code("cpk", row.id),
            name=row.name,
            state=row.state,
            starts_at=row.claim_from,
            ends_at=row.claim_until or row.valid_until,
        )
        for row in rows
    ]
