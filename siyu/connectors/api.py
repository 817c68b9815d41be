"""Webhooks: endpoints, their secrets, deliveries, replays and tests."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from sqlalchemy import ColumnElement, select

from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    allow,
    decode_cursor,
    fails_with,
    page_of,
    service,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.events import EventTypes
from siyu.kernel.ids import code
from siyu.organization import OutsideScope, require_at, write_audit

from .contracts import DeliveryState
from .deliveries import replay, require_delivery
from .errors import (
    EventUnknown,
    WebhookDeliveryNotFound,
    WebhookNotFound,
    WebhookUrlInvalid,
    WebhookUrlPrivate,
)
from .models import AttemptRow, DeliveryRow, WebhookRow
from .schemas import (
    AttemptOut,
    DeliveryCode,
    DeliveryDetail,
    DeliveryOut,
    EventPattern,
    EventTypeOut,
    ReplayCreate,
    ReplayOut,
    SecretRotate,
    WebhookChange,
    WebhookCode,
    WebhookCreate,
    WebhookMade,
    WebhookOut,
)
from .sender import Sender
from .webhooks import (
    add_webhook,
    change_webhook,
    check_events,
    check_url,
    require_webhook,
    rotate_secret,
)

router = APIRouter(prefix="/webhooks", tags=["webhooks"], route_class=IdempotentRoute)

READ, MANAGE = "connectors.read_webhooks", "connectors.manage_webhooks"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Types = Annotated[EventTypes, Depends(service(EventTypes))]
Sending = Annotated[Sender, Depends(service(Sender))]

_ALWAYS = (Unauthenticated, PermissionMissing, OutsideScope)
_ON_CHANGE = (*_ALWAYS, WebhookUrlInvalid, WebhookUrlPrivate, EventUnknown)


@router.get("", responses=fails_with(*_ALWAYS))
def list_webhooks(session: Db, caller: Reader, page: PageRequest) -> Page[WebhookOut]:
    """All endpoints."""
    require_at(session, caller, READ, None)
    query = select(WebhookRow).order_by(WebhookRow.id).limit(page.limit + 1)
    if position := decode_cursor(page.cursor, int):
        query = query.where(WebhookRow.id > position[0])
    return page_of(session.scalars(query).all(), page, item=_out, position=lambda row: (row.id,))


@router.get("/event-types", responses=fails_with(*_ALWAYS))
def list_event_types(caller: Reader, types: Types) -> list[EventTypeOut]:
    """Events this installation publishes."""
    found = [(name, types.find(name)) for name in types.names()]
    return [
        EventTypeOut(name=name, description=(kind.__doc__ or "").strip().split("\n")[0])
        for name, kind in found
    ]


@router.post("", status_code=201, responses=fails_with(*_ON_CHANGE))
def create_webhook(
    session: Db, context: Running, caller: Manager, types: Types, body: WebhookCreate
) -> WebhookMade:
    """Add an endpoint; the answer holds its secret."""
    require_at(session, caller, MANAGE, None)
    _check(context, types, body.url, body.events)
    row = add_webhook(session, **body.model_dump())
    _note(session, caller, "webhooks.create", row, before=None)
    return _made(row)


@router.get("/{webhook_id}", responses=fails_with(*_ALWAYS, WebhookNotFound))
def get_webhook(session: Db, caller: Reader, webhook_id: WebhookCode) -> WebhookOut:
    """One endpoint."""
    require_at(session, caller, READ, None)
    return _out(require_webhook(session, webhook_id))


@router.patch("/{webhook_id}", responses=fails_with(*_ON_CHANGE, WebhookNotFound))
def change(
    session: Db,
    context: Running,
    caller: Manager,
    types: Types,
    webhook_id: WebhookCode,
    body: WebhookChange,
) -> WebhookOut:
    """Change an endpoint, stop it, or start it again."""
    require_at(session, caller, MANAGE, None)
    _check(context, types, body.url, body.events)
    before = _plain(require_webhook(session, webhook_id))
    row = change_webhook(session, webhook_id, body.model_dump(exclude_none=True))
    _note(session, caller, "webhooks.update", row, before=before)
    return _out(row)


@router.delete("/{webhook_id}", status_code=204, responses=fails_with(*_ALWAYS, WebhookNotFound))
def delete_webhook(session: Db, caller: Manager, webhook_id: WebhookCode) -> Response:
    """Remove an endpoint with its deliveries."""
    require_at(session, caller, MANAGE, None)
    row = require_webhook(session, webhook_id, lock=True)
    _note(session, caller, "webhooks.delete", row, before=_plain(row))
    session.delete(row)
    return Response(status_code=204)


@router.post("/{webhook_id}/secret", responses=fails_with(*_ALWAYS, WebhookNotFound))
def create_secret(
    session: Db, caller: Manager, webhook_id: WebhookCode, body: SecretRotate
) -> WebhookMade:
    """A new secret; for a while deliveries are signed by both."""
    require_at(session, caller, MANAGE, None)
    row = rotate_secret(session, webhook_id, overlap_hours=body.overlap_hours)
    _note(session, caller, "webhooks.rotate_secret", row, before=None)
    return _made(row)


@router.post(
    "/{webhook_id}/pings", status_code=201, responses=fails_with(*_ALWAYS, WebhookNotFound)
)
def create_ping(
    context: Running, caller: Manager, sender: Sending, webhook_id: WebhookCode
) -> DeliveryDetail:
    """Send a test now and show how it went."""
    with context.session(read_only=True) as session:
        require_at(session, caller, MANAGE, None)
    delivery_id = sender.ping(webhook_id)
    with context.session(read_only=True) as session:
        return _detail(session, require_delivery(session, webhook_id, delivery_id))


@router.get("/{webhook_id}/deliveries", responses=fails_with(*_ALWAYS, WebhookNotFound))
def list_deliveries(
    session: Db,
    caller: Reader,
    page: PageRequest,
    webhook_id: WebhookCode,
    state: DeliveryState | None = None,
    event: EventPattern | None = None,
) -> Page[DeliveryOut]:
    """Deliveries of an endpoint, newest first; kept for 30 days."""
    require_at(session, caller, READ, None)
    require_webhook(session, webhook_id)
    query = (
        select(DeliveryRow)
        .where(DeliveryRow.webhook_id == webhook_id)
        .order_by(DeliveryRow.id.desc())
        .limit(page.limit + 1)
    )
    if state:
        query = query.where(DeliveryRow.state == state)
    if event:
        query = query.where(DeliveryRow.event == event)
    if position := decode_cursor(page.cursor, int):
        query = query.where(DeliveryRow.id < position[0])
    return page_of(
        session.scalars(query).all(),
        page,
        item=lambda row: DeliveryOut(**_delivery(row)),
        position=lambda row: (row.id,),
    )


@router.get(
    "/{webhook_id}/deliveries/{delivery_id}",
    responses=fails_with(*_ALWAYS, WebhookDeliveryNotFound),
)
def get_delivery(
    session: Db, caller: Reader, webhook_id: WebhookCode, delivery_id: DeliveryCode
) -> DeliveryDetail:
    """One delivery with what was sent and every attempt."""
    require_at(session, caller, READ, None)
    return _detail(session, require_delivery(session, webhook_id, delivery_id))


@router.post(
    "/{webhook_id}/replays", status_code=201, responses=fails_with(*_ALWAYS, WebhookNotFound)
)
def create_replay(
    session: Db, caller: Manager, webhook_id: WebhookCode, body: ReplayCreate
) -> ReplayOut:
    """Send deliveries again, under the ids they had."""
    require_at(session, caller, MANAGE, None)
    row = require_webhook(session, webhook_id)
    conditions: list[ColumnElement[bool]] = []
    if body.delivery_ids is not None:
        conditions.append(DeliveryRow.id.in_(body.delivery_ids))
    if body.state or body.delivery_ids is None:
        conditions.append(DeliveryRow.state == (body.state or DeliveryState.failed))
    if body.event:
        conditions.append(DeliveryRow.event == body.event)
    if body.since:
        conditions.append(DeliveryRow.created_at >= body.since)
    if body.until:
        conditions.append(DeliveryRow.created_at < body.until)
    count = replay(session, webhook_id, *conditions)
    _note(session, caller, "webhooks.replay", row, before=None)
    return ReplayOut(deliveries=count)


def _check(context: Context, types: EventTypes, url: str | None, events: list[str] | None) -> None:
    if url is not None:
        check_url(url, private_addresses=context.settings.webhook_private_addresses)
    if events is not None:
        check_events(events, types)


def _out(row: WebhookRow) -> WebhookOut:
    return WebhookOut(
        id=row.id,
        url=row.url,
        description=row.description,
        events=row.events,
        active=row.active,
        failing_since=row.failing_since,
        disabled_at=row.disabled_at,
        disabled_reason=row.disabled_reason,
        created_at=row.created_at,
    )


def _made(row: WebhookRow) -> WebhookMade:
    return WebhookMade(**_out(row).model_dump(), secret=row.secret)


def _delivery(row: DeliveryRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "event": row.event,
        "state": DeliveryState(row.state),
        "attempts": row.attempts,
        "created_at": row.created_at,
        "next_attempt_at": row.due_at if row.state == DeliveryState.pending else None,
        "finished_at": row.finished_at,
    }


def _detail(session: Session, row: DeliveryRow) -> DeliveryDetail:
    attempts = session.scalars(
        select(AttemptRow)
        .where(AttemptRow.delivery_id == row.id)
        .order_by(AttemptRow.id.desc())
        .limit(100)
    )
    log = [
        AttemptOut(
            number=attempt.number,
            at=attempt.at,
            duration_ms=attempt.duration_ms,
            status=attempt.status,
            response=attempt.response,
            error=attempt.error,
        )
        for attempt in attempts
    ]
    return DeliveryDetail(**_delivery(row), body=row.body, log=log)


def _plain(row: WebhookRow) -> dict[str, Any]:
    # The address may carry a token: the log keeps only where it leads.
    host = row.url.split("/")[2]
    return {
        "host": host,
        "events": row.events,
        "description": row.description,
        "active": row.active,
    }


def _note(
    session: Session,
    caller: Caller,
    action: str,
    row: WebhookRow,
    *,
    before: dict[str, Any] | None,
) -> None:
    write_audit(
        session,
        caller.actor,
        action=action,
        target=code("whk", row.id),
        before=before,
        after=None if action == "webhooks.delete" else _plain(row),
    )
