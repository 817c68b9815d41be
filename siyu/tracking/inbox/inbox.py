"""Group commit: whatever waits is written in one transaction, and answered when it is on disk.

All writing to the inbox store goes through one thread, the loader's too, so that nothing ever
waits for SQLite's write lock and everybody shares the same fsync.
"""

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

import structlog

from siyu.kernel import metrics
from siyu.tracking.errors import InboxFull, InboxUnavailable

from .groups import Append, Work, write_group
from .stores import Connection, connect

T = TypeVar("T")

SPACING_SECONDS = 0.003
QUEUE_BYTES_MAX = 96 << 20
GROUP_BYTES_MAX = 16 << 20

log = structlog.get_logger(__name__)

_COMMITS = metrics.seconds("tracking_commit", "Time to write a group of requests to disk")
_ACCEPTED = metrics.counter("tracking_events_accepted", "Events on disk in the inbox")
_QUEUED = metrics.gauge("tracking_queued_bytes", "Requests that wait for the disk")


class Inbox:
    """The inbox of one process; many may share a PostgreSQL."""

    def __init__(self, url: str, *, queue_bytes_max: int = QUEUE_BYTES_MAX) -> None:
        self._url = url
        self._queue_bytes_max = queue_bytes_max
        self._waiting: list[Append | Work] = []
        self._waiting_bytes = 0
        self._stopping = False
        self._changed = threading.Condition()
        self._connection: Connection | None = None
        self._thread = threading.Thread(target=self._loop, name="tracking.inbox", daemon=True)
        self.problem: str | None = None
        self.appended = threading.Event()
        """Set whenever something was written; whoever waits for events clears it."""
        self.written_at = 0.0
        """When requests were last written, by the monotonic clock."""

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, then end."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self._thread.join(30)

    def submit(self, frame: bytes, events: int) -> "asyncio.Future[int]":
        """Write a frame; the future ends when it is on disk. For an event loop's thread.

        Raises:
            InboxFull: too much waits already.

        """
        waiter = asyncio.get_running_loop().create_future()
        self._queue(Append((frame,), events, len(frame), waiter))
        return waiter

    def append(self, frames: Sequence[bytes], events: int, *, key: str | None = None) -> int:
        """Write frames, all or none, and wait for the disk.

        Args:
            key: a second call with it writes nothing and gets the first one's position.

        Returns:
            Position of the last of them: the loader has loaded them all when it has come so far.

        Raises:
            InboxFull: too much waits already.
            InboxUnavailable: the store does not take them.

        """
        waiter: Future[int] = Future()
        self._queue(Append(frames, events, sum(map(len, frames)), waiter, key))
        return waiter.result()

    def run(self, work: Callable[[Connection], T]) -> T:
        """Run statements inside the next group's transaction, and wait for the disk.

        Raises:
            InboxUnavailable: the store does not answer.

        """
        waiter: Future[T] = Future()
        self._queue(Work(work, waiter), always=True)
        return waiter.result()

    def _queue(self, entry: Append | Work, *, always: bool = False) -> None:
        with self._changed:
            if self._stopping:
                raise InboxUnavailable
            if not always and self._waiting_bytes + entry.size > self._queue_bytes_max:
                raise InboxFull
            self._waiting.append(entry)
            self._waiting_bytes += entry.size
            if len(self._waiting) == 1:
                self._changed.notify()

    def _loop(self) -> None:
        together = 0
        while True:
            with self._changed:
                while not self._waiting and not self._stopping:
                    self._changed.wait()
                if not self._waiting:
                    break
                together = self._gather(together)
                group = self._take()
                _QUEUED.set(self._waiting_bytes)
            started = time.perf_counter()
            error = self._write(group)
            _COMMITS.observe(time.perf_counter() - started)
            _settle(group, error)
            if error is None:
                _ACCEPTED.inc(sum(e.events for e in group if isinstance(e, Append)))
                self.written_at = time.monotonic()
                self.appended.set()
        self._disconnect()

    def _gather(self, together: int) -> int:
        """Where many came together last time, let them come together again; how many wait now.

        Each commit wakes two threads and writes a page at least, however few it is for.
        """
        rest = self.written_at + SPACING_SECONDS - time.monotonic()
        if together > 1 and rest > 0 and self._waiting_bytes < GROUP_BYTES_MAX:
            self._changed.wait(rest)
        return len(self._waiting)

    def _take(self) -> list[Append | Work]:
        size, count = 0, 0
        for entry in self._waiting:
            if count and size + entry.size > GROUP_BYTES_MAX:
                break
            size, count = size + entry.size, count + 1
        group, self._waiting = self._waiting[:count], self._waiting[count:]
        self._waiting_bytes -= size
        return group

    def _write(self, group: list[Append | Work]) -> Exception | None:
        try:
            if self._connection is None:
                self._connection = connect(self._url)
            self._connection.begin()
            write_group(self._connection, group)
            self._connection.commit()
        except Exception as error:
            if self.problem is None:
                log.warning("tracking.inbox_unavailable", error=type(error).__name__)
            self.problem = f"the inbox cannot be written: {type(error).__name__}"
            self._disconnect()
            return error
        if self.problem is not None:
            log.info("tracking.inbox_recovered")
        self.problem = None
        return None

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(Exception):
                connection.rollback()
            with suppress(Exception):
                connection.close()


def _settle(group: list[Append | Work], error: Exception | None) -> None:
    by_loop: dict[asyncio.AbstractEventLoop, list[Append | Work]] = defaultdict(list)
    for entry in group:
        if isinstance(entry.waiter, asyncio.Future):
            by_loop[entry.waiter.get_loop()].append(entry)
        else:
            _answer(entry, error)
    for loop, entries in by_loop.items():
        with suppress(RuntimeError):  # the loop has ended; nobody waits any more
            loop.call_soon_threadsafe(_answer_all, entries, error)


def _answer_all(entries: list[Append | Work], error: Exception | None) -> None:
    for entry in entries:
        _answer(entry, error)


def _answer(entry: Append | Work, error: Exception | None) -> None:
    waiter = entry.waiter
    if waiter.done():
        return
    if error is not None:
        failure = InboxUnavailable()
        failure.__cause__ = error
        waiter.set_exception(failure)
    elif isinstance(entry, Append):
        waiter.set_result(entry.position)
    elif entry.error is not None:
        waiter.set_exception(entry.error)
    else:
        waiter.set_result(entry.result)
