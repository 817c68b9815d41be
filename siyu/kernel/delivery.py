"""Hands outbox rows to subscribers: at least once, in order, each with a cursor of its own.

A handler that fails holds its own subscriber back, is tried again with growing pauses and after
``ATTEMPTS_MAX`` tries is parked, where the console and ``siyu doctor`` show it and a person lets it
run again. Nothing is swallowed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import BigInteger, Text, cast, delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .context import Context
from .database import BigId, Record, Session, Table, insert_missing
from .errors import Conflict, NotFound
from .events import Event, EventTypes, OutboxRow, Subscription, occurring

ATTEMPTS_MAX = 8
BATCH_EVENTS_MAX = 200
PAUSE_SECONDS_FIRST = 1.0
PAUSE_SECONDS_MAX = 60.0
KEPT_DAYS = 7

log = structlog.get_logger(__name__)


class Cursor(Table):
    """How far one subscriber has come, and how its current event has fared."""

    __tablename__ = "kernel_outbox_cursor"

    subscriber: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(BigId)
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")


class ParkedEvent(Record):
    """An event a subscriber could not handle; waits for a person."""

    __tablename__ = "kernel_parked_event"

    subscriber: Mapped[str] = mapped_column(index=True)
    outbox_id: Mapped[int] = mapped_column(BigInteger)
    published_at: Mapped[datetime]
    name: Mapped[str]
    payload: Mapped[dict[str, Any]]
    error: Mapped[str]
    parked_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


@dataclass(eq=False)
class ParkedEventNotFound(NotFound):
    """No parked event has this id."""

    parked_event_id: int


@dataclass(eq=False)
class HandlerFailedAgain(Conflict):
    """The handler failed on this event again; it stays parked."""

    parked_event_id: int
    error: str


class Delivery:
    """The running outbox of one process."""

    def __init__(
        self, context: Context, types: EventTypes, subscriptions: Sequence[Subscription]
    ) -> None:
        names = [subscription.subscriber for subscription in subscriptions]
        if len(set(names)) < len(names):
            raise ValueError(f"subscribers share a name: {sorted(names)}")
        self._context = context
        self._types = types
        self._subscriptions = list(subscriptions)

    def register(self) -> None:
        """Give new subscribers a cursor at the end of the outbox."""
        with self._context.session() as session:
            last = session.scalar(select(func.max(OutboxRow.id))) or 0
            rows = [
                {"subscriber": s.subscriber, "position": last, "attempts": 0, "last_error": ""}
                for s in self._subscriptions
            ]
            insert_missing(session, Cursor, rows, keys=["subscriber"])

    def deliver_pending(self) -> int:
        """Hand over what waits, once round all subscribers; returns how many events ran."""
        return sum(self._deliver(subscription) for subscription in self._subscriptions)

    def retry_parked(self, parked_event_id: int) -> None:
        """Run a parked event's handler again, now.

        Raises:
            ParkedEventNotFound: no such event, or already settled.
            HandlerFailedAgain: the event stays parked, with the new error.

        """
        try:
            self._settle_parked(parked_event_id)
        except (ParkedEventNotFound, OperationalError):
            raise
        except Exception as error:
            log.warning("outbox.retry_failed", parked_event_id=parked_event_id, exc_info=error)
            said = _said(error)
            with self._context.session() as session:
                session.get_one(ParkedEvent, parked_event_id).error = said
            raise HandlerFailedAgain(parked_event_id, said) from error

    def _settle_parked(self, parked_event_id: int) -> None:
        with self._context.session() as session:
            parked = session.get(ParkedEvent, parked_event_id, with_for_update=True)
            if parked is None or parked.settled_at:
                raise ParkedEventNotFound(parked_event_id)
            wanted = [s for s in self._subscriptions if s.subscriber == parked.subscriber]
            kind = self._types.find(parked.name)
            if not wanted or kind is None:
                raise ParkedEventNotFound(parked_event_id)
            row = OutboxRow(
                id=parked.outbox_id,
                name=parked.name,
                payload=parked.payload,
                published_at=parked.published_at,
            )
            self._handle(session, wanted[0], row)
            parked.settled_at = now()

    def trim(self) -> int:
        """Drop rows that all have passed and that are older than a week; returns how many."""
        with self._context.session() as session:
            passed = session.scalar(select(func.min(Cursor.position))) or 0
            result: Any = session.execute(
                delete(OutboxRow).where(
                    OutboxRow.id <= passed,
                    OutboxRow.published_at < now() - timedelta(days=KEPT_DAYS),
                )
            )
            return int(result.rowcount)

    def _deliver(self, subscription: Subscription) -> int:
        if not self._has_work(subscription):
            return 0
        try:
            return self._deliver_batch(subscription, BATCH_EVENTS_MAX)
        except OperationalError:
            raise
        except Exception:
            # Some event of the batch failed and the batch was rolled back: go one by one.
            return self._deliver_one(subscription)

    def _has_work(self, subscription: Subscription) -> bool:
        with self._context.session(read_only=True) as session:
            cursor = session.get(Cursor, subscription.subscriber)
            if cursor is None or (cursor.retry_at and cursor.retry_at > now()):
                return False
            return session.scalar(_visible(session, cursor.position).limit(1)) is not None

    def _deliver_batch(self, subscription: Subscription, most: int) -> int:
        with self._context.session() as session:
            cursor = self._claim(session, subscription)
            if cursor is None:
                return 0
            rows = session.scalars(_visible(session, cursor.position).limit(most)).all()
            for row in rows:
                self._handle(session, subscription, row)
            if rows:
                cursor.position, cursor.attempts, cursor.retry_at = rows[-1].id, 0, None
            return len(rows)

    def _deliver_one(self, subscription: Subscription) -> int:
        try:
            return self._deliver_batch(subscription, 1)
        except OperationalError:
            raise
        except Exception as error:
            self._note_failure(subscription, error)
            return 0

    def _note_failure(self, subscription: Subscription, error: Exception) -> None:
        # The text of an error may quote data; its type and our own codes never do.
        said = getattr(error, "code", lambda: type(error).__name__)()
        with self._context.session() as session:
            cursor = self._claim(session, subscription)
            if cursor is None:
                return
            row = session.scalars(_visible(session, cursor.position).limit(1)).first()
            if row is None:
                return
            cursor.attempts += 1
            cursor.last_error = str(said)
            log.warning(
                "outbox.handler_failed",
                subscriber=subscription.subscriber,
                event_name=row.name,
                outbox_id=row.id,
                attempts=cursor.attempts,
                error=said,
                exc_info=error,
            )
            if cursor.attempts < ATTEMPTS_MAX:
                pause = min(PAUSE_SECONDS_FIRST * 2 ** (cursor.attempts - 1), PAUSE_SECONDS_MAX)
                cursor.retry_at = now() + timedelta(seconds=pause)
                return
            session.add(
                ParkedEvent(
                    subscriber=subscription.subscriber,
                    outbox_id=row.id,
                    published_at=row.published_at,
                    name=row.name,
                    payload=row.payload,
                    error=_said(error),
                    parked_at=now(),
                )
            )
            cursor.position, cursor.attempts, cursor.retry_at = row.id, 0, None

    def _claim(self, session: Session, subscription: Subscription) -> Cursor | None:
        # Two workers on PostgreSQL: the second finds the row locked and leaves it to the first.
        cursor = session.scalars(
            select(Cursor)
            .where(Cursor.subscriber == subscription.subscriber)
            .with_for_update(skip_locked=True)
        ).first()
        return None if cursor and cursor.retry_at and cursor.retry_at > now() else cursor

    def _handle(self, session: Session, subscription: Subscription, row: OutboxRow) -> None:
        kind = self._types.find(row.name)
        if kind is None or not issubclass(kind, subscription.event):
            return
        event = self._types.revive(row)
        with structlog.contextvars.bound_contextvars(outbox_id=row.id), occurring(row):
            subscription.handler(session, event, self._context)


def lags(session: Session) -> dict[str, int]:
    """Events each subscriber has still to see."""
    last = session.scalar(select(func.max(OutboxRow.id))) or 0
    return {
        cursor.subscriber: max(0, last - cursor.position)
        for cursor in session.scalars(select(Cursor))
    }


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


def _visible(session: Session, position: int) -> Any:
    query = select(OutboxRow).where(OutboxRow.id > position).order_by(OutboxRow.id)
    if session.get_bind().dialect.name == "postgresql":
        oldest = func.pg_snapshot_xmin(func.pg_current_snapshot())
        query = query.where(OutboxRow.transaction_id < cast(cast(oldest, Text), BigInteger))
    return query


__all__ = [
    "Delivery",
    "Event",
    "HandlerFailedAgain",
    "ParkedEvent",
    "ParkedEventNotFound",
    "lags",
]
