"""The page about the language is true: every example runs, and every word of the language is on it."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest

from siyu.audiences import conditions
from siyu.audiences.comparisons import Comparison
from siyu.audiences.compiler import compile_count
from siyu.audiences.definition import Definition, dump_definition, parse_definition
from siyu.audiences.errors import MalformedDefinition
from siyu.audiences.facts import Facts, names_in
from siyu.audiences.planner import plan
from siyu.audiences.windows import Moment

from .world import NOW, ZONE

PAGE = (Path(__file__).parents[2] / "docs/reference/segment-language.md").read_text(
    encoding="utf-8"
)
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def definition_of(example) -> Definition:
    # Codes of the examples are short; the language does not ask whose they are.
    return parse_definition(
        example if "where" in example and "kind" not in example else {"where": example}
    )


def facts_of(definition: Definition) -> Facts:
    names = names_in(definition)
    return Facts(
        subtrees={node: (node,) for node in names.subtrees},
        places=dict.fromkeys(names.places, (121.47, 31.23)),
        identified=dict.fromkeys(names.identifiers, ()),
    )


class TestPage:
    @pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.get("kind", "definition"))
    def test_every_example_runs(self, warehouse, example):
        definition = definition_of(example)
        assert parse_definition(dump_definition(definition)) == definition
        moment = Moment(NOW, ZONE)
        query = compile_count(plan(definition, facts_of(definition), moment), moment, merged=False)
        assert warehouse.value(query.sql, query.params) == 0

    @pytest.mark.parametrize("leaf", get_args(conditions.Leaf), ids=lambda leaf: leaf.__name__)
    def test_shows_every_condition(self, leaf):
        for kind in get_args(leaf.model_fields["kind"].annotation):
            assert f'"kind": "{kind}"' in PAGE

    def test_names_every_comparison_and_column(self):
        for shape in get_args(get_args(Comparison)[0]):
            for op in get_args(shape.model_fields["op"].annotation):
                assert f"`{op}`" in PAGE
        for column in conditions.COLUMNS:
            assert f"`{column}`" in PAGE


class TestBounds:
    @pytest.mark.parametrize(
        "where",
        [
            {"kind": "all", "conditions": []},
            {"kind": "all", "conditions": [{"kind": "everyone"}] * 51},
            {
                "kind": "any",
                "conditions": [{"kind": "all", "conditions": [{"kind": "everyone"}] * 50}] * 3,
            },
            {"kind": "trait", "name": "x" * 201, "compare": {"op": "is_set"}},
            {"kind": "trait", "name": "x", "compare": {"op": "between", "low": 2, "high": 1}},
            {"kind": "trait", "name": "x", "compare": {"op": "greater", "value": 1e300}},
            {"kind": "trait", "name": "x", "compare": {"op": "on", "day": "9999-12-31"}},
            {"kind": "did", "event": "x", "window": {"kind": "last", "amount": 10**9}},
            {
                "kind": "did",
                "event": "x",
                "window": {"kind": "instants", "after": "2026-01-01T00:00:00"},
            },
            {
                "kind": "did",
                "event": "x",
                "window": {"kind": "instants", "after": "9999-12-31T23:00:00-12:00"},
            },
            {"kind": "did", "event": "x", "measure": {"of": "sum"}},
            {
                "kind": "did",
                "event": "x",
                "where": [{"field": "password", "compare": {"op": "is_set"}}],
            },
            {"kind": "sequence", "steps": [{"event": "x"}]},
            {"kind": "sequence", "steps": [{"event": "x"}, {"event": "y"}], "reached_least": 3},
            {"kind": "near", "distance_meters": 5},
            {"kind": "near", "point": {"longitude": 181, "latitude": 0}, "distance_meters": 5},
            {"kind": "anniversary", "of": {"trait": "x"}, "window": {"kind": "last", "amount": 3}},
            {
                "kind": "anniversary",
                "of": {"trait": "x"},
                "window": {"kind": "between", "first": "2020-01-01"},
            },
            {"kind": "segment", "segment": "lst_1"},
            {"kind": "sample", "percent": 0},
            {"kind": "trait", "name": "\ud800", "compare": {"op": "is_set"}},
            {"kind": "trait", "name": "x", "compare": {"op": "equals", "value": None}},
            {"kind": "trait", "name": "x", "compare": {"op": "equals", "value": float("nan")}},
        ],
    )
    def test_refuses(self, where):
        with pytest.raises(MalformedDefinition):
            parse_definition({"where": where})
