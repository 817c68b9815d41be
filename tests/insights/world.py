"""What people did and what is known of them, written as tracking and people write it."""

import itertools
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from siyu.warehouse import Warehouse, reload_redirects

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 18, 3, 30, tzinfo=UTC)  # Wednesday 11:30 in Shanghai
_numbers = itertools.count(1)


def at(days_ago: int = 0, clock: str = "09:00") -> datetime:
    """A time on the clocks of Shanghai, some days before Wednesday the 18th."""
    hour, minute = map(int, clock.split(":"))
    day = NOW.astimezone(ZONE).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return (day - timedelta(days=days_ago)).astimezone(UTC)


@dataclass
class World:
    """Collects; `write` puts everything into the warehouse."""

    warehouse: Warehouse
    _events: list[dict[str, Any]] = field(default_factory=list)
    _values: list[tuple[str, int, str, float, int]] = field(default_factory=list)

    def person(self, *people: int, seen: datetime, known: bool = False, node: int | None = None):
        for person in people:
            self.value("first_seen_at", person, seen.isoformat(), seen.timestamp())
            self.value("state", person, "known" if known else "anonymous")
            self.value("kind", person, "person")
            if node is not None:
                self.value(f"belongs:{node}", person, "event", 1.0)

    def value(self, key: str, person: int, text: str, number: float = 0.0):
        self._values.append((key, person, text, number, next(_numbers)))

    def did(
        self, person: int, event: str, when: datetime, *, org: int = 0, source="src_1", **facts
    ):
        self._events.append(
            {
                "event": event,
                "type": "track",
                "day": when.astimezone(ZONE).date().isoformat(),
                "person": person,
                "message_id": f"m{next(_numbers)}",
                "time": when.strftime("%Y-%m-%d %H:%M:%S.%f")[:-3],
                "source": source,
                "org": org,
                "properties_json": json.dumps(facts),
                "context_json": "{}",
            }
        )

    def order(self, person: int, when: datetime, revenue: str = "10.00", **more):
        self.did(person, "Order Completed", when, revenue=revenue, currency="CNY", **more)

    def merge(self, node: int, person: int):
        row = (node, person, next(_numbers), 0)
        self.warehouse.insert_rows("redirects", ["node", "person", "version", "removed"], [row])
        reload_redirects(self.warehouse)

    def write(self) -> None:
        self.warehouse.insert_rows(
            "person_values",
            ["key", "person", "value", "number", "version", "removed"],
            [(*value, 0) for value in self._values],
        )
        body = "\n".join(map(json.dumps, self._events)).encode()
        if body:
            self.warehouse.insert_json_lines("event_lines", body)
        self._events, self._values = [], []
