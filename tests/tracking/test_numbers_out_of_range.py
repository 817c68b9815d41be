"""JSON sets no bounds to a number; one beyond Python's must not hold up everybody's events."""

import pytest

from siyu.tracking.contracts import PlanMode
from siyu.tracking.plan import add_planned_event

NUMBERS = ["1e400", "-1e400", "1" + "0" * 400, "1" + "0" * 5000, "1" + "0" * 30]


@pytest.mark.parametrize("number", NUMBERS)
class TestNumberOutOfRange:
    @pytest.mark.parametrize("field", ["revenue", "n", "phone", "address"])
    def test_in_properties_is_loaded_or_waits(self, world, number, field):
        body = '{"type":"track","event":"E","userId":"u","properties":{"%s":%s,"a":{"b":%s}}}'
        assert world.post("/v1/track", content=body % (field, number, number)).status_code == 200
        world.post("/v1/track", json={"event": "After", "userId": "u"})
        world.load()
        assert len(world.rows("event", "event = 'After'")) == 1
        assert len(world.rows("event", "event = 'E'")) + len(world.quarantined()) == 1

    @pytest.mark.parametrize("field", ["userId", "timestamp", "messageId", "event"])
    def test_in_a_field_is_loaded_or_waits(self, world, number, field):
        body = f'{{"type":"track","event":"E","userId":"u","{field}":{number}}}'
        assert world.post("/v1/track", content=body).status_code == 200
        world.load()
        assert len(world.rows("event")) + len(world.quarantined()) == 1

    def test_in_traits_is_loaded_or_waits(self, world, number):
        body = f'{{"type":"identify","userId":"u","traits":{{"age":{number},"a":[{number}]}}}}'
        assert world.post("/v1/identify", content=body).status_code == 200
        world.load()
        assert len(world.rows("event")) + len(world.quarantined()) == 1

    def test_in_an_event_of_the_plan_waits(self, world, number):
        with world.context.session() as session:
            mode = PlanMode.quarantine
            add_planned_event(session, "E", description="", mode=mode, schema={"type": "object"})
        body = f'{{"type":"track","event":"E","userId":"u","properties":{{"n":{number}}}}}'
        assert world.post("/v1/track", content=body).status_code == 200
        world.load()
        assert len(world.rows("event")) + len(world.quarantined()) == 1
