"""One client for both forms of the warehouse: ClickHouse in this process, or a server."""

import array
import json
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Self, cast

import numpy as np
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.query import QueryResult

from siyu.kernel.errors import SiyuError
from siyu.warehouse.address import Address, read_address
from siyu.warehouse.errors import DRIVER_ERRORS, typed
from siyu.warehouse.gate import Gate
from siyu.warehouse.handles import (
    EmbeddedHandle,
    Handle,
    HandlePool,
    ServerHandle,
    Settings,
    open_client,
)
from siyu.warehouse.merges import Merges
from siyu.warehouse.room import require_room

Params = Mapping[str, Any]
Column = np.ndarray[Any, Any] | list[Any]
"""Numbers without NULL as a numpy array; anything else as a list of Python values."""

HANDLES_MAX = 16


class Warehouse:
    """ClickHouse, embedded (``chdb:///folder``) or a server (``http(s)://user:pass@host:port/db``).

    Safe to share between threads. Nothing is opened until the first call, so a process starts while
    its server is down. SQL is in ClickHouse's dialect, with parameters as ``{name:Type}``, always
    bound, never formatted. Times come back aware, in the column's zone. A ``Map`` parameter is
    not understood; pass two arrays.

    Embedded: one process opens a folder, and one folder is open in a process at a time; a second
    process gets ``WarehouseUnavailable``. The engine takes 250 MiB, most of it shared code pages.
    """

    def __init__(
        self,
        url: str,
        *,
        memory_bytes_max: int = 4 << 30,
        seconds_max: float = 30,
        cluster: str | None = None,
        handles_max: int = HANDLES_MAX,
    ) -> None:
        """Args:
        memory_bytes_max: of one query.
        seconds_max: of one query; also how long a call waits for a free handle.
        cluster: name of the server's cluster; tables are then replicated and distributed on it.
        """
        self.address = read_address(url)
        self.cluster = cluster or None
        self.seconds_max = seconds_max
        self._limits: dict[str, str | int | float] = {
            "max_memory_usage": memory_bytes_max,
            "max_execution_time": seconds_max,
        }
        self._writes = Gate()
        self.merges = Merges(self.command, embedded=self.embedded)
        self._pool = HandlePool(self._open, size=handles_max, wait_seconds=seconds_max)

    @property
    def embedded(self) -> bool:
        """Whether the engine lives in this process."""
        return self.address.embedded

    @property
    def database(self) -> str:
        return self.address.database

    def rows(
        self,
        sql: str,
        params: Params | None = None,
        *,
        query_id: str | None = None,
        settings: Settings | None = None,
    ) -> list[dict[str, Any]]:
        """Every row as a dictionary.

        Args:
            query_id: a name of yours, by which :meth:`cancel` finds the query.

        Raises:
            QueryTooExpensive: over the time or memory one query may use.
            QueryCancelled: somebody called :meth:`cancel`.
            WarehouseUnavailable: no answer.

        """
        with self._client() as client:
            found = client.query(
                sql, parameters=_dict(params), settings=_tagged(settings, query_id)
            )
            return [dict(zip(found.column_names, row, strict=True)) for row in found.result_rows]

    def row(
        self,
        sql: str,
        params: Params | None = None,
        *,
        query_id: str | None = None,
        settings: Settings | None = None,
    ) -> dict[str, Any] | None:
        """The first row, or None."""
        found = self.rows(sql, params, query_id=query_id, settings=settings)
        return found[0] if found else None

    def value(
        self,
        sql: str,
        params: Params | None = None,
        *,
        query_id: str | None = None,
        settings: Settings | None = None,
    ) -> Any:
        """The first column of the first row, or None."""
        found = self.row(sql, params, query_id=query_id, settings=settings)
        return next(iter(found.values())) if found else None

    def columns(
        self,
        sql: str,
        params: Params | None = None,
        *,
        query_id: str | None = None,
        settings: Settings | None = None,
    ) -> dict[str, Column]:
        """The answer by column: the way to read many rows (10 million ids in 0.1 s)."""
        blocks = list(self.stream(sql, params, query_id=query_id, settings=settings))
        if not blocks:
            return {name: [] for name in self._names(sql, params)}
        return {name: _joined([block[name] for block in blocks]) for name in blocks[0]}

    def stream(
        self,
        sql: str,
        params: Params | None = None,
        *,
        query_id: str | None = None,
        settings: Settings | None = None,
    ) -> Generator[dict[str, Column], None, None]:
        """Blocks of some 65 000 rows by column, read when asked for; closing it ends the query.

        Holds a handle until it ends; other calls of the same thread use another one. The time limit
        counts the reader's own time too: raise ``max_execution_time`` for a slow reader.
        """
        with self._client() as client:
            blocks = client.query_column_block_stream(
                sql, parameters=_dict(params), settings=_tagged(settings, query_id)
            )
            with blocks:
                names = cast("QueryResult", blocks.source).column_names
                for block in blocks:
                    yield dict(zip(names, map(_numpy, block), strict=True))

    def command(
        self, sql: str, params: Params | None = None, *, settings: Settings | None = None
    ) -> Any:
        """Run a statement that answers nothing, or one value."""
        with self._client() as client:
            return client.command(sql, parameters=_dict(params), settings=_dict(settings))

    def insert_rows(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[Any]],
        *,
        token: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Insert Python rows as one block.

        Args:
            token: the same token again changes nothing (see :meth:`insert_json_lines`).

        Raises:
            WarehouseRefused: a value does not fit its column.

        """
        if not rows:
            return
        lines = b"\n".join(_line(columns, row) for row in rows)
        self.insert_json_lines(table, lines, columns=columns, token=token, settings=settings)

    def insert_json_lines(
        self,
        table: str,
        body: bytes,
        *,
        columns: Sequence[str] = (),
        token: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        """Insert one JSON object a line; the engine parses the bytes itself.

        All or nothing within ``INSERT_ROWS_MAX`` rows.

        Args:
            columns: those the lines fill, where not all of the table's.
            token: names this body. The same body under the same token changes nothing, neither in
                the table nor in what its materialised views keep.

        Raises:
            WarehouseRefused: some line cannot be read; halve the body to find it.
            WarehouseUnavailable: no answer, or hardly any room left on the disk.

        """
        if self.address.path is not None:
            require_room(self.address.path, len(body))
        target = f"{table} ({', '.join(f'`{name}`' for name in columns)})" if columns else table
        chosen = {**INSERT_SETTINGS, **(settings or {})}
        if token is not None:
            chosen |= {"insert_deduplication_token": token}
        with self._writes.passing(), self._handle(inserting=True) as handle:
            handle.insert_bytes(target, body, chosen)

    def cancel(self, query_id: str) -> int:
        """End the running queries named ``query_id``; works embedded and on a server.

        Returns:
            How many were told to stop.

        """
        where = f"ON CLUSTER `{self.cluster}` " if self.cluster else ""
        with self._client() as client:
            # chDB takes no query id from outside, so the name travels as the log comment.
            killed = client.raw_query(
                f"KILL QUERY {where}WHERE Settings['log_comment'] = {{id:String}} ASYNC",
                parameters={"id": query_id},
                fmt="TabSeparated",
            )
            return killed.count(b"\n")

    def writes_paused(self) -> AbstractContextManager[None]:
        """Within it no insert of this process is under way; those that come wait."""
        return self._writes.shut()

    def ping(self) -> bool:
        """Whether the warehouse answers."""
        try:
            return bool(self.value("SELECT 1") == 1)
        except SiyuError:
            return False

    def close(self) -> None:
        """Give every handle back; an embedded folder is then free for another process."""
        self._pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _names(self, sql: str, params: Params | None) -> Sequence[str]:
        """Column names of an empty answer."""
        with self._client() as client:
            return client.query(f"DESCRIBE TABLE ({sql})", parameters=_dict(params)).result_columns[
                0
            ]

    @contextmanager
    def _client(self) -> Iterator[Client]:
        with self._handle() as handle:
            yield handle.client

    @contextmanager
    def _handle(self, *, inserting: bool = False) -> Iterator[Handle]:
        with self._pool.borrow() as handle:
            try:
                yield handle
            except DRIVER_ERRORS as error:
                raise typed(error, inserting=inserting) from error

    def _open(self) -> Handle:
        _create_database(self.address, self.cluster)
        kind = EmbeddedHandle if self.embedded else ServerHandle
        return kind(self.address, self._limits)


# A line with a key we do not know is a bug of ours, not of the sender: the loader writes the keys.
INSERT_ROWS_MAX = 1_048_449
INSERT_SETTINGS: dict[str, str | int | float] = {
    "input_format_skip_unknown_fields": 0,
    "deduplicate_blocks_in_dependent_materialized_views": 1,
    "async_insert": 0,
    "date_time_input_format": "best_effort",
    # One stream, so that a body is cut into the same blocks when it is sent again.
    "max_insert_threads": 1,
    # Merging a block with itself before writing it halves the speed; later merges do it anyway.
    "optimize_on_insert": 0,
}


def _create_database(address: Address, cluster: str | None) -> None:
    client = open_client(address, database="default")
    try:
        everywhere = f" ON CLUSTER `{cluster}`" if cluster else ""
        client.command(f"CREATE DATABASE IF NOT EXISTS `{address.database}`{everywhere}")
    finally:
        client.close()


def _tagged(settings: Settings | None, query_id: str | None) -> dict[str, Any]:
    return {**(settings or {}), **({"log_comment": query_id} if query_id else {})}


def _dict(mapping: Mapping[str, Any] | None) -> dict[str, Any]:
    return dict(mapping or {})


def _numpy(column: Sequence[Any]) -> Column:
    if isinstance(column, np.ndarray):
        return column
    if isinstance(column, array.array):
        return np.asarray(column)
    return list(column)


def _joined(parts: list[Column]) -> Column:
    if all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [value for part in parts for value in part]


def _line(columns: Sequence[str], row: Sequence[Any]) -> bytes:
    values = dict(zip(columns, row, strict=True))
    return json.dumps(values, ensure_ascii=False, default=str).encode()
