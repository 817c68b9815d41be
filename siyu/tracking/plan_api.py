"""Routes of the tracking plan, and of what has been seen."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel import ids
from siyu.organization import allow_everywhere, write_audit

from . import plan
from .contracts import PlanMode
from .errors import EventNeverSeen, PlannedEventExists, PlannedEventNotFound, SchemaInvalid
from .models import PlannedEventRow, PlanRow, SeenEventRow, SeenPropertyRow
from .schemas import (
    PlannedEvent,
    PlannedEventCode,
    PlannedEventCreate,
    PlannedEventFromSeen,
    PlannedEventUpdate,
    SeenEventOut,
    SeenProperty,
    TrackingPlan,
    TrackingPlanUpdate,
)
from .seen import schema_from_seen

router = APIRouter(prefix="/tracking-plan", tags=["tracking-plan"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow("tracking.read")]
# One plan for all sources: not for who holds the permission at some node only.
Writer = Annotated[Caller, allow_everywhere("tracking.write")]


@router.get("")
def get_tracking_plan(caller: Reader, session: Db) -> TrackingPlan:
    """What happens to events the plan does not name."""
    row = session.get(PlanRow, 1)
    return TrackingPlan(default_mode=plan.default_mode(session), version=row.version if row else 0)


@router.put("")
def update_tracking_plan(body: TrackingPlanUpdate, caller: Writer, session: Db) -> TrackingPlan:
    """Set what happens to events the plan does not name."""
    before = plan.default_mode(session)
    plan.set_default_mode(session, body.default_mode)
    _audit(session, caller, "tracking.plan", {"default_mode": before}, body.model_dump())
    session.expire_all()
    return get_tracking_plan(caller, session)


@router.get("/events")
def list_planned_events(
    caller: Reader,
    session: Db,
    page: PageRequest,
    q: Annotated[Text | None, Query(max_length=250, description="Part of the name.")] = None,
) -> Page[PlannedEvent]:
    """Events the brand has agreed on, by name."""
    query = select(PlannedEventRow)
    if q:
        query = query.where(PlannedEventRow.event.icontains(q, autoescape=True))
    position = decode_cursor(page.cursor, str)
    if position is not None:
        query = query.where(PlannedEventRow.event > position[0])
    rows = session.scalars(query.order_by(PlannedEventRow.event).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[PlannedEvent.model_validate(row) for row in map(_fields, shown)],
        next_cursor=encode_cursor(shown[-1].event) if len(rows) > page.limit else None,
    )


@router.post("/events", status_code=201, responses=fails_with(PlannedEventExists, SchemaInvalid))
def create_planned_event(body: PlannedEventCreate, caller: Writer, session: Db) -> PlannedEvent:
    """Agree on an event."""
    row = plan.add_planned_event(
        session,
        body.event,
        description=body.description,
        mode=body.mode,
        schema=body.schema_,
    )
    return _told(session, caller, row, "tracking.plan_event_add", None)


@router.post(
    "/events/from-seen",
    status_code=201,
    responses=fails_with(PlannedEventExists, EventNeverSeen, SchemaInvalid),
)
def create_planned_event_from_seen(
    body: PlannedEventFromSeen, caller: Writer, session: Db
) -> PlannedEvent:
    """Agree on an event as it has come in so far."""
    if session.get(SeenEventRow, body.event) is None:
        raise EventNeverSeen(body.event)
    row = plan.add_planned_event(
        session,
        body.event,
        description="",
        mode=body.mode,
        schema=schema_from_seen(_properties(session, body.event)),
    )
    return _told(session, caller, row, "tracking.plan_event_add", None)


@router.get("/events/{planned_event_id}", responses=fails_with(PlannedEventNotFound))
def get_planned_event(
    planned_event_id: PlannedEventCode, caller: Reader, session: Db
) -> PlannedEvent:
    """One planned event."""
    return PlannedEvent.model_validate(
        _fields(plan.require_planned_event(session, planned_event_id))
    )


@router.patch(
    "/events/{planned_event_id}", responses=fails_with(PlannedEventNotFound, SchemaInvalid)
)
def update_planned_event(
    planned_event_id: PlannedEventCode, body: PlannedEventUpdate, caller: Writer, session: Db
) -> PlannedEvent:
    """Change a planned event."""
    before = _fields(plan.require_planned_event(session, planned_event_id))
    changes = {
        name: value
        for name, value in (
            ("description", body.description),
            ("mode", body.mode),
            ("schema", body.schema_),
        )
        if value is not None
    }
    row = plan.change_planned_event(session, planned_event_id, changes)
    return _told(session, caller, row, "tracking.plan_event_change", before)


@router.delete(
    "/events/{planned_event_id}", status_code=204, responses=fails_with(PlannedEventNotFound)
)
def delete_planned_event(planned_event_id: PlannedEventCode, caller: Writer, session: Db) -> None:
    """Take an event out of the plan; what was tracked stays."""
    before = _fields(plan.require_planned_event(session, planned_event_id))
    plan.remove_planned_event(session, planned_event_id)
    _audit(
        session,
        caller,
        "tracking.plan_event_remove",
        _plain(before),
        None,
        target=ids.code("pev", planned_event_id),
    )


@router.get("/seen")
def list_seen_events(
    caller: Reader,
    session: Db,
    page: PageRequest,
    q: Annotated[Text | None, Query(max_length=250, description="Part of the name.")] = None,
    planned: bool | None = None,
) -> Page[SeenEventOut]:
    """Event names as they have come in, newest first; in the plan or not, where that is asked."""
    query = select(SeenEventRow, PlannedEventRow.id).outerjoin(
        PlannedEventRow, PlannedEventRow.event == SeenEventRow.event
    )
    if q:
        query = query.where(SeenEventRow.event.icontains(q, autoescape=True))
    if planned is not None:
        known = PlannedEventRow.id.is_not(None)
        query = query.where(known if planned else ~known)
    position = decode_cursor(page.cursor, int)
    offset = min(max(position[0], 0), 1_000_000) if position else 0
    rows = session.execute(
        query.order_by(SeenEventRow.last_seen_at.desc(), SeenEventRow.event)
        .offset(offset)
        .limit(page.limit + 1)
    ).all()
    return Page(
        items=[
            SeenEventOut(
                event=row.event,
                count=row.count,
                blocked=row.blocked,
                unfit=row.unfit,
                first_seen_at=row.first_seen_at,
                last_seen_at=row.last_seen_at,
                planned=planned_id is not None,
            )
            for row, planned_id in rows[: page.limit]
        ],
        next_cursor=encode_cursor(offset + page.limit) if len(rows) > page.limit else None,
    )


@router.get("/seen/properties", responses=fails_with(EventNeverSeen))
def list_seen_properties(
    event: Annotated[Text, Query(min_length=1, max_length=250)], caller: Reader, session: Db
) -> list[SeenProperty]:
    """Properties that events of a name have had."""
    if session.get(SeenEventRow, event) is None:
        raise EventNeverSeen(event)
    return [SeenProperty.model_validate(row) for row in _properties(session, event)]


def _properties(session: Db, event: str) -> list[SeenPropertyRow]:
    query = select(SeenPropertyRow).where(SeenPropertyRow.event == event)
    return list(session.scalars(query.order_by(SeenPropertyRow.name)))


def _fields(row: PlannedEventRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "event": row.event,
        "description": row.description,
        "mode": PlanMode(row.mode),
        "schema": row.schema,
        "changed_at": row.changed_at,
    }


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: fields[name] for name in ("event", "description", "mode", "schema")}


def _told(
    session: Db,
    caller: Caller,
    row: PlannedEventRow,
    action: str,
    before: dict[str, Any] | None,
) -> PlannedEvent:
    fields = _fields(row)
    _audit(
        session,
        caller,
        action,
        _plain(before) if before else None,
        _plain(fields),
        target=ids.code("pev", row.id),
    )
    return PlannedEvent.model_validate(fields)


def _audit(
    session: Db,
    caller: Caller,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    *,
    target: str = "tracking-plan",
) -> None:
    write_audit(session, caller.actor, action=action, target=target, before=before, after=after)
