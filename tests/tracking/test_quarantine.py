"""Events that could not be taken, kept with the reason."""

import pytest

from siyu.organization import add_source
from siyu.tracking.contracts import QuarantineState
from siyu.tracking.errors import QuarantinedEventSettled
from siyu.tracking.quarantine import discard, replay, replay_reason

from .conftest import track


class TestQuarantine:
    def test_keeps_the_bytes_and_hides_them(self, world):
        world.post(
            "/v1/track", content=b'{ "type":"track",  "userId":"13800138000", "email":"li@x.cn" }'
        )
        world.load()
        (kept,) = world.quarantined()
        assert "13800138000" not in kept.preview
        assert "li@x.cn" not in kept.preview
        assert b"13800138000" not in kept.sealed

    def test_replay_after_the_key_was_made(self, world):
        world.post("/v1/batch", {"batch": [track(messageId="1"), track()]}, auth=("new", ""))
        world.load()
        with world.context.session() as session:
            add_source(session, name="new", kind="server", key="new")
            assert replay_reason(world.context, session, "unknown_write_key", actor="me") == 2
        world.load()
        assert len(world.rows("event")) == 2
        assert {q.state for q in world.quarantined()} == {QuarantineState.replayed}

    def test_replay_of_what_is_still_unfit_comes_back(self, world):
        world.post("/v1/track", {"type": "track", "userId": "u"})
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            replay(world.context, session, kept.id, actor="me")
        world.load()
        assert [q.state for q in world.quarantined()] == ["replayed", "waiting"]
        with pytest.raises(QuarantinedEventSettled), world.context.session() as session:
            replay(world.context, session, kept.id, actor="me")

    def test_a_replay_twice_is_one_event(self, world):
        world.post("/v1/track", track(), auth=("new", ""))
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            add_source(session, name="new", kind="server", key="new")
        for _ in range(2):
            # The answer got lost and the transaction with it.
            with world.context.session() as session:
                replay(world.context, session, kept.id, actor="me")
                session.rollback()
        world.load()
        assert len(world.rows("event")) == 1

    def test_discarding_wipes_it(self, world):
        world.post("/v1/track", {"type": "track", "userId": "u"})
        world.load()
        (kept,) = world.quarantined()
        with world.context.session() as session:
            discard(session, kept.id, actor="me")
        (kept,) = world.quarantined()
        assert (kept.state, kept.sealed) == ("discarded", b"")

    def test_a_line_the_warehouse_refuses_is_found(self, world, monkeypatch):
        from siyu.tracking.load import inserting

        def spoil(rows):
            return b"\n".join(
                b"{broken" if row.message_id == "bad" else inserting_lines([row]) for row in rows
            )

        inserting_lines = inserting.lines
        monkeypatch.setattr(inserting, "lines", spoil)
        batch = [track(messageId="bad" if i == 37 else f"{i}") for i in range(60)]
        world.post("/v1/batch", {"batch": batch})
        world.load()
        assert world.warehouse.value("select count() from events") == 59
        assert [q.reason for q in world.quarantined()] == ["warehouse_refused"]
