import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from siyu.connectors.deliveries import (
    DISABLED_AFTER,
    LEASE,
    PAUSE_SECONDS_MAX,
    claim,
    pause_seconds,
)
from siyu.connectors.invariants import stuck_deliveries
from siyu.connectors.models import DeliveryRow, WebhookRow
from siyu.connectors.sender import Sender
from siyu.kernel import clock
from siyu.kernel.events import OutboxRow

from .conftest import NOON, MemberJoined, verify


class TestRetry:
    def test_backs_off_until_it_arrives_and_logs_every_attempt(
        self, house, endpoint, subscribe, admin
    ):
        endpoint.answers = [500, (503, "busy" * 1000, {}), 200]
        hook = subscribe(endpoint.url)
        with clock.frozen(NOON) as set_to:
            house.publish(MemberJoined(person_id=1))
            house.send()
            house.send()
            assert len(endpoint.received) == 1
            for minutes in (1, 2):
                set_to(NOON + timedelta(minutes=minutes))
                house.send()
        assert len({r.headers["siyu-delivery"] for r in endpoint.received}) == 1
        assert len({r.body for r in endpoint.received}) == 1
        listed = admin.get(f"/api/webhooks/{hook['id']}/deliveries").json()["items"]
        assert [(d["state"], d["attempts"]) for d in listed] == [("delivered", 3)]
        detail = admin.get(f"/api/webhooks/{hook['id']}/deliveries/{listed[0]['id']}").json()
        assert [(a["number"], a["status"]) for a in detail["log"]] == [(3, 200), (2, 503), (1, 500)]
        assert detail["log"][1]["response"] == ("busy" * 256)
        assert detail["body"].encode() == endpoint.received[0].body

    def test_each_attempt_signs_its_own_time(self, house, endpoint, subscribe):
        endpoint.answers = [500]
        hook = subscribe(endpoint.url)
        with clock.frozen(NOON) as set_to:
            house.publish(MemberJoined(person_id=1))
            house.send()
            set_to(NOON + timedelta(minutes=1))
            house.send()
        first, second = (r.headers["siyu-signature"] for r in endpoint.received)
        assert first != second
        assert verify(hook["secret"], second, endpoint.received[1].body)

    def test_pauses_double_up_to_two_hours_with_a_quarter_of_jitter(self):
        pauses = [pause_seconds(n, jitter=0) for n in range(1, 25)]
        assert pauses[:4] == [5, 10, 20, 40]
        assert pauses == sorted(pauses) and pauses[-1] == PAUSE_SECONDS_MAX == 7200
        assert pause_seconds(1, jitter=-1) == 3.75 and pause_seconds(1, jitter=1) == 6.25

    def test_gives_up_after_a_day(self, house, new_endpoint, subscribe):
        endpoint = new_endpoint(500)
        subscribe(endpoint.url)
        with clock.frozen(NOON) as set_to:
            house.publish(MemberJoined(person_id=1))
            house.send()
            at = NOON
            while house.deliveries()[0].state == "pending":
                assert house.deliveries()[0].due_at > at
                at = house.deliveries()[0].due_at
                set_to(at)
                house.send()
        [row] = house.deliveries()
        assert row.state == "failed"
        assert timedelta(hours=21) < row.finished_at - NOON <= timedelta(hours=24)
        assert 15 < row.attempts < 30
        assert row.attempts == len(endpoint.received)

    def test_waits_as_long_as_the_endpoint_asks(self, house, endpoint, subscribe):
        endpoint.answers = [(429, "", {"retry-after": "600"})]
        subscribe(endpoint.url)
        with clock.frozen(NOON):
            house.publish(MemberJoined(person_id=1))
            house.send()
        assert house.deliveries()[0].due_at == NOON + timedelta(seconds=600)

    def test_no_answer_at_all_is_a_failure_with_a_reason(self, house, subscribe):
        subscribe("http://127.0.0.1:9/nobody")
        house.publish(MemberJoined(person_id=1))
        house.send()
        [attempt] = house.attempts()
        assert (attempt.status, attempt.error) == (None, "connect_error")

    @pytest.mark.parametrize("nonsense", [b"\x00\x01\x02nonsense\r\n\r\n", b""])
    def test_an_answer_that_is_no_http_is_a_failure(self, house, endpoint, subscribe, nonsense):
        endpoint.answers = [lambda handler: handler.wfile.write(nonsense)]
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert house.attempts()[0].error == "remote_protocol_error"

    def test_an_answer_with_bytes_that_are_no_text_is_kept_as_far_as_it_goes(
        self, house, endpoint, subscribe
    ):
        endpoint.answers = [(500, "a\x00b\ud7ff", {})]
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert house.attempts()[0].response == "a�b\ud7ff"

    def test_a_drip_ends_at_the_deadline(self, house, endpoint, subscribe, monkeypatch):
        monkeypatch.setattr("siyu.connectors.sender.SECONDS_MAX", 0.6)
        stop = threading.Event()

        def drip(handler):
            while not stop.wait(0.1):
                try:
                    handler.wfile.write(b"H")
                    handler.wfile.flush()
                except OSError:
                    return

        endpoint.answers = [drip]
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        started = time.monotonic()
        house.send()
        stop.set()
        assert time.monotonic() - started < 5
        assert house.attempts()[0].error == "read_timeout"


