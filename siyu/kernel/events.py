"""Facts that already happened, stored in the transaction that made them true (the outbox).

``publish`` writes a row; ``kernel.delivery`` hands it to every subscriber at least once, in order.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, NamedTuple, TypeVar

import msgspec
from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .context import Context
from .database import Record, Session
from .gaps import NEXT_ID, in_postgresql


@dataclass(frozen=True, kw_only=True)
class Event:
    """Base of all events: a frozen dataclass in the past tense.

    Fields are what msgspec can carry as JSON: numbers, text, datetimes, decimals, enums, lists,
    dicts. Identifiers of people travel as ids, never as phone, e-mail or name.
    """

    name: ClassVar[str]
    """``<module>.<what_happened>``, such as ``people.persons_merged``."""

    title: ClassVar[str] = ""
    """Name on the person's timeline, such as "Order Paid"; empty: it stays off the timeline."""

    by_person: ClassVar[bool] = False
    """The person did it (ordered, opened, clicked); else it was done to them, and tells of no activity."""

    person_field: ClassVar[str] = "person_id"
    """Field that names the person it happened to, where there is one."""

    codes: ClassVar[Mapping[str, str]] = {"person_id": "per"}
    """Fields that are ids of records → the prefix under which the outside knows them."""


class OutboxRow(Record):
    """A published event; kept until every subscriber has passed it and a week is over."""

    __tablename__ = "kernel_outbox"

    name: Mapped[str]
    payload: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(BigInteger)
    published_at: Mapped[datetime] = mapped_column(index=True)


class Told(NamedTuple):
    """A published event as it is read back, without what the ORM keeps of a row."""

    id: int
    name: str
    payload: dict[str, Any]
    published_at: datetime


E_ = TypeVar("E_", bound=Event)
Handler = Callable[[Session, E_, Context], None]


@dataclass(frozen=True)
class Subscription:
    """A handler of one kind of event, or of all where ``event`` is ``Event`` itself.

    Args:
        subscriber: stable name, ``<module>.<what_it_does>``; the cursor hangs on it.
        event: class of the events it wants.
        handler: called in a transaction of its own together with the cursor's move, so whatever it
            writes to the relational store happens once; anything else must be idempotent.

    """

    subscriber: str
    event: type[Event]
    handler: Handler[Any]


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """The outbox row behind the event in hand; ``outbox_id`` is a cause that never repeats."""

    outbox_id: int
    published_at: datetime


_occurrence: ContextVar[Occurrence] = ContextVar("siyu_occurrence")


def occurrence() -> Occurrence:
    """What the running handler is about.

    Raises:
        LookupError: no handler is running in this thread.

    """
    return _occurrence.get()


@contextmanager
def occurring(row: Told) -> Iterator[None]:
    """Let handlers inside the block ask for ``occurrence``."""
    token = _occurrence.set(Occurrence(outbox_id=row.id, published_at=row.published_at))
    try:
        yield
    finally:
        _occurrence.reset(token)


class EventTypes:
    """Every event class by name, so that stored payloads come back typed."""

    def __init__(self) -> None:
        self._by_name: dict[str, type[Event]] = {}

    def declare(self, *events: type[Event]) -> None:
        for event in events:
            known = self._by_name.setdefault(event.name, event)
            if known is not event:
                raise ValueError(f"two events are called {event.name}")

    def names(self) -> list[str]:
        return sorted(self._by_name)

    def find(self, name: str) -> type[Event] | None:
        return self._by_name.get(name)

    def revive(self, row: Told) -> Event | None:
        """The event as published; None where its class is no longer known."""
        kind = self._by_name.get(row.name)
        return None if kind is None else msgspec.convert(row.payload, type=kind, strict=False)


def publish(session: Session, event: Event) -> None:
    """Store the event beside the change it reports; handlers run after commit."""
    publish_many(session, [event])


def publish_many(session: Session, events: Sequence[Event]) -> None:
    """Store many events in one statement, in this order; for work that moves in sets."""
    if not events:
        return
    insert: Any = OutboxRow.__table__.insert()  # type: ignore[attr-defined]
    if in_postgresql(session):
        insert = insert.values(id=NEXT_ID)
    published_at = now()
    session.execute(insert, [_row(event, published_at) for event in events])


def _row(event: Event, published_at: datetime) -> dict[str, Any]:
    payload: dict[str, Any] = msgspec.to_builtins(event)
    person = payload.get(event.person_field)
    return {
        "name": event.name,
        "payload": payload,
        "person_id": person if isinstance(person, int) else None,
        "published_at": published_at,
    }
