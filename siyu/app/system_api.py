"""Jobs, parked events, blocks and health, for the console."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import ConfigDict, Field
from sqlalchemy import select

from siyu.http import (
    Caller,
    Code,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Schema,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
    service,
)
from siyu.kernel.blocks import Blocks
from siyu.kernel.delivery import (
    Delivery,
    HandlerFailedAgain,
    ParkedEvent,
    ParkedEventNotFound,
    lags,
)
from siyu.kernel.ids import code
from siyu.kernel.jobs import JobNotFound, JobRow, JobState, require_job, resume_job, stop_job
from siyu.organization import actor_name, allow_everywhere, write_audit

router = APIRouter(prefix="/system", tags=["system"], route_class=IdempotentRoute)

JobCode = Annotated[int, Code("job")]
ParkedCode = Annotated[int, Code("prk")]
Reader = Annotated[Caller, allow("system.read")]
Manager = Annotated[Caller, allow_everywhere("system.manage")]


class JobOut(Schema):
    """One piece of long work."""

    model_config = ConfigDict(from_attributes=True)

    id: JobCode
    name: str = Field(examples=["imports.run"])
    state: JobState
    done: int
    total: int | None
    message: str
    result: dict[str, Any] | None
    error: str
    requested_by: str
    requested_by_name: str | None = Field(None, description="Of the member of staff or key.")
    requested_at: datetime
    finished_at: datetime | None


class ParkedEventOut(Schema):
    """An event that a handler could not take."""

    model_config = ConfigDict(from_attributes=True)

    id: ParkedCode
    subscriber: str = Field(description="The handler that could not take it.")
    name: str = Field(examples=["people.persons_merged"])
    error: str
    published_at: datetime
    parked_at: datetime


class BlockOut(Schema):
    """Something a module offers."""

    kind: str
    name: str
    title: dict[str, str]
    options_schema: dict[str, Any]


class LagOut(Schema):
    """How far each subscriber is behind."""

    subscriber: str
    events: int


@router.get("/jobs")
def list_jobs(
    session: Db, caller: Reader, page: PageRequest, state: JobState | None = None
) -> Page[JobOut]:
    """Jobs, newest first; who sees only a part of the tree sees their own."""
    query = select(JobRow).order_by(JobRow.id.desc()).limit(page.limit + 1)
    if caller.nodes("system.read") is not None:
        query = query.where(JobRow.requested_by == caller.actor)
    if state:
        query = query.where(JobRow.state == state)
    if position := decode_cursor(page.cursor, int):
        query = query.where(JobRow.id < position[0])
    rows = session.scalars(query).all()
    more = len(rows) > page.limit
    items = [_job(session, row) for row in rows[: page.limit]]
    return Page(items=items, next_cursor=encode_cursor(rows[page.limit - 1].id) if more else None)


@router.get("/jobs/{job_id}", responses=fails_with(JobNotFound))
def get_job(session: Db, caller: Reader, job_id: JobCode) -> JobOut:
    """One job with its progress."""
    row = require_job(session, job_id)
    if caller.nodes("system.read") is not None and row.requested_by != caller.actor:
        raise JobNotFound(job_id)
    return _job(session, row)


@router.post("/jobs/{job_id}/pause", responses=fails_with(JobNotFound))
def pause_job(session: Db, caller: Manager, job_id: JobCode) -> JobOut:
    """Stop at the next safe point; it can go on later."""
    stop_job(session, job_id, JobState.paused)
    return _changed(session, caller.actor, job_id, "system.job_pause")


@router.post("/jobs/{job_id}/resume", responses=fails_with(JobNotFound))
def resume(session: Db, caller: Manager, job_id: JobCode) -> JobOut:
    """Go on from where a paused or failed job stood."""
    resume_job(session, job_id)
    return _changed(session, caller.actor, job_id, "system.job_resume")


@router.post("/jobs/{job_id}/cancel", responses=fails_with(JobNotFound))
def cancel_job(session: Db, caller: Manager, job_id: JobCode) -> JobOut:
    """Stop at the next safe point, for good."""
    stop_job(session, job_id, JobState.cancelled)
    return _changed(session, caller.actor, job_id, "system.job_cancel")


@router.get("/parked-events")
def list_parked_events(
    session: Db,
    caller: Annotated[Caller, allow_everywhere("system.read")],
    page: PageRequest,
) -> Page[ParkedEventOut]:
    """Events that wait for a person, oldest first."""
    query = (
        select(ParkedEvent)
        .where(ParkedEvent.settled_at.is_(None))
        .order_by(ParkedEvent.id)
        .limit(page.limit + 1)
    )
    if position := decode_cursor(page.cursor, int):
        query = query.where(ParkedEvent.id > position[0])
    rows = session.scalars(query).all()
    more = len(rows) > page.limit
    items = [ParkedEventOut.model_validate(row) for row in rows[: page.limit]]
    return Page(items=items, next_cursor=encode_cursor(rows[page.limit - 1].id) if more else None)


@router.post(
    "/parked-events/{parked_event_id}/retry",
    status_code=204,
    responses=fails_with(ParkedEventNotFound, HandlerFailedAgain),
)
def retry_parked_event(
    context: Running,
    caller: Manager,
    parked_event_id: ParkedCode,
    delivery: Annotated[Delivery, Depends(service(Delivery))],
) -> None:
    """Hand the event to its handler again, now; it stays where the handler fails again."""
    delivery.retry_parked(parked_event_id)
    with context.session() as session:
        write_audit(
            session,
            caller.actor,
            action="system.retry_parked",
            target=code("prk", parked_event_id),
            before=None,
            after=None,
        )


@router.get("/lags")
def list_lags(session: Db, caller: Reader) -> list[LagOut]:
    """Events each subscriber has still to see."""
    return [LagOut(subscriber=name, events=count) for name, count in sorted(lags(session).items())]


@router.get("/blocks")
def list_blocks(
    caller: Reader,
    blocks: Annotated[Blocks, Depends(service(Blocks))],
    kind: Annotated[Text | None, Query(max_length=100, examples=["channel"])] = None,
) -> list[BlockOut]:
    """What modules and plug-ins offer, of one kind or of all."""
    return [
        BlockOut(
            kind=block.kind, name=block.name, title=block.title, options_schema=block.options_schema
        )
        for block in (blocks.all() if kind is None else blocks.of_kind(kind))
    ]


def _job(session: Db, row: JobRow) -> JobOut:
    out = JobOut.model_validate(row)
    out.requested_by_name = actor_name(session, row.requested_by)
    return out


def _changed(session: Db, actor: str, job_id: int, action: str) -> JobOut:
    row = require_job(session, job_id)
    out = _job(session, row)
    write_audit(
        session,
        actor,
        action=action,
        target=out.model_dump(mode="json")["id"],
        before=None,
        after={"state": str(row.state)},
    )
    return out
