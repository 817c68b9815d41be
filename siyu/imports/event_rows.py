"""Rows of events → ``track`` items."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from siyu.imports.cells import Cells, RowRejected, digest, encode, identity_of
from siyu.imports.contracts import Kind
from siyu.imports.spool import Item
from siyu.imports.tally import iso
from siyu.imports.values import looks_like_number

PROPERTIES_CHARS_MAX = 32_000
DEPTH_MAX = 64


class EventRow(msgspec.Struct, array_like=True):
    """One event as read."""

    row: int
    event: str
    time: int
    message_id: str
    identifiers: dict[str, str]
    properties: dict[str, Any]


class Events:
    """Reads rows; two that say the same are one event."""

    def __init__(self, cells: Cells, *, source: str) -> None:
        self._cells = cells
        self._tally = cells.tally
        self._source = source
        self._event = cells.text("event", 200)
        self._time = cells.time("time")
        self._message_id = cells.text("message_id", 200)
        self._properties = cells.text("properties", PROPERTIES_CHARS_MAX)
        self._free = cells.free("property:")

    def read(self, row: int, cells: Sequence[str]) -> tuple[str, EventRow]:
        """The event in a row, under a key that its repetitions share.

        Raises:
            RowRejected: no name, no time, or nobody.

        """
        note_all = self._tally.note_all
        event, codes = self._event(cells)
        note_all(codes, row)
        event = event or self._cells.options.event_name
        if not event:
            raise RowRejected("event_missing")
        time, codes = self._time(cells)
        if time is None:
            raise RowRejected(codes[0])
        identifiers = self._cells.identifiers(cells, row)
        if not identifiers:
            raise RowRejected("identifier_missing")
        properties = self._object(cells, row)
        for name, read in self._free:
            value, codes = read(cells)
            note_all(codes, row)
            if value:
                properties[name] = _typed(value)
        message_id, _ = self._message_id(cells)
        milliseconds = round(time.timestamp() * 1000)
        record = EventRow(row, event, milliseconds, message_id, identifiers, properties)
        return message_id or f"{milliseconds}{next(iter(identifiers.values()))}", record

    def items(self, records: Iterable[bytes]) -> Iterator[tuple[str, Item]]:
        """One item an event, each with the month it falls into."""
        decode = msgspec.json.Decoder(EventRow).decode
        seen: set[str] = set()
        for line in records:
            record = decode(line)
            event = {
                "type": "track",
                "event": record.event,
                "timestamp": iso(record.time),
                **identity_of(record.identifiers),
                "properties": record.properties,
            }
            said = encode(event)
            key = digest(Kind.events, self._source, record.message_id or said.decode())
            if key in seen:
                self._tally.note("duplicate_row", record.row)
                continue
            seen.add(key)
            self._tally.items[record.event if len(self._tally.items) < 500 else "…"] += 1
            self._tally.see_time(record.time)
            self._tally.see_customer(next(iter(record.identifiers.values())))
            yield (
                iso(record.time)[:7].replace("-", ""),  # type: ignore[index]
                Item(key=key, content="", event=msgspec.Raw(said)),
            )

    def _object(self, cells: Sequence[str], row: int) -> dict[str, Any]:
        text, codes = self._properties(cells)
        if not text:
            return {}
        if "text_too_long" in codes or _depth(text) > DEPTH_MAX:
            raise RowRejected("properties_malformed")
        try:
            value = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError, ValueError):
            raise RowRejected("properties_malformed") from None
        if not isinstance(value, dict):
            raise RowRejected("properties_malformed")
        return value


def _typed(value: str) -> Any:
    if value in ("true", "false"):
        return value == "true"
    if not looks_like_number(value):
        return value
    return int(value) if re.fullmatch(r"-?\d+", value) else float(value)


def _depth(text: str) -> int:
    """How deep brackets nest, or seem to where a text holds some."""
    depth = deepest = 0
    for found in re.finditer(r"[\[{]|[\]}]", text):
        depth += 1 if found[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
