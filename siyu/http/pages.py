"""Cursor paging: a page, and an opaque cursor to the next one."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from fastapi import Depends, Query
from pydantic import Field

from siyu.kernel.errors import Invalid

from .schemas import Schema

R = TypeVar("R")
T = TypeVar("T")

LIMIT_MAX = 200


@dataclass(eq=False)
class MalformedCursor(Invalid):
    """This cursor does not come from us; start again without one."""


class Page(Schema, Generic[T]):
    """A stretch of a list."""

    items: list[T]
    next_cursor: str | None = Field(
        None, description="Send it back as `cursor`; null on the last page."
    )
    total: int | None = Field(None, description="All that match, where counting them is cheap.")


@dataclass(frozen=True)
class Paging:
    """What the caller asked for."""

    cursor: str | None
    limit: int


async def _paging(
    cursor: Annotated[
        str | None, Query(max_length=500, description="`next_cursor` of the page before.")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=LIMIT_MAX, description="Items a page.")] = 50,
) -> Paging:
    return Paging(cursor=cursor, limit=limit)


PageRequest = Annotated[Paging, Depends(_paging)]


def page_of(
    rows: Sequence[R],
    paging: Paging,
    *,
    item: Callable[[R], T],
    position: Callable[[R], tuple[Any, ...]],
) -> Page[T]:
    """A page of rows that were asked for with ``limit + 1``, so that the last shows if more follow.

    Args:
        position: sort key of a row, for the cursor behind it.

    """
    shown = rows[: paging.limit]
    more = len(rows) > paging.limit
    return Page(
        items=[item(row) for row in shown],
        next_cursor=encode_cursor(*position(shown[-1])) if more else None,
    )


def encode_cursor(*position: Any) -> str:
    """Opaque cursor of a position: the sort key of the last item sent."""
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).decode().rstrip("=")


def decode_cursor(cursor: str | None, *types: type[Any]) -> tuple[Any, ...] | None:
    """Position in a cursor, typed; None where there is none.

    Raises:
        MalformedCursor: not one of ours, or of another list.

    """
    if cursor is None:
        return None
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = msgspec.json.decode(raw, type=list[Any])
        if len(values) != len(types):
            raise MalformedCursor
        position = tuple(
            msgspec.convert(value, type=kind, strict=False)
            for value, kind in zip(values, types, strict=True)
        )
        if not all(_is_storable(part) for part in position):
            raise MalformedCursor
        return position  # noqa: TRY300
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        raise MalformedCursor from None


def _is_storable(part: object) -> bool:
    if isinstance(part, int):
        return -(1 << 63) <= part < 1 << 63
    return not (isinstance(part, str) and "\x00" in part)
