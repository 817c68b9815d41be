"""The loader: takes requests from the inbox in order and brings their events to the warehouse.

Decisions (whose event, which are left out) are on disk before anything goes out, and the warehouse
knows each batch by a token, so a crash at any point repeats a batch and changes nothing. While one
batch is on its way, the next one is read.
"""

import gc
import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import numpy as np
import structlog
from numpy.typing import NDArray
from sqlalchemy.exc import DataError

from siyu import organization, people
from siyu.kernel import metrics
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.tracking.inbox import (
    Connection,
    Frame,
    Inbox,
    InboxRow,
    Load,
    connect,
    finish_load,
    pending_loads,
    read_place,
    read_rows,
    rows_between,
    unpack_frames,
    write_load,
)
from siyu.tracking.plan import Plan, load_plan
from siyu.tracking.quarantine import keep_quarantined
from siyu.tracking.seen import write_seen
from siyu.warehouse import Warehouse

from .brake import MergeBrake
from .causes import Causes
from .decisions import Decisions, decode_decisions
from .events import Event, read_frame, unreadable
from .homes import resolve_homes
from .inserting import insert_rows
from .node_values import node_values
from .outcomes import quarantine_rows, refused_row, tally
from .pacing import Pace
from .repeats import SeenMessages
from .rows import Days, row_of
from .siphash import Hashes, siphash64
from .verdicts import drops_by_plan, drops_by_repeat

EVENTS_MAX = 50_000
BYTES_MAX = 48 << 20
"""Of a batch. Measured with chDB on 2 cores: 24 µs of a core an event by 20 000, 11 by 50 000."""
INTERVAL_SECONDS = 0.5
"""Least time between small batches: a block costs the warehouse some 60 ms of a core, however small."""
IDLE_SECONDS = 0.5

log = structlog.get_logger(__name__)

Listener = Callable[[NDArray[np.uint32], set[str]], None]
Watcher = Callable[[Sequence[Event], Decisions], None]

_LOADED = metrics.counter("tracking_events_loaded", "Events in the warehouse")
_DROPPED = metrics.counter("tracking_events_dropped", "Events left out", "reason")
_DECIDE = metrics.seconds("tracking_decide", "Time to read and decide about a batch")
_INSERT = metrics.seconds("tracking_insert", "Time to bring a batch to the warehouse")

_NO_HASHES: Hashes = np.empty(0, np.uint64)


@dataclass
class _Batch:
    """A load with its events, decided."""

    load: Load
    events: list[Event]
    decisions: Decisions
    token: str
    causes: Causes
    hashes: Hashes


