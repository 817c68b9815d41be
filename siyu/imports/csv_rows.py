"""Rows of CSV text: streaming, at the speed of the C reader, and what is broken stays in its row."""

import codecs
import csv
import io
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

LINE_CHARS_MAX = 1 << 20
FIELD_CHARS_MAX = 128 << 10
BROKEN_CHARS_KEPT = 2000

csv.field_size_limit(FIELD_CHARS_MAX)


@dataclass(frozen=True)
class Broken:
    """A row that could not be taken apart: the code of its dirt, and what it began with."""

    code: str
    text: str


Row = list[str] | Broken


def read_line_blocks(
    chunks: Iterable[bytes], encoding: str
) -> Iterator[tuple[list[str], Broken | None]]:
    r"""Lines without their end, in blocks, each perhaps followed by a line too long to take.

    ``\r\n`` and ``\r`` end a line too; undecodable bytes become U+FFFD.
    """
    decoder = io.IncrementalNewlineDecoder(
        codecs.getincrementaldecoder(encoding)("replace"), translate=True
    )
    rest = ""
    skipping = False
    for chunk in chain(chunks, [None]):
        text = decoder.decode(b"" if chunk is None else chunk, chunk is None)
        lines = (rest + text).split("\n")
        rest = lines.pop()
        if chunk is None and rest:
            lines.append(rest)
            rest = ""
        if skipping and lines:
            lines.pop(0)
            skipping = False
        yield from _without_long_lines(lines)
        if skipping:
            rest = ""
        elif len(rest) > LINE_CHARS_MAX:
            yield [], Broken("line_too_long", rest[:BROKEN_CHARS_KEPT])
            skipping, rest = True, ""


def _without_long_lines(lines: list[str]) -> Iterator[tuple[list[str], Broken | None]]:
    start = 0
    for index, line in enumerate(lines):
        if len(line) > LINE_CHARS_MAX:
            yield lines[start:index], Broken("line_too_long", line[:BROKEN_CHARS_KEPT])
            start = index + 1
    if start < len(lines):
        yield lines[start:], None


def read_csv(blocks: Iterable[tuple[list[str], Broken | None]], delimiter: str) -> Iterator[Row]:
    """Rows as lists of cells; an empty line is an empty list.

    A quotation mark that is never closed would swallow what follows. Its line is given up as
    broken, and the lines behind it are read again on their own.
    """
    held: list[str] = []
    for lines, broken in blocks:
        held = yield from _read_block(held + lines, delimiter, last=broken is not None)
        if broken is not None:
            yield broken
    yield from _read_block(held, delimiter, last=True)


def _read_block(lines: list[str], delimiter: str, *, last: bool) -> Generator[Row, None, list[str]]:
    """Rows of these lines; returns the lines of a row that goes on in the next block."""
    start = 0  # first line of the row in hand
    while start < len(lines):
        reader = csv.reader(_with_ends(lines, start), delimiter=delimiter)
        offset = start
        try:
            for row in reader:
                end = offset + reader.line_num
                if end == len(lines) and _unclosed(lines[start:end], delimiter):
                    break
                yield row
                start = end
            else:
                return []
        except csv.Error:  # a field past its limit
            yield Broken("quote_not_closed", lines[start][:BROKEN_CHARS_KEPT])
            start += 1
            continue
        if not last:
            return lines[start:]
        yield Broken("quote_not_closed", lines[start][:BROKEN_CHARS_KEPT])
        start += 1
    return []


def _with_ends(lines: list[str], start: int) -> Iterator[str]:
    for index in range(start, len(lines)):
        yield lines[index] + "\n"


def _unclosed(lines: list[str], delimiter: str) -> bool:
    """Whether a row that ends with these lines is still inside quotation marks."""
    if sum(line.count('"') for line in lines) % 2 == 0:
        return False
    try:
        for _ in csv.reader(_with_ends(lines, 0), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False
