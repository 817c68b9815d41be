from datetime import UTC, datetime, timedelta

import pytest

from siyu.kernel import clock
from siyu.kernel.blocks import Blocks
from siyu.messaging.contracts import Cap, CapScope

from .outcome import NOON, deliveries, state, tally

pytestmark = pytest.mark.database


QUIET = {"start": "22:00", "end": "08:00"}


class TestQuietHours:
    def test_hold_everything_until_they_end(self, room, world, desk):
        world.members = [1, 2]
        night = datetime(2026, 11, 22, 15, tzinfo=UTC)  # 23:00 in Shanghai
        with clock.frozen(night) as set_to:
            campaign_id = desk.start(quiet=QUIET)
            desk.run()
            assert tally(room, campaign_id) == {"queued": 2}
            set_to(datetime(2026, 11, 22, 23, 59, 59, tzinfo=UTC))
            desk.run()
            assert tally(room, campaign_id) == {"queued": 2}
            set_to(datetime(2026, 11, 23, 0, 0, tzinfo=UTC))
            desk.run()
            assert tally(room, campaign_id) == {"delivered": 2}
            assert deliveries(room, campaign_id)[0].sent_at == clock.now()

    def test_that_outlast_the_campaign_suppress_it(self, room, world, desk):
        world.members = [1]
        night = datetime(2026, 11, 22, 15, tzinfo=UTC)
        with clock.frozen(night):
            campaign_id = desk.start(quiet=QUIET, ends_at=night + timedelta(hours=2))
            desk.run()
        assert tally(room, campaign_id) == {"quiet": 1}
        assert state(room, campaign_id) == "done"

    def test_what_is_left_at_the_end_expires(self, room, world, desk):
        world.members = [1]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.prepare(ends_at=NOON + timedelta(hours=2))
            set_to(NOON + timedelta(hours=2))
            desk.run()
        assert tally(room, campaign_id) == {"expired": 1}


class TestCaps:
    def send(self, desk, *, account=None, count=1, days=7, scope=CapScope.channel):
        campaign_id = desk.start(account, caps=(Cap(scope=scope, count=count, days=days),))
        desk.run()
        return tally(desk.context, campaign_id)

    def test_a_person_gets_no_more_than_the_cap_in_its_days(self, world, desk):
        world.members = [1]
        with clock.frozen(NOON) as set_to:
            assert self.send(desk, count=2) == {"delivered": 1}
            assert self.send(desk, count=2) == {"delivered": 1}
            assert self.send(desk, count=2) == {"capped": 1}
            set_to(NOON + timedelta(days=7))
            assert self.send(desk, count=2) == {"delivered": 1}

    def test_another_channel_counts_only_overall(self, world, desk):
        world.members = [1]
        assert self.send(desk, account=desk.account(channel="app")) == {"delivered": 1}
        assert self.send(desk, scope=CapScope.all) == {"capped": 1}
        assert self.send(desk) == {"delivered": 1}

    def test_what_did_not_go_out_does_not_count(self, world, desk):
        world.members = [1]
        assert self.send(desk, account=desk.account(refused_rate=1)) == {"failed": 1}
        assert self.send(desk) == {"delivered": 1}


class TestRate:
    def test_no_more_than_so_many_a_minute(self, room, world, desk):
        world.members = list(range(1, 101))
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.start(per_minute=20)
            for minute in range(1, 7):
                for second in range(0, 60, 5):
                    set_to(NOON + timedelta(minutes=minute - 1, seconds=second))
                    desk.run()
                found = tally(room, campaign_id)
                assert found["delivered"] <= 20 * minute
            assert 90 <= found["delivered"] <= 100

    def test_an_accounts_limit_holds_over_campaigns(self, room, world, desk):
        from datetime import date

        from siyu.channels import Limit
        from siyu.channels.accounts import AccountChange, change_account

        world.members = list(range(1, 101))
        account = desk.account()
        limit = Limit(name="m", amount=40, period_seconds=3600, source="x", date=date(2026, 1, 1))
        with room.session() as session:
            change_account(session, room.get(Blocks), account, change=AccountChange(limits=[limit]))
        with clock.frozen(NOON):
            one, two = desk.start(account), desk.start(account)
            desk.run()
            sent = tally(room, one)["delivered"] + tally(room, two)["delivered"]
        assert sent == 4
