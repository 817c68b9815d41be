import hashlib
import hmac
import json
import threading
import time
from datetime import UTC, datetime, timedelta

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
from siyu.connectors.reactions import clean_deliveries
from siyu.connectors.sender import Sender
from siyu.kernel import clock
from siyu.kernel.events import OutboxRow
from siyu.kernel.ids import code

from .conftest import MemberJoined, OrderPaid

NOON = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


def verify(secret: str, header: str, body: bytes) -> bool:
    """As ``docs/how-to/receive-webhooks.md`` tells receivers."""
    parts = [part.split("=", 1) for part in header.split(",")]
    seconds = next(value for name, value in parts if name == "t")
    signed = seconds.encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(name == "v1" and hmac.compare_digest(value, expected) for name, value in parts)


class TestDelivery:
    def test_an_event_arrives_signed_with_codes_for_ids(self, house, endpoint, subscribe):
        hook = subscribe(endpoint.url, "test.member_joined")
        house.publish(MemberJoined(person_id=42, note="扫码"))
        house.send()
        [got] = endpoint.received
        assert verify(hook["secret"], got.headers["siyu-signature"], got.body)
        assert not verify(hook["secret"], got.headers["siyu-signature"], got.body + b" ")
        assert got.headers["siyu-event"] == "test.member_joined"
        assert got.headers["siyu-delivery"] == code("whd", house.deliveries()[0].id)
        body = json.loads(got.body)
        assert body["event"] == "test.member_joined"
        assert body["id"].startswith("evt_")
        assert body["data"] == {"person_id": code("per", 42), "note": "扫码"}
        assert datetime.fromisoformat(body["occurred_at"]).tzinfo
        assert house.deliveries()[0].state == "delivered"

    def test_an_event_says_which_of_its_fields_are_codes(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(OrderPaid(order_id=5, gift_ids=[1, 2]))
        house.send()
        data = json.loads(endpoint.received[0].body)["data"]
        assert data == {"order_id": code("ord", 5), "gift_ids": [code("gft", 1), code("gft", 2)]}

    @pytest.mark.parametrize(
        ("wanted", "heard"),
        [
            (["*"], ["test.member_joined", "shop.order_paid"]),
            (["shop.*"], ["shop.order_paid"]),
            (["test.member_joined"], ["test.member_joined"]),
        ],
    )
    def test_only_what_was_asked_for(self, house, endpoint, subscribe, wanted, heard):
        subscribe(endpoint.url, *wanted)
        house.publish(MemberJoined(person_id=1), OrderPaid(order_id=1))
        house.send()
        assert sorted(r.headers["siyu-event"] for r in endpoint.received) == sorted(heard)

    def test_an_event_handed_over_twice_is_delivered_once(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.hand_over()
        from siyu.kernel.delivery import Cursor

        with house.context.session() as session:
            session.get(Cursor, "connectors.webhooks").position = 0
        house.send()
        assert (
            len([r for r in endpoint.received if r.headers["siyu-event"] == "test.member_joined"])
            == 1
        )

    def test_too_much_data_is_left_out_and_the_body_says_so(self, house, endpoint, subscribe):
        subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1, note="长" * 100_000))
        house.send()
        body = json.loads(endpoint.received[0].body)
        assert (body["data"], body["truncated"]) == (None, True)
        assert len(endpoint.received[0].body) < 1000

    def test_a_stopped_endpoint_hears_nothing(self, house, endpoint, subscribe, admin):
        hook = subscribe(endpoint.url)
        admin.patch(f"/api/webhooks/{hook['id']}", json={"active": False})
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert endpoint.received == []


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


