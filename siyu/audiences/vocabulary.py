"""Words for the builder: events, properties and values that are really there."""

import time
from dataclasses import dataclass, field
from typing import Any, Literal

from siyu.warehouse import QueryTooExpensive, Warehouse

from .binder import Binder
from .conditions import COLUMNS
from .fields import text_of
from .keys import attribute_key, trait_key

KEPT_SECONDS = 60
SECONDS_MAX = 3.0
ROWS_MAX = 200_000
_PREFIXES = ("trait:", "tag:", "identifier:", "consent:", "belongs:")
_OWN = frozenset({"state", "place"})


@dataclass
class Vocabulary:
    """What has been seen; kept for a minute, for it costs a look over much data."""

    warehouse: Warehouse
    _kept: dict[Any, tuple[float, Any]] = field(default_factory=dict)

    def events(self) -> list[dict[str, Any]]:
        """Names of events of the last 90 days with counts, the most frequent first."""
        return self._ask(
            "SELECT toString(event) AS name, sum(count) AS count, max(day) AS last_day FROM person_days"
            " WHERE day >= today() - 90 GROUP BY event ORDER BY count DESC, name LIMIT 500",
            {},
        )

    def keys(self) -> dict[str, list[dict[str, Any]]]:
        """Traits, identifier types and attributes that people have, with how many have them."""
        rows = self._ask(
            "SELECT toString(key) AS name, count() AS people FROM person_values"
            " GROUP BY key ORDER BY people DESC, name LIMIT 5000",
            {},
        )
        named: dict[str, list[dict[str, Any]]] = {"trait": [], "identifier": [], "attribute": []}
        for row in rows:
            kind, _, name = row["name"].partition(":")
            if kind in ("trait", "identifier") and name:
                named[kind].append({"name": name, "people": row["people"]})
            elif row["name"] not in _OWN and not row["name"].startswith(_PREFIXES):
                named["attribute"].append(row)
        return named

    def properties(self, event: str) -> list[dict[str, Any]]:
        """JSON properties of an event's recent occurrences, with their types."""
        rows = self._ask(
            "SELECT path, types FROM (SELECT arrayJoin(distinctJSONPathsAndTypes(properties)) AS found,"
            " found.1 AS path, found.2 AS types FROM (SELECT properties FROM events"
            " WHERE event = {event:String} ORDER BY day DESC LIMIT {rows:UInt32}))"
            " ORDER BY path LIMIT 500",
            {"event": event, "rows": ROWS_MAX // 10},
        )
        return [{"field": f"properties.{row['path']}", "types": row["types"]} for row in rows]

    def values(
        self, of: Literal["trait", "attribute"], name: str, *, starts: str
    ) -> list[dict[str, Any]]:
        """Frequent values of a trait or an attribute that start with something."""
        key = trait_key(name) if of == "trait" else attribute_key(name)
        return self._ask(
            "SELECT value, count() AS count FROM (SELECT value FROM person_values"
            " WHERE key = {key:String} AND removed = 0 AND startsWith(value, {starts:String}) AND value != ''"
            " LIMIT {rows:UInt32}) GROUP BY value ORDER BY count DESC, value LIMIT 20",
            {"key": key, "starts": starts, "rows": ROWS_MAX},
        )

    def property_values(self, event: str, of: str, *, starts: str) -> list[dict[str, Any]]:
        """Frequent values of a field of an event that start with something."""
        bind = Binder("UTC")
        text = text_of(of, bind)
        sql = (
            f"SELECT value, count() AS count FROM (SELECT {text} AS value FROM events"
            f" WHERE event = {bind(event, 'String')} LIMIT {bind(ROWS_MAX, 'UInt32')})"
            f" WHERE value != '' AND startsWith(value, {bind(starts, 'String')})"
            " GROUP BY value ORDER BY count DESC, value LIMIT 20"
        )
        return self._ask(sql, bind.params)

    def _ask(self, sql: str, params: dict[str, Any]) -> list[dict[str, Any]]:
        key = (sql, repr(params))
        kept = self._kept.get(key)
        if kept and time.monotonic() - kept[0] < KEPT_SECONDS:
            found: list[dict[str, Any]] = kept[1]
            return found
        try:
            rows = self.warehouse.rows(sql, params, settings={"max_execution_time": SECONDS_MAX})
        except QueryTooExpensive:
            rows = []
        if len(self._kept) > 1000:
            self._kept.clear()
        self._kept[key] = (time.monotonic(), rows)
        return rows


FIELDS = tuple(COLUMNS)
