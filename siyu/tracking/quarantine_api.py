"""Routes of the quarantine."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select
from starlette.requests import Request

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    allow,
    context_of,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.organization import write_audit

from . import quarantine
from .contracts import QuarantineState
from .errors import (
    CorrectionMalformed,
    InboxFull,
    InboxUnavailable,
    QuarantinedEventNotFound,
    QuarantinedEventSettled,
)
from .models import QuarantinedRow
from .schemas import (
    ActionCount,
    QuarantineCode,
    QuarantinedEvent,
    QuarantinedEventDetail,
    ReasonAction,
    ReasonCount,
    Replay,
)
from .sources import visible_sources

router = APIRouter(prefix="/quarantine", tags=["quarantine"], route_class=IdempotentRoute)

READ, WRITE, REVEAL = "tracking.read", "tracking.write", "people.reveal"
Reader = Annotated[Caller, allow(READ)]
Writer = Annotated[Caller, allow(WRITE)]


@router.get("/reasons")
def list_quarantine_reasons(caller: Reader, session: Db) -> list[ReasonCount]:
    """Why events wait, most frequent reason first."""
    return [
        ReasonCount(reason=reason, count=count, oldest_at=oldest, newest_at=newest)
        for reason, count, oldest, newest in quarantine.count_by_reason(
            session, sources=visible_sources(session, caller, READ)
        )
    ]


@router.get("")
def list_quarantined_events(
    caller: Reader,
    session: Db,
    page: PageRequest,
    reason: Annotated[Text | None, Query(max_length=60)] = None,
    event: Annotated[Text | None, Query(max_length=250)] = None,
    state: QuarantineState = QuarantineState.waiting,
) -> Page[QuarantinedEvent]:
    """Events that could not be loaded, newest first."""
    sources = visible_sources(session, caller, READ)
    query = select(QuarantinedRow).where(
        QuarantinedRow.state == state, *quarantine.of_sources(sources)
    )
    if reason is not None:
        query = query.where(QuarantinedRow.reason == reason)
    if event is not None:
        query = query.where(QuarantinedRow.event == event)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(QuarantinedRow.id < position[0])
    rows = session.scalars(query.order_by(QuarantinedRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[QuarantinedEvent(**_fields(row)) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.get("/{quarantined_event_id}", responses=fails_with(QuarantinedEventNotFound))
def get_quarantined_event(
    quarantined_event_id: QuarantineCode, caller: Reader, session: Db
) -> QuarantinedEventDetail:
    """One event, with its bytes for those who may see personal data."""
    row = _visible(session, caller, READ, quarantined_event_id)
    raw, clear = None, visible_sources(session, caller, REVEAL)
    if row.sealed and (clear is None or row.source in clear):
        raw = quarantine.read_kept(row).raw.decode("utf-8", "replace")
    return QuarantinedEventDetail(**_fields(row), raw=raw)


@router.post(
    "/{quarantined_event_id}/replay",
    responses=fails_with(
        QuarantinedEventNotFound,
        QuarantinedEventSettled,
        CorrectionMalformed,
        InboxFull,
        InboxUnavailable,
    ),
)
def replay_quarantined_event(
    quarantined_event_id: QuarantineCode,
    caller: Writer,
    session: Db,
    request: Request,
    body: Replay | None = None,
) -> QuarantinedEvent:
    """Load an event again, after what hindered it was mended, or corrected."""
    correction = body.correction if body else None
    _visible(session, caller, WRITE, quarantined_event_id)
    quarantine.replay(
        context_of(request),
        session,
        quarantined_event_id,
        actor=caller.actor,
        correction=correction,
    )
    action = "tracking.replay" if correction is None else "tracking.correct"
    return _audited(session, caller, quarantined_event_id, action)


@router.post(
    "/{quarantined_event_id}/discard",
    responses=fails_with(QuarantinedEventNotFound, QuarantinedEventSettled),
)
def discard_quarantined_event(
    quarantined_event_id: QuarantineCode, caller: Writer, session: Db
) -> QuarantinedEvent:
    """Give an event up; its content is wiped."""
    _visible(session, caller, WRITE, quarantined_event_id)
    quarantine.discard(session, quarantined_event_id, actor=caller.actor)
    return _audited(session, caller, quarantined_event_id, "tracking.discard")


@router.post("/replays", responses=fails_with(InboxFull, InboxUnavailable))
def replay_quarantine_reason(
    body: ReasonAction, caller: Writer, session: Db, request: Request
) -> ActionCount:
    """Load up to 500 waiting events of a reason again, oldest first."""
    count = quarantine.replay_reason(
        context_of(request),
        session,
        body.reason,
        actor=caller.actor,
        sources=visible_sources(session, caller, WRITE),
    )
    _audit_reason(session, caller, "tracking.replay", body.reason, count)
    return ActionCount(count=count)


@router.post("/discards")
def discard_quarantine_reason(body: ReasonAction, caller: Writer, session: Db) -> ActionCount:
    """Give up every waiting event of a reason."""
    sources = visible_sources(session, caller, WRITE)
    count = quarantine.discard_reason(session, body.reason, actor=caller.actor, sources=sources)
    _audit_reason(session, caller, "tracking.discard", body.reason, count)
    return ActionCount(count=count)


def _visible(session: Db, caller: Caller, permission: str, event_id: int) -> QuarantinedRow:
    sources = visible_sources(session, caller, permission)
    return quarantine.require_quarantined(session, event_id, sources=sources)


def _fields(row: QuarantinedRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "reason": row.reason,
        "facts": row.facts,
        "source": row.source or None,
        "type": row.type or None,
        "event": row.event or None,
        "message_id": row.message_id,
        "preview": row.preview,
        "received_at": row.received_at,
        "state": row.state,
        "settled_at": row.settled_at,
        "settled_by": row.settled_by or None,
    }


def _audited(
    session: Db, caller: Caller, quarantined_event_id: int, action: str
) -> QuarantinedEvent:
    row = quarantine.require_quarantined(session, quarantined_event_id)
    shown = QuarantinedEvent(**_fields(row))
    write_audit(
        session,
        caller.actor,
        action=action,
        target=shown.model_dump(mode="json")["id"],
        before={"state": QuarantineState.waiting},
        after={"state": row.state},
    )
    return shown


def _audit_reason(session: Db, caller: Caller, action: str, reason: str, count: int) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=f"quarantine:{reason}",
        before=None,
        after={"count": count},
    )
