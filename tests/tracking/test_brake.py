from types import SimpleNamespace

import pytest

from siyu.tracking.load import brake
from siyu.tracking.load.brake import CALM_SECONDS, PARTS_MAX, MergeBrake


@pytest.fixture
def world(monkeypatch):
    """A clock that moves when told, and a warehouse that tells what was asked of it."""
    world = SimpleNamespace(now=100.0, parts=3, held=False, holds=0)

    def hold(tables):
        world.holds += not world.held
        world.held = True

    def release():
        world.held = False

    world.warehouse = SimpleNamespace(
        value=lambda sql, params: world.parts, merges=SimpleNamespace(hold=hold, release=release)
    )
    monkeypatch.setattr(brake, "time", SimpleNamespace(monotonic=lambda: world.now))
    return world


class TestMergeBrake:
    def test_holds_merges_while_behind_and_lets_go_after_a_calm(self, world):
        brake = MergeBrake(world.warehouse)
        brake.follow(behind=False)
        assert not world.held
        brake.follow(behind=True)
        assert world.held
        world.now += CALM_SECONDS / 2
        brake.follow(behind=False)
        assert world.held
        world.now += CALM_SECONDS
        brake.follow(behind=False)
        assert not world.held

    def test_lets_go_where_parts_are_many_and_holds_again_only_in_the_next_burst(self, world):
        brake = MergeBrake(world.warehouse)
        brake.follow(behind=True)
        world.parts = PARTS_MAX
        brake.follow(behind=True)
        assert not world.held
        world.parts = 3
        brake.follow(behind=True)
        assert not world.held
        world.now += CALM_SECONDS
        brake.follow(behind=False)
        brake.follow(behind=True)
        assert world.held
        assert world.holds == 2
