"""Quarantine and tracking plan over HTTP."""

import pytest

from siyu.organization import add_source
from siyu.tracking import append_batch
from siyu.tracking.load import Loader
from siyu.tracking.progress import Progress


@pytest.fixture
def send(house):
    context = house.context
    with context.session() as session:
        add_source(session, name="shop", kind="server", key="k")

    def send(*items):
        position = append_batch(context, list(items), source_id=1)
        while context.get(Progress).position() < position:
            context.get(Loader).step()

    return send


def track(event="A", **more):
    return {"type": "track", "event": event, "userId": "u", **more}


class TestQuarantine:
    def test_grouped_listed_opened_and_discarded(self, api, send):
        send({"type": "track", "userId": "13800138000"}, {"type": "x"}, {"type": "track"})
        reasons = {r["reason"]: r["count"] for r in api.get("/api/quarantine/reasons").json()}
        assert reasons == {"event_missing": 2, "unknown_type": 1}
        page = api.get("/api/quarantine", params={"reason": "event_missing", "limit": 1}).json()
        (item,) = page["items"]
        assert item["id"].startswith("qua_")
        assert item["state"] == "waiting"
        rest = api.get(
            "/api/quarantine", params={"reason": "event_missing", "cursor": page["next_cursor"]}
        ).json()
        assert len(rest["items"]) == 1
        assert rest["next_cursor"] is None
        assert "13800138000" not in str(page) + str(rest)
        detail = api.get(f"/api/quarantine/{rest['items'][0]['id']}").json()
        assert "13800138000" in detail["raw"]
        assert api.post(f"/api/quarantine/{item['id']}/discard").json()["state"] == "discarded"
        again = api.post(f"/api/quarantine/{item['id']}/discard")
        assert (again.status_code, again.json()["code"]) == (409, "quarantined_event_settled")
        assert api.get("/api/quarantine/qua_0").status_code == 404
        assert api.post("/api/quarantine/discards", json={"reason": "event_missing"}).json() == {
            "count": 1
        }

    def test_replayed_by_reason(self, api, send):
        send({"type": "track", "userId": "u"}, {"type": "track", "userId": "v"})
        assert api.post("/api/quarantine/replays", json={"reason": "event_missing"}).json() == {
            "count": 2
        }
        page = api.get("/api/quarantine", params={"state": "replayed"}).json()
        assert {item["settled_by"] for item in page["items"]} != {None}

    def test_corrected_and_replayed(self, api, send, house):
        send({"type": "track", "userId": "u"})
        path = f"/api/quarantine/{api.get('/api/quarantine').json()['items'][0]['id']}"
        for wrong in ("{", "[]", '"x"'):
            answer = api.post(f"{path}/replay", json={"correction": wrong})
            assert (answer.status_code, answer.json()["code"]) == (422, "correction_malformed")
        mended = '{"type":"track","userId":"u","event":"Mended"}'
        answer = api.post(f"{path}/replay", json={"correction": mended})
        assert answer.json()["state"] == "replayed"
        send(track("Other"))
        seen = {e["event"] for e in api.get("/api/tracking-plan/seen").json()["items"]}
        assert seen == {"Mended", "Other"}
        assert api.get("/api/quarantine").json()["items"] == []
        assert "tracking.correct" in api.get("/api/audit").text

    def test_corrected_wrongly_it_comes_back(self, api, send):
        send({"type": "track", "userId": "u"})
        (item,) = api.get("/api/quarantine").json()["items"]
        api.post(f"/api/quarantine/{item['id']}/replay", json={"correction": '{"type":"x"}'})
        send(track("Other"))
        (back,) = api.get("/api/quarantine").json()["items"]
        assert back["reason"] == "unknown_type"

    def test_every_act_is_in_the_audit_log(self, api, send):
        send({"type": "x"})
        item = api.get("/api/quarantine").json()["items"][0]
        api.post(f"/api/quarantine/{item['id']}/replay")
        assert "tracking.replay" in api.get("/api/audit").text


