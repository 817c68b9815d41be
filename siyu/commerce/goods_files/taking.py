"""A goods file, taken in product by product: what one of them lacks does not hold up the others."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from siyu import imports
from siyu.kernel.context import Context
from siyu.kernel.errors import Invalid, SiyuError

from .applying import Target, apply_product
from .columns import REQUIRED, fields_of
from .contracts import BadRow, GoodsLine, GoodsReport
from .parsing import line_of

ROWS_MAX = 20_000
PRODUCTS_A_TRANSACTION = 20


@dataclass(eq=False)
class GoodsFileUnfit(Invalid):
    """A goods file needs these columns."""

    columns: list[str]


@dataclass(eq=False)
class GoodsFileTooLong(Invalid):
    """A goods file has at most so many rows."""

    rows_max: int


def take_goods(
    context: Context,
    path: Path,
    *,
    price_book_id: int | None,
    location_id: int | None,
    dry_run: bool,
    actor: str,
) -> GoodsReport:
    """Take a file in, or see what it would do; the same file again changes nothing.

    Args:
        price_book_id: where prices are written; None passes over them.
        location_id: where stock lies; None passes over it.

    Raises:
        GoodsFileUnfit: a column is missing.
        GoodsFileTooLong: more than ``ROWS_MAX`` rows.
        FileEmpty, FileUnreadable, FileUnpacksTooLarge: see ``siyu.imports``.

    """
    report = GoodsReport()
    groups = _grouped(_lines(path, report), report)
    target = Target(
        price_book_id=price_book_id,
        location_id=location_id,
        # Stock is counted once a file: what is sold after it is not put back by sending it again.
        cause=f"goods:{_hash(path)}",
        actor=actor,
    )
    products = list(groups.items())
    for start in range(0, len(products), PRODUCTS_A_TRANSACTION):
        # Short transactions, so that a checkout waits for twenty products and not for the file.
        with context.session() as session:
            for code, lines in products[start : start + PRODUCTS_A_TRANSACTION]:
                try:
                    with session.begin_nested():
                        done = apply_product(session, code, lines, target)
                except SiyuError as error:
                    report.bad += [_refused(line, error) for line in lines]
                else:
                    report.add(done)
            if dry_run:
                session.rollback()
    report.bad.sort(key=lambda bad: bad.row)
    return report


def _lines(path: Path, report: GoodsReport) -> Iterator[GoodsLine]:
    rows = imports.read_table(path)
    header = next(rows, None)
    places = fields_of(header) if isinstance(header, list) else {}
    missing = [name for name in REQUIRED if name not in places]
    if missing:
        raise GoodsFileUnfit(missing)
    for number, row in enumerate(islice(rows, ROWS_MAX + 1), 2):
        if isinstance(row, imports.Broken):
            report.rows += 1
            report.bad.append(BadRow(row=number, code=row.code, value=row.text[:100]))
            continue
        if not any(cell.strip() for cell in row):
            continue
        report.rows += 1
        if report.rows > ROWS_MAX:
            raise GoodsFileTooLong(ROWS_MAX)
        found = line_of(number, row, places)
        if isinstance(found, BadRow):
            report.bad.append(found)
        else:
            yield found


def _grouped(lines: Iterator[GoodsLine], report: GoodsReport) -> dict[str, list[GoodsLine]]:
    groups: dict[str, list[GoodsLine]] = {}
    seen: set[str] = set()
    for line in lines:
        if line.sku_code in seen:
            report.bad.append(BadRow(row=line.row, code="sku_twice", value=line.sku_code))
            continue
        seen.add(line.sku_code)
        groups.setdefault(line.product_code, []).append(line)
    return groups


def _refused(line: GoodsLine, error: SiyuError) -> BadRow:
    return BadRow(row=line.row, code=error.code(), value=line.sku_code)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
