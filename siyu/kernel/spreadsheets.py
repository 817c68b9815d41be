"""Tables as files that a spreadsheet opens; what people typed is never run as a formula."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from .files import Files

# A spreadsheet would run a cell that starts like this.
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r|%]")

WriteRows = Callable[[Iterable[Sequence[str]]], None]


@contextmanager
def create_table(files: Files) -> Iterator[tuple[str, WriteRows]]:
    """A new CSV file's name, and what writes rows to it; rows are on disk, not in memory."""
    with files.create(".csv") as (name, handle):
        out = io.TextIOWrapper(handle, encoding="utf-8-sig", newline="", write_through=True)
        table = csv.writer(out)

        def write_rows(rows: Iterable[Sequence[str]]) -> None:
            table.writerows([safe_cell(cell) for cell in row] for row in rows)

        yield name, write_rows
        out.flush()
        out.detach()


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
