"""Schema SQL with markers, filled for one machine or for a cluster.

On a cluster a table is two: ``events_local`` holds a shard's rows, replicated; ``events`` is the
Distributed table in front, sharded by person, so that everything about a person meets on one shard.
Small tables that every shard needs whole are replicated everywhere, under their own name.

| marker | one machine | cluster |
|---|---|---|
| ``{{local:t}}`` | ``t`` | ``t_local ON CLUSTER c`` |
| ``{{target:t}}`` | ``t`` | ``t_local`` |
| ``{{view:v}}``, ``{{everywhere:t}}`` | ``v`` | ``v ON CLUSTER c`` |
| ``{{engine:E(a)}}`` | ``E(a)`` | ``ReplicatedE(…, a)``, one path a shard |
| ``{{engine_everywhere:E(a)}}`` | ``E(a)`` | ``ReplicatedE(…, a)``, one path for all |
| ``{{distributed:t:key}}`` | nothing | the Distributed table ``t`` |
| ``{{once}}`` | settings that make a repeated insert change nothing, and survive a power cut | same |
| ``{{on_cluster}}``, ``{{database}}`` | nothing, the name | ``ON CLUSTER c``, the name |
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

DEDUPLICATION_WINDOW = 10_000
"""Blocks whose tokens are remembered, per table: hours of loading, should a batch be repeated."""

_MARKER = re.compile(r"\{\{(\w+)(?::([^}]*))?\}\}")


@dataclass(frozen=True)
class Place:
    """Where the SQL is to run."""

    database: str
    cluster: str | None = None


def fill(sql: str, place: Place) -> list[str]:
    """Statements of a schema file, ready to run.

    Raises:
        KeyError: a marker nobody knows.

    """
    filled = _MARKER.sub(lambda found: _FILL[found[1]](found[2] or "", place), sql)
    parts = re.split(r";[ \t]*(?:\n|$)", re.sub(r"^\s*--.*\n", "", filled, flags=re.MULTILINE))
    return [part.strip() for part in parts if part.strip()]


def _everywhere(name: str, place: Place) -> str:
    return f"{name} ON CLUSTER `{place.cluster}`" if place.cluster else name


def _local(name: str, place: Place) -> str:
    return _everywhere(_target(name, place), place)


def _target(name: str, place: Place) -> str:
    return f"{name}_local" if place.cluster else name


def _engine(engine: str, place: Place) -> str:
    return _replicated(engine, "{shard}", "{replica}", place)


def _engine_everywhere(engine: str, place: Place) -> str:
    return _replicated(engine, "all", "{shard}-{replica}", place)


def _replicated(engine: str, shard: str, replica: str, place: Place) -> str:
    if not place.cluster:
        return engine
    name, _, arguments = engine.partition("(")
    path = f"'/clickhouse/tables/{shard}/{{database}}/{{table}}', '{replica}'"
    rest = f", {arguments.removesuffix(')')}" if arguments else ""
    return f"Replicated{name}({path}{rest})"


def _distributed(argument: str, place: Place) -> str:
    if not place.cluster:
        return ""
    table, key = argument.split(":")
    return (
        f"CREATE TABLE IF NOT EXISTS {_everywhere(table, place)} AS {table}_local\n"
        f"ENGINE = Distributed(`{place.cluster}`, `{place.database}`, {table}_local, {key})"
    )


def _once(_: str, place: Place) -> str:
    """Tokens are remembered; parts are on disk before the insert is answered."""
    window = "replicated" if place.cluster else "non_replicated"
    return (
        f"{window}_deduplication_window = {DEDUPLICATION_WINDOW}"
        ", fsync_after_insert = 1, fsync_part_directory = 1"
    )


_FILL: dict[str, Callable[[str, Place], str]] = {
    "local": _local,
    "target": _target,
    "view": _everywhere,
    "everywhere": _everywhere,
    "engine": _engine,
    "engine_everywhere": _engine_everywhere,
    "distributed": _distributed,
    "once": _once,
    "on_cluster": lambda _, place: _everywhere("", place).strip(),
    "database": lambda _, place: f"`{place.database}`",
}
