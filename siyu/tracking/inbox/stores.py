"""Where the inbox lies: a SQLite file of its own, or a schema of its own in PostgreSQL."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import make_url

# One writer at a time, so that ids are given in the order in which they become visible.
_WRITE_LOCK = 0x73697975_696E62
_LOAD_LOCK = 0x73697975_6C6F61
_SCHEMA = "tracking_inbox"

_TABLES = """
create table if not exists inbox (
    id {identity},
    events bigint not null,
    payload {bytes} not null
);
create table if not exists load (
    id bigint primary key,
    first bigint not null,
    last bigint not null,
    decisions {bytes} not null
);
create table if not exists place (
    name varchar(20) primary key,
    position bigint not null,
    load_id bigint not null
);
create table if not exists appended (
    key varchar(300) primary key,
    position bigint not null,
    at_ms bigint not null
);
insert into place (name, position, load_id) values ('loader', 0, 0) on conflict do nothing;
"""


class Connection(Protocol):
    """A way into the inbox store, for one thread."""

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement with ``?`` for parameters; its rows."""

    def begin(self) -> None: ...

    def commit(self) -> None: ...

    def rollback(self) -> None: ...

    def lead(self) -> bool:
        """Become the one loader; stays so while the connection lives."""

    def close(self) -> None: ...


def connect(url: str) -> Connection:
    """Open the store; its tables are made where they are missing."""
    if url.startswith("sqlite"):
        return SqliteConnection(Path(make_url(url).database or ""))
    return PostgresConnection(url)


class SqliteConnection:
    """The file ``…-inbox.db``: WAL, and on disk before a commit returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            for pragma in (
                "busy_timeout=15000",
                "page_size=8192",
                "journal_mode=wal",
                "synchronous=full",
                "wal_autocheckpoint=4000",
                "journal_size_limit=134217728",
            ):
                self._raw.execute(f"pragma {pragma}")
            tables = _TABLES.format(identity="integer primary key autoincrement", bytes="blob")
            self._raw.executescript(tables)
        except BaseException:
            self._raw.close()
            raise

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        return self._raw.execute(sql, parameters).fetchall()

    def begin(self) -> None:
        self._raw.execute("begin immediate")

    def commit(self) -> None:
        self._raw.execute("commit")

    def rollback(self) -> None:
        if self._raw.in_transaction:
            self._raw.execute("rollback")

    def lead(self) -> bool:
        # The warehouse's own lock lets one process in.
        return True

    def close(self) -> None:
        self._raw.close()


class PostgresConnection:
    """Tables in the schema ``tracking_inbox``, beside those that migrations keep."""

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._raw = psycopg.connect(
            plain,
            autocommit=True,
            connect_timeout=5,
            options=f"-c search_path={_SCHEMA}",
            keepalives_idle=10,
            keepalives_interval=5,
            keepalives_count=3,
        )
        try:
            self._make_tables()
        except BaseException:
            self._raw.close()
            raise

    def run(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        done = self._raw.execute(sql.replace("?", "%s").encode(), parameters or None)
        return done.fetchall() if done.description else []

    def begin(self) -> None:
        self._raw.execute("begin")
        self._raw.execute("select pg_advisory_xact_lock(%s)", (_WRITE_LOCK,))

    def commit(self) -> None:
        self._raw.execute("commit")

    def rollback(self) -> None:
        self._raw.execute("rollback")

    def lead(self) -> bool:
        row = self._raw.execute("select pg_try_advisory_lock(%s)", (_LOAD_LOCK,)).fetchone()
        return bool(row and row[0])

    def close(self) -> None:
        self._raw.close()

    def _make_tables(self) -> None:
        found = self._raw.execute(
            "select count(*) from information_schema.tables where table_schema = %s", (_SCHEMA,)
        ).fetchone()
        if found and found[0] >= 4:
            return
        tables = _TABLES.format(
            identity="bigint generated always as identity primary key", bytes="bytea"
        )
        self._raw.execute("begin")
        self._raw.execute("select pg_advisory_xact_lock(%s)", (_WRITE_LOCK,))
        self._raw.execute(f"create schema if not exists {_SCHEMA}".encode())
        self._raw.execute(tables.encode())
        self._raw.execute("commit")
