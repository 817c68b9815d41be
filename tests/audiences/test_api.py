"""Segments over HTTP, as the console and other programs meet them."""

import json
from datetime import timedelta

import pytest

from siyu.kernel import ids
from siyu.kernel.clock import frozen

from .world import NOW, Event, write_values

QUIET_BUYERS = {
    "version": 1,
    "where": {
        "kind": "all",
        "conditions": [
            {"kind": "did", "event": "Order Completed", "compare": {"op": "at_least", "value": 4}},
            {
                "kind": "did_not",
                "event": "Order Completed",
                "window": {"kind": "last", "amount": 60},
            },
        ],
    },
}
EVERYONE = {"where": {"kind": "everyone"}}


@pytest.fixture(autouse=True)
def clock():
    with frozen(NOW) as set_to:
        yield set_to


def person(number: int) -> str:
    return ids.code("per", number)


def make(client, name="s", definition=QUIET_BUYERS, **more) -> str:
    reply = client.post("/api/segments", json={"name": name, "definition": definition, **more})
    assert reply.status_code == 201, reply.text
    return reply.json()["id"]


def orders(loader, node: int, *days_ago: int) -> None:
    loader.add(
        *[
            Event(node, "Order Completed", NOW - timedelta(days=d), {"revenue": 10})
            for d in days_ago
        ]
    )


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


class TestPreview:
    def test_counts_and_shows_some(self, client, loader):
        loader.arrive(1, 2, 3)
        orders(loader, 2, 70, 80, 90, 100)
        found = client.post("/api/segments/preview", json={"definition": QUIET_BUYERS}).json()
        assert (found["count"], found["sample"], found["estimated"]) == (1, [person(2)], False)

    def test_estimates_what_would_take_too_long(self, house, loader, monkeypatch):
        from siyu.audiences import preview as previewing
        from siyu.audiences.definition import parse_definition
        from siyu.warehouse import QueryTooExpensive, Warehouse

        loader.arrive(*range(1, 5_001))
        real = Warehouse.row

        def expensive(self, sql, params=None, **options):
            if "members" in sql and 64 not in params.values():
                raise QueryTooExpensive(reason="time")
            return real(self, sql, params, **options)

        monkeypatch.setattr(Warehouse, "row", expensive)
        found = previewing.preview(
            house, parse_definition(EVERYONE), actor="staff:1", node_ids=None
        )
        assert found.estimated
        assert 3_000 < found.count < 7_500


class TestTools:
    def test_every_template_can_be_counted(self, client, loader):
        templates = client.get("/api/segments/templates").json()["items"]
        assert len(templates) >= 12
        for template in templates:
            assert set(template["title"]) == {"zh", "en"}
            if template["blank"]:
                continue
            reply = client.post(
                "/api/segments/preview", json={"definition": template["definition"]}
            )
            assert reply.status_code == 200, (template["name"], reply.text)

    def test_schema_names_what_is_there(self, client, loader):
        loader.arrive(1)
        write_values(
            loader.warehouse,
            [("trait:city", 1, "上海"), ("tier", 1, "2"), ("identifier:phone", 1, "1")],
        )
        loader.add(Event(1, "Product Viewed", NOW, {"color": "red", "price": 3}))
        with frozen(NOW):
            schema = client.get("/api/segments/schema").json()
        assert schema["json_schema"]["$defs"]["Did"]
        assert [t["name"] for t in schema["traits"]] == ["city"]
        assert [a["name"] for a in schema["attributes"]] == ["tier"]
        assert [i["name"] for i in schema["identifiers"]] == ["phone"]
        found = client.get(
            "/api/segments/schema/properties", params={"event": "Product Viewed"}
        ).json()
        assert [f["field"] for f in found["items"]] == ["properties.color", "properties.price"]
        values = client.get(
            "/api/segments/schema/values", params={"of": "trait", "name": "city"}
        ).json()
        assert values["items"] == [{"value": "上海", "count": 1}]
        values = client.get(
            "/api/segments/schema/property-values",
            params={"event": "Product Viewed", "field": "properties.color"},
        ).json()
        assert values["items"] == [{"value": "red", "count": 1}]

    def test_sets_are_counted(self, client, loader, settle):
        loader.arrive(1, 2, 3, 4)
        write_values(
            loader.warehouse,
            [("tag:1", 1, ""), ("tag:1", 2, ""), ("tag:2", 2, ""), ("tag:2", 3, "")],
        )
        tags = [ids.code("tag", n) for n in (1, 2)]
        one, two = (make(client, tag, {"where": {"kind": "tag", "tags": [tag]}}) for tag in tags)
        settle()
        counts = {
            operation: client.post(
                "/api/segments/combination", json={"segments": [one, two], "operation": operation}
            ).json()["count"]
            for operation in ("union", "intersection", "difference")
        }
        assert counts == {"union": 3, "intersection": 1, "difference": 1}
        pairs = client.post("/api/segments/overlap", json={"segments": [one, two]}).json()["items"]
        assert [pair["both"] for pair in pairs] == [2, 1, 2]

    def test_explains_why_somebody_is_in_or_out(self, client, house, loader, settle, monkeypatch):
        from siyu import people

        class Found:
            id = 1

        monkeypatch.setattr(people, "require_person", lambda *_: Found, raising=False)
        loader.arrive(1)
        orders(loader, 1, 1, 80, 90, 100)
        segment = make(client)
        settle()
        said = client.get(f"/api/segments/{segment}/explain", params={"person": person(1)}).json()
        assert said["holds"] is False
        did, did_not = said["parts"]
        assert (did["holds"], did["seen"]["measure"]) == (True, 4)
        assert (did_not["holds"], did_not["seen"]["events"]) == (False, 1)
        assert did_not["seen"]["last"].startswith("2026-11-17")


