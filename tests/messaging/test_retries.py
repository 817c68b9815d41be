from datetime import timedelta

import pytest

from siyu.kernel import clock

from .outcome import NOON, assert_sound, deliveries, state, tally

pytestmark = pytest.mark.database


class TestRetries:
    def test_a_channel_that_fails_for_now_is_tried_again_after_growing_pauses(
        self, room, world, desk
    ):
        world.members = list(range(1, 201))
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.start(desk.account(transient_rate=0.5))
            desk.run()
            first = tally(room, campaign_id)
            assert 60 < first["queued"] < 140
            waits = [r.due_at - NOON for r in deliveries(room, campaign_id) if r.attempts == 1]
            assert max(waits) == timedelta(seconds=30)
            for step in range(1, 200):
                set_to(NOON + timedelta(seconds=30 * step))
                desk.run()
        found = tally(room, campaign_id)
        assert found["delivered"] + found["failed"] == 200 and found["failed"] <= 6
        assert state(room, campaign_id) == "done"
        assert_sound(room)

    def test_an_account_that_cannot_send_costs_its_messages_no_attempt(
        self, room, world, desk, monkeypatch
    ):
        from siyu.channels.sandbox import SandboxAdapter

        def down(*_):
            raise ConnectionRefusedError

        world.members = [1]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.prepare()
            with monkeypatch.context() as broken:
                broken.setattr(SandboxAdapter, "send", down)
                for hour in range(20):
                    set_to(NOON + timedelta(hours=hour))
                    desk.run()
            row = deliveries(room, campaign_id)[0]
            assert (row.state, row.attempts) == ("queued", 0)
            set_to(NOON + timedelta(days=2))
            desk.run()
        assert tally(room, campaign_id) == {"delivered": 1}
