"""Backup while being written to, and restore; the same statements embedded and on a server.

Writing pauses for some milliseconds, in which every table is cloned by hard links, so that events and
what is counted from them belong together. The clone is then copied at leisure.
A server writes to its own disk: ``folder`` must lie under its ``backups.allowed_path``. What other
processes write to a server meanwhile is not paused: stop their loaders for an exact backup.

Tokens of repeated inserts are not part of a backup. After a restore a loader must ask
:func:`known_message_ids` before it repeats the batch at its cursor.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from siyu.kernel.errors import NotFound
from siyu.warehouse.client import Warehouse

SECONDS_MAX = 6 * 3600


@dataclass(eq=False)
class BackupNotFound(NotFound):
    """There is no backup of a warehouse in that folder."""

    folder: str


def backup(
    warehouse: Warehouse, folder: Path, *, while_paused: Callable[[], None] | None = None
) -> dict[str, int]:
    """Write the whole database into ``folder``, which must not exist yet.

    Args:
        while_paused: called while nothing can be written, to copy what must agree with it.

    Returns:
        Rows by table, to compare with what :func:`restore` returns.

    """
    clone = f"{warehouse.database}_backup"
    _drop(warehouse, clone)
    warehouse.command(f"CREATE DATABASE `{clone}`")
    try:
        with warehouse.writes_paused():
            stored, others = _tables(warehouse)
            for table in stored:
                warehouse.command(
                    f"CREATE TABLE `{clone}`.`{table}` CLONE AS `{warehouse.database}`.`{table}`"
                )
            if while_paused is not None:
                while_paused()
        here = f"`{warehouse.database}`"
        parts = [f"TABLE `{clone}`.`{table}` AS {here}.`{table}`" for table in stored]
        parts += [f"{kind} {here}.`{table}`" for table, kind in others.items()]
        warehouse.command(
            f"BACKUP {', '.join(parts)} TO File({_quoted(folder)})",
            settings={"max_execution_time": SECONDS_MAX},
        )
        return _sizes(warehouse, clone, stored)
    finally:
        with suppress(Exception):
            _drop(warehouse, clone)


def restore(warehouse: Warehouse, folder: Path) -> dict[str, int]:
    """Put the database of a backup in place of the one that is there.

    Returns:
        Rows by table.

    Raises:
        BackupNotFound: nothing in ``folder``; the database is left as it was.

    """
    if warehouse.embedded and not (folder / ".backup").is_file():
        raise BackupNotFound(folder=str(folder))
    with warehouse.writes_paused():
        # The database itself stays: a server refuses connections that name one it has not.
        stored, others = _tables(warehouse)
        for table, kind in [*others.items(), *((table, "TABLE") for table in stored)]:
            warehouse.command(f"DROP {kind} `{table}` SYNC")
        warehouse.command(
            f"RESTORE ALL FROM File({_quoted(folder)})",
            settings={"max_execution_time": SECONDS_MAX},
        )
    return _sizes(warehouse, warehouse.database, _tables(warehouse)[0])


def _tables(warehouse: Warehouse) -> tuple[list[str], dict[str, str]]:
    """Names of tables that hold rows, and of the rest with their kind."""
    rows = warehouse.rows(
        "SELECT name, engine FROM system.tables WHERE database = {database:String} ORDER BY name",
        {"database": warehouse.database},
    )
    stored = [row["name"] for row in rows if row["engine"].endswith("MergeTree")]
    others = {
        row["name"]: "DICTIONARY" if row["engine"] == "Dictionary" else "TABLE"
        for row in rows
        if row["name"] not in stored
    }
    return stored, others


def _sizes(warehouse: Warehouse, database: str, tables: list[str]) -> dict[str, int]:
    return {
        table: warehouse.value(f"SELECT count() FROM `{database}`.`{table}`") for table in tables
    }


def _drop(warehouse: Warehouse, database: str) -> None:
    warehouse.command(f"DROP DATABASE IF EXISTS `{database}` SYNC")


def _quoted(folder: Path) -> str:
    """A literal: BACKUP takes no parameters."""
    text = str(folder.absolute()).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{text}'"
