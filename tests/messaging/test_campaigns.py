from collections import Counter
from datetime import timedelta

import pytest

from siyu.channels.phones import phone_messages
from siyu.kernel import clock
from siyu.kernel.blocks import Blocks
from siyu.messaging.campaigns import (
    NewVariant,
    cancel_campaign,
    pause_campaign,
    require_campaign,
    resume_campaign,
    start_campaign,
)
from siyu.messaging.errors import CampaignInOtherState, CampaignNotReady
from siyu.messaging.workers import advance_campaigns, send_some

from .outcome import NOON, assert_sound, deliveries, events, state, tally

pytestmark = pytest.mark.database


class TestWholeCampaign:
    def test_everyone_gets_it_once_and_all_that_happens_becomes_an_event(self, room, world, desk):
        world.members = list(range(1, 1001))
        account = desk.account(open_rate=0.5, click_rate=0.5, bounce_rate=0.1, refused_rate=0.05)
        campaign_id = desk.start(account)
        desk.run()
        rows = deliveries(room, campaign_id)
        assert state(room, campaign_id) == "done" and len(rows) == 1000
        found = tally(room, campaign_id)
        assert set(found) == {"failed", "bounced", "delivered", "opened", "clicked"}
        told = events(room)
        assert told["failed"] == found["failed"] and told["sent"] == 1000 - found["failed"]
        assert told["bounced"] == found["bounced"]
        assert told["delivered"] == found["delivered"] + found["opened"] + found["clicked"]
        assert told["opened"] == found["opened"] + found["clicked"]
        assert told["clicked"] == found["clicked"]
        assert_sound(room)

    def test_each_reads_their_own_name_behind_links_that_lead_through_us(self, room, world, desk):
        world.members, world.traits = [7, 8], {7: {"name": "李华"}}
        desk.start()
        desk.run()
        with room.session() as session:
            texts = {m.person_id: m.text for m in phone_messages(session, person_id=None, most=9)}
        assert texts[7].startswith("李华，看看 http://127.0.0.1:8000/t/")
        assert texts[8].startswith("顾客，看看 http://127.0.0.1:8000/t/")
        assert texts[7] != texts[8]

    def test_words_are_those_of_the_start_whatever_is_edited_later(self, room, world, desk):
        from siyu.messaging.templates import change_template

        world.members = [1]
        template = desk.template(text="before")
        desk.prepare(variants=[NewVariant(name="A", template_id=template)])
        with room.session() as session:
            change_template(session, room.get(Blocks), template, parts={"text": "after"})
        desk.run()
        with room.session() as session:
            assert [m.text for m in phone_messages(session, person_id=1, most=9)] == ["before"]

    def test_the_audience_is_that_of_the_start(self, room, world, desk):
        world.members = list(range(1, 11))
        campaign_id = desk.start()
        advance_campaigns(room)
        world.members = [99]
        desk.run()
        assert [row.person_id for row in deliveries(room, campaign_id)] == list(range(1, 11))

    def test_an_empty_segment_ends_at_once(self, room, desk):
        campaign_id = desk.start()
        desk.run()
        assert state(room, campaign_id) == "done"
        assert_sound(room)


class TestPreparing:
    def test_holdout_and_refusals_are_set_aside_before_anything_goes_out(self, room, world, desk):
        world.members, world.refusing = list(range(1, 2001)), set(range(1, 501))
        variants = [
            NewVariant(name="A", template_id=desk.template(), weight=3),
            NewVariant(name="B", template_id=desk.template(), weight=1),
        ]
        campaign_id = desk.prepare(variants=variants, holdout_percent=20)
        found = tally(room, campaign_id)
        assert found["no_consent"] == 500
        assert 240 <= found["holdout"] <= 360
        assert found["queued"] == 1500 - found["holdout"]
        by_variant = Counter(r.variant for r in deliveries(room, campaign_id) if not r.reason)
        assert 2.3 <= by_variant[1] / by_variant[2] <= 4
        assert events(room)["suppressed"] == 500 + found["holdout"]
        assert_sound(room)

    def test_a_crash_between_chunks_neither_skips_nor_repeats_anyone(
        self, room, world, desk, monkeypatch
    ):
        from siyu.messaging import preparing

        monkeypatch.setattr(preparing, "CHUNK_PEOPLE", 100)
        world.members = list(range(1, 1051))
        campaign_id = desk.start(holdout_percent=10)
        advance_campaigns(room)
        insert, calls = preparing.insert_deliveries, []

        def crash_at_times(*args, **kwargs):
            insert(*args, **kwargs)
            calls.append(1)
            if len(calls) % 3 == 0:
                raise ConnectionError

        monkeypatch.setattr(preparing, "insert_deliveries", crash_at_times)
        for _ in range(100):
            try:
                if not advance_campaigns(room):
                    break
            except ConnectionError:
                continue
        assert [r.person_id for r in deliveries(room, campaign_id)] == world.members
        assert_sound(room)

    def test_one_that_is_due_later_waits(self, room, world, desk):
        world.members = [1]
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.start(starts_at=NOON + timedelta(hours=3))
            desk.run()
            assert state(room, campaign_id) == "scheduled"
            set_to(NOON + timedelta(hours=3))
            desk.run()
            assert tally(room, campaign_id) == {"delivered": 1}

    def test_it_waits_for_its_segment_to_be_computed(self, room, world, desk):
        from siyu import audiences

        world.segment_state = audiences.SegmentState.computing
        campaign_id = desk.start()
        desk.run()
        assert state(room, campaign_id) == "scheduled"
        world.segment_state, world.members = audiences.SegmentState.ready, [1]
        desk.run()
        assert tally(room, campaign_id) == {"delivered": 1}

    def test_it_waits_for_a_segment_that_fails_for_a_while(self, room, world, desk):
        from siyu import audiences

        world.members = [1]
        world.segment_state = audiences.SegmentState.failed
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.start()
            desk.run()
            assert state(room, campaign_id) == "scheduled"
            set_to(NOON + timedelta(minutes=29))
            desk.run()
            assert state(room, campaign_id) == "scheduled"
            world.segment_state = audiences.SegmentState.ready
            desk.run()
            assert tally(room, campaign_id) == {"delivered": 1}

    def test_a_segment_that_goes_on_failing_turns_it_back_into_a_draft(self, room, world, desk):
        from siyu import audiences

        world.segment_state = audiences.SegmentState.failed
        with clock.frozen(NOON) as set_to:
            campaign_id = desk.start()
            set_to(NOON + timedelta(minutes=30))
            desk.run()
        with room.session() as session:
            row = require_campaign(session, campaign_id)
            assert (row.state, row.problem) == ("draft", "campaign_not_ready")

    def test_it_waits_for_a_warehouse_that_is_too_busy(self, room, world, desk, monkeypatch):
        from siyu import audiences
        from siyu.warehouse import QueryTooExpensive

        def busy(warehouse, segment_id):
            raise QueryTooExpensive("timeout")

        world.members = [1]
        campaign_id = desk.start()
        with monkeypatch.context() as patch:
            patch.setattr(audiences, "member_ids", busy)
            desk.run()
            assert state(room, campaign_id) == "scheduled"
        desk.run()
        assert tally(room, campaign_id) == {"delivered": 1}

    def test_a_segment_that_is_gone_turns_it_back_into_a_draft_with_a_reason(
        self, room, world, desk
    ):
        campaign_id = desk.start()
        world.segments = set()
        desk.run()
        with room.session() as session:
            row = require_campaign(session, campaign_id)
            assert (row.state, row.problem) == ("draft", "segment_not_found")