class TestPlan:
    def test_an_event_s_life(self, api):
        made = api.post("/api/tracking-plan/events", json={"event": "Order Completed", "mode": "quarantine",
                        "schema": {"type": "object", "required": ["order_id"]}})  # fmt: skip
        assert made.status_code == 201
        path = f"/api/tracking-plan/events/{made.json()['id']}"
        assert api.get(path).json()["schema"] == {"type": "object", "required": ["order_id"]}
        assert api.patch(path, json={"mode": "block"}).json()["mode"] == "block"
        assert [
            e["event"] for e in api.get("/api/tracking-plan/events?q=order").json()["items"]
        ] == ["Order Completed"]
        assert (
            api.post("/api/tracking-plan/events", json={"event": "Order Completed"}).status_code
            == 409
        )
        assert api.delete(path).status_code == 204
        assert api.get(path).status_code == 404

    def test_the_default(self, api):
        assert api.get("/api/tracking-plan").json() == {"default_mode": "observe", "version": 0}
        assert (
            api.put("/api/tracking-plan", json={"default_mode": "block"}).json()["default_mode"]
            == "block"
        )
        assert api.get("/api/tracking-plan").json()["default_mode"] == "block"

    @pytest.mark.parametrize(
        "schema",
        [
            {"type": "nothing"},
            {"$ref": "http://example.com/x"},
            {"$ref": "file:///etc/passwd"},
            {"pattern": "("},
            {"a": "\x00"},
        ],
    )
    def test_a_schema_that_is_none_is_refused(self, api, schema):
        answer = api.post("/api/tracking-plan/events", json={"event": "A", "schema": schema})
        assert answer.status_code == 422

    def test_a_schema_too_deep_or_large_is_refused(self, api):
        deep: dict = {}
        for _ in range(40):
            deep = {"not": deep}
        for schema in (deep, {"description": "x" * 70_000}):
            assert (
                api.post(
                    "/api/tracking-plan/events", json={"event": "A", "schema": schema}
                ).status_code
                == 422
            )

    def test_made_from_what_was_seen(self, api, send):
        send(track("Seen", properties={"n": 1, "s": "x"}), track("Seen", properties={"n": None}))
        (seen,) = api.get("/api/tracking-plan/seen").json()["items"]
        assert (seen["event"], seen["count"], seen["planned"]) == ("Seen", 2, False)
        found = api.get("/api/tracking-plan/seen/properties", params={"event": "Seen"}).json()
        assert {p["name"]: p["types"] for p in found} == {"n": ["integer", "null"], "s": ["string"]}
        made = api.post("/api/tracking-plan/events/from-seen", json={"event": "Seen"}).json()
        assert made["schema"]["properties"]["n"] == {"type": ["integer", "null"]}
        assert (
            api.post("/api/tracking-plan/events/from-seen", json={"event": "Never"}).status_code
            == 404
        )
        assert api.get("/api/tracking-plan/seen").json()["items"][0]["planned"]

    def test_what_was_seen_is_found_by_name_and_by_being_planned(self, api, send):
        send(track("Seen A"), track("Seen B"))
        api.post("/api/tracking-plan/events/from-seen", json={"event": "Seen A"})

        def names(**params):
            page = api.get("/api/tracking-plan/seen", params=params).json()
            return {item["event"] for item in page["items"]}

        assert names(q="seen b") == {"Seen B"}
        assert names(planned=True) == {"Seen A"}
        assert names(planned=False) == {"Seen B"}


class TestSources:
    def test_tells_what_each_has_sent(self, api, send):
        send(track(), track(), {"type": "x"})
        api.post("/api/sources", json={"name": "silent", "kind": "browser"})
        shop, silent = api.get("/api/tracking/sources").json()
        assert shop["source_id"] == api.get("/api/sources").json()["items"][0]["id"]
        assert (shop["events_30_days"], shop["waiting"]) == (2, 1)
        assert (len(shop["events_by_day"]), shop["events_by_day"][-1]) == (14, 2)
        assert shop["last_received_at"] is not None
        assert (silent["events_30_days"], silent["last_received_at"]) == (0, None)

    def test_the_address_is_the_one_in_use_unless_it_is_set(self, api, house):
        assert api.get("/api/tracking/address").json() == {"url": "http://testserver"}
