"""How large the stores are, for whoever must buy the next disk in time."""

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url, text

from siyu.warehouse import Warehouse

from .house import House

TABLES_MAX = 30

# Parts of this node alone; of a replicated table that is the whole of it.
_WAREHOUSE_TABLES = """
select table as name, toInt64(sum(rows)) as rows, toInt64(sum(bytes_on_disk)) as bytes
from system.parts where active and database = currentDatabase()
group by table order by bytes desc, name limit {most:UInt32}
"""
_POSTGRES_TABLES = """
select relname as name, greatest(reltuples, 0)::bigint as rows, pg_total_relation_size(oid) as bytes
from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
order by 3 desc, 1 limit :most
"""


@dataclass(frozen=True, kw_only=True)
class TableSize:
    """One table; PostgreSQL only estimates its rows."""

    name: str
    rows: int
    bytes: int


@dataclass(frozen=True, kw_only=True)
class StoreSize:
    """One store; ``bytes`` is None where it cannot be reached."""

    name: str
    engine: str
    bytes: int | None
    tables: list[TableSize] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Disk:
    """The disk that holds the home folder."""

    total_bytes: int
    free_bytes: int


def measure_stores(house: House) -> list[StoreSize]:
    """Every store with its size; one that does not answer does not hide the others."""
    settings = house.settings
    return [
        *_relational(house),
        _warehouse(house),
        StoreSize(name="files", engine="folder", bytes=folder_bytes(settings.home / "files")),
        StoreSize(name="backups", engine="folder", bytes=folder_bytes(settings.home / "backups")),
    ]


def measure_disk(house: House) -> Disk:
    """Room on the disk of the home folder."""
    usage = shutil.disk_usage(house.settings.home)
    return Disk(total_bytes=usage.total, free_bytes=usage.free)


def folder_bytes(folder: Path) -> int:
    """Sum of all files at and below; a file that goes away meanwhile counts nothing."""
    return sum(
        _file_bytes(Path(parent) / name) for parent, _, names in os.walk(folder) for name in names
    )


def _relational(house: House) -> list[StoreSize]:
    settings = house.settings
    if house.context.engine.dialect.name == "postgresql":
        return [_postgres(house)]
    urls = {
        "relational": settings.database,
        "inbox": settings.inbox_database,
        "jobs": settings.jobs_database,
    }
    return [
        StoreSize(name=name, engine="sqlite", bytes=_sqlite_bytes(url))
        for name, url in urls.items()
    ]


def _sqlite_bytes(url: str) -> int:
    path = make_url(url).database or ""
    return sum(_file_bytes(Path(path + tail)) for tail in ("", "-wal", "-shm"))


def _postgres(house: House) -> StoreSize:
    with house.context.session(read_only=True) as session:
        size = session.scalar(text("select pg_database_size(current_database())"))
        rows = session.execute(text(_POSTGRES_TABLES), {"most": TABLES_MAX}).mappings()
        tables = [TableSize(**row) for row in rows]
    return StoreSize(name="relational", engine="postgresql", bytes=size, tables=tables)


def _warehouse(house: House) -> StoreSize:
    warehouse = house.context.get(Warehouse)
    engine = "chdb" if warehouse.embedded else "clickhouse"
    try:
        rows = warehouse.rows(_WAREHOUSE_TABLES, {"most": TABLES_MAX})
    except Exception:
        return StoreSize(name="warehouse", engine=engine, bytes=None)
    tables = [TableSize(**row) for row in rows]
    return StoreSize(
        name="warehouse", engine=engine, bytes=sum(table.bytes for table in tables), tables=tables
    )


def _file_bytes(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
