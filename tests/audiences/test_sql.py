"""The SQL of definitions, as text: what changes here is to be looked at. Rows are asserted elsewhere.

``SIYU_UPDATE_SNAPSHOTS=1`` writes the snapshots anew.
"""

import json
import os
import re
from pathlib import Path

import pytest

from siyu.audiences.compiler import compile_count, compile_ids
from siyu.audiences.definition import parse_definition
from siyu.audiences.planner import plan
from siyu.audiences.scope import Scope
from siyu.audiences.templates import TEMPLATES
from siyu.audiences.windows import Moment

from .test_language import EXAMPLES, definition_of, facts_of
from .world import NOW, ZONE

SNAPSHOTS = Path(__file__).parent / "snapshots"
MOMENT = Moment(NOW, ZONE)
CASES = {
    "regulars_quiet": TEMPLATES[0].definition,
    "cart_abandoned": next(t.definition for t in TEMPLATES if t.name == "cart_abandoned"),
    "birthday_this_week": next(t.definition for t in TEMPLATES if t.name == "birthday_this_week"),
    "filtered": {
        "where": {
            "kind": "did",
            "event": "Product Viewed",
            "where": [
                {"field": "product.category", "compare": {"op": "equals", "value": "零食"}},
                {"field": "properties.color", "compare": {"op": "in", "values": ["red", 3]}},
                {"field": "properties.odd name", "compare": {"op": "is_set"}},
            ],
            "window": {"kind": "rolling", "amount": 48, "unit": "hours"},
            "compare": {"op": "less", "value": 3},
        }
    },
    "chain": {
        "where": {
            "kind": "all",
            "conditions": [
                {"kind": "attribute", "name": "tier", "compare": {"op": "equals", "value": 2}},
                {"kind": "tag", "tags": [55]},
                {
                    "kind": "did",
                    "event": "Product Viewed",
                    "window": {"kind": "last", "amount": 30},
                    "compare": {"op": "at_least", "value": 3},
                },
                {
                    "kind": "did_not",
                    "event": "Order Completed",
                    "window": {"kind": "between", "first": "2026-10-01"},
                },
                {
                    "kind": "any",
                    "conditions": [{"kind": "segment", "segment": 7}, {"kind": "list", "list": 8}],
                },
            ],
        }
    },
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("form", ["count", "some_people_after_merges"])
def test_is_as_it_was(name, form):
    definition = parse_definition(CASES[name])
    planned = plan(definition, facts_of(definition), MOMENT)
    if form == "count":
        query = compile_count(planned, MOMENT, merged=False)
    else:
        query = compile_ids(planned, MOMENT, merged=True, scope=Scope(people=[1], nodes=[1, 2]))
    said = f"{readable(query.sql)}\n\n{json.dumps(query.params, default=str, ensure_ascii=False, indent=1)}\n"
    path = SNAPSHOTS / f"{name}.{form}.sql"
    if os.environ.get("SIYU_UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == said


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.get("kind", "definition"))
def test_holds_nothing_of_the_definition(example):
    definition = definition_of(example)
    query = compile_count(plan(definition, facts_of(definition), MOMENT), MOMENT, merged=False)
    names = {word for word in _texts(example) if word not in _LANGUAGE and len(word) > 2}
    assert not [name for name in names if name in query.sql]


_LANGUAGE = {"revenue", "known", "state", "place"}


def _texts(value) -> set[str]:
    """Texts that somebody wrote, not words of the language."""
    if isinstance(value, dict):
        told = [
            v
            for k, v in value.items()
            if k in ("event", "name", "value", "values", "salt", "type", "trait", "purpose")
        ]
        deeper = [v for v in value.values() if isinstance(v, (dict, list))]
        return set().union(*(_texts(v) for v in [*told, *deeper])) if told or deeper else set()
    if isinstance(value, list):
        return set().union(*map(_texts, value)) if value else set()
    return {value} if isinstance(value, str) else set()


def readable(sql: str) -> str:
    return re.sub(r" (FROM|WHERE|AND|GROUP BY|HAVING|UNION ALL) ", r"\n\1 ", sql)