class TestReplay:
    @pytest.fixture
    def failed(self, house, new_endpoint, subscribe):
        endpoint = new_endpoint()
        endpoint.answers = [500, 500, 500]
        hook = subscribe(endpoint.url)
        house.publish(*(MemberJoined(person_id=n) for n in range(1, 4)), OrderPaid(order_id=1))
        house.send()
        with house.context.session() as session:
            for row in session.scalars(select(DeliveryRow).where(DeliveryRow.state == "pending")):
                row.state = "failed"
        return hook, endpoint

    def test_one(self, house, failed, admin):
        hook, endpoint = failed
        path = f"/api/webhooks/{hook['id']}"
        [first, *_] = admin.get(f"{path}/deliveries", params={"state": "failed"}).json()["items"]
        reply = admin.post(f"{path}/replays", json={"delivery_ids": [first["id"]]})
        assert reply.json() == {"deliveries": 0 + 1}
        house.send()
        assert len(endpoint.received) == 5
        assert endpoint.received[-1].headers["siyu-delivery"] == first["id"]
        out = admin.get(f"{path}/deliveries/{first['id']}").json()
        assert out["state"] == "delivered"
        assert len(out["log"]) == 2

    def test_all_that_failed(self, house, failed, admin):
        hook, _ = failed
        assert admin.post(f"/api/webhooks/{hook['id']}/replays", json={}).json() == {
            "deliveries": 3
        }
        house.send()
        assert {row.state for row in house.deliveries()} == {"delivered"}

    def test_by_event_and_time_delivered_ones_too(self, house, failed, admin):
        hook, _ = failed
        path = f"/api/webhooks/{hook['id']}/replays"
        body = {"state": "delivered", "event": "shop.order_paid"}
        future = {"since": (clock.now() + timedelta(days=1)).isoformat()}
        assert admin.post(path, json={**body, **future}).json() == {"deliveries": 0}
        expected = sum(
            r.event == "shop.order_paid" and r.state == "delivered" for r in house.deliveries()
        )
        assert admin.post(path, json=body).json() == {"deliveries": expected}

    def test_of_another_webhook_is_left_alone(self, house, failed, admin, subscribe, new_endpoint):
        hook, _ = failed
        other = subscribe(new_endpoint().url, "shop.*")
        ids = [d["id"] for d in admin.get(f"/api/webhooks/{hook['id']}/deliveries").json()["items"]]
        reply = admin.post(f"/api/webhooks/{other['id']}/replays", json={"delivery_ids": ids})
        assert reply.json() == {"deliveries": 0}


class TestPing:
    def test_shows_how_it_went_at_once(self, endpoint, subscribe, admin, house):
        hook = subscribe(endpoint.url)
        endpoint.answers = [(200, "welcome", {})]
        out = admin.post(f"/api/webhooks/{hook['id']}/pings").json()
        assert (out["state"], out["log"][0]["response"]) == ("delivered", "welcome")
        assert endpoint.received[0].headers["siyu-event"] == "connectors.ping"
        assert verify(
            hook["secret"],
            endpoint.received[0].headers["siyu-signature"],
            endpoint.received[0].body,
        )

    def test_a_failed_one_is_not_repeated_and_counts_against_nobody(
        self, new_endpoint, subscribe, admin, house
    ):
        endpoint = new_endpoint(500)
        hook = subscribe(endpoint.url)
        out = admin.post(f"/api/webhooks/{hook['id']}/pings").json()
        assert out["state"] == "failed"
        assert admin.get(f"/api/webhooks/{hook['id']}").json()["failing_since"] is None
        with clock.frozen(clock.now() + timedelta(hours=1)):
            house.send()
        assert len(endpoint.received) == 1