class TestSnapshotsAndExport:
    def test_a_snapshot_stays_as_it_was(self, client, loader, settle):
        loader.arrive(1, 2)
        segment = make(client, definition=EVERYONE)
        settle()
        taken = client.post(f"/api/segments/{segment}/snapshots", json={"name": "before"}).json()
        assert taken["size"] == 2
        loader.arrive(3)
        settle()
        assert client.get(f"/api/segments/{segment}").json()["size"] == 3
        path = f"/api/segments/{segment}/snapshots/{taken['id']}"
        kept = client.get(f"{path}/members").json()["items"]
        assert [item["person_id"] for item in kept] == [person(1), person(2)]
        assert client.delete(path).status_code == 204
        assert client.get(f"{path}/members").status_code == 404

    def test_a_file_holds_no_formulas_and_no_contacts_in_clear(
        self, client, loader, settle, monkeypatch
    ):
        from siyu import people

        clear = {"phone": {1: "+8613800138000"}, "email": {1: "li@example.com"}}
        monkeypatch.setattr(people, "contacts", lambda _, some, kind: clear[kind], raising=False)
        loader.arrive(1, 2)
        write_values(
            loader.warehouse, [("trait:city", 1, "=HYPERLINK(1)"), ("trait:city", 2, "上海")]
        )
        segment = make(client, definition=EVERYONE)
        settle()
        job = client.post(
            f"/api/segments/{segment}/export",
            json={"traits": ["city"], "contacts": ["phone", "email"]},
        ).json()["job_id"]
        settle()
        reply = client.get(f"/api/segments/{segment}/exports/{job}/file")
        assert reply.content.decode("utf-8-sig").splitlines() == [
            "person,city,phone,email",
            f"{person(1)},'=HYPERLINK(1),'+86138****8000,l***@example.com",
            f"{person(2)},上海,,",
        ]

    def test_clear_contacts_need_a_permission(self, client, guard, loader, settle):
        segment = make(client, definition=EVERYONE)
        settle()
        held = guard.caller.all_nodes - {"people.reveal"}
        guard.caller = type(guard.caller)(actor="staff:2", name="W", all_nodes=held)
        reply = client.post(
            f"/api/segments/{segment}/export", json={"contacts": ["phone"], "reveal": True}
        )
        assert (reply.status_code, reply.json()["facts"]) == (403, {"permission": "people.reveal"})


class TestLists:
    @pytest.fixture(autouse=True)
    def people_by_phone(self, monkeypatch):
        from siyu import people

        known = {"13800138000": 1, "13900139000": 2}
        monkeypatch.setattr(people, "find_person", lambda _, i: known.get(i.value), raising=False)
        monkeypatch.setattr(people, "canonical", lambda _, nodes: {n: n for n in nodes})

    def test_segments_follow_their_list(self, client, loader, settle):
        loader.arrive(1, 2, 3)
        list_ = client.post("/api/audience-lists", json={"name": "VIP"}).json()["id"]
        segment = make(client, definition={"where": {"kind": "list", "list": list_}})
        settle()
        put = client.post(
            f"/api/audience-lists/{list_}/members",
            json={
                "people": [person(3)],
                "identifier_type": "phone",
                "identifiers": ["13800138000", "10086"],
            },
        ).json()
        assert put == {"changed": 2, "unknown": [1]}
        settle()
        members = client.get(f"/api/segments/{segment}/members").json()["items"]
        assert [m["person_id"] for m in members] == [person(1), person(3)]
        went = client.post(
            f"/api/audience-lists/{list_}/removals", json={"people": [person(3), person(9)]}
        ).json()
        assert went["changed"] == 1
        settle()
        assert client.get(f"/api/segments/{segment}").json()["size"] == 1
        assert client.delete(f"/api/audience-lists/{list_}").json()["code"] == "list_in_use"

    def test_a_file_is_put_on_a_list(self, client, loader, settle):
        list_ = client.post("/api/audience-lists", json={"name": "VIP"}).json()["id"]
        file = "﻿13800138000,Li\n\n10086\n\x00\n13900139000\n" + "9" * 30_000
        reply = client.post(
            f"/api/audience-lists/{list_}/uploads",
            files={"file": file.encode()},
            data={"identifier_type": "phone"},
        )
        assert reply.status_code == 202
        settle()
        entries = client.get(f"/api/audience-lists/{list_}/members").json()
        assert ([e["person_id"] for e in entries["items"]], entries["total"]) == (
            [person(1), person(2)],
            2,
        )


def test_definitions_keep_codes_in_json(client, loader):
    one = make(client, "one")
    two = make(client, "two", {"where": {"kind": "segment", "segment": one}})
    shown = client.get(f"/api/segments/{two}").json()
    assert shown["definition"] == {"version": 1, "where": {"kind": "segment", "segment": one}}
    assert json.dumps(shown)
