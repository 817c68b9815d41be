import pytest

from .outcome import assert_sound, deliveries, tally

pytestmark = pytest.mark.database


class TestWhoElse:
    def test_consent_withdrawn_after_the_start_still_counts(self, room, world, desk):
        world.members = [1, 2]
        campaign_id = desk.prepare()
        world.refusing = {2}
        desk.run()
        assert tally(room, campaign_id) == {"delivered": 1, "unsubscribed": 1}

    def test_two_who_turn_out_to_be_one_get_one_message(self, room, world, desk):
        world.members = [1, 2, 3]
        campaign_id = desk.prepare()
        world.merged = {2: 1}
        desk.run()
        assert tally(room, campaign_id) == {"delivered": 2, "duplicate": 1}

    def test_without_an_address_nothing_is_handed_over(self, room, world, desk):
        world.members, world.addresses = [1, 2], {1: "13800138000"}
        campaign_id = desk.start(desk.account(needs_address=True))
        desk.run()
        assert tally(room, campaign_id) == {"delivered": 1, "no_address": 1}
        assert_sound(room)

    def test_an_erased_person_gets_nothing_and_leaves_only_that_it_was(self, room, world, desk):
        from siyu.messaging.reactions import forget_person
        from siyu.people import PersonErased

        world.members = [1, 2]
        sent = desk.start()
        desk.run()
        waiting = desk.prepare()
        with room.session() as session:
            forget_person(session, PersonErased(person_id=1, node_ids=[1]), room)
        world.erased = {1}
        desk.run()
        assert tally(room, waiting) == {"erased": 1, "delivered": 1}
        assert tally(room, sent) == {"delivered": 2}
        assert deliveries(room, sent)[0].provider_id is None
        assert_sound(room)
