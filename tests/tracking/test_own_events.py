"""Events that siyu itself records and appends."""

from datetime import UTC, datetime

import pytest

from siyu.tracking import append_batch, loaded_until, on_loaded, record, wait_until_loaded
from siyu.tracking.errors import EventsMalformed

from .conftest import track


class TestOwnEvents:
    def test_record_once_per_cause(self, world):
        for _ in range(2):
            record(
                world.context, "Coupon Redeemed", person_id=7, properties={"a": 1}, cause="coupon:1"
            )
        world.load()
        (row,) = world.rows("event, person, message_id, source, properties_json")
        assert row == {
            "event": "Coupon Redeemed", "person": 7, "message_id": "coupon:1",
            "source": "siyu", "properties_json": '{"a":1}',
        }  # fmt: skip

    def test_nobody_is_person_zero(self, world):
        record(world.context, "Store Opened", person_id=0, properties={}, cause="s:1")
        world.load()
        assert world.rows("person") == [{"person": 0}]

    def test_a_stranger_cannot_name_a_person(self, world):
        world.post("/v1/track", {"type": "track", "event": "A", "personId": 7})
        world.post("/v1/track", track(personId=7))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["no_identifier"]
        assert world.rows("person") != [{"person": 7}]

    def test_append_knows_no_limits(self, world):
        items = [
            track(messageId=f"{i}", properties={"a": "x" * 40_000 if i == 5 else ""})
            for i in range(12_000)
        ]
        position = append_batch(world.context, items, source_id=3)
        world.load()
        assert loaded_until(world.context) >= position
        assert world.warehouse.value("select count() from events") == 12_000

    def test_append_once_per_key(self, world):
        first = append_batch(world.context, [track()], source_id=3, idempotency="file:1:0")
        again = append_batch(
            world.context, b'[{"type":"track"}]', source_id=3, idempotency="file:1:0"
        )
        assert first == again
        world.load()
        assert len(world.rows("event")) == 1
        assert world.quarantined() == []

    def test_append_takes_the_time_it_is_given(self, world):
        received = datetime(2020, 1, 1, tzinfo=UTC)
        append_batch(world.context, [track()], source_id=3, received_at=received)
        world.load()
        assert world.rows("time, received_at") == [{"time": received, "received_at": received}]

    @pytest.mark.parametrize("items", [b"{}", b"[1", b"x", b'"a"'])
    def test_append_refuses_what_is_no_list(self, world, items):
        with pytest.raises(EventsMalformed):
            append_batch(world.context, items, source_id=3)

    def test_waiting_ends_when_they_are_there(self, world):
        import threading

        position = append_batch(world.context, [track()], source_id=3)
        thread = threading.Thread(target=world.load)
        thread.start()
        wait_until_loaded(world.context, position, 20)
        thread.join()
        assert len(world.rows("event")) == 1

    def test_listeners_hear_who_was_touched(self, world):
        heard = []
        on_loaded(world.context, lambda persons, names: heard.append((persons.tolist(), names)))
        on_loaded(world.context, lambda *_: 1 / 0)
        record(world.context, "A", person_id=7, properties={}, cause="1")
        record(world.context, "B", person_id=3, properties={}, cause="2")
        world.load()
        assert sorted(p for persons, _ in heard for p in persons) == [3, 7]
        assert set().union(*(names for _, names in heard)) == {"A", "B"}

    def test_load_ids_rise(self, world):
        for i in range(3):
            record(world.context, "A", person_id=1, properties={}, cause=f"{i}")
            world.load()
        loads = [row["load_id"] for row in world.rows("load_id")]
        assert loads == sorted(set(loads))
