"""Sequences over a published click stream give the numbers that other tools give."""

import csv
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from siyu.audiences.compiler import compile_count
from siyu.audiences.definition import parse_definition
from siyu.audiences.facts import Facts
from siyu.audiences.planner import plan
from siyu.audiences.windows import Moment

from .world import ZONE, Event, write_events

FILE = Path(__file__).parents[3] / "shared/data/retentioneering_ecom/ecom.csv.gz"
STEPS = ["catalog", "add_to_cart", "purchase"]

pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the click stream of retentioneering is not here"
)


@pytest.fixture
def clicks(warehouse):
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    people = {
        user: number for number, user in enumerate(sorted({row["user_id"] for row in rows}), 1)
    }
    events = [
        Event(
            people[row["user_id"]],
            row["event"],
            datetime.fromisoformat(row["timestamp"]).replace(tzinfo=UTC),
        )
        for row in rows
    ]
    write_events(warehouse, events)
    return warehouse


@pytest.mark.parametrize(
    ("within", "reached"),
    [
        (None, [600, 511, 285]),
        ({"amount": 7, "unit": "days"}, [600, 462, 210]),
        ({"amount": 1, "unit": "days"}, [600, 453, 181]),
        ({"amount": 30, "unit": "minutes"}, [600, 451, 151]),
    ],
)
def test_catalog_to_cart_to_purchase(clicks, within, reached):
    moment = Moment(datetime(2024, 7, 1, tzinfo=UTC), ZONE)
    found = []
    for least in (1, 2, 3):
        definition = parse_definition(
            {
                "where": {
                    "kind": "sequence",
                    "steps": [{"event": event} for event in STEPS],
                    "within": within,
                    "reached_least": least,
                }
            }
        )
        query = compile_count(plan(definition, Facts(), moment), moment, merged=False)
        found.append(clicks.value(query.sql, query.params))
    assert found == reached
