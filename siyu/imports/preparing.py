"""A file becomes items ready to be sent, a report, and a file of rejected rows. Touches no store.

A dry run is this and nothing more. It reads the file once, in memory that does not grow with it:
rows are parted by key on disk, each part is grouped, and the items are laid out by month.
"""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from siyu.imports.ad_spend_rows import AdSpend
from siyu.imports.cells import Cells, RowRejected, digest
from siyu.imports.contracts import Detection, Format, Kind, Mapping, Reading, Report
from siyu.imports.csv_rows import Broken
from siyu.imports.errors import MappingIncomplete, MappingMalformed
from siyu.imports.event_rows import Events
from siyu.imports.fields import FIELDS, FREE_PREFIXES, NEEDED_ONE_OF
from siyu.imports.orders import Orders
from siyu.imports.people_rows import People
from siyu.imports.spool import Item, Items, Parts, parts_for
from siyu.imports.tables import read_rows
from siyu.imports.tag_rows import Tags
from siyu.imports.tally import Rejects, Tally
from siyu.warehouse import Warehouse

Progress = Callable[[int, int, str], None]
"""Done, total, and the phase: ``reading``, ``grouping`` or ``sending``."""

ROWS_BETWEEN_REPORTS = 5000


class Shape(Protocol):
    """How the rows of one kind are read and grouped."""

    def read(self, row: int, cells: Any) -> tuple[str, Any]: ...

    def items(self, records: Any) -> Any: ...


def prepare(
    path: Path,
    detection: Detection,
    mapping: Mapping,
    *,
    source: str,
    at: datetime,
    folder: Path,
    stores: Collection[str] | None = None,
    warehouse: Warehouse | None = None,
    progress: Progress = lambda *_: None,
) -> tuple[Report, Items]:
    """Read the whole file.

    Args:
        source: what its keys belong to: the same order number from two sources is two orders.
        at: the moment that counts as now; the same for every repetition of one import.
        folder: for what lies between; emptied first.
        stores: codes of the org nodes there are; None believes every code.

    Raises:
        MappingIncomplete, MappingMalformed: see there.
        FileUnreadable, FileUnpacksTooLarge: see there.

    """
    kind, reading = detection.kind, detection.reading
    columns = [column.name for column in detection.columns]
    check_mapping(kind, mapping, columns)
    folder.mkdir(parents=True, exist_ok=True)
    parts = Parts(folder / "parts", parts_for(path.stat().st_size, packed=reading.packed == "gzip"))
    items = Items(folder / "items")
    items.begin()
    with Rejects(folder / "rejects.csv", columns) as rejects:
        tally = Tally(kind, mapping.options.currency, rejects)
        shape = _shape(
            kind, Cells(mapping, columns, tally, at=at), source=source, at=at, stores=stores
        )
        _part_rows(path, reading, columns, shape, tally, parts, warehouse, progress)
        parts.close()
        for part in range(parts.count):
            item: Item
            for month, item in shape.items(parts.read(part)):
                items.add(month, item)
            progress(part + 1, parts.count, "grouping")
        parts.remove()
    items.finish(mark_of(detection, mapping, source))
    return tally.report(), items


def check_mapping(kind: Kind, mapping: Mapping, columns: list[str]) -> None:
    """Refuse a mapping that names what is not there, or lacks what is needed.

    Raises:
        MappingMalformed: no such field or column, or a setting out of place.
        MappingIncomplete: a needed field has no column.

    """
    fields = {field.name for field in FIELDS[kind]}
    free = FREE_PREFIXES.get(kind)
    for field, column in mapping.columns.items():
        named = free is not None and field.startswith(free) and field != free
        if field not in fields and not named:
            raise MappingMalformed(f"field {field!r}")
        if column not in columns:
            raise MappingMalformed(f"column {column!r}")
    try:
        ZoneInfo(mapping.options.time_zone)
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise MappingMalformed(f"time zone {mapping.options.time_zone!r}") from None
    missing = [f.name for f in FIELDS[kind] if f.needed and f.name not in mapping.columns]
    one_of = NEEDED_ONE_OF.get(kind)
    if one_of and not any(name in mapping.columns for name in one_of):
        missing.append("|".join(one_of))
    if kind is Kind.events and "event" not in mapping.columns and not mapping.options.event_name:
        missing.append("event")
    if missing:
        raise MappingIncomplete(missing)


def mark_of(detection: Detection, mapping: Mapping, source: str) -> str:
    """Names what items were made of; other items have another mark."""
    return digest(detection.reading, detection.kind, mapping, source)


def _shape(
    kind: Kind, cells: Cells, *, source: str, at: datetime, stores: Collection[str] | None
) -> Shape:
    match kind:
        case Kind.orders:
            return Orders(cells, source=source)
        case Kind.people:
            return People(cells, source=source, at=at, stores=stores)
        case Kind.events:
            return Events(cells, source=source)
        case Kind.tags:
            return Tags(cells, source=source, at=at)
        case Kind.ad_spend:
            return AdSpend(cells, source=source)


def _part_rows(
    path: Path,
    reading: Reading,
    columns: list[str],
    shape: Shape,
    tally: Tally,
    parts: Parts,
    warehouse: Warehouse | None,
    progress: Progress,
) -> None:
    """Read every row once and lay it with the others of its key."""
    size = path.stat().st_size
    width = len(columns)
    ragged = reading.format is Format.xlsx
    bytes_read = 0

    def seen(count: int) -> None:
        nonlocal bytes_read
        bytes_read = count

    rows = read_rows(
        path,
        reading,
        columns,
        warehouse=warehouse,
        seen=seen,
        cut_short=lambda: tally.note("file_cut_short", tally.rows),
    )
    number = 0
    for number, found in enumerate(rows, 1):
        if number % ROWS_BETWEEN_REPORTS == 0:
            progress(bytes_read, size, "reading")
        if isinstance(found, Broken):
            tally.reject(found.code, number, found)
            continue
        if not any(found):
            tally.note("blank_row", number)
            tally.blank += 1
            continue
        cells = found if len(found) == width else _fitted(found, width, ragged=ragged)
        if cells is None:
            few = len(found) < width
            tally.reject("too_few_cells" if few else "too_many_cells", number, found)
            continue
        try:
            key, record = shape.read(number, cells)
        except RowRejected as rejected:
            tally.reject(rejected.code, number, cells)
            continue
        parts.add(key, record)
    tally.rows = number - tally.blank
    progress(size, size, "reading")


def _fitted(cells: list[str], width: int, *, ragged: bool) -> list[str] | None:
    """A row as wide as the table, where only empty cells are too many or missing."""
    if len(cells) > width and not any(cells[width:]):
        return cells[:width]
    if ragged and len(cells) < width:
        return [*cells, *[""] * (width - len(cells))]
    return None
