"""What the keeper sees over HTTP: stores, modules, backups, what is parked."""

import json
from datetime import datetime

import pytest

from siyu.app.backup import list_backups
from siyu.app.stores import folder_bytes, measure_stores
from siyu.kernel.clock import now
from siyu.kernel.delivery import ParkedEvent
from siyu.kernel.ids import code
from siyu.warehouse import Warehouse

pytestmark = pytest.mark.database


class TestStores:
    def test_every_store_has_its_size(self, api, house):
        (house.settings.home / "files").mkdir(exist_ok=True)
        (house.settings.home / "files" / "a.csv").write_bytes(b"x" * 1234)
        reply = api.get("/api/system/stores")
        assert reply.status_code == 200, reply.text
        stores = {store["name"]: store for store in reply.json()["stores"]}
        assert {"relational", "warehouse", "files", "backups"} <= stores.keys()
        assert stores["relational"]["bytes"] > 0
        assert stores["files"]["bytes"] >= 1234
        assert reply.json()["disk_free_bytes"] <= reply.json()["disk_total_bytes"]

    def test_a_warehouse_that_does_not_answer_hides_no_other(self, house, monkeypatch):
        def gone(*_arguments, **_options):
            raise ConnectionError

        monkeypatch.setattr(Warehouse, "rows", gone)
        sizes = {store.name: store.bytes for store in measure_stores(house)}
        assert sizes["warehouse"] is None
        assert sizes["relational"] > 0

    def test_tables_of_the_warehouse_sum_to_it(self, house):
        house.context.get(Warehouse).command(
            "INSERT INTO person_values (key, person, value, version) VALUES ('tier', 1, 'gold', 1)"
        )
        (store,) = [store for store in measure_stores(house) if store.name == "warehouse"]
        assert {"person_values"} <= {table.name for table in store.tables if table.rows == 1}
        assert store.bytes == sum(table.bytes for table in store.tables) > 0

    def test_a_folder_that_is_not_there_takes_nothing(self, tmp_path):
        assert folder_bytes(tmp_path / "nowhere") == 0


class TestDoctor:
    def test_a_quick_look_leaves_the_invariants_out(self, api):
        def kinds(**params):
            findings = api.get("/api/system/doctor", params=params).json()
            return {finding["kind"] for finding in findings}

        assert "invariant" in kinds()
        assert kinds(invariants=False) == {"check", "lag"}


class TestModules:
    def test_names_what_each_brings(self, api):
        modules = {module["name"]: module for module in api.get("/api/system/modules").json()}
        assert "people.read" in modules["people"]["permissions"]
        assert "channel sandbox" in modules["channels"]["blocks"]
        assert not any(module["plug_in"] for module in modules.values())

    def test_blocks_of_one_kind_or_of_all(self, api):
        everything = api.get("/api/system/blocks").json()
        channels = api.get("/api/system/blocks", params={"kind": "channel"}).json()
        assert {"sandbox"} <= {block["name"] for block in channels}
        assert channels == [block for block in everything if block["kind"] == "channel"]


class TestBackups:
    def test_newest_first_and_only_whole_ones(self, tmp_path):
        for name, made_at in (
            ("one", "2026-01-01T00:00:00+00:00"),
            ("two", "2026-02-01T00:00:00+00:00"),
        ):
            (tmp_path / name).mkdir()
            manifest = {"made_at": made_at, "siyu": "0.1.0", "files": {"a": "b"}}
            (tmp_path / name / "manifest.json").write_text(json.dumps(manifest))
        (tmp_path / "begun").mkdir()
        (tmp_path / "broken").mkdir()
        (tmp_path / "broken" / "manifest.json").write_text("{")
        found = list_backups(tmp_path)
        assert [backup.name for backup in found] == ["two", "one"]
        assert found[0].made_at == datetime.fromisoformat("2026-02-01T00:00:00+00:00")
        assert found[0].bytes > 0

    def test_none_yet(self, api):
        assert api.get("/api/system/backups").json() == []


class TestParkedEvents:
    def test_what_no_handler_waits_for_is_said_to_be_gone(self, api, house):
        with house.context.session() as session:
            row = ParkedEvent(
                subscriber="nobody.listens",
                outbox_id=1,
                published_at=now(),
                name="people.persons_merged",
                payload={},
                error="LookupError: no such thing",
                parked_at=now(),
            )
            session.add(row)
            session.flush()
            parked = code("prk", row.id)
        (shown,) = api.get("/api/system/parked-events").json()["items"]
        assert (shown["id"], shown["subscriber"]) == (parked, "nobody.listens")
        reply = api.post(f"/api/system/parked-events/{parked}/retry")
        assert reply.json()["code"] == "parked_event_not_found"
