"""Whatever the API document allows, and much that it does not, gets an answer below 500, and where compared, a documented one."""

import json
import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .running import ROOT

EXAMPLES = int(os.environ.get("SIYU_TEST_FUZZ_EXAMPLES", "8"))

pytestmark = pytest.mark.slow

# A backup copies whole stores; /readyz is right to say 503, for this schema bears no revision.
LEFT_OUT = {"/api/system/backups", "/readyz"}
# Where every answer is also one that the document names; elsewhere that has not been compared yet.
COMPARED = {
    "commerce_after_sales",
    "commerce_catalogue",
    "commerce_orders",
    "commerce_payments",
}
# Of every route, so that none declares them: who one is, what one may, how much and how often one asks.
ANYWHERE = {401, 403, 413, 429}
# A path whose parameter is nonsense may be another path, or none.
LOST = {404, 405}


# Kept true by tests/architecture/test_reference.py.
DOCUMENT = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8"))


def operations():
    """Every operation of the document by its tag."""
    by_tag: dict[str, list[tuple[str, str]]] = {}
    for path, methods in DOCUMENT["paths"].items():
        for method, operation in methods.items():
            if path not in LEFT_OUT:
                by_tag.setdefault(operation["tags"][0], []).append((path, method))
    return by_tag


OPERATIONS = operations()


@pytest.mark.parametrize("tag", sorted(OPERATIONS))
def test_no_operation_answers_what_it_may_not(tag, api):
    # As ``from_asgi`` would, but for writing the document anew each time.
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = api.app
    failures = []
    for path, method in OPERATIONS[tag]:
        try:
            _try_out(schema[path][method], answers(tag, path, method))
        except AssertionError as failure:
            failures.append(str(failure))
    assert failures == []


def answers(tag, path, method):
    """Statuses that an operation may answer with."""
    if tag not in COMPARED:
        return set(range(200, 500))
    documented = {int(status) for status in DOCUMENT["paths"][path][method]["responses"]}
    return documented | ANYWHERE | (LOST if "{" in path else set())


def _try_out(operation, allowed):
    valid = operation.as_strategy()
    broken = operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(valid, broken))
    def run(case):
        answer = case.call(headers={"Authorization": "Bearer local_test"})
        assert answer.status_code in allowed, (
            f"{case.method} {case.formatted_path} {case.query} {case.body!r}: "
            f"{answer.status_code} {answer.text[:300]}"
        )

    run()
