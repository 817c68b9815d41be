"""Days of occasions, worked off: a row a day that is there once, and a job that keeps its place.

Everybody's coupon has a cause of its own under a unique key, so a day that is worked off twice, or a
birthday that is moved, gives nothing again. People are named by one question each, and are given to in sets.
"""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from siyu import loyalty, organization
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_once
from siyu.kernel.jobs import JobRun, request_job
from siyu.warehouse import Warehouse, load_sql

from .contracts import Source
from .errors import CouponNotClaimable
from .handing_out import PEOPLE_AT_ONCE, hand_out
from .occasion_models import OccasionRow, OccasionRunRow
from .occasions import birthdays_of, cause_of, is_due, joining_spans, require_occasion
from .promotion_contracts import OccasionKind

SQL = Path(__file__).parent / "sql"
OCCASION = "promotions.occasion"
DAYS_BACK_MAX = 7
"""Days that are made up for after the server was away."""
FIRST_YEAR = 2000
"""Nobody joined before."""


def open_due_days(context: Context, at: datetime) -> None:
    """Ask for the days that are due, each once; every hour, and what was missed lately besides."""
    with context.session() as session:
        local = at.astimezone(brand_zone(session, context))
        rows = session.scalars(
            select(OccasionRow).where(OccasionRow.on).order_by(OccasionRow.id).with_for_update()
        ).all()
        for row in rows:
            today = local.date() - timedelta(days=1 if local.hour < row.hour else 0)
            first = max(row.done_until, today - timedelta(days=DAYS_BACK_MAX)) + timedelta(days=1)
            for number in range((today - first).days + 1):
                _open(session, row, first + timedelta(days=number))
            row.done_until = max(row.done_until, today)


def run_occasion(context: Context, run: JobRun) -> dict[str, Any]:
    """Give on from where it stood, a set a transaction."""
    run_id = int(run.arguments["run_id"])
    with context.session(read_only=True) as session:
        day = session.get_one(OccasionRunRow, run_id)
        occasion = require_occasion(session, day.occasion_id)
        zone, place, celebrated = brand_zone(session, context), day.place, day.celebrated
    waiting = _born(context, occasion, celebrated)
    while True:
        some = _next(context, occasion, celebrated, zone, waiting, place)
        if not some:
            break
        with context.session() as session:
            given = _give(session, run_id, some)
        place = some[-1]
        run.report(given, None, "coupons")
    with context.session() as session:
        day = session.get_one(OccasionRunRow, run_id, with_for_update=True)
        day.finished_at = now()
        return {"given": day.given, "again": day.again, "refused": day.refused}


def brand_zone(session: Session, context: Context) -> ZoneInfo:
    """Time zone of the brand's days."""
    return ZoneInfo(organization.get_brand(session, context.settings).timezone)


def _open(session: Session, row: OccasionRow, day: date) -> None:
    celebrated = day + timedelta(days=row.days_before)
    if not is_due(row, celebrated):
        return
    values = {
        "occasion_id": row.id,
        "day": day,
        "celebrated": celebrated,
        "place": 0,
        "given": 0,
        "again": 0,
        "refused": 0,
        "created_at": now(),
    }
    if insert_once(session, OccasionRunRow, values, keys=["occasion_id", "day"]):
        run_id = session.scalars(
            select(OccasionRunRow.id).where(
                OccasionRunRow.occasion_id == row.id, OccasionRunRow.day == day
            )
        ).one()
        request_job(session, OCCASION, key=f"{OCCASION}:{run_id}", arguments={"run_id": run_id})


def _born(context: Context, row: OccasionRow, celebrated: date) -> NDArray[np.int64] | None:
    if row.kind not in (OccasionKind.birthday, OccasionKind.birthday_month):
        return None
    days = {"days": birthdays_of(row, celebrated)}
    found = context.get(Warehouse).columns(load_sql(SQL, "birthdays"), days)
    return np.asarray(found["id"], dtype=np.int64)


def _next(
    context: Context,
    row: OccasionRow,
    celebrated: date,
    zone: ZoneInfo,
    born: NDArray[np.int64] | None,
    place: int,
) -> list[int]:
    if born is not None:
        start = int(np.searchsorted(born, place, side="right"))
        return [int(person) for person in born[start : start + PEOPLE_AT_ONCE]]
    joined = None
    if row.kind == OccasionKind.joining_day:
        joined = joining_spans(celebrated, zone, since_year=FIRST_YEAR)
    with context.session(read_only=True) as session:
        return loyalty.members_after(
            session, place, most=PEOPLE_AT_ONCE, joined=joined, tiers=row.tiers
        )


def _give(session: Session, run_id: int, person_ids: list[int]) -> int:
    day = session.get_one(OccasionRunRow, run_id, with_for_update=True)
    occasion = require_occasion(session, day.occasion_id)
    wanted = person_ids
    if occasion.tiers:
        members = loyalty.members_of(session, person_ids)
        wanted = [person for person in person_ids if members[person].tier in occasion.tiers]
    try:
        given = hand_out(
            session,
            occasion.kind_id,
            wanted,
            cause=cause_of(occasion, day.celebrated),
            source=Source.reward,
            actor=occasion.created_by,
        )
        day.given += given.given
        day.again += given.again
        day.refused += given.refused_total + given.refused_person
    except CouponNotClaimable:
        # Its kind was stopped or is over: said in the figures, and no reason to fail every day.
        day.refused += len(wanted)
    day.place = person_ids[-1]
    session.flush()
    return day.given
