"""What has happened since a segment was looked at: whom it may concern."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from siyu.warehouse import Warehouse, load_sql

SQL = Path(__file__).parent / "sql"
ROWS_MAX = 200_000


@dataclass
class News:
    """Nodes by what was new about them, with the place at which it came.

    Args:
        events: event name → node → load id; ``values``: key → person → version.
        events_until: everything up to here is told; ``values_until`` likewise.

    """

    events_until: int
    values_until: int
    events: dict[str, dict[int, int]] = field(default_factory=dict)
    values: dict[str, dict[int, int]] = field(default_factory=dict)

    def concerning(
        self, events: Iterable[str], keys: Iterable[str], *, events_after: int, values_after: int
    ) -> set[int]:
        """Nodes with something new of these names after these places."""
        nodes = _newer(self.events, events, events_after)
        return nodes | _newer(self.values, keys, values_after)


def read_news(
    warehouse: Warehouse,
    *,
    events: Collection[str],
    keys: Collection[str],
    events_after: int,
    events_until: int,
    values_after: int,
    values_until: int,
) -> News:
    """What is new of these events and keys; of very much at once only the older part."""
    told, loads = _read(warehouse, "touched_by_events", "event", events, events_after, events_until)
    mirrored, versions = _read(
        warehouse, "touched_by_values", "key", keys, values_after, values_until
    )
    return News(events_until=loads, values_until=versions, events=told, values=mirrored)


def _read(
    warehouse: Warehouse, query: str, name: str, names: Collection[str], after: int, until: int
) -> tuple[dict[str, dict[int, int]], int]:
    if not names or until <= after:
        return {}, until
    plural = {"event": "events", "key": "keys"}[name]
    while True:
        rows = warehouse.columns(
            load_sql(SQL, query),
            {"after": after, "until": until, plural: sorted(names), "limit": ROWS_MAX + 1},
        )
        if len(rows["node"]) <= ROWS_MAX or until == after + 1:
            break
        until = after + (until - after) // 2
    found: dict[str, dict[int, int]] = {}
    for node, what, place in zip(rows["node"], rows[name], rows["place"], strict=True):
        found.setdefault(what, {})[int(node)] = int(place)
    return found, until


def _newer(told: dict[str, dict[int, int]], names: Iterable[str], after: int) -> set[int]:
    return {node for name in names for node, place in told.get(name, {}).items() if place > after}


def with_all_nodes(
    warehouse: Warehouse, nodes: Sequence[int], *, merged: bool
) -> tuple[list[int], list[int]]:
    """The people behind nodes, with those who led elsewhere meanwhile; and all nodes of them."""
    if not merged:
        return sorted(nodes), sorted(nodes)
    rows = warehouse.columns(load_sql(SQL, "nodes_of"), {"nodes": list(nodes)})
    people = {int(p) for p in rows["person"]} | set(nodes)
    every = {int(n) for n in rows["node"]} | people
    return sorted(people), sorted(every)
