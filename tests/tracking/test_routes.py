"""Each route, with payloads as the SDKs send them."""

import base64
import gzip
import json
import zlib
from datetime import UTC, datetime

import pytest

TYPES = ("identify", "track", "page", "screen", "group", "alias")
MORE = {
    "track": {"event": "Signed Up"},
    "group": {"groupId": "g1"},
    "alias": {"previousId": "p1"},
}
NAMES = {
    "track": "Signed Up",
    "identify": "Identify",
    "page": "Page Viewed",
    "screen": "Screen Viewed",
    "group": "Group",
    "alias": "Alias",
}
TAKEN = {"success": True}
EVENT = {"type": "track", "event": "A", "userId": "u"}


def one(kind: str) -> dict:
    return {"userId": "u1", "messageId": f"m-{kind}", **MORE.get(kind, {})}


class TestSingleEvents:
    @pytest.mark.parametrize(
        "form", ["/v1/{kind}", "/v1/{letter}", "/api/s/{kind}", "/api/s/s2s/{kind}"]
    )
    def test_every_type_under_its_path(self, world, form):
        for kind in TYPES:
            answer = world.post(form.format(kind=kind, letter=kind[0]), one(kind))
            assert (answer.status_code, answer.json()) == (200, TAKEN)
        world.load()
        assert {row["type"]: row["event"] for row in world.rows("type, event")} == NAMES
        assert world.quarantined() == []

    def test_jitsu_says_event_for_track(self, world):
        for path in ("/api/s/event", "/api/s/s2s/e", "/api/s/track/"):
            world.post(path, {"event": "Clicked", "userId": "u", "messageId": path})
        world.load()
        assert [row["event"] for row in world.rows("event")] == ["Clicked"] * 3

    def test_the_body_s_type_wins_over_the_path_s(self, world):
        world.post("/v1/track", {"type": "page", "name": "Home", "userId": "u"})
        world.load()
        (row,) = world.rows("event, properties_json")
        assert row == {"event": "Page Viewed", "properties_json": '{"name":"Home"}'}

    def test_an_unknown_path_is_not_found(self, world):
        for path in ("/v1/nothing", "/v1/", "/next-integrations/x.js", "/p.js", "/v1/projects/x"):
            assert world.request("GET", path).json()["code"] == "not_found"
        assert world.request("GET", "/v1/track").status_code == 405


class TestBatches:
    @pytest.mark.parametrize("path", ["/v1/batch", "/v1/import", "/v1/b", "/api/s/s2s/batch"])
    def test_are_taken(self, world, path):
        batch = [
            {"type": "track", "event": f"E{i}", "userId": "u", "messageId": f"{i}"}
            for i in range(3)
        ]
        assert world.post(path, {"batch": batch}).json() == TAKEN
        world.load()
        assert [row["event"] for row in world.rows("event")] == ["E0", "E1", "E2"]

    def test_share_their_context_and_the_item_wins(self, world):
        world.post(
            "/v1/batch",
            {
                "context": {"locale": "zh-CN", "app": {"name": "shared"}},
                "batch": [
                    {"type": "track", "event": "A", "userId": "u", "messageId": "1"},
                    {
                        "type": "track",
                        "event": "B",
                        "userId": "u",
                        "messageId": "2",
                        "context": {"app": {"name": "own"}},
                    },
                ],
            },
        )
        world.load()
        rows = world.rows("event, context.locale as locale, context.app.name as app")
        assert {(row["event"], row["locale"], row["app"]) for row in rows} == {
            ("A", "zh-CN", "shared"),
            ("B", "zh-CN", "own"),
        }

    def test_share_when_they_were_sent(self, world):
        world.post(
            "/v1/batch",
            {
                # A clock two hours slow.
                "sentAt": _ago(7200),
                "batch": [{"type": "track", "event": "A", "userId": "u", "timestamp": _ago(7260)}],
            },
        )
        world.load()
        (row,) = world.rows("time, received_at")
        assert 59 < (row["received_at"] - row["time"]).total_seconds() < 62

    def test_a_bare_list_is_a_batch(self, world):
        world.post("/v1/batch", [{"type": "track", "event": "A", "userId": "u"}])
        world.load()
        assert len(world.rows("event")) == 1

    def test_one_bad_item_spoils_no_other(self, world):
        good = {"type": "track", "event": "A", "userId": "u"}
        bad = [
            5,
            None,
            [],
            {"type": "track", "userId": "u"},
            {"type": "what"},
            {"type": "track", "event": "A"},
        ]
        assert world.post("/v1/batch", {"batch": [good, *bad]}).json() == TAKEN
        world.load()
        assert len(world.rows("event")) == 1
        assert [q.reason for q in world.quarantined()] == [
            "not_an_event", "not_an_event", "not_an_event", "event_missing", "unknown_type", "no_identifier",
        ]  # fmt: skip

    def test_what_is_no_batch_waits_in_quarantine(self, world):
        for body in ({"batch": 5}, {"batch": None}, 7, "text", None):
            assert world.post("/v1/batch", content=json.dumps(body)).status_code == 200
        world.load()
        assert len(world.quarantined()) == 5


