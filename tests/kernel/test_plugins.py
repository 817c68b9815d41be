"""The sample plug-in, found through its entry point as an installed one would be."""

import sys
from pathlib import Path

import pytest

from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.modules import load_plugins

EXAMPLE = Path(__file__).parents[2] / "examples" / "plugin-wishes"


@pytest.fixture
def installed_plugin(tmp_path, monkeypatch):
    """What `pip install` leaves behind: the package on the path, and its metadata."""
    metadata = tmp_path / "siyu_wishes-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: siyu-wishes\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text("[siyu.modules]\nwishes = siyu_wishes:MODULE\n")
    monkeypatch.syspath_prepend(str(EXAMPLE))
    monkeypatch.syspath_prepend(str(tmp_path))
    yield
    sys.modules.pop("siyu_wishes", None)


def test_an_installed_plugin_is_loaded(installed_plugin):
    [module] = load_plugins(set())
    assert module.name == "wishes"
    assert Blocks(module.blocks).require("reward", "wish").implementation().text == "万事如意"


def test_a_plugin_can_be_left_out(installed_plugin):
    assert load_plugins({"wishes"}) == []


def test_an_unknown_block_is_a_typed_error():
    with pytest.raises(BlockNotFound) as caught:
        Blocks().require("reward", "wish")
    assert caught.value.facts == {"kind": "reward", "name": "wish"}
