"""What came to an end or got stuck since a time, of all rooms, for the console's bell."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from sqlalchemy import select

from siyu import commerce, imports, messaging, organization
from siyu.http import Caller, Db, Instant, LateRoute, Page, Schema, caller_of, fails_with
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.delivery import ParkedEvent
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code
from siyu.kernel.jobs import JobRow, JobState

from .exports_api import file_address

router = APIRouter(prefix="/notices", tags=["notices"], route_class=LateRoute)

NOTICES_MAX = 50
TOLD_DAYS = 7

# Imports tell of their own jobs, with the file's name and what came of it.
_TOLD_BY_IMPORTS = "imports."


class NoticeOut(Schema):
    """Something that an operator may have waited for, or should look at."""

    kind: Literal["campaign", "import", "job", "parked", "stock"]
    id: str = Field(examples=["imp_1h7k2m9"], description="Of what it tells of.")
    title: str = Field(description="Name of the campaign, file, job, handler or place.")
    state: Literal["done", "failed", "checked", "parked", "low"]
    at: datetime
    facts: dict[str, Any] = Field(description="Counts and causes.", examples=[{"rows": 1200}])


@router.get("", responses=fails_with(Unauthenticated))
def list_notices(
    session: Db,
    caller: Annotated[Caller, Depends(caller_of)],
    since: Annotated[Instant | None, Query(description="From this instant on.")] = None,
) -> Page[NoticeOut]:
    """What ended or got stuck in the last days, as far as the caller may see it, newest first."""
    earliest = now() - timedelta(days=TOLD_DAYS)
    start = max(since, earliest) if since else earliest
    found = [
        *_imports(session, caller, start),
        *_campaigns(session, caller, start),
        *_jobs(session, caller, start),
        *_parked(session, caller, start),
        *_stock(session, caller, start),
    ]
    found.sort(key=lambda notice: notice.at, reverse=True)
    return Page(items=found[:NOTICES_MAX])


def _imports(session: Session, caller: Caller, since: datetime) -> list[NoticeOut]:
    if not caller.may("imports.read"):
        return []
    nodes = organization.scope_ids(session, caller.nodes("imports.read"))
    return [
        NoticeOut(
            kind="import",
            id=code("imp", ending.import_id),
            title=ending.title,
            state="failed" if ending.failed else "checked" if ending.checked else "done",
            at=ending.at,
            facts={"rows": ending.rows, "rejected": ending.rejected},
        )
        for ending in imports.import_endings(session, nodes, since=since, most=NOTICES_MAX)
    ]


def _campaigns(session: Session, caller: Caller, since: datetime) -> list[NoticeOut]:
    if not caller.may("messaging.read"):
        return []
    nodes = organization.scope_ids(session, caller.nodes("messaging.read"))
    return [
        NoticeOut(
            kind="campaign",
            id=code("cmp", ending.campaign_id),
            title=ending.name,
            state="failed" if ending.problem else "done",
            at=ending.at,
            facts={"audience": ending.audience, "problem": ending.problem},
        )
        for ending in messaging.campaign_endings(session, nodes, since=since, most=NOTICES_MAX)
    ]


def _jobs(session: Session, caller: Caller, since: datetime) -> list[NoticeOut]:
    """A job is told to who asked for it; a failure also to those who see the system."""
    own = JobRow.requested_by == caller.actor
    failed = JobRow.state == JobState.failed
    query = (
        select(JobRow)
        .where(
            JobRow.finished_at >= since,
            JobRow.state.in_((JobState.done, JobState.failed)),
            JobRow.name.not_like(f"{_TOLD_BY_IMPORTS}%"),
            own | failed if caller.nodes("system.read") is None else own,
        )
        .order_by(JobRow.finished_at.desc())
        .limit(NOTICES_MAX)
    )
    return [
        NoticeOut(
            kind="job",
            id=code("job", row.id),
            title=row.name,
            state="failed" if row.state == JobState.failed else "done",
            at=row.finished_at or row.requested_at,
            facts=_facts(row),
        )
        for row in session.scalars(query)
    ]


def _facts(row: JobRow) -> dict[str, Any]:
    """Why it failed, or where its file is fetched and how many lines it has."""
    if row.error:
        return {"error": row.error}
    address = file_address(row)
    return {"file": address, "rows": (row.result or {}).get("rows")} if address else {}


def _parked(session: Session, caller: Caller, since: datetime) -> list[NoticeOut]:
    if caller.nodes("system.read") is not None:
        return []
    query = (
        select(ParkedEvent)
        .where(ParkedEvent.parked_at >= since, ParkedEvent.settled_at.is_(None))
        .order_by(ParkedEvent.id.desc())
        .limit(NOTICES_MAX)
    )
    return [
        NoticeOut(
            kind="parked",
            id=code("prk", row.id),
            title=row.subscriber,
            state="parked",
            at=row.parked_at,
            facts={"event": row.name},
        )
        for row in session.scalars(query)
    ]


def _stock(session: Session, caller: Caller, since: datetime) -> list[NoticeOut]:
    """Once a place, anew when more of its goods come down to their safety; gone when they are filled up."""
    if not caller.may("commerce.read"):
        return []
    nodes = organization.scope_ids(session, caller.nodes("commerce.read"))
    return [
        NoticeOut(
            kind="stock",
            id=code("loc", alert.location_id),
            title=alert.location,
            state="low",
            at=alert.at,
            facts={"skus": alert.skus},
        )
        for alert in commerce.stock_alerts(session, nodes, since=since, most=NOTICES_MAX)
    ]
