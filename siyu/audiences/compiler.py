"""Plan → SQL with bound parameters.

Two shapes. ``ids`` gives a SELECT; in it, conditions that must all hold are a chain, the cheap
sources first, so that each looks only at whom the one before let pass. ``bitmap`` gives one
expression of bitmap functions for unions and for everyone but some, where sets would be large.
Measured on 3 M people, 2 cores: "or" 0.02 against 0.14 s, "not" 0.03 against 0.09 s as bitmaps; but
"did, and did not" 0.41 against 0.22 s as a chain.
"""

from dataclasses import dataclass
from typing import Any

from .binder import Binder
from .plan import Behaviour, Both, Chance, Edge, Either, Funnel, Plan, Stored, These, Values
from .planner import EVERYONE
from .scope import EVERYBODY, Scope
from .sources import Sources
from .windows import Instants, Moment

CHAIN_MAX = 8
"""Conditions that are asked one inside the other; more would nest deeper than an engine likes."""


@dataclass(frozen=True)
class Query:
    """SQL and its parameters."""

    sql: str
    params: dict[str, Any]


def compile_count(
    plan: Plan, moment: Moment, *, merged: bool, scope: Scope = EVERYBODY, sample: int = 0
) -> Query:
    """One row: ``count``, and in ``sample`` up to so many ids chosen by chance."""
    writer = _Writer(moment, merged=merged, scope=scope)
    members = writer.bitmap(plan)
    taken = f", {_some(writer.bind(sample, 'UInt32'))} AS sample" if sample else ""
    return Query(
        f"WITH {members} AS members SELECT bitmapCardinality(members) AS count{taken}",
        writer.bind.params,
    )


def compile_ids(plan: Plan, moment: Moment, *, merged: bool, scope: Scope = EVERYBODY) -> Query:
    """Rows ``id``, each person once, in no order."""
    writer = _Writer(moment, merged=merged, scope=scope)
    return Query(f"SELECT DISTINCT id FROM ({writer.ids(plan)})", writer.bind.params)


def compile_chunks(plan: Plan, moment: Moment, *, merged: bool) -> Query:
    """Rows ``chunk`` (the upper 16 bits of ids) and ``members`` (state of a bitmap)."""
    writer = _Writer(moment, merged=merged, scope=EVERYBODY)
    return Query(
        "SELECT toUInt16(bitShiftRight(id, 16)) AS chunk, groupBitmapState(id) AS members"
        f" FROM (SELECT arrayJoin(bitmapToArray({writer.bitmap(plan)})) AS id) GROUP BY chunk",
        writer.bind.params,
    )


def _some(limit: str) -> str:
    """Up to ``limit`` ids, from a place that looks chosen by chance, and from the start."""
    place = "toUInt32(intHash64(bitmapCardinality(members)) % (bitmapMax(members) + 1))"
    taken = (
        f"arrayConcat(bitmapToArray(bitmapSubsetLimit(members, {place}, {limit})),"
        f" bitmapToArray(bitmapSubsetLimit(members, 0, {limit})))"
    )
    return f"arraySlice(arrayDistinct({taken}), 1, {limit})"


class _Writer:
    def __init__(self, moment: Moment, *, merged: bool, scope: Scope) -> None:
        self.bind = Binder(moment.zone)
        self._sources = Sources(self.bind, moment, merged=merged, scope=scope)

    def ids(self, plan: Plan, within: str | None = None) -> str:
        """SELECT of ids, perhaps repeated."""
        if isinstance(plan, Either):
            united = " UNION ALL ".join(self.ids(part) for part in plan.parts)
            # Named once: in every part it would double the text with every level.
            return f"SELECT id FROM ({united}) WHERE id IN ({within})" if within else united
        if not isinstance(plan, Both):
            return self._sources.select(plan, within)
        chain = within
        parts = sorted(plan.having, key=_cost)
        for part in parts[:CHAIN_MAX]:
            chain = self.ids(part, chain)
        conditions = [f"id IN ({self.ids(part)})" for part in parts[CHAIN_MAX:]]
        conditions += [f"id NOT IN ({self.ids(part)})" for part in plan.lacking]
        chosen = chain if plan.having else self._sources.select(EVERYONE, within)
        assert chosen
        return (
            f"SELECT id FROM ({chosen}) WHERE {' AND '.join(conditions)}" if conditions else chosen
        )

    def bitmap(self, plan: Plan) -> str:
        """Expression of a bitmap."""
        if isinstance(plan, Either):
            plain = tuple(part for part in plan.parts if not _takes_away(part))
            parts = [self._state(Either(plain))] if plain else []
            parts += [self.bitmap(part) for part in plan.parts if _takes_away(part)]
            return _fold("bitmapOr", parts)
        if isinstance(plan, Both) and not plan.having:
            everyone = self._state(EVERYONE)
            return _fold("bitmapAndnot", [everyone, *(self.bitmap(part) for part in plan.lacking)])
        return self._state(plan)

    def _state(self, plan: Plan) -> str:
        return f"(SELECT groupBitmapState(id) FROM ({self.ids(plan)}))"


def _fold(function: str, parts: list[str]) -> str:
    folded = parts[0]
    for part in parts[1:]:
        folded = f"{function}({folded}, {part})"
    return folded


def _takes_away(plan: Plan) -> bool:
    return isinstance(plan, Both) and not plan.having


def _cost(plan: Plan) -> int:
    """Rough order in which to ask: what reads little and lets few pass goes first."""
    match plan:
        case These():
            return 0
        case Stored():
            return 1
        case Values():
            return 3 if plan == EVERYONE else 2
        case Chance():
            return 4
        case Edge():
            return 6
        case Behaviour(span=span, where=where):
            return 7 if where or isinstance(span, Instants) else 5
        case Funnel():
            return 8
        case Both():
            return 3
        case Either():
            return 4
