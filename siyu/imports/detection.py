"""What a file is: packing, format, encoding, delimiter, header, columns, and what they may mean."""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from siyu.imports import json_rows, parquet_rows, xlsx_rows
from siyu.imports.contracts import ColumnSeen, Detection, Format, Kind, Reading
from siyu.imports.csv_rows import Broken, Row, read_csv, read_line_blocks
from siyu.imports.encoding import detect_encoding
from siyu.imports.errors import FileEmpty, FileUnreadable
from siyu.imports.fields import FIELDS, normalise
from siyu.imports.kind_guess import guess_kind
from siyu.imports.looks import looks_like
from siyu.imports.suggestion import suggest_mapping
from siyu.imports.unpacking import first_bytes, is_gzip
from siyu.warehouse import Warehouse

SAMPLE_BYTES = 2 << 20
SAMPLE_ROWS = 2000
SAMPLES_SHOWN = 3
ROWS_SHOWN = 5
SAMPLE_CHARS_MAX = 80
COLUMNS_MAX = 500
COLUMN_NAME_CHARS_MAX = 120
DELIMITERS = ",;\t|"
BINARY_SAMPLE_BYTES = 64 << 10
BINARY_SHARE = 0.05
_CONTROL_IN_TEXT = "\t\n\r\f\x01\x1a"
"""Hive separates columns by the second last, DOS ends files with the last."""


def inspect_file(
    path: Path,
    kind: Kind | None,
    *,
    warehouse: Warehouse | None = None,
    reading: Reading | None = None,
    time_zone: str = "Asia/Shanghai",
    currency: str = "CNY",
) -> Detection:
    """Look at the beginning of a file.

    Args:
        kind: what its rows are; guessed by the columns' names where None.
        warehouse: reads Parquet where it is embedded.
        reading: how to read it, where an operator knows better.

    Raises:
        FileEmpty: no rows at all.
        FileUnreadable: of no kind siyu can read, or damaged.

    """
    if path.stat().st_size == 0:
        raise FileEmpty
    reading = reading or detect_reading(path)
    names, rows = _sample(path, reading, warehouse)
    if not names:
        raise FileEmpty
    kind = kind or guess_kind(names)
    values = {name: [row[at] for row in rows if at < len(row)] for at, name in enumerate(names)}
    columns = [
        ColumnSeen(
            name=name,
            looks_like=looks_like(values[name]),
            samples=_some(values[name]),
        )
        for name in names
    ]
    mapping, ambiguous = suggest_mapping(
        kind, columns, values, time_zone=time_zone, currency=currency
    )
    sheets = xlsx_rows.list_sheets(path) if reading.format is Format.xlsx else []
    return Detection(
        kind=kind,
        reading=reading,
        columns=columns,
        signature=signature_of(kind, names),
        mapping=mapping,
        ambiguous=ambiguous,
        sheets=[name[:200] for name in sheets[:100]],
        rows=[[_shown(cell) for cell in row[: len(names)]] for row in rows[:ROWS_SHOWN]],
    )