class TestPauseResumeCancel:
    @pytest.fixture
    def running(self, world, desk, room, monkeypatch):
        from siyu.channels.sandbox import SandboxAdapter

        monkeypatch.setattr(SandboxAdapter, "batch_max", 10)
        world.members = list(range(1, 51))
        campaign_id = desk.prepare()
        send_some(room)
        assert tally(room, campaign_id) == {"sent": 10, "queued": 40}
        return campaign_id

    def test_a_paused_one_hands_nothing_over_until_it_is_resumed(self, room, desk, running):
        with room.session() as session:
            pause_campaign(session, running)
        desk.run()
        assert tally(room, running) == {"delivered": 10, "queued": 40}
        with room.session() as session:
            resume_campaign(session, running)
        desk.run()
        assert tally(room, running) == {"delivered": 50}
        assert_sound(room)

    def test_a_cancelled_one_never_reaches_the_rest(self, room, desk, running):
        with room.session() as session:
            cancel_campaign(session, running)
        desk.run()
        assert tally(room, running) == {"delivered": 10, "cancelled": 40}
        assert state(room, running) == "cancelled"
        with pytest.raises(CampaignInOtherState), room.session() as session:
            resume_campaign(session, running)

    def test_one_cancelled_while_it_is_queued_up_sends_nothing(
        self, room, world, desk, monkeypatch
    ):
        from siyu.messaging import preparing

        monkeypatch.setattr(preparing, "CHUNK_PEOPLE", 10)
        world.members = list(range(1, 31))
        campaign_id = desk.start()
        advance_campaigns(room)
        advance_campaigns(room)
        with room.session() as session:
            cancel_campaign(session, campaign_id)
        desk.run()
        assert tally(room, campaign_id) == {"cancelled": 10}

    def test_cancelling_before_it_begins_gives_the_draft_back(self, room, desk):
        campaign_id = desk.start(starts_at=clock.now() + timedelta(days=1))
        with room.session() as session:
            assert cancel_campaign(session, campaign_id).state == "draft"


class TestStart:
    def test_starts_once(self, room, desk):
        campaign_id = desk.start()
        with pytest.raises(CampaignInOtherState), room.session() as session:
            start_campaign(session, room.get(Blocks), campaign_id)

    def test_refuses_to_speak_of_an_event_there_is_not(self, room, desk):
        template = desk.template(text="{{ event.order_id }}")
        with pytest.raises(CampaignNotReady):
            desk.start(variants=[NewVariant(name="A", template_id=template)])

    def test_refuses_an_end_before_the_start(self, desk):
        with pytest.raises(CampaignNotReady):
            desk.start(ends_at=clock.now() - timedelta(hours=1))

    def test_refuses_a_template_of_another_channel(self, desk):
        template = desk.template(kind="smtp", text="x")
        desk.draft(variants=[NewVariant(name="A", template_id=template)])  # the sandbox plays all
        with desk.context.session() as session:
            from siyu.channels import add_account

            smtp = add_account(
                session,
                desk.context.get(Blocks),
                kind="smtp",
                name="m",
                options={"host": "m.cn", "from_address": "a@m.cn"},
            )
        with pytest.raises(CampaignNotReady):
            desk.draft(smtp, [NewVariant(name="A", template_id=desk.template(text="x"))])
