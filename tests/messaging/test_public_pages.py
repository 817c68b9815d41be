from collections import Counter

import pytest
from sqlalchemy import select

from siyu.kernel.events import OutboxRow
from siyu.messaging.links import click_code, open_code, unsubscribe_code
from siyu.messaging.models import ClickRow, DeliveryRow, UnsubscribeRow

pytestmark = pytest.mark.database


@pytest.fixture
def sent(room, world, desk):
    """A message with a link that carries the reader's name; its delivery id."""
    world.members, world.traits = [5], {5: {"name": "李&华"}}
    desk.start(variants=variants(desk))
    desk.run()
    with room.session() as session:
        return session.scalars(select(DeliveryRow.id)).one()


def variants(desk):
    from siyu.messaging.campaigns import NewVariant

    template = desk.template(
        text="{{ link }} https://shop.example.com/b",
        html="<p>hi</p>",
        link="https://shop.example.com/new?n={{ person.name }}",
    )
    return [NewVariant(name="A", template_id=template)]


def delivery(room, delivery_id):
    with room.session() as session:
        return session.get(DeliveryRow, delivery_id)


def titles(room):
    with room.session() as session:
        return Counter(
            n.removeprefix("messaging.message_") for n in session.scalars(select(OutboxRow.name))
        )


class TestFollowLink:
    def test_leads_where_the_template_said_and_notes_the_click(self, client, room, sent):
        answer = client.get(f"/t/{click_code(sent, 0)}")
        assert answer.status_code == 302
        assert answer.headers["location"] == "https://shop.example.com/new?n=%E6%9D%8E%26%E5%8D%8E"
        assert answer.headers["cache-control"] == "no-store"
        row = delivery(room, sent)
        assert row.state == "clicked" and row.opened_at and row.delivered_at
        assert titles(room)["clicked"] == 1
        with room.session() as session:
            told = session.scalars(
                select(OutboxRow.payload).where(OutboxRow.name == "messaging.message_clicked")
            ).one()
        # The timeline has the address as written, not with somebody's name in it.
        assert told["link"] == "https://shop.example.com/new?n=…"

    def test_each_link_is_told_apart_and_a_doubled_click_is_one(self, client, room, sent):
        from siyu.kernel import clock

        with clock.frozen(clock.now()):
            for number in (0, 0, 1):
                client.get(f"/t/{click_code(sent, number)}")
        with room.session() as session:
            assert sorted(session.scalars(select(ClickRow.number))) == [0, 1]
        assert titles(room)["clicked"] == 2

    @pytest.mark.parametrize("change", ["flip", "other", "short", "long", "odd"])
    def test_a_code_that_is_not_ours_leads_nowhere(self, client, room, sent, change):
        code = click_code(sent, 0)
        bad = {
            "flip": code[:-1] + ("A" if code[-1] != "A" else "B"),
            "other": unsubscribe_code(sent),
            "short": code[:10],
            "long": code + "AAAA",
            "odd": "https%3A%2F%2Fevil.example",
        }[change]
        answer = client.get(f"/t/{bad}")
        assert answer.status_code in (404, 422) and "location" not in answer.headers
        assert delivery(room, sent).state == "delivered"

    def test_a_link_number_beyond_the_template_leads_nowhere(self, client, sent):
        assert client.get(f"/t/{click_code(sent, 9)}").status_code == 404

    def test_a_message_that_never_was_leads_nowhere(self, client, sent):
        assert client.get(f"/t/{click_code(10**9, 0)}").status_code == 404

    def test_a_browser_looking_ahead_clicks_nothing(self, client, room, sent):
        answer = client.get(f"/t/{click_code(sent, 0)}", headers={"Sec-Purpose": "prefetch"})
        assert answer.status_code == 302 and delivery(room, sent).state == "delivered"


