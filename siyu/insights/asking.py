"""Asks the warehouse the named questions of this room."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from siyu.kernel.events import EventTypes
from siyu.warehouse import Warehouse, load_sql

from .answers import Answers
from .contracts import Days
from .periods import starts
from .scope import Scope

SQL = Path(__file__).parent / "sql"

# Calls that say who somebody is, not what they did; files of customers are made of them.
_WHO = ("Identify", "Group", "Alias")


class Questions:
    """Everything this room asks; one a process."""

    def __init__(self, warehouse: Warehouse, types: EventTypes) -> None:
        self._warehouse = warehouse
        self._answers = Answers()
        kinds = [kind for name in types.names() if (kind := types.find(name))]
        done_to = {kind.title for kind in kinds if kind.title and not kind.by_person}
        self._no_acts = [*_WHO, *sorted(done_to)]

    def now(self, name: str, scope: Scope, **params: Any) -> list[dict[str, Any]]:
        """Rows of a named query, as they are this moment."""
        return self._rows(load_sql(SQL, name), {**scope.params, **params})

    def lately(self, name: str, scope: Scope, **params: Any) -> list[dict[str, Any]]:
        """Rows of a named query, at most a minute old."""
        return self.composed(name, load_sql(SQL, name), {**scope.params, **params})

    def composed(self, name: str, sql: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Rows of a query made of named ones, at most a minute old."""
        key = (name, *((one, _key(value)) for one, value in sorted(params.items())))
        found: list[dict[str, Any]] = self._answers.get(key, lambda: self._rows(sql, params))
        return found

    def _rows(self, sql: str, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        return self._warehouse.rows(sql, {**params, "no_acts": self._no_acts})


def within(days: Days, zone: str) -> dict[str, Any]:
    """Days as queries take them: as dates, and as the instants between which they lie."""
    since, until = starts(days.first, zone), starts(days.last + timedelta(days=1), zone)
    return {
        "first": days.first,
        "last": days.last,
        "since": since,
        "until": until,
        "since_seconds": since.timestamp(),
        "until_seconds": until.timestamp(),
    }


def _key(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
