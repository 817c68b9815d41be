from datetime import timedelta

import pytest

from siyu.kernel import clock

from .conftest import NOON, MemberJoined, verify


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
