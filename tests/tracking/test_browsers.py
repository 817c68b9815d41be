"""What browsers ask for beside events: pixels, preflights, settings."""

import base64
import json

import pytest

from .conftest import EVENT, TAKEN, ago


class TestPixels:
    def test_segment_s(self, world):
        event = {
            "writeKey": world.key.key,
            "userId": "u",
            "event": "Email Opened",
            "properties": {"a": 1},
        }
        for alphabet in (base64.b64encode, base64.urlsafe_b64encode):
            data = alphabet(json.dumps(event).encode()).decode().rstrip("=")
            answer = world.request("GET", "/v1/pixel/track", params={"data": data})
            assert answer.headers["content-type"] == "image/gif"
        world.load()
        assert {row["event"] for row in world.rows("event")} == {"Email Opened"}

    def test_rudder_s(self, world):
        query = {
            "writeKey": world.key.key,
            "anonymousId": "a",
            "event": "Opened",
            "properties.campaign": "x",
        }
        world.request("GET", "/pixel/v1/track", params=query)
        world.load()
        (row,) = world.rows("event, properties_json")
        assert row == {"event": "Opened", "properties_json": '{"campaign":"x"}'}

    def test_is_an_image_whatever_comes(self, world):
        for query in ("", "?data=%%%", "?data=e30", "?data=bm8", "?data=" + "A" * 5000):
            answer = world.request("GET", f"/v1/pixel/track{query}")
            assert (answer.status_code, answer.content[:3]) == (200, b"GIF")
        world.load()
        assert world.rows("event") == []
        assert len(world.quarantined()) == 5


class TestBrowsers:
    def test_preflight(self, world):
        for path in ("/v1/t", "/v1/b", "/v1/m", "/sa", "/v1/projects/k/settings", "/sourceConfig"):
            answer = world.request("OPTIONS", path, headers={"Origin": "https://shop.example"})
            assert answer.status_code == 204
            assert answer.headers["access-control-allow-origin"] == "https://shop.example"
            assert answer.headers["access-control-allow-credentials"] == "true"
            assert answer.headers["access-control-expose-headers"] == "Retry-After"
            assert int(answer.headers["access-control-max-age"]) >= 3600
            allowed = answer.headers["access-control-allow-headers"].split(", ")
            assert {
                "authorization", "content-type", "x-retry-count", "x-write-key", "x-enable-debug", "anonymousid"
            } <= set(allowed)  # fmt: skip

    def test_preflight_allows_what_is_asked_for(self, world):
        """analytics-js 3.34 sends sentAt and rsa-…, the next version something else."""
        for asked, allowed in (
            ("rsa-reason, x-new", True),
            ("x\tevil: 1", False),
            ("x" * 2000, False),
        ):
            headers = {"Origin": "https://a", "Access-Control-Request-Headers": asked}
            answer = world.request("OPTIONS", "/v1/track", headers=headers)
            assert (asked in answer.headers["access-control-allow-headers"]) is allowed

    def test_a_header_may_tell_the_sender_s_clock(self, world):
        world.post(
            "/v1/track", EVENT | {"originalTimestamp": ago(7260)}, headers={"SentAt": ago(7200)}
        )
        world.load()
        (row,) = world.rows("time, received_at")
        assert 59 < (row["received_at"] - row["time"]).total_seconds() < 62

    def test_answers_carry_the_origin(self, world):
        answer = world.post("/v1/t", {"event": "A", "userId": "u"}, headers={"Origin": "https://a"})
        assert answer.headers["access-control-allow-origin"] == "https://a"
        assert "access-control-allow-origin" not in world.post("/v1/t", {}).headers

    @pytest.mark.parametrize("path", ["/v1/projects/{}/settings", "/projects/{}/settings"])
    def test_settings_echo_the_key_and_the_address(self, world, path):
        document = world.request("GET", path.format("any-key")).json()
        segment = document["integrations"]["Segment.io"]
        assert segment["apiKey"] == "any-key"
        assert (segment["protocol"], segment["apiHost"]) == ("http", "siyu.test/v1")
        assert document["metrics"]["sampleRate"] == 0
        assert document["plan"]["track"]["__default"]["enabled"] is True

    def test_rudder_s_source_config(self, world):
        source = world.request("GET", "/sourceConfig/", auth=(world.key.key, "")).json()["source"]
        assert (source["writeKey"], source["enabled"], source["name"]) == (
            world.key.key,
            True,
            "server",
        )
        assert world.request("GET", f"/sourceConfig?writeKey={world.key.key}").status_code == 200

    def test_its_figures_of_itself_are_ignored(self, world):
        assert world.post("/v1/m", content=b'{"series":[]}').json() == TAKEN

    def test_the_bundle_is_served_where_it_was_built(self, world, tmp_path):
        assert world.request("GET", "/analytics.js/v1/k/analytics.min.js").status_code in (200, 404)

    def test_health_and_version(self, world):
        assert world.request("GET", "/health").json()["server"] == "UP"
        assert world.request("GET", "/version").status_code == 200

    def test_an_address_is_taken_from_the_socket(self, world):
        event = {"event": "A", "userId": "u", "context": {"ip": "6.6.6.6", "userAgent": "x"}}
        world.post("/v1/track", event | {"messageId": "1"}, auth=(world.browser_key.key, ""))
        world.post("/v1/track", event | {"messageId": "2"})
        event["context"]["direct"] = True
        world.post("/v1/track", event | {"messageId": "3"})
        world.post(
            "/v1/track",
            {"event": "A", "userId": "u", "messageId": "4"},
            auth=(world.browser_key.key, ""),
        )
        world.load()
        rows = world.rows("message_id, context.ip as ip")
        assert {row["message_id"]: row["ip"] for row in rows} == {
            "1": "203.0.113.9", "2": "6.6.6.6", "3": "203.0.113.9", "4": "203.0.113.9"
        }  # fmt: skip
