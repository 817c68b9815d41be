"""Rows of an XLSX sheet, after a look at how large it would become in memory."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine as calamine

from siyu.imports.csv_rows import Row
from siyu.imports.errors import FileUnpacksTooLarge, FileUnreadable

UNPACKED_BYTES_MAX = 1 << 30
CELLS_MAX = 20_000_000
"""The reader lays a sheet out as a full rectangle of some 32 bytes a cell."""

DIGITS_EXACT = 15
MAGIC = b"PK\x03\x04"

_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"')
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?r="(\d{1,7})"')


def list_sheets(path: Path) -> list[str]:
    """Names of the sheets, in order."""
    _refuse_large(path)
    try:
        with calamine.load_workbook(str(path)) as book:
            return list(book.sheet_names)
    except Exception as error:
        raise _unreadable(error) from None


def read_xlsx(path: Path, sheet: str) -> Iterator[Row]:
    """Rows as text: numbers as short as they can be written, times in ISO 8601.

    Raises:
        FileUnreadable: not a workbook, or no such sheet.
        FileUnpacksTooLarge: more than memory allows.

    """
    names = list_sheets(path)
    if not names or (sheet and sheet not in names):
        raise FileUnreadable(f"sheet {sheet[:80]!r}")
    try:
        with calamine.load_workbook(str(path)) as book:
            for row in book.get_sheet_by_name(sheet or names[0]).iter_rows():
                yield [_text(value) for value in row]
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> FileUnreadable:
    return FileUnreadable(f"xlsx: {type(error).__name__}")


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e22 else repr(value)
        case datetime():
            return value.isoformat(sep=" ")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
        case None:
            return ""
        case _:
            return str(value)


def _refuse_large(path: Path) -> None:
    """Unpack every member once, counting, before a reader that keeps it all in memory may.

    The sizes a ZIP file claims are not believed.
    """
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            if len(archive.infolist()) > 10_000:
                raise FileUnpacksTooLarge(UNPACKED_BYTES_MAX)
            unpacked = 0
            for member in archive.infolist():
                sheet = member.filename.startswith("xl/worksheets/")
                rows = columns = 0
                for chunk in _inflated(raw, member):
                    unpacked += len(chunk)
                    if unpacked > UNPACKED_BYTES_MAX:
                        raise FileUnpacksTooLarge(UNPACKED_BYTES_MAX)
                    if sheet:
                        found = _CELL.findall(chunk)
                        columns = max([columns, *{_column(letters) for letters, _ in found}])
                        last = [*found[-1:], *((b"", row) for row in _ROW.findall(chunk))]
                        rows = max([rows, *{int(row) for _, row in last}])
                if rows * columns > CELLS_MAX:
                    raise FileUnpacksTooLarge(UNPACKED_BYTES_MAX)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, ValueError) as error:
        raise _unreadable(error) from None


def _inflated(raw: Any, member: zipfile.ZipInfo) -> Iterator[bytes]:
    if member.flag_bits & 1 or member.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):
        raise zipfile.BadZipFile
    raw.seek(member.header_offset)
    head = raw.read(30)
    if head[:4] != MAGIC:
        raise zipfile.BadZipFile
    name, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
    raw.seek(name + extra, 1)
    left = member.compress_size
    inflate = zlib.decompressobj(-15) if member.compress_type else None
    while left > 0 and (packed := raw.read(min(left, 1 << 18))):
        left -= len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            yield inflate.decompress(packed, 1 << 20)
            packed = inflate.unconsumed_tail


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
