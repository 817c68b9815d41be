"""Definitions as SQL give the people that a naive reading of the definition gives."""

import functools
import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from siyu.audiences.compiler import compile_chunks, compile_count, compile_ids
from siyu.audiences.definition import parse_definition
from siyu.audiences.facts import Facts
from siyu.audiences.planner import plan
from siyu.audiences.scope import Scope
from siyu.audiences.windows import Moment

from . import naive
from .strategies import (
    definitions,
    measured,
    measures,
    one_filter,
    properties,
    shapes,
    sources,
    worlds,
)
from .world import NOW, ZONE, Event, World, write

MOMENT = Moment(NOW, ZONE)
SLOW = settings(
    max_examples=20,
    deadline=None,
    # Each try writes to the warehouse: shrinking would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)


def facts_of(world: World, *, merged: bool = False) -> Facts:
    someone = min(world.people, default=0)
    return Facts(
        subtrees={1: (1, 3), 2: (2,)},
        places={2: (121.48, 31.24)},
        identified={("phone", ("13800138000",)): (someone,)},
        merged=merged,
    )


class TestIds:
    @pytest.mark.parametrize("merging", [False, True])
    def test_are_those_of_the_naive_reading(self, warehouse, merging):
        # Worlds pile up in one warehouse; each looks at its own ids only.
        starts = itertools.count(100, 100)
        piled: dict[str, set[int]] = {"segment": set(), "list": set()}

        @SLOW
        @given(st.data())
        def holds(data):
            start = next(starts)
            world = data.draw(worlds(start, merging=merging))
            asked = [
                parse_definition(d)
                for d in data.draw(st.lists(definitions, min_size=10, max_size=25))
            ]
            for kind, all_members in piled.items():
                all_members |= world.members[kind, 7]
                world.members[kind, 7] = set(all_members)
            write(warehouse, world)
            facts = facts_of(world, merged=merging)
            nodes = [*world.people, *world.redirects]
            for definition in asked:
                note(definition.model_dump_json(exclude_defaults=True))
                wanted = naive.members(definition, world, facts, MOMENT)
                planned = plan(definition, facts, MOMENT)
                some = Scope(people=list(world.people), nodes=nodes)
                few = compile_ids(planned, MOMENT, merged=merging, scope=some)
                found = [row["id"] for row in warehouse.rows(few.sql, few.params)]
                assert set(found) == wanted
                assert len(found) == len(wanted)
                whole = compile_ids(planned, MOMENT, merged=merging)
                found = {row["id"] for row in warehouse.rows(whole.sql, whole.params)}
                assert {id_ for id_ in found if start <= id_ < start + 100} == wanted
                counted = compile_count(planned, MOMENT, merged=merging, sample=3)
                row = warehouse.row(counted.sql, counted.params)
                assert row["count"] == len(found)
                assert set(row["sample"]) <= found
                assert len(row["sample"]) == min(3, len(found))
                chunks = compile_chunks(planned, MOMENT, merged=merging)
                sql = f"SELECT sum(finalizeAggregation(members)) AS n FROM ({chunks.sql})"
                assert warehouse.value(sql, chunks.params) == len(found)

        holds()


class TestFieldsOfEvents:
    def test_are_read_as_the_naive_reading_does(self, warehouse):
        starts = itertools.count(100, 100)

        @SLOW
        @given(st.data())
        def holds(data):
            people = list(range(start := next(starts), start + 6))
            world = World(people={person: {"state": "known"} for person in people})
            world.events = [
                Event(
                    person,
                    "View",
                    NOW - timedelta(minutes=n),
                    data.draw(properties),
                    data.draw(sources),
                )
                for n, person in enumerate(people)
            ]
            write(warehouse, world)
            asked = st.one_of(
                shapes(
                    kind="did", event="View", where=st.lists(one_filter, min_size=1, max_size=1)
                ),
                shapes(kind="did", event="View", measure=measures, compare=measured),
            )
            for where in data.draw(st.lists(asked, min_size=20, max_size=40)):
                definition = parse_definition({"where": where})
                note(definition.model_dump_json(exclude_defaults=True))
                query = compile_ids(
                    plan(definition, Facts(), MOMENT),
                    MOMENT,
                    merged=False,
                    scope=Scope(people=people, nodes=people),
                )
                found = {row["id"] for row in warehouse.rows(query.sql, query.params)}
                assert found == naive.members(definition, world, Facts(), MOMENT)

        holds()

    def test_the_largest_definitions_run(self, warehouse):
        def leaf(n):
            return {"kind": "did", "event": f"e{n}", "compare": {"op": "at_least", "value": 2},
                    "where": [{"field": "properties.a", "compare": {"op": "equals", "value": n}}]}  # fmt: skip

        def nest(inner, n):
            kinds = [{"kind": "all", "conditions": [inner, leaf(n)]}, {"kind": "any", "conditions": [inner, leaf(n)]},
                     {"kind": "not", "condition": inner}]  # fmt: skip
            return kinds[n % 3]

        pairs = [{"kind": "any", "conditions": [leaf(n), leaf(n + 50)]} for n in range(48)]
        for where in (
            {"kind": "all", "conditions": [leaf(n) for n in range(50)]},
            {"kind": "all", "conditions": pairs},
            {
                "kind": "any",
                "conditions": [{"kind": "all", "conditions": pair["conditions"]} for pair in pairs],
            },
            {"kind": "tag", "tags": list(range(100)), "match": "all"},
            functools.reduce(nest, range(31), leaf(99)),
        ):
            definition = parse_definition({"where": where})
            planned = plan(definition, Facts(), MOMENT)
            query = compile_count(planned, MOMENT, merged=True)
            assert len(query.sql) < 60_000
            assert warehouse.value(query.sql, query.params) == 0
