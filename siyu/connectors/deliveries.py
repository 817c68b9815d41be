"""Deliveries: rows that wait, are claimed, and end well or after a day of trying."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import ColumnElement, exists, select, update

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.events import Event, occurrence, publish
from siyu.kernel.ids import code
from siyu.organization import write_audit

from .contracts import DeliveryState
from .errors import WebhookDeliveryNotFound
from .events import WebhookDisabled
from .models import RESPONSE_CHARACTERS_MAX, AttemptRow, DeliveryRow, WebhookRow
from .payloads import event_body, ping_body
from .webhooks import keys_of, require_webhook, wants

PAUSE_SECONDS_FIRST = 5.0
PAUSE_SECONDS_MAX = 2 * 3600.0
JITTER = 0.25  # of the pause, either way, so that a recovering endpoint is not hit at once
TRIED_FOR = timedelta(hours=24)
DISABLED_AFTER = timedelta(days=3)
# Far longer than an attempt may take: past it, whoever claimed the delivery is dead.
LEASE = timedelta(seconds=90)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A delivery that this worker, and no other, sends now."""

    delivery_id: int
    webhook_id: int
    event: str
    body: str
    number: int
    url: str
    keys: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How an attempt went.

    Args:
        status: of the answer, where there was one.
        retry_after_seconds: what the endpoint asked for.

    """

    at: datetime
    duration_ms: int
    status: int | None = None
    response: str = ""
    error: str = ""
    retry_after_seconds: float = 0.0

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def fan_out(session: Session, event: Event, context: Context) -> None:
    """Give an event a delivery for every endpoint that wants it, once."""
    wanted = [hook_id for hook_id, events in _listening(session) if wants(events, event.name)]
    if not wanted:
        return
    happened = occurrence()
    body = event_body(event, outbox_id=happened.outbox_id, occurred_at=happened.published_at)
    rows = [
        _new(hook_id, happened.outbox_id, event.name, body, tried_for=TRIED_FOR)
        for hook_id in wanted
    ]
    insert_missing(session, DeliveryRow, rows, keys=["webhook_id", "outbox_id"])


def add_ping(session: Session, webhook_id: int) -> int:
    """A test delivery, already claimed by the caller; tried once."""
    require_webhook(session, webhook_id)
    row = DeliveryRow(**_new(webhook_id, None, "connectors.ping", "", tried_for=timedelta(0)))
    row.due_at, row.attempts = now() + LEASE, 1
    session.add(row)
    session.flush()
    row.body = ping_body(number=row.id, occurred_at=row.created_at)
    session.flush()
    return row.id


def due_webhooks(session: Session) -> Sequence[tuple[int, bool]]:
    """Endpoints for which something is due, and whether each has been failing."""
    due = exists().where(DeliveryRow.webhook_id == WebhookRow.id, _is_due())
    found = session.execute(
        select(WebhookRow.id, WebhookRow.failing_since.is_not(None))
        .where(WebhookRow.active, due)
        .order_by(WebhookRow.id)
    )
    return [(row[0], bool(row[1])) for row in found]


def claim(session: Session, webhook_id: int, most: int) -> list[Claim]:
    """Take up to ``most`` due deliveries of an endpoint, oldest first.

    The claim runs out by itself, so what a dead worker held is sent again, under the same id.
    """
    webhook = session.get(WebhookRow, webhook_id)
    if webhook is None or not webhook.active:
        return []
    rows = session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.webhook_id == webhook_id, _is_due())
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        row.due_at, row.attempts = now() + LEASE, row.attempts + 1
    session.flush()
    return [_claim(row, webhook) for row in rows]


def claim_of(session: Session, delivery_id: int) -> Claim:
    """The claim that a delivery is under now."""
    row = session.get_one(DeliveryRow, delivery_id)
    return _claim(row, session.get_one(WebhookRow, row.webhook_id))


def settle(session: Session, claimed: Claim, outcome: Outcome, *, jitter: float) -> None:
    """Write down how an attempt went, and when to try again.

    Args:
        jitter: in [-1, 1].

    """
    webhook = session.get(WebhookRow, claimed.webhook_id, with_for_update=True)
    if webhook is None:
        return
    row = session.get(DeliveryRow, claimed.delivery_id, with_for_update=True)
    if row is None or row.attempts != claimed.number or row.state != DeliveryState.pending:
        # The claim had run out, and another worker, or a replay, has gone on from there.
        return
    session.add(
        AttemptRow(
            delivery_id=row.id,
            number=row.attempts,
            at=outcome.at,
            duration_ms=outcome.duration_ms,
            status=outcome.status,
            response=outcome.response[:RESPONSE_CHARACTERS_MAX],
            error=outcome.error,
        )
    )
    is_ping = row.outbox_id is None
    if outcome.is_good:
        row.state, row.finished_at = DeliveryState.delivered, now()
        webhook.failing_since = None
    else:
        pause = pause_seconds(row.attempts, jitter=jitter)
        row.due_at = now() + timedelta(seconds=max(pause, outcome.retry_after_seconds))
        if row.due_at > row.retry_until:
            row.state, row.finished_at = DeliveryState.failed, now()
        if not is_ping:
            _note_failure(session, webhook, outcome)
    session.flush()


def pause_seconds(attempts: int, *, jitter: float) -> float:
    """How long to wait after the n-th attempt: doubling, up to two hours, a quarter either way."""
    pause = min(PAUSE_SECONDS_FIRST * 2.0 ** min(attempts - 1, 30), PAUSE_SECONDS_MAX)
    return pause * (1 + JITTER * jitter)


def replay(session: Session, webhook_id: int, *conditions: ColumnElement[bool]) -> int:
    """Send deliveries again, under their old ids, for another day; returns how many."""
    result: Any = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.webhook_id == webhook_id, DeliveryRow.outbox_id.is_not(None))
        .where(*conditions)
        .values(
            state=DeliveryState.pending,
            attempts=0,
            due_at=now(),
            retry_until=now() + TRIED_FOR,
            finished_at=None,
        )
        .execution_options(synchronize_session=False)
    )
    return int(result.rowcount)


def require_delivery(session: Session, webhook_id: int, delivery_id: int) -> DeliveryRow:
    """A delivery of this endpoint.

    Raises:
        WebhookDeliveryNotFound: it has none such.

    """
    row = session.get(DeliveryRow, delivery_id)
    if row is None or row.webhook_id != webhook_id:
        raise WebhookDeliveryNotFound(delivery_id)
    return row


def _listening(session: Session) -> list[tuple[int, list[str]]]:
    # Asked once per transaction, which may hand over hundreds of events.
    key = "connectors.listening"
    if key not in session.info:
        found = session.execute(select(WebhookRow.id, WebhookRow.events).where(WebhookRow.active))
        session.info[key] = [(row[0], row[1]) for row in found]
    listening: list[tuple[int, list[str]]] = session.info[key]
    return listening


def _new(
    webhook_id: int, outbox_id: int | None, event: str, body: str, *, tried_for: timedelta
) -> dict[str, Any]:
    return {
        "webhook_id": webhook_id,
        "outbox_id": outbox_id,
        "event": event,
        "body": body,
        "state": DeliveryState.pending,
        "attempts": 0,
        "due_at": now(),
        "retry_until": now() + tried_for,
        "created_at": now(),
    }


def _is_due() -> ColumnElement[bool]:
    return (DeliveryRow.state == DeliveryState.pending) & (DeliveryRow.due_at <= now())


def _claim(row: DeliveryRow, webhook: WebhookRow) -> Claim:
    return Claim(
        delivery_id=row.id,
        webhook_id=row.webhook_id,
        event=row.event,
        body=row.body,
        number=row.attempts,
        url=webhook.url,
        keys=tuple(keys_of(webhook)),
    )


def _note_failure(session: Session, webhook: WebhookRow, outcome: Outcome) -> None:
    webhook.failing_since = webhook.failing_since or now()
    if outcome.status == 410:
        _disable(session, webhook, "gone")
    elif now() - webhook.failing_since >= DISABLED_AFTER:
        _disable(session, webhook, "failing")


def _disable(session: Session, webhook: WebhookRow, reason: str) -> None:
    if not webhook.active:
        return
    webhook.active, webhook.disabled_at, webhook.disabled_reason = False, now(), reason
    log.warning("webhook.disabled", webhook_id=webhook.id, reason=reason)
    write_audit(
        session,
        "system",
        action="webhooks.disable",
        target=code("whk", webhook.id),
        before={"active": True},
        after={"active": False, "reason": reason},
    )
    publish(session, WebhookDisabled(webhook_id=webhook.id, reason=reason))