def detect_reading(path: Path) -> Reading:
    """How to read the file."""
    packed = is_gzip(path)
    head = first_bytes(path, gzip=packed, most=SAMPLE_BYTES)
    if head.startswith(xlsx_rows.MAGIC):
        if packed:
            raise FileUnreadable("xlsx inside gzip")
        return Reading(format=Format.xlsx, header=True)
    if head.startswith(parquet_rows.MAGIC):
        if packed:
            raise FileUnreadable("parquet inside gzip")
        return Reading(format=Format.parquet)
    if head.startswith((b"\xd0\xcf\x11\xe0", b"%PDF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise FileUnreadable("xls, pdf or archive")
    if not head.strip():
        raise FileEmpty
    if head[:256].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        raise FileUnreadable("web page")
    encoding = detect_encoding(head)
    if _is_binary(head, encoding):
        raise FileUnreadable("no text")
    packing = "gzip" if packed else ""
    lines = _sample_lines(head, encoding)
    if lines and lines[0].lstrip().startswith("{"):
        return Reading(format=Format.json_lines, packed=packing, encoding=encoding)  # type: ignore[arg-type]
    delimiter = _delimiter(lines)
    return Reading(
        format=Format.csv,
        packed=packing,  # type: ignore[arg-type]
        encoding=encoding,
        delimiter=delimiter,
        header=_has_header(list(_rows_of(lines[:200], delimiter))),
    )


def _is_binary(head: bytes, encoding: str) -> bool:
    """True of images, programs and the like: text has hardly any control characters."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head[:BINARY_SAMPLE_BYTES])
    control = sum(1 for char in text if char < " " and char not in _CONTROL_IN_TEXT)
    return control > len(text) * BINARY_SHARE


def signature_of(kind: Kind, names: list[str]) -> str:
    """Equal for files of one kind whose columns have the same names, in any order."""
    text = "\n".join([kind, *sorted(normalise(name) or name for name in names)])
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def name_columns(cells: list[str]) -> list[str]:
    """Column names, each once: the second ``Name`` becomes ``Name (2)``."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for at, cell in enumerate(cells[:COLUMNS_MAX], 1):
        clean = re.sub(r"[\x00-\x1f\ufffd]", " ", cell).strip()[:COLUMN_NAME_CHARS_MAX] or str(at)
        clean = clean.encode("utf-8", "replace").decode()
        seen[clean] = seen.get(clean, 0) + 1
        names.append(clean if seen[clean] == 1 else f"{clean} ({seen[clean]})")
    return names


def _sample(
    path: Path, reading: Reading, warehouse: Warehouse | None
) -> tuple[list[str], list[list[str]]]:
    """Column names and the first rows."""
    if reading.format is Format.parquet:
        names = parquet_rows.list_columns(path, warehouse)[:COLUMNS_MAX]
        return names, _good(parquet_rows.read_parquet(path, warehouse))
    if reading.format is Format.xlsx:
        return _named(_good(xlsx_rows.read_xlsx(path, reading.sheet)), header=reading.header)
    head = first_bytes(path, gzip=reading.packed == "gzip", most=SAMPLE_BYTES)
    try:
        lines = _sample_lines(head, reading.encoding)
    except LookupError:
        raise FileUnreadable(f"encoding {reading.encoding!r}") from None
    if reading.format is Format.csv:
        rows = _good(read_csv([(lines, None)], reading.delimiter))
        return _named(rows, header=reading.header)
    objects = [
        item
        for item in islice(json_rows.read_objects([(lines, None)]), SAMPLE_ROWS)
        if item and not isinstance(item, Broken)
    ]
    names = list(dict.fromkeys(key for item in objects for key in item))[:COLUMNS_MAX]
    return names, [[item.get(name, "") for name in names] for item in objects]


def _named(rows: list[list[str]], *, header: bool) -> tuple[list[str], list[list[str]]]:
    if not rows:
        return [], []
    if header:
        return name_columns(rows[0]), rows[1:]
    return [str(at + 1) for at in range(min(COLUMNS_MAX, max(map(len, rows))))], rows


def _good(rows: Iterator[Row]) -> list[list[str]]:
    return [row for row in islice(rows, SAMPLE_ROWS) if not isinstance(row, Broken) and any(row)]


def _sample_lines(head: bytes, encoding: str) -> list[str]:
    """Lines of the sample that are whole."""
    lines = [line for block, _ in read_line_blocks([head], encoding) for line in block]
    return lines[:-1] if len(head) >= SAMPLE_BYTES and len(lines) > 1 else lines


def _delimiter(lines: list[str]) -> str:
    """The one that cuts most rows into the same number of cells."""
    lines = [line for line in lines[:200] if line.strip()]

    def score(delimiter: str) -> tuple[float, int]:
        widths = [len(row) for row in _rows_of(lines, delimiter) if row]
        if not widths:
            return 0.0, 0
        usual = max(set(widths), key=widths.count)
        return (widths.count(usual) / len(widths) if usual > 1 else 0.0), usual

    best = max(DELIMITERS, key=score)
    return best if score(best)[0] > 0 else ","


def _rows_of(lines: list[str], delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader((line + "\n" for line in lines), delimiter=delimiter)
    except csv.Error:
        return


_KNOWN_NAMES = frozenset(name for fields in FIELDS.values() for f in fields for name in f.names)


def _has_header(rows: list[list[str]]) -> bool:
    """Names are known words, or at least no numbers, dates or addresses."""
    filled = [row for row in rows if any(row)]
    if not filled:
        return True
    first = filled[0]
    if sum(normalise(cell) in _KNOWN_NAMES for cell in first) >= min(2, len(first)):
        return True
    if any(looks_like([cell]) not in ("text", "empty") for cell in first):
        return False
    return len(set(first)) == len(first)


def _some(values: list[str]) -> list[str]:
    kept = list(dict.fromkeys(value.strip() for value in values if value.strip()))[:SAMPLES_SHOWN]
    return [_shown(value) for value in kept]


def _shown(value: str) -> str:
    """A cell as it may be kept and shown."""
    text = re.sub(r"[\x00-\x1f]", " ", value.strip()[:SAMPLE_CHARS_MAX])
    return text.encode("utf-8", "replace").decode()
