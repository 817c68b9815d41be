"""The live stream."""

import asyncio
import json

import pytest

from siyu.tracking import end_live_streams
from siyu.tracking.live import QUEUE_EVENTS_MAX, Live, LiveFilter


@pytest.fixture
def follow(world):
    """Events that a listener gets while something is sent and loaded."""

    def follow(send, wanted=None, *, stop_after=1):
        async def run():
            live = world.context.get(Live)
            stream = live.stream(wanted or LiveFilter())
            assert (await anext(stream)).startswith(b"retry:")
            await asyncio.to_thread(send)
            await asyncio.to_thread(world.load)
            await asyncio.sleep(0.05)
            end_live_streams(world.context)
            return [message async for message in stream]

        return asyncio.run(run())

    return follow


def data(message: bytes) -> dict:
    name, line = message.decode().strip().split("\n")
    assert name in ("event: tracked", "event: missed")
    return json.loads(line.removeprefix("data: "))


def sender(world, *events):
    # A loop of its own runs in another thread.
    return lambda: world.post("/v1/batch", {"batch": list(events)})


class TestStream:
    def test_tells_what_the_console_shows(self, world, follow):
        event = {
            "type": "track",
            "event": "A",
            "userId": "u",
            "anonymousId": "a",
            "messageId": "m",
            "properties": {"n": 1},
        }
        (told,) = map(data, follow(sender(world, event)))
        assert told.pop("received_at").endswith("Z")
        assert told.pop("person_id").startswith("per_")
        assert told == {
            "message_id": "m", "event": "A", "type": "track", "source": "src_" + told["source"][4:], "user_id": "u",
            "anonymous_id": "a", "properties": {"n": 1}, "status": "accepted", "reason": None,
        }  # fmt: skip

    def test_tells_what_waits_and_hides_who(self, world, follow):
        event = {"type": "track", "userId": "13800138000"}
        (told,) = map(data, follow(sender(world, event)))
        assert (told["status"], told["reason"], told["person_id"]) == (
            "quarantined",
            "event_missing",
            None,
        )
        assert "13800138000" not in str(told)

    def test_filters(self, world, follow):
        events = [{"type": "track", "event": e, "userId": "u"} for e in "AB"] + [{"type": "x"}]
        (told,) = map(data, follow(sender(world, *events), LiveFilter(event="B")))
        assert told["event"] == "B"

    def test_by_status(self, world, follow):
        events = [{"type": "track", "event": "A", "userId": "u"}, {"type": "x"}]
        (told,) = map(data, follow(sender(world, *events), LiveFilter(status="quarantined")))
        assert told["reason"] == "unknown_type"

    def test_a_line_break_stays_inside_its_message(self, world, follow):
        body = b'{"type":"track","event":"A","userId":"u","properties":{\n"a":\r\n1}}'
        (told,) = map(data, follow(lambda: world.post("/v1/track", content=body)))
        assert told["properties"] == {"a": 1}

    def test_a_slow_listener_misses_some_and_is_told(self, world):
        async def run():
            live = world.context.get(Live)
            stream = live.stream(LiveFilter())
            await anext(stream)
            (listener,) = live._listeners
            listener.offer([b"x"] * (QUEUE_EVENTS_MAX + 7))
            return data(await anext(stream))

        assert asyncio.run(run()) == {"count": 7}

    def test_ends_when_the_server_stops(self, world):
        async def run():
            live = world.context.get(Live)
            stream = live.stream(LiveFilter())
            await anext(stream)
            end_live_streams(world.context)
            assert [message async for message in stream] == []
            assert [message async for message in live.stream(LiveFilter())] == []
            assert not live._listeners

        asyncio.run(run())
