"""The documentation says what the code does."""

import json
from pathlib import Path

import pytest

from siyu.app.openapi import describe
from siyu.app.reference import pages

DOCS = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", ["settings.md", "modules.md"])
def test_generated_pages_are_current(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_the_openapi_document_is_current():
    assert json.loads((DOCS / "openapi.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(describe())
    ), "run `make client`"


def test_every_operation_says_what_it_does_and_has_a_unique_id():
    operations = [op for path in describe()["paths"].values() for op in path.values()]
    assert [op["operationId"] for op in operations if not op.get("description")] == []
    ids = [op["operationId"] for op in operations]
    assert len(ids) == len(set(ids))