class Loader:
    """One per installation at work; on PostgreSQL a lock sees to that."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._inbox = context.get(Inbox)
        self._warehouse = context.get(Warehouse)
        self._reading: Connection | None = None
        self._seen: SeenMessages | None = None
        self._resolver = people.Resolver(context)
        self._plan: Plan | None = None
        self._days = Days(context.settings.timezone)
        self._pace = Pace(self._inbox)
        self._brake = MergeBrake(self._warehouse)
        self._decided = 0
        self._load_id = 0
        self._on_its_way: tuple[Future[None], _Batch] | None = None
        self._inserter = ThreadPoolExecutor(1, thread_name_prefix="tracking.insert")
        self._started_at = 0.0
        self._listeners: list[Listener] = []
        self._watchers: list[Watcher] = []
        self.loaded = threading.Condition()
        self.loaded_until = 0

    def listen(self, listener: Listener) -> None:
        """Call back after each batch with its nodes and the names of its events."""
        self._listeners.append(listener)

    def watch(self, watcher: Watcher) -> None:
        """Call back after each batch with its events and what was decided about them."""
        self._watchers.append(watcher)

    def step(self) -> bool:
        """Load one batch, where there is one; waits a moment where there is none."""
        try:
            return self._step()
        except BaseException:
            self._forget()
            raise

    def settle(self) -> None:
        """Wait for the block on its way; afterwards the place and the warehouse agree."""
        self._finish_insert()

    def close(self) -> None:
        """Let the batch in hand arrive, then let go of the stores."""
        self._forget()
        self._inserter.shutdown(wait=True)

    def _step(self) -> bool:
        if self._reading is None and not self._begin():
            time.sleep(IDLE_SECONDS)
            return False
        assert self._reading is not None
        self._inbox.appended.clear()
        rows = read_rows(self._reading, self._decided, events_max=EVENTS_MAX, bytes_max=BYTES_MAX)
        if not rows:
            self._finish_insert()
            self._brake.follow(behind=False)
            self._inbox.appended.wait(IDLE_SECONDS)
            return False
        if sum(row.events for row in rows) < EVENTS_MAX // 2:
            rest = self._started_at + INTERVAL_SECONDS - time.monotonic()
            if rest > 0:
                self._finish_insert()
                time.sleep(rest)
                rows = read_rows(
                    self._reading, self._decided, events_max=EVENTS_MAX, bytes_max=BYTES_MAX
                )
        self._started_at = time.monotonic()
        behind = sum(row.events for row in rows) >= EVENTS_MAX // 2
        self._pace.begin(hurry=behind)
        self._brake.follow(behind=behind)
        with _DECIDE.time(), _without_collector():
            batch = self._decide(rows)
        self._finish_insert()
        self._on_its_way = self._inserter.submit(self._bring, batch), batch
        return True

    def _begin(self) -> bool:
        """Take the lead, and do again what was decided before a crash."""
        connection = connect(self._context.settings.inbox_database)
        try:
            if not connection.lead():
                connection.close()
                return False
            place = read_place(connection)
            self._decided, self._load_id = place.position, place.load_id
            self._moved(place.position)
            for load in pending_loads(connection):
                rows = rows_between(connection, load.first, load.last)
                self._bring(self._decided_before(load, rows))
                self._decided, self._load_id = load.last, load.id
            # Only now: with what was just brought, and with what another process has brought meanwhile.
            self._seen = SeenMessages(self._warehouse)
        except BaseException:
            with suppress(Exception):
                connection.close()
            raise
        self._reading = connection
        return True

    def _forget(self) -> None:
        """Drop what is in memory; the next step begins from what is on disk."""
        if self._on_its_way is not None:
            with suppress(Exception):
                self._on_its_way[0].result()
            self._on_its_way = None
        if self._reading is not None:
            with suppress(Exception):
                self._reading.close()
            self._reading = None
        with suppress(Exception):
            self._brake.release()
        # What it remembers may come from a transaction that was rolled back.
        self._resolver = people.Resolver(self._context)

    def _finish_insert(self) -> None:
        if self._on_its_way is not None:
            arrived, _ = self._on_its_way
            arrived.result()
            self._on_its_way = None

    def _decide(self, rows: Sequence[InboxRow]) -> _Batch:
        events, causes = self._events(rows)
        with self._context.session(read_only=True) as session:
            self._plan = load_plan(session, self._plan)
        drops = drops_by_plan(events, self._plan)
        open_ = [i for i in range(len(events)) if i not in drops]
        self._pace.breathe()
        hashes = siphash64([events[i].message_id.encode() for i in open_])
        on_their_way = self._on_its_way[1].hashes if self._on_its_way else _NO_HASHES
        assert self._seen is not None
        repeated = self._seen.known(hashes, on_their_way=on_their_way)
        drops_by_repeat(drops, open_, repeated)
        self._pace.breathe()
        persons = np.zeros(len(events), np.uint32)
        fit = [i for i, again in zip(open_, repeated.tolist(), strict=True) if not again]
        asked = [i for i in fit if events[i].person < 0]
        if asked:
            persons[asked] = self._homes([events[i] for i in asked])
        self._pace.breathe()
        for i in fit:
            event = events[i]
            if event.person >= 0:
                persons[i] = event.person
            elif not persons[i]:
                drops[i] = ("identifiers_name_nobody", {})
        decisions = Decisions.of(persons, drops)
        self._load_id += 1
        load = Load(self._load_id, rows[0].id, rows[-1].id, decisions.encode())
        self._inbox.run(lambda connection: write_load(connection, load))
        self._decided = load.last
        kept = hashes[~repeated]
        self._seen.add(kept)
        return _Batch(load, events, decisions, _token(load, rows), causes, kept)

    def _events(self, rows: Sequence[InboxRow]) -> tuple[list[Event], Causes]:
        events: list[Event] = []
        causes = Causes()
        for row in rows:
            for number, frame in enumerate(unpack_frames(row.data)):
                causes.begin(len(events), f"{frame.origin.received_ms:x}:{row.id:x}:{number:x}")
                events += _read(frame, row.id, number)
                self._pace.breathe()
        return events, causes

    def _homes(self, events: Sequence[Event]) -> list[int]:
        """Nodes of events; where one of them cannot be kept, it alone goes without."""
        try:
            with self._context.session() as session:
                return resolve_homes(session, self._resolver, events)
        except (DataError, ValueError, TypeError) as error:
            self._resolver = people.Resolver(self._context)
            if len(events) == 1:
                log.warning("tracking.identity_refused", error=type(error).__name__)
                return [0]
        half = len(events) // 2
        return self._homes(events[:half]) + self._homes(events[half:])

    def _decided_before(self, load: Load, rows: Sequence[InboxRow]) -> _Batch:
        events, causes = self._events(rows)
        decisions = decode_decisions(load.decisions)
        if len(decisions.persons) != len(events):
            raise RuntimeError(f"load {load.id} reads differently than when it was decided")
        return _Batch(load, events, decisions, _token(load, rows), causes, _NO_HASHES)

    def _bring(self, batch: _Batch) -> None:
        """Everything after the decision; each part may be done again."""
        load, decisions, events = batch.load, batch.decisions, batch.events
        quarantined = quarantine_rows(events, batch.causes, decisions)
        tallies = tally(events, decisions)
        with self._context.session() as session:
            keep_quarantined(session, quarantined)
            write_seen(session, load.id, tallies)
            days = self._business_days(session)
        persons, dropped = decisions.persons.tolist(), decisions.dropped
        fit = [i for i in range(len(events)) if i not in dropped]
        rows = [row_of(events[i], persons[i], load.id, days) for i in fit]
        with _INSERT.time():
            refused = insert_rows(self._warehouse, rows, token=batch.token)
        if refused:
            with self._context.session() as session:
                keep_quarantined(
                    session,
                    [
                        refused_row(events[fit[i]], batch.causes.of(fit[i]), said)
                        for i, said in refused
                    ],
                )
        left_out = {fit[index] for index, _ in refused}
        with self._context.session() as session:
            self._value(session, batch, [i for i in fit if i not in left_out])
            people.sync_redirects(session, self._warehouse)
        self._inbox.run(lambda connection: finish_load(connection, load))
        self._count(batch, len(rows) - len(refused))
        self._moved(load.last)
        self._tell(batch, fit)

    def _business_days(self, session: Session) -> Days:
        zone = organization.get_brand(session, self._context.settings).timezone
        if zone != self._days.zone:
            self._days = Days(zone)
        return self._days

    def _value(self, session: Session, batch: _Batch, arrived: list[int]) -> None:
        events = [batch.events[i] for i in arrived]
        persons = batch.decisions.persons[arrived].tolist()
        values = node_values(session, self._context.settings, events, persons)
        if values:
            people.record_node_value(session, values, cause=batch.token)

    def _moved(self, position: int) -> None:
        with self.loaded:
            self.loaded_until = position
            self.loaded.notify_all()

    def _count(self, batch: _Batch, loaded: int) -> None:
        _LOADED.inc(loaded)
        for drop in batch.decisions.drops:
            _DROPPED.labels(drop.reason).inc()

    def _tell(self, batch: _Batch, fit: list[int]) -> None:
        if self._listeners and fit:
            persons = np.unique(batch.decisions.persons[fit])
            names = {batch.events[i].name for i in fit}
            for listener in self._listeners:
                _call(listener, persons, names)
        for watcher in self._watchers:
            _call(watcher, batch.events, batch.decisions)


@contextmanager
def _without_collector() -> Iterator[None]:
    """A third of the time went into looking for cycles among events, which have none (measured)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _call(listener: Callable[..., None], *arguments: object) -> None:
    """A listener that fails has the same news in the stores, and must not hold the loader up."""
    try:
        listener(*arguments)
    except Exception:
        log.exception("tracking.listener_failed")


def _read(frame: Frame, position: int, number: int) -> list[Event]:
    """Events of a request; one that no reader of ours foresaw must not stop all that follow."""
    try:
        return read_frame(frame, position, number)
    except Exception:
        log.exception("tracking.request_unreadable", position=position)
        return [unreadable(frame, position, number)]


def _token(load: Load, rows: Sequence[InboxRow]) -> str:
    """Names the batch by what is in it: a restored inbox may give a number again."""
    digest = hashlib.blake2b(load.decisions, digest_size=16)
    for row in rows:
        digest.update(row.seal)
    return f"load-{load.id}-{digest.hexdigest()}"
