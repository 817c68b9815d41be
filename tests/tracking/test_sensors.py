"""Sensors Analytics' ``/sa``."""

import base64
import gzip
import json
import time
from urllib.parse import urlencode

import pytest

NOW = int(time.time() * 1000)
EVENT = {
    "type": "track",
    "event": "ViewProduct",
    "time": NOW,
    "distinct_id": "cookie-1",
    "lib": {"$lib": "js", "$lib_version": "1.2"},
    "properties": {"$os": "iOS", "$url": "https://shop.example/p", "price": 12.5},
}


def form(*, packed: bool = True, **fields) -> str:
    encoded = {}
    for name, value in fields.items():
        raw = json.dumps(value).encode()
        encoded[name] = base64.b64encode(gzip.compress(raw) if packed else raw).decode()
    return urlencode(encoded | ({"gzip": "1"} if packed else {}))


@pytest.fixture
def send(world):
    def send(*, packed=True, **fields):
        answer = world.request(
            "POST",
            f"/sa?project=default&token={world.key.key}",
            content=form(packed=packed, **fields),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )
        assert answer.status_code == 200
        world.load()
        return world.rows("type, event, user_id, anonymous_id, person, properties_json")

    return send


class TestForms:
    @pytest.mark.parametrize("packed", [True, False])
    def test_one_event(self, send, packed):
        (row,) = send(data=EVENT, packed=packed)
        assert (row["event"], row["anonymous_id"]) == ("ViewProduct", "cookie-1")
        assert json.loads(row["properties_json"])["price"] == 12.5

    def test_a_list(self, send):
        assert len(send(data_list=[EVENT, EVENT | {"time": NOW - 5}])) == 2

    def test_the_same_request_again_is_one_event(self, send):
        send(data=EVENT)
        assert len(send(data=EVENT)) == 1

    def test_in_the_address(self, world):
        query = form(data=EVENT, packed=False)
        answer = world.request("GET", f"/sa?project={world.key.key}&{query}")
        assert answer.headers["content-type"] == "image/gif"
        answer = world.request("GET", f"/sa.gif?token={world.key.key}&{query}")
        assert answer.status_code == 200
        world.load()
        assert len(world.rows("event")) == 1

    def test_the_key_may_stand_in_the_event(self, world):
        world.request("POST", "/sa", content=form(data=EVENT | {"token": world.key.key}))
        world.load()
        assert len(world.rows("event")) == 1

    @pytest.mark.parametrize(
        "body", ["", "data=", "data=%%%", "data=bm8gSlNPTg", "x=1", "data=H4sIAAAA"]
    )
    def test_what_cannot_be_read_is_a_400(self, world, body):
        answer = world.request("POST", f"/sa?token={world.key.key}", content=body)
        assert answer.status_code == 400
        assert set(answer.json()) == {"code", "message"}

    def test_an_unknown_project_waits(self, world):
        world.request("POST", "/sa?project=default", content=form(data=EVENT))
        world.load()
        assert [q.reason for q in world.quarantined()] == ["unknown_write_key"]


class TestTypes:
    def test_a_login_id_is_a_user_id(self, send):
        (row,) = send(data=EVENT | {"properties": {"$is_login_id": True}})
        assert (row["user_id"], row["anonymous_id"]) == ("cookie-1", "")

    def test_login_and_anonymous_ids_of_newer_sdks(self, send):
        (row,) = send(data=EVENT | {"login_id": "u1", "anonymous_id": "a1"})
        assert (row["user_id"], row["anonymous_id"]) == ("u1", "a1")

    def test_signing_up_joins_two_ids(self, send):
        (row,) = send(
            data=EVENT
            | {"type": "track_signup", "event": "$SignUp", "distinct_id": "u1", "original_id": "a1"}
        )
        assert (row["type"], row["user_id"], row["anonymous_id"]) == ("identify", "u1", "a1")

    def test_profiles_are_traits(self, send):
        (row,) = send(data=EVENT | {"type": "profile_set", "properties": {"city": "上海"}})
        assert (row["type"], json.loads(row["properties_json"])) == ("identify", {"city": "上海"})

    def test_other_changes_of_a_profile_stay_on_the_timeline(self, send):
        (row,) = send(data=EVENT | {"type": "profile_increment", "properties": {"n": 1}})
        assert row["event"] == "$profile_increment"

    def test_identities_are_external_ids(self, send, world):
        identities = {
            "$identity_login_id": "u1",
            "$identity_mobile": "13800138000",
            "$identity_mp_unionid": "o1",
        }
        send(
            data_list=[
                EVENT
                | {
                    "type": "track_id_bind",
                    "event": "$BindID",
                    "identities": identities,
                    "distinct_id": "u1",
                },
                EVENT
                | {
                    "identities": {"$identity_mp_unionid": "o1"},
                    "distinct_id": "$identity_mp_unionid+o1",
                },
            ]
        )
        first, second = world.persons()
        assert first == second != 0
        assert "13800138000" not in str(world.rows())

    def test_unbinding_binds_nothing(self, send):
        (row,) = send(
            data=EVENT
            | {
                "type": "track_id_unbind",
                "event": "$UnbindID",
                "identities": {"$identity_login_id": "u1"},
            }
        )
        assert row["event"] == "$UnbindID"

    @pytest.mark.parametrize(
        "event", [5, "x", {"type": "item_set"}, {"type": "track", "properties": 5}, {}]
    )
    def test_what_is_no_event_waits(self, send, world, event):
        assert send(data=event) == []
        assert len(world.quarantined()) == 1
