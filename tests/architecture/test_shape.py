"""The house keeps its shape: files stay small and every front door says what is behind it."""

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

import siyu
import siyu.app.house  # (imports every module, hence every event)
from siyu.kernel.events import Event

ROOT = Path(siyu.__file__).parent
ROOMS = sorted(path.name for path in ROOT.iterdir() if (path / "__init__.py").exists())
LINES_MAX = 400


def test_no_file_grows_past_two_nouns():
    long = {
        str(path.relative_to(ROOT)): count
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LINES_MAX
    }
    assert long == {}


@pytest.mark.parametrize("room", ROOMS)
def test_every_front_door_has_a_docstring(room):
    text = (ROOT / room / "__init__.py").read_text(encoding="utf-8")
    assert len(ast.get_docstring(ast.parse(text)) or "") > 20


def test_there_are_no_drawers():
    drawers = {"utils", "helpers", "common", "manager", "base", "misc", "service"}
    assert [p for p in ROOT.rglob("*.py") if p.stem in drawers] == []


def test_every_event_says_which_codes_its_ids_are():
    """Without them the outside would learn row numbers."""
    silent = {
        f"{event.__name__}.{field.name}"
        for event in _below(Event)
        if event.__module__.startswith("siyu.")
        for field in fields(event)
        if field.name.endswith(("_id", "_ids")) and field.name not in event.codes
    }
    assert silent == set()


def _below(event: type[Event]) -> Iterator[type[Event]]:
    for below in event.__subclasses__():
        yield below
        yield from _below(below)
