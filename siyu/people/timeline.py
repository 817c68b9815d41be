"""Everything that happened to a person, newest first."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from siyu.warehouse import Warehouse, load_sql

SQL = Path(__file__).parent / "sql"
# What the warehouse's DateTime64(3) column can hold.
FIRST = datetime(1925, 1, 1, tzinfo=UTC)
LAST = datetime(2262, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class TimelineItem:
    """One event."""

    message_id: str
    event: str
    type: str
    time: datetime
    source: str
    node_id: int
    properties: dict[str, Any]
    context: dict[str, Any]


def read_timeline(
    warehouse: Warehouse,
    nodes: Sequence[int],
    *,
    events: Sequence[str] = (),
    types: Sequence[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    before: tuple[datetime, str] | None = None,
    most: int = 50,
) -> list[TimelineItem]:
    """A stretch of the timeline of all these nodes.

    Args:
        before: time and message id of the last item of the page before.

    """
    before_time, before_id = before or (LAST, "")
    params = {
        "nodes": list(nodes),
        "events": list(events),
        "types": list(types),
        "since": _bounded(since or FIRST),
        "until": _bounded(until or LAST),
        "before_time": _bounded(before_time),
        "before_id": before_id,
        "most": most,
    }
    return [_item(row) for row in warehouse.rows(load_sql(SQL, "timeline"), params)]


def whole_timeline(warehouse: Warehouse, nodes: Sequence[int]) -> Iterator[TimelineItem]:
    """All events, newest first, a page at a time."""
    before: tuple[datetime, str] | None = None
    while True:
        page = read_timeline(warehouse, nodes, before=before, most=1_000)
        yield from page
        if len(page) < 1_000:
            return
        before = (page[-1].time, page[-1].message_id)


def _bounded(instant: datetime) -> str:
    utc = min(max(instant.astimezone(UTC), FIRST), LAST)
    return utc.strftime("%Y-%m-%d %H:%M:%S.") + f"{utc.microsecond // 1000:03d}"


def _item(row: dict[str, Any]) -> TimelineItem:
    return TimelineItem(
        message_id=row["message_id"],
        event=row["event"],
        type=row["type"],
        time=row["time"],
        source=row["source"],
        node_id=row["node"],
        properties=_object(row["properties_json"]),
        context=_object(row["context_json"]),
    )


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
