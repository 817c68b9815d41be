"""Hands outbox rows to subscribers: at least once, in order, each with a cursor of its own.

A handler that fails holds its own subscriber back, is tried again with growing pauses and after
``ATTEMPTS_MAX`` tries is parked, where the console and ``siyu doctor`` show it and a person lets it
run again. Nothing is swallowed.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import BigInteger, delete, func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .context import Context
from .database import BigId, Record, Session, Table, insert_missing
from .errors import Conflict, NotFound, SiyuError
from .events import Event, EventTypes, OutboxRow, Subscription, Told, occurring
from .reader import Reader, Stretch

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


@dataclass
class _Round:
    """Subscribers who are behind: who wants some of what comes next, and who only passes by."""

    busy: set[str] = field(default_factory=set)
    idle: dict[str, tuple[int, Stretch]] = field(default_factory=dict)


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
        self._reader = Reader(types)

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
        """Hand over what waits, once round all subscribers; returns how many events they passed."""
        round_ = self._look_round()
        passed = self._pass_by(round_.idle) if round_.idle else 0
        return passed + sum(
            self._deliver(s) for s in self._subscriptions if s.subscriber in round_.busy
        )

    def retry_parked(self, parked_event_id: int) -> None:
        """Run a parked event's handler again, now.

        Raises:
            ParkedEventNotFound: no such event, or already settled.
            HandlerFailedAgain: the event stays parked, with the new error.

        """
        try:
            self._settle_parked(parked_event_id)
        except ParkedEventNotFound:
            raise
        except Exception as error:
            _raise_if_the_store_fails(error)
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
            row = Told(parked.outbox_id, parked.name, parked.payload, parked.published_at)
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

    def _look_round(self) -> _Round:
        """Who has something to do: asked in one go, five times a second, for ever."""
        found = _Round()
        with self._context.session(read_only=True) as session:
            last = session.scalar(select(func.max(OutboxRow.id))) or 0
            cursors = session.execute(select(Cursor.subscriber, Cursor.position, Cursor.retry_at))
            behind = {
                subscriber: position
                for subscriber, position, retry_at in cursors
                if position < last and not (retry_at and retry_at > now())
            }
            ahead = {place: self._ahead(session, place) for place in set(behind.values())}
        for subscription in self._subscriptions:
            position = behind.get(subscription.subscriber)
            stretch, names = (None, frozenset[str]()) if position is None else ahead[position]
            if position is None or stretch is None:
                continue
            if any(self._reader.wants(subscription, name) for name in names):
                found.busy.add(subscription.subscriber)
            else:
                found.idle[subscription.subscriber] = (position, stretch)
        return found

    def _ahead(self, session: Session, position: int) -> tuple[Stretch | None, frozenset[str]]:
        stretch = self._reader.stretch(session, position)
        names = self._reader.names(session, position, stretch) if stretch else frozenset[str]()
        return stretch, names

    def _pass_by(self, idle: Mapping[str, tuple[int, Stretch]]) -> int:
        """Move all who want nothing of what comes next, in one transaction: each of its own waits for the disk."""
        passed = 0
        with self._context.session() as session:
            claimed = session.scalars(
                select(Cursor)
                .where(Cursor.subscriber.in_(idle))
                .order_by(Cursor.subscriber)
                .with_for_update(skip_locked=True)
            )
            for cursor in claimed.all():
                position, stretch = idle[cursor.subscriber]
                # Another worker may have moved it meanwhile.
                if cursor.position == position:
                    cursor.position, cursor.attempts, cursor.retry_at = stretch.last, 0, None
                    passed += stretch.count
        return passed

    def _deliver(self, subscription: Subscription) -> int:
        try:
            return self._deliver_batch(subscription, BATCH_EVENTS_MAX)
        except Exception as error:
            _raise_if_the_store_fails(error)
            # Some event of the batch failed and the batch was rolled back: go one by one.
            return self._deliver_one(subscription)

    def _deliver_batch(self, subscription: Subscription, most: int) -> int:
        with self._context.session() as session:
            cursor = self._claim(session, subscription)
            if cursor is None:
                return 0
            following = self._reader.next(session, subscription, cursor.position, most)
            if following is None:
                return 0
            for row in _rows(session, following.wanted):
                self._handle(session, subscription, row)
            cursor.position = following.stretch.last
            cursor.attempts, cursor.retry_at = 0, None
            return following.stretch.count

    def _deliver_one(self, subscription: Subscription) -> int:
        try:
            return self._deliver_batch(subscription, 1)
        except Exception as error:
            _raise_if_the_store_fails(error)
            self._note_failure(subscription, error)
            return 0

    def _note_failure(self, subscription: Subscription, error: Exception) -> None:
        # The text of an error may quote data; its type and our own codes never do.
        said = error.code() if isinstance(error, SiyuError) else type(error).__name__
        with self._context.session() as session:
            cursor = self._claim(session, subscription)
            if cursor is None:
                return
            following = self._reader.next(session, subscription, cursor.position, 1)
            if following is None or not following.wanted:
                return
            [row] = _rows(session, following.wanted)
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

    def _handle(self, session: Session, subscription: Subscription, row: Told) -> None:
        if not self._reader.wants(subscription, row.name):
            return
        event = self._types.revive(row)
        with structlog.contextvars.bound_contextvars(outbox_id=row.id), occurring(row):
            subscription.handler(session, event, self._context)


def _rows(session: Session, ids: Sequence[int]) -> Sequence[Told]:
    """Whole events, oldest first."""
    if not ids:
        return []
    columns = (OutboxRow.id, OutboxRow.name, OutboxRow.payload, OutboxRow.published_at)
    query = select(*columns).where(OutboxRow.id.in_(ids)).order_by(OutboxRow.id)
    return [Told(*row) for row in session.execute(query)]


def _raise_if_the_store_fails(error: Exception) -> None:
    """A store that is locked, full or gone is no handler's fault: everybody waits for it."""
    if not isinstance(error, OperationalError):
        return
    # SQLite also calls a statement operational that is wrong in itself, and will stay so.
    if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
        raise error


def lags(session: Session) -> dict[str, int]:
    """Events each subscriber has still to see."""
    last = session.scalar(select(func.max(OutboxRow.id))) or 0
    return {
        cursor.subscriber: max(0, last - cursor.position)
        for cursor in session.scalars(select(Cursor))
    }


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]


__all__ = [
    "Delivery",
    "Event",
    "HandlerFailedAgain",
    "ParkedEvent",
    "ParkedEventNotFound",
    "lags",
]