class TestSecret:
    def test_is_shown_once_and_sealed(self, house, endpoint, subscribe, admin):
        hook = subscribe(endpoint.url)
        assert hook["secret"].startswith("whsec_")
        assert hook["secret"] not in admin.get(f"/api/webhooks/{hook['id']}").text
        with house.context.session() as session:
            raw = (
                session.connection()
                .exec_driver_sql("select secret, url from connectors_webhook")
                .one()
            )
        assert hook["secret"].encode() not in bytes(raw[0])
        assert b"127.0.0.1" not in bytes(raw[1])

    def test_rotates_with_an_overlap(self, house, endpoint, subscribe, admin):
        with clock.frozen(NOON) as set_to:
            hook = subscribe(endpoint.url)
            new = admin.post(f"/api/webhooks/{hook['id']}/secret", json={"overlap_hours": 2}).json()
            assert new["secret"] != hook["secret"]
            house.publish(MemberJoined(person_id=1))
            house.send()
            set_to(NOON + timedelta(hours=3))
            house.publish(MemberJoined(person_id=2))
            house.send()
        during, after = endpoint.received
        for secret, request, fits in (
            (hook["secret"], during, True),
            (new["secret"], during, True),
            (hook["secret"], after, False),
            (new["secret"], after, True),
        ):
            assert verify(secret, request.headers["siyu-signature"], request.body) is fits


class TestApi:
    def test_lists_event_types_with_what_they_mean(self, admin):
        types = {t["name"]: t["description"] for t in admin.get("/api/webhooks/event-types").json()}
        assert types["test.member_joined"] == "Someone joined."

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ({"url": "ftp://example.com", "events": ["*"]}, "webhook_url_invalid"),
            ({"url": "https://example.com", "events": ["no.such"]}, "event_unknown"),
            ({"url": "https://example.com", "events": []}, "malformed_request"),
            ({"url": "https://example.com/\x00", "events": ["*"]}, "malformed_request"),
        ],
    )
    def test_refuses_nonsense(self, admin, body, error):
        reply = admin.post("/api/webhooks", json=body)
        assert (reply.status_code, reply.json()["code"]) == (422, error)

    def test_a_private_address_is_refused_at_once(self, admin, house):
        house.context.settings.webhook_private_addresses = False
        reply = admin.post("/api/webhooks", json={"url": "http://127.0.0.1/", "events": ["*"]})
        assert reply.json()["code"] == "webhook_url_private"

    def test_removing_takes_its_deliveries_along(self, house, endpoint, subscribe, admin):
        hook = subscribe(endpoint.url)
        house.publish(MemberJoined(person_id=1))
        house.send()
        assert admin.delete(f"/api/webhooks/{hook['id']}").status_code == 204
        assert house.deliveries() == [] and house.attempts() == []
        assert admin.get(f"/api/webhooks/{hook['id']}").status_code == 404

    def test_the_audit_log_keeps_the_host_and_no_token(self, admin, subscribe):
        subscribe("https://hooks.example.com/services/T0KEN?key=S3CRET")
        text = admin.get("/api/audit", params={"action": "webhooks"}).text
        assert "hooks.example.com" in text and "T0KEN" not in text and "S3CRET" not in text

    def test_someone_of_a_node_cannot_listen_to_the_whole_house(self, admin, house, subscribe):
        node = admin.post("/api/nodes", json={"name": "g", "kind": "group"}).json()
        body = {"name": "k", "permissions": ["connectors.manage_webhooks"], "node_id": node["id"]}
        key = admin.post("/api/keys", json=body).json()["key"]
        reply = admin.post(
            "/api/webhooks",
            json={"url": "https://example.com", "events": ["*"]},
            headers={"Authorization": f"Bearer {key}"},
        )
        assert (reply.status_code, reply.json()["code"]) == (403, "outside_scope")


def test_old_deliveries_go_and_waiting_ones_stay(house, endpoint, subscribe):
    endpoint.answers = [200, 500]
    subscribe(endpoint.url)
    with clock.frozen(NOON) as set_to:
        house.publish(MemberJoined(person_id=1))
        house.send()
        house.publish(MemberJoined(person_id=2))
        house.send()
        set_to(NOON + timedelta(days=31))
        clean_deliveries(house.context, clock.now())
    assert [row.state for row in house.deliveries()] == ["pending"]


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
