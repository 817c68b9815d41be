"""Why one person is in a segment or not: every condition, whether it holds, and what it saw."""

from dataclasses import dataclass, field
from typing import Any

from siyu.warehouse import Warehouse

from .binder import Binder
from .compiler import compile_ids
from .definition import All, AnyOf, Condition, Not
from .facts import Facts
from .plan import Behaviour, Both, Chance, Edge, Either, Funnel, Plan, Values
from .planner import plan_condition
from .scope import Scope
from .sources import Sources
from .windows import Moment


@dataclass(frozen=True)
class Explanation:
    """A condition and what became of it.

    Args:
        seen: facts about the person that the condition looks at: counts, values, times.

    """

    condition: Condition
    holds: bool
    seen: dict[str, Any] = field(default_factory=dict)
    parts: tuple["Explanation", ...] = ()


def explain(
    warehouse: Warehouse,
    condition: Condition,
    facts: Facts,
    moment: Moment,
    *,
    person_id: int,
    nodes: list[int],
) -> Explanation:
    """Why the person (canonical, with all nodes) is in or out."""

    def inner(part: Condition) -> Explanation:
        return explain(warehouse, part, facts, moment, person_id=person_id, nodes=nodes)

    if isinstance(condition, (All, AnyOf)):
        parts = tuple(inner(part) for part in condition.conditions)
        held = [part.holds for part in parts]
        return Explanation(
            condition, all(held) if isinstance(condition, All) else any(held), parts=parts
        )
    if isinstance(condition, Not):
        part = inner(condition.condition)
        return Explanation(condition, not part.holds, parts=(part,))
    planned = plan_condition(condition, facts, moment)
    scope = Scope(people=[person_id], nodes=nodes)
    query = compile_ids(planned, moment, merged=facts.merged, scope=scope)
    holds = bool(warehouse.rows(query.sql, query.params))
    return Explanation(condition, holds, seen=_seen(warehouse, planned, facts, moment, scope))


def _seen(
    warehouse: Warehouse, planned: Plan, facts: Facts, moment: Moment, scope: Scope
) -> dict[str, Any]:
    if isinstance(planned, Both):
        keys = tuple(key for p in planned.having if isinstance(p, Values) for key in p.keys)
        source = Values(keys) if keys else (planned.having or planned.lacking)[0]
        return _seen(warehouse, source, facts, moment, scope)
    if isinstance(planned, Either):
        return {}
    bind = Binder(moment.zone)
    sources = Sources(bind, moment, merged=facts.merged, scope=scope)
    match planned:
        case Values():
            rows = warehouse.rows(sources.facts_of_values(planned), bind.params)
            return {"values": {row["key"]: row["value"] for row in rows}}
        case Behaviour():
            row = warehouse.row(sources.facts_of_behaviour(planned), bind.params)
        case Edge():
            row = warehouse.row(sources.facts_of_edge(planned), bind.params)
        case Funnel():
            row = warehouse.row(sources.facts_of_funnel(planned), bind.params)
        case Chance():
            row = warehouse.row(sources.facts_of_chance(planned), bind.params)
        case _:
            row = {}
    return row or {}
