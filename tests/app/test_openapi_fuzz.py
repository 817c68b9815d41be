"""Whatever the API document allows, and much that it does not, gets an answer below 500."""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from siyu.app.openapi import describe

EXAMPLES = int(os.environ.get("SIYU_TEST_FUZZ_EXAMPLES", "8"))

pytestmark = pytest.mark.slow

# A backup copies whole stores; /readyz is right to say 503, for this schema bears no revision.
LEFT_OUT = {"/api/system/backups", "/readyz"}


def operations():
    """Every operation of the document by its tag."""
    by_tag: dict[str, list[tuple[str, str]]] = {}
    for path, methods in describe()["paths"].items():
        for method, operation in methods.items():
            if path not in LEFT_OUT:
                by_tag.setdefault(operation["tags"][0], []).append((path, method))
    return by_tag


OPERATIONS = operations()


@pytest.mark.parametrize("tag", sorted(OPERATIONS))
def test_no_operation_answers_5xx(tag, api):
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", api.app)
    failures = []
    for path, method in OPERATIONS[tag]:
        try:
            _try_out(schema[path][method], api)
        except AssertionError as failure:
            failures.append(str(failure))
    assert failures == []


def _try_out(operation, api):
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
        assert answer.status_code < 500, (
            f"{case.method} {case.formatted_path} {case.query} {case.body!r}: {answer.status_code}"
        )

    run()
