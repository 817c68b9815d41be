from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from siyu.channels import (
    Outcome,
    OutgoingMessage,
    add_account,
    hand_over,
    require_account,
    take_receipts,
)
from siyu.channels.phones import advance_phones, forget_person, phone_messages
from siyu.kernel import clock

pytestmark = pytest.mark.database

START = datetime(2026, 11, 22, 10, tzinfo=UTC)


def message(number, **fields):
    return OutgoingMessage(
        key=f"dlv_{number}",
        person_id=number,
        text=f"Hello {number}",
        links=("https://shop.example.com/t/1", "https://shop.example.com/t/2"),
        unsubscribe_url="https://shop.example.com/u/1",
        **fields,
    )


@pytest.fixture
def open_account(context, blocks):
    def open_it(**options):
        with context.session() as session:
            account_id = add_account(
                session, blocks, kind="sandbox", name="phones", options=options
            )
            return require_account(session, blocks, account_id)

    return open_it


def receipts(context):
    with context.session() as session:
        return [(r.key, str(r.kind), r.link) for r in take_receipts(session)]


def on_phones(context, person_id=None):
    with context.session() as session:
        return phone_messages(session, person_id=person_id, most=1000)


class TestSend:
    def test_a_message_handed_over_twice_is_on_the_phone_once(self, context, open_account):
        account = open_account()
        first = hand_over(context, account, [message(1), message(2)])
        second = hand_over(context, account, [message(2), message(3)])
        assert [r.outcome for r in first + second] == [Outcome.accepted] * 4
        assert [r.repeated for r in second] == [True, False]
        while advance_phones(context):
            pass
        advance_phones(context)
        assert sorted(m.person_id for m in on_phones(context)) == [1, 2, 3]

    def test_the_same_seed_gives_the_same_fate_and_another_seed_another(
        self, context, open_account
    ):
        rates = {"refused_rate": 0.3, "transient_rate": 0.3}
        batch = [message(n) for n in range(200)]
        fates = [
            [r.outcome for r in hand_over(context, open_account(seed=seed, **rates), batch)]
            for seed in (1, 1, 2)
        ]
        # The second run finds what the first accepted on the phones: those stay accepted.
        assert fates[0] == fates[1] and fates[0] != fates[2]
        refused = fates[0].count(Outcome.refused)
        assert 35 <= refused <= 85

    def test_a_hand_over_that_failed_for_now_may_succeed_at_the_next_attempt(
        self, context, open_account
    ):
        account = open_account(transient_rate=0.5)
        batch = [message(n) for n in range(100)]
        failed = {
            r.key for r in hand_over(context, account, batch) if r.outcome is Outcome.transient
        }
        again = [replace(m, attempt=2) for m in batch if m.key in failed]
        outcomes = [r.outcome for r in hand_over(context, account, again)]
        assert 25 < len(failed) < 75
        assert Outcome.accepted in outcomes and Outcome.transient in outcomes

    def test_an_adapter_that_breaks_answers_for_its_account(self, context, open_account, blocks):
        account = open_account()
        broken = replace(account, options={})
        results = hand_over(context, broken, [message(1)])
        assert results[0].outcome is Outcome.account
        with context.session() as session:
            assert require_account(session, blocks, account.id).retry_at is not None


class TestAdvancePhones:
    def test_the_owner_reads_follows_and_unsubscribes_in_time(self, context, open_account):
        account = open_account(
            open_rate=1,
            click_rate=1,
            unsubscribe_rate=1,
            delay_seconds_min=60,
            delay_seconds_max=60,
            read_seconds_max=600,
        )
        with clock.frozen(START) as set_to:
            hand_over(context, account, [message(1)])
            advance_phones(context)
            assert receipts(context) == [] and on_phones(context) == []
            set_to(START + timedelta(seconds=60))
            advance_phones(context)
            assert receipts(context) == [("dlv_1", "delivered", "")]
            set_to(START + timedelta(hours=1))
            advance_phones(context)
            kinds = receipts(context)
        assert [kind for _, kind, _ in kinds] == ["opened", "clicked", "unsubscribed"]
        assert kinds[1][2].startswith("https://shop.example.com/t/")
        assert receipts(context) == []

    def test_bounces_come_at_the_rate_asked_for(self, context, open_account):
        account = open_account(bounce_rate=0.2)
        hand_over(context, account, [message(n) for n in range(400)])
        while advance_phones(context):
            pass
        bounced = sum(kind == "bounced" for _, kind, _ in receipts(context))
        assert 50 <= bounced <= 115


class TestPhoneApi:
    @pytest.fixture
    def phone(self, context, open_account):
        hand_over(context, open_account(), [message(1), message(2)])
        advance_phones(context)
        receipts(context)

    def test_shows_what_one_person_received(self, client, phone):
        everyone = client.get("/api/sandbox/phones").json()["items"]
        assert [item["text"] for item in everyone] == ["Hello 2", "Hello 1"]
        one = client.get("/api/sandbox/phones", params={"person": everyone[1]["person_id"]})
        assert [item["text"] for item in one.json()["items"]] == ["Hello 1"]

    def test_pages_through_all_messages(self, client, phone):
        first = client.get("/api/sandbox/phones", params={"limit": 1}).json()
        second = client.get(
            "/api/sandbox/phones", params={"limit": 1, "cursor": first["next_cursor"]}
        ).json()
        assert [p["items"][0]["text"] for p in (first, second)] == ["Hello 2", "Hello 1"]
        assert second["next_cursor"] is None

    @pytest.mark.parametrize(
        ("act", "field", "kind"),
        [
            ("open", "opened_at", "opened"),
            ("click", "clicked_at", "clicked"),
            ("unsubscribe", "unsubscribed_at", "unsubscribed"),
            ("bounce", "bounced_at", "bounced"),
        ],
    )
    def test_a_thumb_reports_what_it_did(self, client, context, phone, act, field, kind):
        code = client.get("/api/sandbox/phones").json()["items"][0]["id"]
        answer = client.post(f"/api/sandbox/phones/{code}/{act}")
        assert answer.status_code == 200, answer.text
        assert answer.json()[field] is not None
        assert [(key, what) for key, what, _ in receipts(context)] == [("dlv_2", kind)]

    def test_a_click_beyond_the_links_is_refused(self, client, phone):
        code = client.get("/api/sandbox/phones").json()["items"][0]["id"]
        answer = client.post(f"/api/sandbox/phones/{code}/click", json={"link": 2})
        assert (answer.status_code, answer.json()["code"]) == (422, "no_such_link")

    def test_an_erased_persons_phone_is_empty(self, client, context, phone):
        with context.session() as session:
            forget_person(session, [2])
        items = client.get("/api/sandbox/phones").json()["items"]
        assert [item["text"] for item in items] == ["Hello 1"]

    def test_words_on_the_phone_are_sealed_at_rest(self, context, phone):
        from sqlalchemy import text

        with context.session() as session:
            stored = session.execute(text("select content from channels_phone_message")).all()
        assert stored and b"Hello" not in b"".join(bytes(row[0]) for row in stored)
