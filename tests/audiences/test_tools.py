"""Help with writing segments over HTTP: live count, words, templates, sets, explanations."""

import pytest

from siyu.kernel import ids
from siyu.kernel.clock import frozen

from .asking import EVERYONE, QUIET_BUYERS, make, orders, person
from .world import NOW, Event, write_values

pytestmark = pytest.mark.usefixtures("clock")


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
        assert [(a["name"], a["labels"]) for a in schema["attributes"]] == [("tier", {})]
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
