"""Rows of the inbox: what is written together, and read back by the loader."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from .payloads import open_payload, seal_payload
from .stores import Connection

ROW_BYTES_MAX = 4 << 20
ROW_EVENTS_MAX = 10_000
APPEND_KEYS_KEPT_DAYS = 30


@dataclass(frozen=True, slots=True)
class InboxRow:
    """Requests that were written together."""

    id: int
    events: int
    data: bytes
    seal: bytes
    """Sixteen bytes that no other row has, ever: its authentication tag."""


@dataclass(slots=True)
class Append:
    """Frames to write, and who waits for it."""

    frames: Sequence[bytes]
    events: int
    size: int
    waiter: Any
    key: str | None = None
    position: int = 0


@dataclass(slots=True)
class Work:
    """Statements to run in the same transaction."""

    run: Callable[[Connection], Any]
    waiter: Any
    size: int = 0
    result: Any = None
    error: Exception | None = None


def read_rows(
    connection: Connection, after: int, *, events_max: int, bytes_max: int
) -> list[InboxRow]:
    """Rows past a position, in order: at least one where there is one, else within the limits."""
    heads = connection.run(
        "select id, events, length(payload) from inbox where id > ? order by id limit 500", (after,)
    )
    last, events, size = after, 0, 0
    for number, its_events, its_size in heads:
        events, size = events + its_events, size + its_size
        if last != after and (events > events_max or size > bytes_max):
            break
        last = number
    return rows_between(connection, after + 1, last)


def rows_between(connection: Connection, first: int, last: int) -> list[InboxRow]:
    """Rows of a range, in order."""
    found = connection.run(
        "select id, events, payload from inbox where id between ? and ? order by id", (first, last)
    )
    return [
        InboxRow(number, events, open_payload(payload), bytes(payload[-16:]))
        for number, events, payload in found
    ]


def write_group(connection: Connection, group: Sequence[Append | Work]) -> None:
    """Write what has come together, in order, within the caller's transaction."""
    row: list[Append] = []
    size = events = 0
    for entry in group:
        if isinstance(entry, Work):
            _run_apart(connection, entry)
        elif entry.key is not None:
            _append_once(connection, entry)
        else:
            if row and (size + entry.size > ROW_BYTES_MAX or events >= ROW_EVENTS_MAX):
                _write_row(connection, row)
                row, size, events = [], 0, 0
            row.append(entry)
            size, events = size + entry.size, events + entry.events
    if row:
        _write_row(connection, row)


def _write_row(connection: Connection, entries: list[Append]) -> None:
    data = b"".join(frame for entry in entries for frame in entry.frames)
    position = _insert(connection, sum(e.events for e in entries), data)
    for entry in entries:
        entry.position = position


def _append_once(connection: Connection, entry: Append) -> None:
    known = connection.run("select position from appended where key = ?", (entry.key,))
    if known:
        entry.position = known[0][0]
        entry.events = 0
        return
    each = -(-entry.events // len(entry.frames))
    for frame in entry.frames:
        entry.position = _insert(connection, each, frame)
    at_ms = time.time_ns() // 1_000_000
    connection.run(
        "insert into appended (key, position, at_ms) values (?, ?, ?)",
        (entry.key, entry.position, at_ms),
    )
    oldest = at_ms - APPEND_KEYS_KEPT_DAYS * 86_400_000
    connection.run("delete from appended where at_ms < ?", (oldest,))


def _insert(connection: Connection, events: int, data: bytes) -> int:
    sql = "insert into inbox (events, payload) values (?, ?) returning id"
    return int(connection.run(sql, (events, seal_payload(data)))[0][0])


def _run_apart(connection: Connection, entry: Work) -> None:
    """Work that fails leaves the rest of the group alone."""
    connection.run("savepoint apart")
    try:
        entry.result = entry.run(connection)
    except Exception as error:
        entry.error = error
        connection.run("rollback to savepoint apart")
    connection.run("release savepoint apart")
