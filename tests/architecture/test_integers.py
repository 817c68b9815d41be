"""Whole numbers from outside fit the columns that hold them: each says how large it may be."""

import json
from pathlib import Path

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "openapi.json"


def test_every_whole_number_that_the_api_takes_has_a_largest():
    document = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    schemas = document["components"]["schemas"]
    found = []
    bodies: set[str] = set()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            for parameter in operation.get("parameters", []):
                where = f"{method} {path} {parameter['name']}"
                found += boundless(parameter["schema"], where)
            bodies |= named_in(operation.get("requestBody", {}), schemas)
    for name in sorted(bodies):
        found += boundless(schemas[name], name)
    assert found == []


def named_in(part, schemas) -> set[str]:
    """Names of all schemas that a part leads to."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            waiting += each.values()
            name = str(each.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
    return found


def boundless(schema, where) -> list[str]:
    if isinstance(schema, list):
        return [one for part in schema for one in boundless(part, where)]
    if not isinstance(schema, dict):
        return []
    found = [one for key, part in schema.items() for one in boundless(part, f"{where}.{key}")]
    limits = {"maximum", "exclusiveMaximum", "const", "enum"}
    if schema.get("type") == "integer" and not limits & set(schema):
        found.append(where)
    return found
