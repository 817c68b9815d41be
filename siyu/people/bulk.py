"""Many rows at once, past the ORM's price per row: ten times as fast where it counts.

SQLite runs a statement per row inside the driver; PostgreSQL takes one statement with arrays.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean
from sqlalchemy.dialects import postgresql

from siyu.kernel.cipher import Sealed, cipher
from siyu.kernel.database import Session, Table, UtcDateTime

ROWS_MAX = 20_000
IN_MAX = 8_000
_TIME_LENGTH = len("2026-01-01 00:00:00.000000")

Rows = Iterable[Sequence[Any]]


def insert_many(
    session: Session, table: type[Table], columns: Sequence[str], rows: Rows, *, conflict: str = ""
) -> None:
    """Insert rows; ``conflict`` is the ``ON CONFLICT`` clause of both databases, as SQL of ours."""
    names = ", ".join(columns)
    head = f"INSERT INTO {table.__tablename__} ({names})"
    if in_postgresql(session):
        sql = f"{head} SELECT * FROM unnest({_arrays(table, tuple(columns))}) {conflict}"
    else:
        sql = f"{head} VALUES ({', '.join('?' * len(columns))}) {conflict}"
    _run(session, sql, table, columns, rows)


def update_many(
    session: Session,
    table: type[Table],
    columns: Sequence[str],
    rows: Rows,
    *,
    changes: str,
    where: str,
) -> None:
    """Update a row per row given.

    Args:
        columns: types of the values, by name of the table's column.
        changes, where: SQL of ours; ``{0}`` stands for the row's first value, and so on, and ``t``
            for the table.

    """
    if in_postgresql(session):
        names = [f"v.c{n}" for n in range(len(columns))]
        listed = ", ".join(f"c{n}" for n in range(len(columns)))
        source = f"unnest({_arrays(table, tuple(columns))}) AS v({listed})"
        sql = (
            f"UPDATE {table.__tablename__} AS t SET {changes.format(*names)} "
            f"FROM {source} WHERE {where.format(*names)}"
        )
    else:
        names = [f"?{n + 1}" for n in range(len(columns))]
        sql = (
            f"UPDATE {table.__tablename__} AS t SET {changes.format(*names)} "
            f"WHERE {where.format(*names)}"
        )
    _run(session, sql, table, columns, rows)


def select_in(
    session: Session,
    table: type[Table],
    columns: Sequence[str],
    by: str,
    values: Iterable[Any],
    *,
    only: Mapping[str, Any] | None = None,
) -> Iterator[tuple[Any, ...]]:
    """Rows whose column ``by`` is one of ``values`` (integers, text or bytes).

    Args:
        only: further columns, and what they must equal.

    """
    every = list(values)
    on_server = in_postgresql(session)
    mark = "%s" if on_server else "?"
    equal = "".join(f" AND {name} = {mark}" for name in only or ())
    head = f"SELECT {', '.join(columns)} FROM {table.__tablename__} WHERE {by}"
    readers = [] if on_server else _readers(table, tuple(columns))
    connection = session.connection()
    for start in range(0, len(every), IN_MAX):
        part = every[start : start + IN_MAX]
        given: tuple[Any, ...]
        if on_server:
            sql, given = f"{head} = ANY(%s){equal}", (part, *(only or {}).values())
        else:
            marks = ",".join("?" * len(part))
            sql, given = f"{head} IN ({marks}){equal}", (*part, *(only or {}).values())
        rows = connection.exec_driver_sql(sql, given).all()
        if not readers:
            yield from (tuple(row) for row in rows)
            continue
        for row in rows:
            found = list(row)
            for index, read in readers:
                if found[index] is not None:
                    found[index] = read(found[index])
            yield tuple(found)


def _run(
    session: Session, sql: str, table: type[Table], columns: Sequence[str], rows: Rows
) -> None:
    every = list(rows)
    if not every:
        return
    on_server = in_postgresql(session)
    writers = [_writer(table, name, on_server) for name in columns]
    connection = session.connection()
    for start in range(0, len(every), ROWS_MAX):
        by_column = [list(column) for column in zip(*every[start : start + ROWS_MAX], strict=True)]
        for index, write in enumerate(writers):
            if write is not None:
                by_column[index] = [None if v is None else write(v) for v in by_column[index]]
        if on_server:
            connection.exec_driver_sql(sql, tuple(by_column))
        else:
            connection.exec_driver_sql(sql, list(zip(*by_column, strict=True)))


def in_postgresql(session: Session) -> bool:
    """Whether the relational store is a server."""
    return session.get_bind().dialect.name == "postgresql"


_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


@cache
def _arrays(table: type[Table], columns: tuple[str, ...]) -> str:
    kinds = [table.__table__.c[name].type.compile(dialect=_POSTGRESQL) for name in columns]
    return ", ".join(f"%s::{kind}[]" for kind in kinds)


@cache
def _writer(table: type[Table], column: str, on_server: bool) -> Callable[[Any], Any] | None:
    kind = table.__table__.c[column].type
    if isinstance(kind, Sealed):
        return lambda value: cipher().seal(value)
    if isinstance(kind, JSON):
        return lambda value: json.dumps(value, ensure_ascii=False)
    if isinstance(kind, UtcDateTime) and not on_server:
        return _sqlite_time
    return None


@cache
def _readers(
    table: type[Table], columns: tuple[str, ...]
) -> list[tuple[int, Callable[[Any], Any]]]:
    found: list[tuple[int, Callable[[Any], Any]]] = []
    for index, name in enumerate(columns):
        kind = table.__table__.c[name].type
        if isinstance(kind, UtcDateTime):
            found.append((index, _from_sqlite_time))
        elif isinstance(kind, Boolean):
            found.append((index, bool))
        elif isinstance(kind, JSON):
            found.append((index, _from_sqlite_json))
        elif isinstance(kind, Sealed):
            raise TypeError(f"{name} is not read in bulk")
    return found


def _from_sqlite_json(value: Any) -> Any:
    # A column called JSON has numeric affinity: "3" comes back as 3.
    return json.loads(value) if isinstance(value, str) else value


def _from_sqlite_time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _sqlite_time(value: datetime) -> str:
    # As SQLAlchemy's own DateTime writes it, which compares as text.
    utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return utc.isoformat(" ", "microseconds")[:_TIME_LENGTH]
