"""Each route, with payloads as the SDKs send them."""

import base64
import json

import pytest

from .conftest import EVENT, TAKEN, ago

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
                "sentAt": ago(7200),
                "batch": [{"type": "track", "event": "A", "userId": "u", "timestamp": ago(7260)}],
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
