"""Segments over HTTP, as the console and other programs meet them."""

import json

import pytest

from siyu.kernel import ids

from .asking import EVERYONE, make, orders, person
from .world import NOW, Event, write_values

pytestmark = pytest.mark.usefixtures("clock")


class TestSegments:
    def test_are_computed_listed_and_read(self, client, loader, settle):
        loader.arrive(1, 2, 3)
        orders(loader, 1, 70, 80, 90, 100)
        orders(loader, 2, 1, 80, 90, 100)
        segment = make(client, "老客沉睡")
        assert client.get(f"/api/segments/{segment}").json()["state"] == "computing"
        settle()
        shown = client.get(f"/api/segments/{segment}").json()
        assert (shown["state"], shown["size"]) == ("ready", 1)
        assert shown["definition"]["where"]["conditions"][1]["window"]["amount"] == 60
        members = client.get(f"/api/segments/{segment}/members").json()
        assert members["items"] == [{"person_id": person(1)}]
        assert [
            s["id"] for s in client.get("/api/segments", params={"search": "沉睡"}).json()["items"]
        ] == [segment]
        history = client.get(f"/api/segments/{segment}/history").json()
        assert [point["size"] for point in history["items"]] == [1]

    def test_members_are_paged_by_id(self, client, loader, settle):
        loader.arrive(*range(1, 8), 70_000, 140_001)
        segment = make(client, definition=EVERYONE)
        settle()
        found, cursor = [], None
        while True:
            page = client.get(
                f"/api/segments/{segment}/members",
                params={"limit": 3, **({"cursor": cursor} if cursor else {})},
            ).json()
            found += [item["person_id"] for item in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert found == [person(n) for n in (*range(1, 8), 70_000, 140_001)]
        assert page["total"] == 9

    def test_another_definition_is_a_version_and_computes_anew(self, client, loader, settle):
        loader.arrive(1, 2)
        segment = make(client)
        settle()
        reply = client.patch(f"/api/segments/{segment}", json={"definition": EVERYONE})
        assert (reply.json()["definition_version"], reply.json()["state"]) == (2, "computing")
        settle()
        assert client.get(f"/api/segments/{segment}").json()["size"] == 2
        versions = client.get(f"/api/segments/{segment}/versions").json()["items"]
        assert [version["version"] for version in versions] == [2, 1]
        same = client.patch(
            f"/api/segments/{segment}", json={"definition": EVERYONE, "name": "t"}
        ).json()
        assert (same["definition_version"], same["state"], same["name"]) == (2, "ready", "t")

    def test_a_name_is_given_once(self, client, loader):
        make(client, "one")
        reply = client.post("/api/segments", json={"name": "one", "definition": EVERYONE})
        assert (reply.status_code, reply.json()["code"]) == (409, "segment_name_taken")

    def test_a_circle_is_refused(self, client, loader):
        one = make(client, "one")
        two = make(client, "two", {"where": {"kind": "segment", "segment": one}})
        three = make(
            client,
            "three",
            {"where": {"kind": "not", "condition": {"kind": "segment", "segment": two}}},
        )
        reply = client.patch(
            f"/api/segments/{one}",
            json={"definition": {"where": {"kind": "segment", "segment": three}}},
        )
        assert reply.status_code == 409
        assert reply.json()["facts"]["path"] == [one, three, two, one]

    def test_one_in_use_stays(self, client, loader, settle):
        one = make(client, "one")
        two = make(client, "two", {"where": {"kind": "segment", "segment": one}})
        assert [u["code"] for u in client.get(f"/api/segments/{one}/uses").json()["items"]] == [two]
        reply = client.delete(f"/api/segments/{one}")
        assert (reply.status_code, reply.json()["facts"]) == (409, {"used_by": [two]})
        assert client.delete(f"/api/segments/{two}").status_code == 204
        assert client.delete(f"/api/segments/{one}").status_code == 204
        assert client.get(f"/api/segments/{one}").status_code == 404
        settle()

    @pytest.mark.parametrize(
        ("definition", "code"),
        [
            ({"where": {"kind": "segment", "segment": ids.code("seg", 99)}}, "unknown_reference"),
            ({"where": {"kind": "list", "list": ids.code("lst", 99)}}, "unknown_reference"),
            ({"where": {"kind": "belongs", "node": ids.code("node", 99)}}, "unknown_reference"),
            ({"where": {"kind": "nothing"}}, "malformed_request"),
            (
                {"where": {"kind": "trait", "name": "a\x00", "compare": {"op": "is_set"}}},
                "malformed_request",
            ),
            ({"where": {"kind": "did", "event": "x", "surprise": 1}}, "malformed_request"),
            ({"version": 2, **EVERYONE}, "malformed_request"),
            (
                {
                    "where": {
                        "kind": "did",
                        "event": "x",
                        "measure": {"of": "sum", "field": "1); DROP"},
                    }
                },
                "malformed_request",
            ),
        ],
    )
    def test_what_cannot_be_meant_is_refused(self, client, loader, definition, code):
        reply = client.post("/api/segments", json={"name": "x", "definition": definition})
        assert (reply.status_code, reply.json()["code"]) == (422, code)

    @pytest.mark.parametrize("depth", [40, 300, 10_000])
    def test_a_definition_that_is_too_deep_is_refused(self, client, loader, depth):
        deep = '{"kind":"not","condition":' * depth + '{"kind":"everyone"}' + "}" * depth
        body = f'{{"name":"x","definition":{{"where":{deep}}}}}'
        for path in ("/api/segments", "/api/segments/preview"):
            reply = client.post(path, content=body, headers={"content-type": "application/json"})
            assert reply.status_code == 422, reply.text

    def test_values_that_look_like_sql_are_values(self, client, loader, settle):
        hostile = "'; DROP TABLE events -- {p0:String} %s \\"
        loader.arrive(1)
        write_values(loader.warehouse, [(f"trait:{hostile}", 1, hostile)])
        loader.add(Event(1, hostile, NOW, {"color": hostile, "it's": 3}))
        conditions = [
            {"kind": "trait", "name": hostile, "compare": {"op": "equals", "value": hostile}},
            {"kind": "did", "event": hostile, "where": [
                {"field": "properties.color", "compare": {"op": "contains", "value": hostile}},
            ]},
        ]  # fmt: skip
        segment = make(client, definition={"where": {"kind": "all", "conditions": conditions}})
        settle()
        assert client.get(f"/api/segments/{segment}").json()["size"] == 1

    def test_people_of_another_node_stay_unseen(self, client, guard, house, loader, settle):
        from siyu import organization
        from siyu.http import Caller

        with house.session() as session:
            here = organization.add_node(session, kind="group", name="a", parent_id=None)
            inner = organization.add_node(session, kind="store", name="b", parent_id=here.id)
            there = organization.add_node(session, kind="group", name="c", parent_id=None)
        loader.arrive(1, 2)
        write_values(
            loader.warehouse, [(f"belongs:{inner.id}", 1, ""), (f"belongs:{there.id}", 2, "")]
        )
        elsewhere = make(client, "there", EVERYONE, node_id=ids.code("node", there.id))
        held = dict.fromkeys(("audiences.read", "audiences.manage"), frozenset({here.id}))
        guard.caller = Caller(actor="staff:2", name="W", permissions=held)
        assert client.get(f"/api/segments/{elsewhere}").status_code == 404
        assert client.get("/api/segments").json()["items"] == []
        assert (
            client.post("/api/segments", json={"name": "x", "definition": EVERYONE}).status_code
            == 403
        )
        counted = client.post("/api/segments/preview", json={"definition": EVERYONE}).json()
        assert (counted["count"], counted["sample"]) == (1, [person(1)])
        mine = make(client, "mine", EVERYONE, node_id=ids.code("node", here.id))
        settle()
        assert client.get(f"/api/segments/{mine}").json()["size"] == 1


def test_definitions_keep_codes_in_json(client, loader):
    one = make(client, "one")
    two = make(client, "two", {"where": {"kind": "segment", "segment": one}})
    shown = client.get(f"/api/segments/{two}").json()
    assert shown["definition"] == {"version": 1, "where": {"kind": "segment", "segment": one}}
    assert json.dumps(shown)
