"""What the server calls things has a word in the console, in both languages."""

import ast
import json

import pytest

from siyu.app.house import BUILT_IN
from siyu.app.housekeeping import MODULE as HOUSEKEEPING
from tests.app.running import ROOT

SOURCE = ROOT / "console" / "src"
LANGUAGES = ("zh-CN", "en")


def words(path: str, language: str) -> dict:
    return json.loads((SOURCE / path / "locales" / f"{language}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_job_has_a_name(language):
    named = words("app", language)["jobNames"]
    jobs = {job.name for module in (HOUSEKEEPING, *BUILT_IN) for job in module.jobs}
    assert {name for name in jobs if name.replace(".", "_") not in named} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_audited_action_has_a_name(language):
    known = words("features/audit", language)
    actions = audited_actions()
    assert {"people.reveal", "commerce.orders.ship", "coupons.void"} <= actions
    nameless = set()
    for action in actions:
        if action.replace(".", "_") in known["actions"]:
            continue
        *_, things, verb = action.split(".")
        if things not in known["things"] or verb not in known["verbs"]:
            nameless.add(action)
    assert nameless == set()


def audited_actions() -> set[str]:
    """Actions that the code names in full; those with a verb put in are put together elsewhere."""
    found = set()
    for file in (ROOT / "siyu").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name == "write_audit":
                found |= {
                    keyword.value.value
                    for keyword in node.keywords
                    if keyword.arg == "action" and isinstance(keyword.value, ast.Constant)
                }
            elif name == "audit" and len(node.args) > 2 and isinstance(node.args[2], ast.Constant):
                found.add(f"commerce.{node.args[2].value}")
    return found
