"""What has come in: event names with their counts, and the properties they have had."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import func, select

from siyu.kernel.database import Session, upsert

from .models import SeenEventRow, SeenPlaceRow, SeenPropertyRow
from .preview import mask_text

EVENTS_MAX = 5_000
PROPERTIES_MAX = 300
EXAMPLES_MAX = 5
SAMPLES_PER_LOAD = 5
"""Events of a name whose properties are looked at, per load; counts are exact, properties sampled."""

_TYPES = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    list: "array",
    dict: "object",
    type(None): "null",
}


_OUT_OF_RANGE = math.inf
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])


@dataclass
class Tally:
    """What one load has seen of one event name."""

    count: int = 0
    blocked: int = 0
    unfit: int = 0
    first_ms: int = 0
    last_ms: int = 0
    samples: list[bytes] = field(default_factory=list)

    def note(self, received_ms: int) -> None:
        self.count += 1
        if received_ms > self.last_ms:  # noqa: PLR1730  (runs for each event; a call costs more)
            self.last_ms = received_ms
        if received_ms < self.first_ms or not self.first_ms:
            self.first_ms = received_ms


def write_seen(session: Session, load_id: int, tallies: Mapping[str, Tally]) -> None:
    """Add a load's tallies, once per load."""
    place = session.get(SeenPlaceRow, 1)
    if place is None:
        session.add(SeenPlaceRow(id=1, load_id=load_id))
    elif place.load_id >= load_id:
        return
    else:
        place.load_id = load_id
    known = {
        row.event: row
        for row in session.scalars(
            select(SeenEventRow).where(SeenEventRow.event.in_(list(tallies)))
        )
    }
    room = EVENTS_MAX - (session.scalar(select(func.count()).select_from(SeenEventRow)) or 0)
    for event, tally in tallies.items():
        row = known.get(event)
        if row is None:
            if room <= 0:
                continue
            room -= 1
            row = SeenEventRow(event=event, count=0, blocked=0, unfit=0)
            row.first_seen_at = _instant(tally.first_ms)
            row.last_seen_at = _instant(tally.last_ms)
            session.add(row)
        row.count += tally.count
        row.blocked += tally.blocked
        row.unfit += tally.unfit
        row.last_seen_at = max(row.last_seen_at, _instant(tally.last_ms))
    session.flush()
    _write_properties(session, {name: t for name, t in tallies.items() if t.samples})


def schema_from_seen(properties: Iterable[SeenPropertyRow]) -> dict[str, Any]:
    """A JSON schema that what was seen fulfils: types, nothing required, more allowed."""
    return {
        "type": "object",
        "properties": {
            row.name: {"type": row.types[0] if len(row.types) == 1 else row.types}
            for row in properties
        },
        "additionalProperties": True,
    }


def _write_properties(session: Session, tallies: Mapping[str, Tally]) -> None:
    rows = session.scalars(
        select(SeenPropertyRow).where(SeenPropertyRow.event.in_(list(tallies)))
    ).all()
    known = {(row.event, row.name): row for row in rows}
    changed = []
    for event, tally in tallies.items():
        room = PROPERTIES_MAX - sum(1 for key in known if key[0] == event)
        found: dict[str, tuple[set[str], list[str]]] = {}
        for sample in tally.samples:
            for name, raw in _fields.decode(sample).items():
                value = _value(raw)
                types, examples = found.setdefault(mask_text(name)[:200], (set(), []))
                types.add(_TYPES.get(type(value), "string"))
                example = _example(value)
                if example and example not in examples:
                    examples.append(example)
        for name, (types, examples) in found.items():
            row = known.get((event, name))
            if row is None:
                if room <= 0:
                    continue
                room -= 1
            all_types = sorted(types | set(row.types if row else ()))
            kept = list(dict.fromkeys([*(row.examples if row else ()), *examples]))[:EXAMPLES_MAX]
            last = _instant(tally.last_ms)
            first = row.first_seen_at if row else _instant(tally.first_ms)
            # Rewriting what has not changed, batch after batch, would keep the disk busy.
            if row and row.types == all_types and row.examples == kept and _same_hour(row, last):
                continue
            changed.append(
                {
                    "event": event,
                    "name": name,
                    "types": all_types,
                    "examples": kept,
                    "first_seen_at": first,
                    "last_seen_at": last,
                }
            )
    upsert(session, SeenPropertyRow, changed, keys=["event", "name"])


def _value(raw: msgspec.Raw) -> Any:
    try:
        return msgspec.json.decode(raw)
    except msgspec.ValidationError:
        # JSON sets no bounds to a number, Python does; one such must not hold up all others.
        return _OUT_OF_RANGE


def _example(value: Any) -> str:
    if value is None or value is _OUT_OF_RANGE or isinstance(value, dict | list):
        return ""
    return mask_text(str(value))[:80]


def _same_hour(row: SeenPropertyRow, last: datetime) -> bool:
    return (last - row.last_seen_at).total_seconds() < 3600


def _instant(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
