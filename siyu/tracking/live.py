"""The live stream: events as they are loaded or quarantined, to whoever looks at this moment."""

import asyncio
import threading
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec

from siyu.kernel import ids, metrics

from .load.decisions import REPEATED, Decisions
from .load.events import Event
from .personal import shown_id
from .preview import mask_text

QUEUE_EVENTS_MAX = 500
PER_BATCH_MAX = 200
"""Of a large batch the newest: a person reads a few a second."""
HEARTBEAT_SECONDS = 15.0
LISTENERS_MAX = 100

_MISSED = metrics.counter("tracking_live_missed", "Live events that a slow listener did not get")
_LISTENERS = metrics.gauge("tracking_live_listeners", "Open live streams")


@dataclass(frozen=True, kw_only=True)
class LiveFilter:
    """What a listener wants; empty fields want everything.

    Args:
        sources: only events of these, which the listener may see; None is all.

    """

    event: str = ""
    type: str = ""
    status: str = ""
    source: str = ""
    person_id: int | None = None
    query: str = ""
    sources: frozenset[str] | None = None

    def wants(self, told: dict[str, Any]) -> bool:
        if self.sources is not None and told["source"] not in self.sources:
            return False
        if self.event and told["event"] != self.event:
            return False
        if self.type and told["type"] != self.type:
            return False
        if self.status and told["status"] != self.status:
            return False
        if self.source and told["source"] != self.source:
            return False
        if self.person_id is not None and told["person_id"] != ids.code("per", self.person_id):
            return False
        return not self.query or self.query.lower() in str(told).lower()


class _Listener:
    def __init__(self, wanted: LiveFilter) -> None:
        self.wanted = wanted
        self.loop = asyncio.get_running_loop()
        self.queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE_EVENTS_MAX)
        self.missed = 0

    def offer(self, messages: Sequence[bytes | None]) -> None:
        for message in messages:
            if self.queue.full():
                self.missed += 1
                _MISSED.inc()
                if message is None:
                    self.queue.get_nowait()
                else:
                    continue
            self.queue.put_nowait(message)


class Live:
    """All listeners of this process."""

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()
        self._lock = threading.Lock()
        self._closed = False

    @property
    def is_full(self) -> bool:
        return len(self._listeners) >= LISTENERS_MAX

    def tell(self, events: Sequence[Event], decisions: Decisions) -> None:
        """From the loader's thread: pass on what a batch brought."""
        if not self._listeners:
            return
        dropped = decisions.dropped
        told = [
            _told(event, int(decisions.persons[index]), dropped.get(index))
            for index, event in list(enumerate(events))[-PER_BATCH_MAX:]
            if dropped.get(index) != REPEATED
        ]
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            messages = [_message("tracked", t) for t in told if listener.wanted.wants(t)]
            if messages:
                _from_thread(listener, messages)

    async def stream(self, wanted: LiveFilter) -> AsyncIterator[bytes]:
        """Server-sent events until the reader goes or the server stops."""
        listener = _Listener(wanted)
        with self._lock:
            if self._closed:
                return
            self._listeners.add(listener)
            _LISTENERS.set(len(self._listeners))
        try:
            yield b"retry: 3000\n\n: welcome\n\n"
            missed = 0
            while True:
                try:
                    message = await asyncio.wait_for(listener.queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if message is None:
                    return
                if listener.missed > missed:
                    missed = listener.missed
                    yield _message("missed", {"count": missed})
                yield message
        finally:
            with self._lock:
                self._listeners.discard(listener)
                _LISTENERS.set(len(self._listeners))

    def close(self) -> None:
        """End every stream, so that the server may stop."""
        with self._lock:
            self._closed = True
            listeners = list(self._listeners)
        for listener in listeners:
            _from_thread(listener, [None])


def _from_thread(listener: _Listener, messages: Sequence[bytes | None]) -> None:
    if not listener.loop.is_closed():
        listener.loop.call_soon_threadsafe(listener.offer, messages)


def _told(event: Event, person: int, reason: str | None) -> dict[str, Any]:
    received = datetime.fromtimestamp(event.origin.received_ms / 1000, UTC)
    return {
        "message_id": event.message_id,
        "event": event.name or None,
        "type": event.type or "unknown",
        "person_id": ids.code("per", person) if person else None,
        "received_at": received.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "source": event.origin.source or None,
        "user_id": mask_text(shown_id(event.user_id)) or None if event.user_id else None,
        "anonymous_id": event.anonymous_id or None,
        "properties": msgspec.Raw(event.properties),
        "status": "quarantined" if reason else "accepted",
        "reason": reason,
    }


def _message(name: str, data: dict[str, Any]) -> bytes:
    # JSON as sent may span lines; a line break would end the message's field.
    text = msgspec.json.encode(data).replace(b"\r", b" ").replace(b"\n", b" ")
    return b"event: " + name.encode() + b"\ndata: " + text + b"\n\n"