class TestDisabling:
    def test_days_of_failure_switch_it_off_with_a_notice(
        self, house, new_endpoint, subscribe, admin
    ):
        endpoint = new_endpoint(500)
        hook = subscribe(endpoint.url, "test.member_joined")
        with clock.frozen(NOON) as set_to:
            for day in range(DISABLED_AFTER.days + 1):
                set_to(NOON + timedelta(days=day))
                house.publish(MemberJoined(person_id=day))
                house.send()
        out = admin.get(f"/api/webhooks/{hook['id']}").json()
        assert (out["active"], out["disabled_reason"]) == (False, "failing")
        line = admin.get("/api/audit", params={"action": "webhooks.disable"}).json()["items"][0]
        assert (line["actor"], line["target"]) == ("system", hook["id"])
        with house.context.session() as session:
            assert "connectors.webhook_disabled" in session.scalars(select(OutboxRow.name)).all()
        again = admin.patch(f"/api/webhooks/{hook['id']}", json={"active": True}).json()
        assert (again["disabled_at"], again["failing_since"]) == (None, None)

    def test_one_success_in_between_starts_the_days_anew(self, house, endpoint, subscribe, admin):
        hook = subscribe(endpoint.url)
        endpoint.answers = [500, 500, 200, 500, 500]
        with clock.frozen(NOON) as set_to:
            for day in (0, 1, 2, 3, 4):
                set_to(NOON + timedelta(days=2 * day))
                with house.context.session() as session:
                    for row in session.scalars(select(DeliveryRow)):
                        row.state = "failed"
                house.publish(MemberJoined(person_id=day))
                house.send()
        assert admin.get(f"/api/webhooks/{hook['id']}").json()["active"] is True

    def test_gone_is_believed_at_once(self, house, new_endpoint, subscribe, admin):
        hook = subscribe(new_endpoint(410).url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        out = admin.get(f"/api/webhooks/{hook['id']}").json()
        assert (out["active"], out["disabled_reason"]) == (False, "gone")


class TestOthers:
    def test_an_endpoint_that_hangs_holds_up_no_other(self, house, new_endpoint, subscribe):
        release = threading.Event()
        hanging, healthy = new_endpoint(lambda handler: release.wait(20)), new_endpoint()
        subscribe(hanging.url)
        subscribe(healthy.url)
        house.publish(*(MemberJoined(person_id=n) for n in range(1, 41)))
        house.hand_over()
        started = time.monotonic()
        try:
            while len(healthy.received) < 40 and time.monotonic() - started < 15:
                if not house.sender.step():
                    time.sleep(0.01)
            assert len(healthy.received) == 40
            assert len(hanging.received) <= 4
        finally:
            release.set()
            house.sender.drain()

    def test_an_endpoint_that_fails_gets_one_try_at_a_time(self, house, new_endpoint, subscribe):
        bad = new_endpoint(500)
        subscribe(bad.url)
        with clock.frozen(NOON):
            house.publish(*(MemberJoined(person_id=n) for n in range(1, 11)))
            house.hand_over()
            house.sender.step()
            house.sender.drain()
            assert len(bad.received) == 4
            house.sender.step()
            house.sender.drain()
            assert len(bad.received) == 5


class TestCrash:
    def test_what_was_sent_but_not_marked_is_sent_again_under_the_same_id(
        self, house, endpoint, subscribe, monkeypatch
    ):
        subscribe(endpoint.url)
        with clock.frozen(NOON) as set_to:
            house.publish(MemberJoined(person_id=1))
            with monkeypatch.context() as patch:
                # The process dies after the answer and before the mark.
                patch.setattr("siyu.connectors.sender.settle", lambda *a, **k: 1 / 0)
                house.send()
            assert len(endpoint.received) == 1
            assert house.deliveries()[0].state == "pending"
            house.send()
            assert len(endpoint.received) == 1
            set_to(NOON + LEASE + timedelta(seconds=1))
            house.send()
        first, second = endpoint.received
        assert first.headers["siyu-delivery"] == second.headers["siyu-delivery"]
        assert first.body == second.body
        assert house.deliveries()[0].state == "delivered"

    def test_two_workers_never_claim_the_same(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(*(MemberJoined(person_id=n) for n in range(1, 31)))
        house.hand_over()
        with house.context.session() as session:
            hook_id = session.scalars(select(WebhookRow.id)).one()
        got: list[int] = []
        lock = threading.Lock()

        def work():
            while True:
                with house.context.session() as session:
                    claims = claim(session, hook_id, 3)
                if not claims:
                    return
                with lock:
                    got.extend(c.delivery_id for c in claims)

        threads = [threading.Thread(target=work) for _ in range(4)]
        [t.start() for t in threads]
        [t.join() for t in threads]
        assert len(got) == len(set(got)) == 30

    def test_a_late_mark_of_a_claim_that_ran_out_changes_nothing(self, house, endpoint, subscribe):
        from siyu.connectors.deliveries import Outcome, settle

        endpoint.answers = [500]
        subscribe(endpoint.url)
        with clock.frozen(NOON) as set_to:
            house.publish(MemberJoined(person_id=1))
            house.hand_over()
            with house.context.session() as session:
                [stale] = claim(session, session.scalars(select(WebhookRow.id)).one(), 1)
            set_to(NOON + LEASE + timedelta(seconds=1))
            house.send()
            due_at = house.deliveries()[0].due_at
            set_to(NOON + LEASE + timedelta(seconds=3))
            with house.context.session() as session:
                settle(session, stale, Outcome(at=NOON, duration_ms=1, status=500), jitter=0)
        assert house.deliveries()[0].due_at == due_at
        assert len(house.attempts()) == 1


def test_the_invariant_sees_a_sender_that_stands_still(house, endpoint, subscribe):
    subscribe(endpoint.url)
    house.publish(MemberJoined(person_id=1))
    house.hand_over()
    assert stuck_deliveries(house.context) == []
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert len(stuck_deliveries(house.context)) == 1


def test_closing_finishes_what_is_being_sent(house, endpoint, subscribe):
    subscribe(endpoint.url)
    house.publish(MemberJoined(person_id=1))
    house.hand_over()
    sender = Sender(house.context)
    sender.step()
    sender.close()
    assert house.deliveries()[0].state == "delivered"
