"""Rows of a Parquet file, read by ClickHouse and handed on as text, block by block.

With a warehouse on a server, which cannot see this machine's files, an engine in this process reads.
"""

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from siyu.imports.csv_rows import Row
from siyu.imports.errors import FileUnreadable
from siyu.warehouse import Warehouse, WarehouseFault, WarehouseRefused

MAGIC = b"PAR1"
SECONDS_MAX = 6 * 3600
_SETTINGS: dict[str, str | int | float] = {
    "max_threads": 1,  # rows in the order of the file
    "max_execution_time": SECONDS_MAX,
    "bool_true_representation": "true",
    "output_format_json_quote_decimals": 1,
}


def list_columns(path: Path, warehouse: Warehouse | None) -> list[str]:
    """Column names, in order."""
    with _engine(warehouse) as engine, _typed():
        found = engine.rows("DESCRIBE TABLE file({path:String}, Parquet)", {"path": str(path)})
    return [str(row["name"]) for row in found]


def read_parquet(path: Path, warehouse: Warehouse | None) -> Iterator[Row]:
    """Rows as text; instants end in ``Z``, local times do not.

    Raises:
        FileUnreadable: damaged.

    """
    with _engine(warehouse) as engine, _typed():
        place = {"path": str(path)}
        shape = engine.rows("DESCRIBE TABLE file({path:String}, Parquet)", place)
        instants = {
            row["name"]
            for row in engine.rows(
                "SELECT c.name AS name, c.logical_type AS kind FROM file({path:String}, ParquetMetadata)"
                " ARRAY JOIN columns AS c",
                place,
            )
            if "isAdjustedToUTC=true" in row["kind"]
        }
        cells = ", ".join(_cell(row["name"], row["name"] in instants) for row in shape)
        sql = f"SELECT [{cells}] AS cells FROM file({{path:String}}, Parquet)"
        for block in engine.stream(sql, place, settings=_SETTINGS):
            yield from block["cells"]


def _cell(name: str, instant: bool) -> str:
    quoted = "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`"
    text = f"ifNull(toString({quoted}), '')"
    return f"if({text} = '', '', concat({text}, 'Z'))" if instant else text


@contextmanager
def _typed() -> Iterator[None]:
    try:
        yield
    except (WarehouseRefused, WarehouseFault) as error:
        raise FileUnreadable(f"parquet: {error.reason[:200]}") from None


_lock = threading.Lock()
_own: list[Warehouse] = []
_users = 0


@contextmanager
def _engine(warehouse: Warehouse | None) -> Iterator[Warehouse]:
    """The warehouse where it is embedded, else an engine of our own while somebody reads."""
    if warehouse is not None and warehouse.embedded:
        yield warehouse
        return
    global _users
    with _lock:  # one process opens one folder at a time
        if not _own:
            _own.append(Warehouse(f"chdb://{tempfile.mkdtemp(prefix='siyu-parquet-')}"))
        engine = _own[0]
        _users += 1
    try:
        yield engine
    finally:
        with _lock:
            _users -= 1
            if not _users:
                _own.clear()
                engine.close()
                shutil.rmtree(engine.address.path or "", ignore_errors=True)
