"""What a warehouse says when it cannot answer, sorted by what the caller can do about it."""

import re
from dataclasses import dataclass
from typing import ClassVar

from chdb import ChdbError
from clickhouse_connect.driver.exceptions import (
    ClickHouseError,
    DataError,
    NotSupportedError,
    ProgrammingError,
)

from siyu.kernel.errors import Conflict, Invalid, SiyuError, Unavailable


@dataclass(eq=False)
class WarehouseUnavailable(Unavailable):
    """The warehouse does not answer; try again later."""

    reason: str


@dataclass(eq=False)
class QueryTooExpensive(Invalid):
    """The question needs more time or memory than one query may use."""

    reason: str


@dataclass(eq=False)
class QueryCancelled(Conflict):
    """The query was cancelled before it ended."""


@dataclass(eq=False)
class WarehouseRefused(Invalid):
    """The warehouse cannot read the data as sent."""

    reason: str


@dataclass(eq=False)
class WarehouseFault(SiyuError):
    """A statement of ours is wrong: a table, a column or the syntax."""

    status: ClassVar[int] = 500

    reason: str


DRIVER_ERRORS = (ClickHouseError, ChdbError, RuntimeError, OSError)
"""What :func:`typed` understands; anything else is a bug and passes as it is."""

MISUSE = (DataError, NotSupportedError, ProgrammingError)

# Numbers of ClickHouse's src/Common/ErrorCodes.cpp.
TOO_EXPENSIVE = frozenset({158, 159, 160, 191, 241, 290, 307, 396})
CANCELLED = frozenset({394, 735})
UNAVAILABLE = frozenset(
    {76, 198, 202, 203, 209, 210, 225, 236, 242, 243, 244, 252, 279, 285, 319, 335, 425, 439, 516}
    | {594, 745, 999}
)
FAULT = frozenset({8, 10, 16, 36, 42, 43, 44, 46, 47, 48, 60, 62, 80, 81, 115, 164, 215, 344, 497})
UNREADABLE = frozenset(
    {6, 25, 26, 27, 33, 38, 40, 41, 52, 53, 69, 70, 72, 117, 130, 131, 306, 321, 349, 407, 441, 457}
    | {469, 630, 675, 676}
)


def typed(error: Exception, *, inserting: bool = False) -> SiyuError:
    """The error of this file that says what ``error`` of the driver means.

    Args:
        inserting: an unknown code then speaks of the data, so that a loader can halve its batch
            instead of waiting for ever.

    """
    text = str(error)
    code = _code_of(error, text)
    if code is None and isinstance(error, MISUSE):
        return WarehouseFault(reason=_short(text))
    if code in CANCELLED:
        return QueryCancelled()
    if code in TOO_EXPENSIVE:
        return QueryTooExpensive(reason=_short(text))
    if code is None or code in UNAVAILABLE or "Cannot lock file" in text:
        return WarehouseUnavailable(reason=_short(text))
    if code in UNREADABLE or (inserting and code not in FAULT):
        return WarehouseRefused(reason=_short(text))
    return WarehouseFault(reason=_short(text))


def _code_of(error: Exception, text: str) -> int | None:
    known = getattr(error, "code", None)
    if isinstance(known, int):
        return known
    found = re.search(r"Code: (\d+)", text)
    return int(found.group(1)) if found else None


def _short(text: str) -> str:
    """One line, without the driver's prefix, the server's version and its address."""
    _, mark, rest = text.partition("DB::Exception: ")
    line = " ".join((rest if mark else text).split())
    return re.sub(r" ?\((version|for url) [^)]*\)", "", line)[:500]