class TestPixel:
    def test_notes_the_first_open_only(self, client, room, sent):
        for _ in range(3):
            answer = client.get(f"/o/{open_code(sent)}.gif")
            assert answer.status_code == 200 and answer.content.startswith(b"GIF89a")
        assert delivery(room, sent).state == "opened" and titles(room)["opened"] == 1

    def test_gives_the_same_picture_for_any_code(self, client, room, sent):
        good, bad = client.get(f"/o/{open_code(sent)}.gif"), client.get("/o/nonsense.gif")
        assert (good.status_code, good.content) == (bad.status_code, bad.content)


class TestUnsubscribe:
    def test_looking_changes_nothing_and_the_page_speaks_two_languages(
        self, client, room, world, sent
    ):
        page = client.get(f"/u/{unsubscribe_code(sent)}")
        assert page.status_code == 200 and "退订" in page.text and "Unsubscribe" in page.text
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert world.consents == []

    def test_the_button_withdraws_consent_with_proof(self, client, room, world, sent):
        page = client.post(
            f"/u/{unsubscribe_code(sent)}?from=page", headers={"User-Agent": "Mail\tReader"}
        )
        assert page.status_code == 200 and "已退订" in page.text
        (person, purpose, channel, granted, proof) = world.consents[0]
        assert (person, purpose, channel, granted) == (5, "marketing", "sms", False)
        assert proof["how"] == "page" and proof["user_agent"] == "Mail\tReader"
        assert titles(room)["unsubscribed"] == 1
        assert "已退订" in client.get(f"/u/{unsubscribe_code(sent)}").text
        with room.session() as session:
            from sqlalchemy import text

            raw = session.execute(text("select proof from messaging_unsubscribe")).scalar()
        assert b"Reader" not in bytes(raw)

    def test_a_mailbox_needs_one_click(self, client, world, sent):
        # RFC 8058 §3.2: POST, this form body, no cookies, no redirect in the answer.
        answer = client.post(f"/u/{unsubscribe_code(sent)}", data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200 and world.consents[0][4]["how"] == "one_click"

    def test_twice_is_once(self, client, room, world, sent):
        for _ in range(3):
            assert client.post(f"/u/{unsubscribe_code(sent)}").status_code == 200
        assert len(world.consents) == 1 and titles(room)["unsubscribed"] == 1

    def test_a_reader_faster_than_the_sender_is_heard(self, client, room, world, sent):
        """A sender writes down a whole batch at once, and may die before."""
        with room.session() as session:
            row = session.get_one(DeliveryRow, sent)
            row.state, row.sent_at, row.delivered_at = "sending", None, None
            row.lease_until = row.due_at
        assert client.post(f"/u/{unsubscribe_code(sent)}").status_code == 200
        assert [granted for _, _, _, granted, _ in world.consents] == [False]

    def test_a_code_for_another_purpose_does_nothing(self, client, world, sent):
        assert client.post(f"/u/{open_code(sent)}").status_code == 404
        assert world.consents == []

    def test_erasure_takes_proof_and_clicks_along(self, client, room, world, sent):
        from siyu.messaging.reactions import forget_person
        from siyu.people import PersonErased

        client.get(f"/t/{click_code(sent, 0)}")
        client.post(f"/u/{unsubscribe_code(sent)}")
        with room.session() as session:
            forget_person(session, PersonErased(person_id=5), room)
            assert session.scalars(select(ClickRow)).all() == []
            assert session.scalars(select(UnsubscribeRow)).all() == []


class TestThroughTheChannel:
    def test_a_thumb_on_the_sandbox_phone_does_the_same(self, room, world, desk, sent):
        from siyu.channels.contracts import ReceiptKind
        from siyu.channels.phones import act_on_message, phone_messages

        with room.session() as session:
            message = phone_messages(session, person_id=5, most=1)[0]
            act_on_message(session, message.id, kind=ReceiptKind.clicked, link_number=1)
            act_on_message(session, message.id, kind=ReceiptKind.unsubscribed)
        desk.run()
        assert delivery(room, sent).state == "clicked"
        assert world.consents[0][:4] == (5, "marketing", "sms", False)
        with room.session() as session:
            assert session.scalars(select(ClickRow.number)).one() == 1
