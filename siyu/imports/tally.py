"""Counts while a file is read: rows, dirt by kind, sums, and the file of rejected rows."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import Self

from siyu.imports.contracts import Finding, Kind, Report, Severity
from siyu.imports.csv_rows import Broken
from siyu.imports.dirt import DIRT, severity_of, title_of
from siyu.imports.values import looks_like_formula, plain

FIRST_ROWS_KEPT = 5
REJECTS_KEPT_MAX = 1_000_000
CUSTOMERS_COUNTED_MAX = 2_000_000


class Rejects:
    """A CSV of the rows that were not taken, safe to open in a spreadsheet.

    The first million are kept; the report's counts are always whole.
    """

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        self._writer = csv.writer(self._file)
        self._writer.writerow(["row", "reason", "explanation", *map(_harmless, columns)])
        self.kept = 0

    def write(self, row: int, code: str, cells: Sequence[str] | Broken) -> None:
        if self.kept >= REJECTS_KEPT_MAX:
            return
        self.kept += 1
        texts = [cells.text] if isinstance(cells, Broken) else cells
        self._writer.writerow([row, code, title_of(code)["en"], *map(_harmless, texts)])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._file.close()


def _harmless(text: str) -> str:
    """Text a spreadsheet shows and does not run (OWASP: CSV injection)."""
    text = text.replace("\0", "")
    return (
        f"'{text}" if looks_like_formula(text) or (text[:1] in "+-" and not _number(text)) else text
    )


def _number(text: str) -> bool:
    try:
        return bool(float(text)) or True
    except ValueError:
        return not text


class Tally:
    """What has been seen so far."""

    def __init__(self, kind: Kind, currency: str, rejects: Rejects) -> None:
        self._rejects = rejects
        self.kind = kind
        self.currency = currency
        self.rows = 0
        self.blank = 0
        self.rejected = 0
        self.items: Counter[str] = Counter()
        self.total = Decimal(0)
        self.first: int | None = None
        self.last: int | None = None
        self.customers: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._first_rows: dict[str, list[int]] = {code: [] for code in DIRT}

    def note(self, code: str, row: int) -> None:
        """One more row (or order) with this dirt."""
        self._counts[code] += 1
        first = self._first_rows[code]
        if len(first) < FIRST_ROWS_KEPT:
            first.append(row)

    def note_all(self, codes: Iterable[str], row: int) -> None:
        for code in codes:
            self.note(code, row)

    def reject(self, code: str, row: int, cells: Sequence[str] | Broken) -> None:
        """One more row that is not taken; it goes to the file of rejects."""
        self.rejected += 1
        self.note(code, row)
        self._rejects.write(row, code, cells)

    def see_time(self, milliseconds: int) -> None:
        if self.first is None or milliseconds < self.first:
            self.first = milliseconds
        if self.last is None or milliseconds > self.last:
            self.last = milliseconds

    def see_customer(self, customer: str) -> None:
        if len(self.customers) < CUSTOMERS_COUNTED_MAX:
            self.customers.add(customer)

    def report(self) -> Report:
        findings = [
            Finding(
                code=code,
                severity=severity_of(code),
                count=self._counts[code],
                first_rows=sorted(self._first_rows[code]),
            )
            for code in DIRT
            if self._counts[code]
        ]
        rejected_first = sorted(findings, key=lambda f: f.severity is not Severity.rejected)
        return Report(
            kind=self.kind,
            rows=self.rows,
            kept=self.rows - self.rejected,
            rejected=self.rejected,
            items=dict(self.items),
            findings=rejected_first,
            customers=len(self.customers),
            total=plain(self.total),
            currency=self.currency,
            first_time=iso(self.first),
            last_time=iso(self.last),
        )


def iso(milliseconds: int | None) -> str | None:
    """ISO 8601 in UTC with milliseconds."""
    if milliseconds is None:
        return None
    instant = datetime.fromtimestamp(milliseconds // 1000, UTC)
    return f"{instant:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"
