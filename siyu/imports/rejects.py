"""The file of rejected rows, read back a page at a time."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from siyu.imports.dirt import DIRT

BEFORE_CELLS = 3
"""Columns of ours before the file's own: row, reason, explanation."""


@dataclass(frozen=True)
class Reject:
    """A row that was not taken, with the kind of its dirt."""

    row: int
    code: str
    cells: list[str]


def read_rejects(
    path: Path, *, code: str | None = None, after: int = 0, most: int
) -> tuple[list[Reject], int | None]:
    """Rejected rows, and where the next page begins; None where none follow.

    Args:
        code: only rows with this kind of dirt.
        after: byte at which to go on; 0 is the beginning.

    """
    found: list[Reject] = []
    end = 0
    with path.open("rb") as file:
        file.seek(after)
        for cells in csv.reader(_lines(file)):
            reject = _reject(cells)
            if reject is not None and code in (None, reject.code):
                if len(found) == most:
                    return found, end
                found.append(reject)
            end = file.tell()
    return found, None


def _lines(file: IO[bytes]) -> Iterator[str]:
    """One by one, so that the file stands behind the row just read."""
    while line := file.readline():
        yield line.decode("utf-8-sig", "replace")


def _reject(cells: list[str]) -> Reject | None:
    """A row of the file; the header, and what a strange cursor points into, is none."""
    if len(cells) < BEFORE_CELLS or not cells[0].isdecimal() or cells[1] not in DIRT:
        return None
    return Reject(int(cells[0]), cells[1], cells[BEFORE_CELLS:])
