"""What the tracking plan lets pass."""

from siyu.organization import add_source
from siyu.tracking.contracts import PlanMode
from siyu.tracking.models import SeenEventRow, SeenPropertyRow
from siyu.tracking.plan import add_planned_event, set_default_mode

from .conftest import track

SCHEMA = {
    "type": "object",
    "required": ["order_id"],
    "properties": {"order_id": {"type": "string"}},
}


class TestPlan:
    def send(self, world, *events):
        world.post("/v1/batch", {"batch": list(events)})
        world.load()
        return [q.reason for q in world.quarantined()]

    def plan(self, world, mode):
        with world.context.session() as session:
            add_planned_event(session, "Order Completed", description="", mode=mode, schema=SCHEMA)

    def test_observe_lets_pass_and_counts(self, world):
        self.plan(world, PlanMode.observe)
        assert self.send(world, track("Order Completed")) == []
        assert len(world.rows("event")) == 1
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Order Completed").unfit == 1

    def test_quarantine_keeps_what_breaks_it(self, world):
        self.plan(world, PlanMode.quarantine)
        good = track("Order Completed", properties={"order_id": "o"})
        assert self.send(world, track("Order Completed"), good, track("Other")) == ["breaks_plan"]
        assert world.quarantined()[0].facts == {"violations": [".: required"]}
        assert len(world.rows("event")) == 2

    def test_block_turns_away_and_counts(self, world):
        self.plan(world, PlanMode.block)
        assert self.send(world, track("Order Completed")) == []
        assert world.rows("event") == []
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Order Completed").blocked == 1

    def test_the_default_speaks_of_events_nobody_planned(self, world):
        self.plan(world, PlanMode.observe)
        with world.context.session() as session:
            set_default_mode(session, PlanMode.quarantine)
        assert self.send(world, track("Other"), track("Order Completed")) == ["not_in_plan"]

    def test_a_strict_source_sends_only_what_is_planned(self, world):
        with world.context.session() as session:
            strict = add_source(session, name="strict", kind="server", strict=True)
        world.post("/v1/track", track("Other"), auth=(strict.key, ""))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["not_in_plan"]

    def test_a_change_holds_from_the_next_batch(self, world):
        self.send(world, track("Other", messageId="1"))
        with world.context.session() as session:
            set_default_mode(session, PlanMode.quarantine)
        assert self.send(world, track("Other", messageId="2")) == ["not_in_plan"]

    def test_what_comes_in_is_seen(self, world):
        self.send(
            world,
            *(
                track("Seen", properties={"n": i, "city": "上海", "email": "a@b.cn"})
                for i in range(9)
            ),
        )
        with world.context.session() as session:
            assert session.get(SeenEventRow, "Seen").count == 9
            number = session.get(SeenPropertyRow, ("Seen", "n"))
            assert (number.types, len(number.examples)) == (["integer"], 5)
            assert "a@b.cn" not in str(session.get(SeenPropertyRow, ("Seen", "email")).examples)
