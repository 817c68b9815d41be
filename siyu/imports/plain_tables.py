"""A file of rows as it is, for rooms above that know themselves what its columns mean."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from siyu.imports.contracts import Format
from siyu.imports.csv_rows import Row
from siyu.imports.detection import detect_reading
from siyu.imports.errors import FileEmpty, FileUnreadable
from siyu.imports.tables import read_rows


def read_table(path: Path) -> Iterator[Row]:
    """Rows of a CSV or XLSX file with its header; what is broken stays in its row.

    Raises:
        FileEmpty: no rows at all.
        FileUnreadable: neither CSV nor XLSX, or damaged.
        FileUnpacksTooLarge: a zip bomb, or a sheet of absurd size.

    """
    if path.stat().st_size == 0:
        raise FileEmpty
    reading = detect_reading(path)
    if reading.format not in (Format.csv, Format.xlsx):
        raise FileUnreadable(f"a table of {reading.format}")
    return read_rows(path, replace(reading, header=False), [])
