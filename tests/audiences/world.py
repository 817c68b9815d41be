"""A small world: people, what is known of them and what they did; and how it gets into the warehouse."""

import itertools
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from siyu.warehouse import Warehouse, reload_redirects

ZONE = "Asia/Shanghai"
NOW = datetime(2026, 11, 18, 3, 30, tzinfo=UTC)  # Wednesday 11:30 in Shanghai
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\Z")
_versions = itertools.count(1)
_messages = itertools.count(1)


@dataclass(frozen=True)
class Event:
    """Something done by a node."""

    node: int
    name: str
    time: datetime
    properties: dict[str, Any] = field(default_factory=dict)
    source: str = "web"

    @property
    def day(self):
        return self.time.astimezone(ZoneInfo(ZONE)).date()


@dataclass
class World:
    """Canonical people with their values by key; events by node; nodes that lead elsewhere."""

    people: dict[int, dict[str, str]] = field(default_factory=dict)
    places: dict[int, tuple[float, float]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    redirects: dict[int, int] = field(default_factory=dict)
    members: dict[tuple[str, int], set[int]] = field(default_factory=dict)

    def canonical(self, node: int) -> int:
        return self.redirects.get(node, node)


def as_number(text: str) -> float | None:
    return float(text) if _NUMBER.match(text) else None


def write_values(warehouse: Warehouse, rows: list[tuple[str, int, str | None]]) -> int:
    """Rows (key, person, value), as people mirrors them; None removes. Returns their version."""
    version = next(_versions)
    warehouse.insert_rows(
        "person_values",
        ["key", "person", "value", "number", "version", "removed"],
        [
            (key, person, value or "", _nan_or(as_number(value or "")), version, int(value is None))
            for key, person, value in rows
        ],
    )
    return version


def write_places(warehouse: Warehouse, places: dict[int, tuple[float, float]]) -> None:
    version = next(_versions)
    warehouse.insert_rows(
        "person_values",
        ["key", "person", "longitude", "latitude", "version"],
        [("place", person, *place, version) for person, place in places.items()],
    )


def write_events(warehouse: Warehouse, events: list[Event], load_id: int = 0) -> None:
    lines = [
        {
            "event": event.name,
            "type": "track",
            "day": event.day.isoformat(),
            "person": event.node,
            "message_id": f"m{next(_messages)}",
            "time": event.time.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
            "source": event.source,
            "load_id": load_id,
            "properties_json": json.dumps(event.properties),
            "context_json": "{}",
        }
        for event in events
    ]
    if lines:
        warehouse.insert_json_lines("event_lines", "\n".join(map(json.dumps, lines)).encode())


def write_redirects(warehouse: Warehouse, redirects: dict[int, int | None]) -> None:
    version = next(_versions)
    rows = [(node, person or 0, version, int(person is None)) for node, person in redirects.items()]
    warehouse.insert_rows("redirects", ["node", "person", "version", "removed"], rows)
    reload_redirects(warehouse)


def write_members(warehouse: Warehouse, kind: str, owner: int, members: set[int]) -> None:
    warehouse.command(
        "INSERT INTO segment_members SELECT {kind:String}, {owner:UInt32},"
        " toUInt16(bitShiftRight(id, 16)), groupBitmapState(id), {version:UInt64}"
        " FROM (SELECT arrayJoin({ids:Array(UInt32)}) AS id) GROUP BY 3",
        {"kind": kind, "owner": owner, "ids": sorted(members), "version": next(_versions)},
    )


def write(warehouse: Warehouse, world: World) -> None:
    """Everything of a world."""
    write_values(
        warehouse,
        [
            (key, person, value)
            for person, held in world.people.items()
            for key, value in held.items()
        ],
    )
    if world.places:
        write_places(warehouse, world.places)
    write_events(warehouse, world.events)
    if world.redirects:
        write_redirects(warehouse, dict(world.redirects))
    for (kind, owner), members in world.members.items():
        if members:
            write_members(warehouse, kind, owner, members)


def _nan_or(number: float | None) -> float:
    return float("nan") if number is None else number