class TestKeys:
    @pytest.fixture
    def send(self, world):
        def send(headers=None, body_key=None, query="", path="/v1/track"):
            body = EVENT | ({"writeKey": body_key} if body_key is not None else {})
            world.post(f"{path}{query}", body, auth=None, headers=headers or {})
            world.load()
            return [q.reason for q in world.quarantined()]

        return send

    def test_basic(self, world, send):
        for text in (f"{world.key.key}:", world.key.key, f"{world.key.key}:ignored"):
            encoded = base64.b64encode(text.encode()).decode()
            assert send({"Authorization": f"Basic {encoded}"}) == []

    def test_x_write_key(self, world, send):
        assert send({"X-Write-Key": world.key.key}) == []

    def test_body(self, world, send):
        assert send(body_key=world.key.key) == []

    def test_bearer_leaves_it_to_the_body(self, world, send):
        assert send({"Authorization": "Bearer abc"}, body_key=world.key.key) == []

    def test_query(self, world, send):
        assert send(query=f"?writeKey={world.key.key}") == []

    def test_beacon(self, world):
        body = {"batch": [EVENT]}
        world.post(f"/beacon/v1/batch?writeKey={world.key.key}", body, auth=None)
        world.load()
        assert len(world.rows("event")) == 1

    def test_the_header_wins_over_a_masked_key_in_the_body(self, world, send):
        assert send({"X-Write-Key": world.key.key}, body_key="wkj:***") == []

    def test_an_unknown_key_is_answered_200_and_kept(self, world, send):
        assert send(body_key="nobody") == ["unknown_write_key"]
        assert world.rows("event") == []

    def test_no_key_is_kept_too(self, send):
        assert send() == ["no_write_key"]

    def test_a_strict_installation_refuses_unknown_keys(self, world):
        strict = world.context.settings.model_copy(update={"unknown_write_key": "refuse"})
        object.__setattr__(world.context, "settings", strict)
        answer = world.post("/v1/track", EVENT, auth=("nobody", ""))
        assert answer.status_code == 401
        assert set(answer.json()) == {"code", "message"}


