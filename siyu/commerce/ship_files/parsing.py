"""A file of parcels to lines; nothing typed into it is trusted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from siyu import imports
from siyu.kernel.errors import Invalid

from ..goods_files.parsing import UnfitCell, cell_of, shown
from .columns import TAKEN, places_of
from .contracts import ShipLine

ROWS_MAX = 1000
CELL_LENGTH_MAX = 100


@dataclass(eq=False)
class ShipFileUnfit(Invalid):
    """A file of parcels needs these columns."""

    columns: list[str]


@dataclass(eq=False)
class ShipFileTooLong(Invalid):
    """So many parcels are shipped at once at most."""

    rows_max: int


def read_lines(path: Path) -> Iterator[ShipLine]:
    """Lines of a CSV or XLSX file; empty rows are passed over.

    Raises:
        ShipFileUnfit: a column is missing.
        ShipFileTooLong: more than ``ROWS_MAX`` rows.
        FileEmpty, FileUnreadable, FileUnpacksTooLarge: see ``siyu.imports``.

    """
    rows = imports.read_table(path)
    header = next(rows, None)
    places = places_of(header) if isinstance(header, list) else {}
    missing = [name for name in TAKEN if name not in places]
    if missing:
        raise ShipFileUnfit(missing)
    count = 0
    for number, row in enumerate(rows, 2):
        if not isinstance(row, imports.Broken) and not any(cell.strip() for cell in row):
            continue
        count += 1
        if count > ROWS_MAX:
            raise ShipFileTooLong(ROWS_MAX)
        if isinstance(row, imports.Broken):
            yield ShipLine(
                row=number, order=shown(row.text), carrier="", waybill="", problem="row_broken"
            )
        else:
            yield _line(number, row, places)


def _line(number: int, row: Sequence[str], places: dict[str, int]) -> ShipLine:
    said, problem = {}, ""
    for name in TAKEN:
        try:
            said[name] = cell_of(row, places[name])
        except UnfitCell as error:
            said[name], problem = shown(error.value), problem or error.code
        if len(said[name]) > CELL_LENGTH_MAX:
            said[name], problem = said[name][:CELL_LENGTH_MAX], problem or "too_long"
    return ShipLine(
        row=number,
        order=said["order"].lower(),
        carrier=said["carrier"],
        # Typed before a number so that a spreadsheet leaves its digits alone.
        waybill=said["waybill"].lstrip("'"),
        problem=problem,
    )
