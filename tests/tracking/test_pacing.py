from types import SimpleNamespace

import pytest

from siyu.tracking.load import pacing
from siyu.tracking.load.causes import Causes
from siyu.tracking.load.pacing import BUSY_SECONDS, PAUSE_SECONDS, SLICE_SECONDS, Pace


@pytest.fixture
def world(monkeypatch):
    """A clock that moves when told, and by pauses, which are kept."""
    world = SimpleNamespace(now=100.0, pauses=[], inbox=SimpleNamespace(written_at=0.0))

    def sleep(seconds):
        world.pauses.append(seconds)
        world.now += seconds

    monkeypatch.setattr(pacing, "time", SimpleNamespace(monotonic=lambda: world.now, sleep=sleep))
    return world


def work(world, pace, *, slices):
    for _ in range(slices):
        world.now += SLICE_SECONDS
        pace.breathe()


class TestPace:
    def test_pauses_after_each_slice_while_requests_come(self, world):
        pace = Pace(world.inbox)
        pace.begin(hurry=False)
        for _ in range(5):
            world.inbox.written_at = world.now
            work(world, pace, slices=1)
        assert world.pauses == [PAUSE_SECONDS] * 5

    def test_does_not_pause_within_a_slice(self, world):
        pace = Pace(world.inbox)
        pace.begin(hurry=False)
        world.inbox.written_at = world.now
        world.now += SLICE_SECONDS / 2
        pace.breathe()
        assert world.pauses == []

    def test_does_not_pause_where_nobody_waits(self, world):
        pace = Pace(world.inbox)
        pace.begin(hurry=False)
        world.inbox.written_at = world.now - BUSY_SECONDS
        work(world, pace, slices=5)
        assert world.pauses == []

    def test_knows_no_pause_in_a_hurry(self, world):
        pace = Pace(world.inbox)
        pace.begin(hurry=True)
        world.inbox.written_at = world.now + 1
        work(world, pace, slices=5)
        assert world.pauses == []


class TestCauses:
    def test_name_the_request_and_the_place_within_it(self):
        causes = Causes()
        causes.begin(0, "a")
        causes.begin(3, "b")
        causes.begin(3, "c")  # a request without events before it
        causes.begin(20, "d")
        assert [causes.of(i) for i in (0, 2, 3, 19, 20)] == ["a:0", "a:2", "c:0", "c:10", "d:0"]