class TestBodies:
    @pytest.mark.parametrize(
        ("pack", "encoding"),
        [
            (gzip.compress, "gzip"),
            (zlib.compress, "deflate"),
            (lambda b: zlib.compress(b)[2:-4], "deflate"),
            (gzip.compress, None),  # rudder-sdk-node forgets nothing, others do
            (lambda b: b, "gzip"),  # a proxy unpacked it and left the header
        ],
    )
    def test_unpacked(self, world, pack, encoding):
        headers = {"Content-Encoding": encoding} if encoding else {}
        body = pack(json.dumps(EVENT).encode())
        assert world.post("/v1/track", content=body, headers=headers).json() == TAKEN
        world.load()
        assert len(world.rows("event")) == 1

    @pytest.mark.parametrize(
        "media_type",
        [
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/json;charset=UTF-8",
            "",
            "x",
        ],
    )
    def test_never_looked_at_by_its_media_type(self, world, media_type):
        body = gzip.compress(json.dumps({"batch": [EVENT]}).encode())
        headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
        assert world.post("/v1/batch", content=body, headers=headers).json() == TAKEN
        world.load()
        assert len(world.rows("event")) == 1

    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"{",
            b'{"a":01}',
            b'{"a":\x01}',
            b"\xff\xfe",
            b'{"event": "\xff"',
            b"[1,2",
            b"{}{}",
            b"nul",
        ],
    )
    def test_malformed_json_is_a_400_that_sdks_understand(self, world, body):
        answer = world.post("/v1/batch", content=body)
        assert answer.status_code == 400
        assert answer.json()["code"] == "malformed_json"
        assert answer.json()["message"]

    @pytest.mark.parametrize("body", [b"\x1f\x8b\x08broken", gzip.compress(b"{}", mtime=0)[:-6]])
    def test_broken_gzip_is_a_400(self, world, body):
        answer = world.post("/v1/batch", content=body, headers={"Content-Encoding": "gzip"})
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")

    def test_too_large_is_a_400(self, world):
        body = b'{"batch":["' + b"x" * (4 << 20) + b'"]}'
        assert world.post("/v1/batch", content=body).json()["code"] == "too_large"

    def test_a_bomb_is_a_400(self, world):
        body = gzip.compress(b" " * (200 << 20))
        answer = world.post("/v1/batch", content=body, headers={"Content-Encoding": "gzip"})
        assert answer.json()["code"] == "too_large"

    def test_four_megabytes_are_taken(self, world):
        batch = [
            EVENT | {"properties": {"a": "x" * 20_000}, "messageId": f"{i}"} for i in range(195)
        ]
        assert world.post("/v1/batch", {"batch": batch}).json() == TAKEN
        world.load()
        assert world.warehouse.value("select count() from events") == 195

    def test_a_large_event_waits_and_its_neighbours_pass(self, world):
        large = EVENT | {"properties": {"a": "x" * 40_000}}
        world.post("/v1/batch", {"batch": [EVENT, large]})
        world.load()
        assert len(world.rows("event")) == 1
        (kept,) = world.quarantined()
        assert kept.reason == "event_too_large"
        assert kept.facts["bytes_max"] == 32768

    def test_past_2500_events_the_rest_waits(self, world):
        batch = [EVENT | {"messageId": f"{i}"} for i in range(2503)]
        assert world.post("/v1/batch", {"batch": batch}).json() == TAKEN
        world.load()
        assert world.warehouse.value("select count() from events") == 2500
        assert [q.reason for q in world.quarantined()] == ["batch_overflow"] * 3

    def test_ten_thousand_brackets_spoil_only_their_own_event(self, world):
        deep = (
            '{"type":"track","event":"Deep","userId":"u","properties":{"a":'
            + "[" * 10_000
            + "]" * 10_000
            + "}}"
        )
        good = json.dumps(EVENT)
        body = f'{{"batch":[{good},{deep},{good[:-1]},"messageId":"2"}}]}}'
        assert world.post("/v1/batch", content=body).json() == TAKEN
        assert world.post("/v1/track", content=deep).json() == TAKEN
        assert world.post("/v1/track", content="[" * 10_000).status_code in (200, 400)
        world.load()
        assert [row["event"] for row in world.rows("event")] == ["A", "A"]
        assert {q.reason for q in world.quarantined()} <= {
            "json_too_deep",
            "malformed_json",
            "not_an_event",
        }

    def test_invalid_utf_8_waits(self, world):
        world.post("/v1/track", content=b'{"event":"\xff\xfe","userId":"u"}')
        world.load()
        assert [q.reason for q in world.quarantined()] == ["malformed_json"]


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
            "/v1/track", EVENT | {"originalTimestamp": _ago(7260)}, headers={"SentAt": _ago(7200)}
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


def _ago(seconds: float) -> str:
    instant = datetime.fromtimestamp(datetime.now(UTC).timestamp() - seconds, UTC)
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
