"""Handles to the engine: each serial, so a thread borrows one for as long as a call lasts.

A bounded pool instead of one handle a thread: web servers come and go with threads, and a handle
left behind by a dead thread keeps the engine open (chDB) or a socket (server).
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Protocol
from urllib.parse import urlencode

import chdb
import clickhouse_connect
from clickhouse_connect.driver.client import Client

from siyu.warehouse.address import Address
from siyu.warehouse.errors import DRIVER_ERRORS, WarehouseUnavailable, typed

Settings = Mapping[str, str | int | float]


# Read by the first handle that opens the engine; a backup goes wherever the operator says.
ENGINE_OPTIONS = {"backups.allowed_path": "/"}


def open_client(address: Address, *, database: str | None = None, **options: Any) -> Client:
    """The driver's client, for either form."""
    if address.embedded:
        options["chdb_options"] = ENGINE_OPTIONS
    return clickhouse_connect.get_client(
        dsn=address.url, database=database or address.database, **options
    )


class Handle(Protocol):
    """One serial way into the engine."""

    client: Client

    def insert_bytes(self, target: str, body: bytes, settings: Settings) -> None:
        """Insert JSON lines into ``target`` (``table`` or ``table (column, …)``)."""

    def close(self) -> None: ...


class ServerHandle:
    """A connection to a ClickHouse server over HTTP."""

    def __init__(self, address: Address, settings: Settings) -> None:
        self.client = open_client(
            address,
            settings=dict(settings),
            autogenerate_session_id=False,
            tz_mode="aware",
            # The engine's own limit comes first, so that the reason is typed.
            send_receive_timeout=int(float(settings["max_execution_time"])) + 30,
        )

    def insert_bytes(self, target: str, body: bytes, settings: Settings) -> None:
        self.client.raw_insert(
            target, insert_block=body, settings=dict(settings), fmt="JSONEachRow"
        )

    def close(self) -> None:
        self.client.close()


class EmbeddedHandle:
    """A handle to the engine in this process.

    Bytes go in through chDB's own streaming insert on a connection of its own: the driver would
    write them to a temporary file first (measured: 234 000 against 430 000 rows/s).
    """

    def __init__(self, address: Address, settings: Settings) -> None:
        self._address = address
        self._settings = settings
        self._inserts: Any = None
        self.client = open_client(address, settings=dict(settings), tz_mode="aware")

    def insert_bytes(self, target: str, body: bytes, settings: Settings) -> None:
        if not body.strip():
            return
        chosen = ", ".join(f"{name} = {_literal(value)}" for name, value in settings.items())
        clause = f" SETTINGS {chosen}" if chosen else ""
        with self._connection().send_insert(
            f"INSERT INTO {target}{clause}", "JSONEachRow"
        ) as insert:
            insert.append(body)
            insert.finish()

    def close(self) -> None:
        if self._inserts is not None:
            self._inserts.close()
        self.client.close()

    def _connection(self) -> Any:
        if self._inserts is None:
            self._inserts = chdb.connect(f"{self._address.path}?{urlencode(ENGINE_OPTIONS)}")
            self._inserts.query(f"USE `{self._address.database}`")
            for name, value in self._settings.items():
                self._inserts.query(f"SET {name} = {_literal(value)}")
        return self._inserts


class HandlePool:
    """At most ``size`` handles, opened when first needed, the last used first."""

    def __init__(
        self, open_handle: Callable[[], Handle], *, size: int, wait_seconds: float
    ) -> None:
        self._open_handle = open_handle
        self._size = size
        self._wait_seconds = wait_seconds
        self._idle: list[Handle] = []
        self._opened = 0
        self._closed = False
        self._changed = threading.Condition()

    @contextmanager
    def borrow(self) -> Iterator[Handle]:
        """A handle for this thread alone.

        Raises:
            WarehouseUnavailable: none can be opened, or none came free in time.

        """
        handle = self._take() or self._open()
        try:
            yield handle
        finally:
            self._give_back(handle)

    def close(self) -> None:
        """Close idle handles now, borrowed ones as they come back."""
        with self._changed:
            self._closed = True
            idle, self._idle = self._idle, []
            self._opened -= len(idle)
            self._changed.notify_all()
        for handle in idle:
            handle.close()

    def _take(self) -> Handle | None:
        """An idle handle, or None with the right to open one."""
        deadline = time.monotonic() + self._wait_seconds
        with self._changed:
            while not self._closed:
                if self._idle:
                    return self._idle.pop()
                if self._opened < self._size:
                    self._opened += 1
                    return None
                left = deadline - time.monotonic()
                if left <= 0:
                    raise WarehouseUnavailable(reason=f"all {self._size} handles are busy")
                self._changed.wait(left)
        raise WarehouseUnavailable(reason="the warehouse is closed")

    def _open(self) -> Handle:
        try:
            return self._open_handle()
        except BaseException as error:
            with self._changed:
                self._opened -= 1
                self._changed.notify()
            if isinstance(error, DRIVER_ERRORS):
                raise typed(error) from error
            raise

    def _give_back(self, handle: Handle) -> None:
        with self._changed:
            if not self._closed:
                self._idle.append(handle)
                self._changed.notify()
                return
            self._opened -= 1
        with suppress(Exception):
            handle.close()


def _literal(value: str | float) -> str:
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"
