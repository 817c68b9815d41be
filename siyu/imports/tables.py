"""A file as rows of cells, whatever its format."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from siyu.imports import csv_rows, json_rows, parquet_rows, xlsx_rows
from siyu.imports.contracts import Format, Reading
from siyu.imports.csv_rows import Broken, Row
from siyu.imports.unpacking import read_chunks
from siyu.warehouse import Warehouse


def read_rows(
    path: Path,
    reading: Reading,
    columns: Sequence[str],
    *,
    warehouse: Warehouse | None = None,
    seen: Callable[[int], None] = lambda _: None,
    cut_short: Callable[[], None] = lambda: None,
) -> Iterator[Row]:
    """Data rows, without the header; an empty list is an empty row.

    Args:
        columns: names in order; JSON objects are laid out by them.
        seen: told how many bytes of the file have been read, where that is known.
        cut_short: told that a packed file ended too early.

    """
    match reading.format:
        case Format.parquet:
            return parquet_rows.read_parquet(path, warehouse)
        case Format.xlsx:
            rows = xlsx_rows.read_xlsx(path, reading.sheet)
        case Format.json_lines:
            return json_rows.read_json_rows(_lines(path, reading, seen, cut_short), columns)
        case Format.csv:
            rows = csv_rows.read_csv(_lines(path, reading, seen, cut_short), reading.delimiter)
    return islice(_from_first_filled(rows), 1, None) if reading.header else rows


def _lines(
    path: Path,
    reading: Reading,
    seen: Callable[[int], None],
    cut_short: Callable[[], None],
) -> Iterator[tuple[list[str], Broken | None]]:
    chunks = read_chunks(path, gzip=reading.packed == "gzip", seen=seen, cut_short=cut_short)
    return csv_rows.read_line_blocks(chunks, reading.encoding)


def _from_first_filled(rows: Iterator[Row]) -> Iterator[Row]:
    """Pass over empty rows before the header."""
    for row in rows:
        if isinstance(row, Broken) or any(row):
            yield row
            break
    yield from rows
