"""Rows of JSON lines: one object a line; nested keys are joined by dots."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from siyu.imports.csv_rows import BROKEN_CHARS_KEPT, Broken, Row

COLUMNS_MAX = 500
DEPTH_MAX = 3

# Numbers stay as written, so that decimals are exact.
_decode = msgspec.json.Decoder(float_hook=str).decode


def read_objects(
    blocks: Iterable[tuple[list[str], Broken | None]],
) -> Iterator[dict[str, str] | Broken]:
    """Each line as flat text by key; an empty line is an empty dict."""
    for lines, broken in blocks:
        for line in lines:
            yield _flat(line) if line.strip() else {}
        if broken is not None:
            yield broken


def read_json_rows(
    blocks: Iterable[tuple[list[str], Broken | None]], columns: Sequence[str]
) -> Iterator[Row]:
    """Each line as cells in the order of ``columns``; keys outside are left out."""
    for item in read_objects(blocks):
        if isinstance(item, Broken):
            yield item
        else:
            yield [item.get(name, "") for name in columns] if item else []


def _flat(line: str) -> dict[str, str] | Broken:
    try:
        value = _decode(line)
        if isinstance(value, dict):
            flat: dict[str, str] = {}
            _spread(value, "", flat, DEPTH_MAX)
            return flat
    except (msgspec.DecodeError, RecursionError, ValueError):
        pass
    return Broken("json_malformed", line[:BROKEN_CHARS_KEPT])


def _spread(value: dict[str, Any], prefix: str, flat: dict[str, str], depth: int) -> None:
    for key, item in value.items():
        name = f"{prefix}{key}"
        if isinstance(item, dict) and item and depth > 1 and key != "properties":
            _spread(item, f"{name}.", flat, depth - 1)
        elif len(flat) < COLUMNS_MAX:
            flat[name] = _text(item)


def _text(value: Any) -> str:
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            return msgspec.json.encode(value).decode()
