"""What a person may ask for: all that is known, and to be forgotten."""

import pytest

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.jobs import JobRow, run_job
from siyu.people.mirroring import sync_values

from .conftest import broken, says


class TestPrivacy:
    @pytest.fixture
    def run(self, house):
        def run(reply):
            assert reply.status_code == 202, reply.text
            job_id = ids.number("job", reply.json()["id"])
            run_job(house.context, house.jobs, job_id)
            with house.context.session() as session:
                row = session.get_one(JobRow, job_id)
                assert row.state == "done", row.error
                return row.result

        return run

    @pytest.fixture
    def lived(self, house, ming):
        """Ming, with events and a mirror."""
        person = ids.number("per", ming["id"])
        warehouse = house.context.get(people_warehouse())
        columns = ["event", "type", "day", "person", "message_id", "time", "properties_json"]
        rows = [
            (
                "Order Completed",
                "track",
                "2026-01-01",
                person,
                f"e{n}",
                f"2026-01-01 00:00:0{n}",
                '{"revenue": 5}',
            )
            for n in range(3)
        ]
        warehouse.insert_rows("events", columns, rows)
        while sync_values(house.context):
            pass
        return person

    def test_the_export_has_everything(self, api, house, ming, lived, run):
        result = run(api.post(f"/api/people/{ming['id']}/export"))
        assert result["events"] == 3
        job = ids.code("job", 1)
        file = api.get(f"/api/people/{ming['id']}/export/{job}/file")
        kept = file.json()
        assert {i["value"] for i in kept["identifiers"]} >= {"u-ming", "+8613800138000"}
        assert kept["traits"]["name"][0]["value"] == "张小明"
        assert [event["message_id"] for event in kept["events"]] == ["e2", "e1", "e0"]

    def test_erasure_reaches_both_stores_and_stays(self, api, house, ming, lived, run, resolve):
        path = f"/api/people/{ming['id']}"
        run(api.post(f"{path}/export"))
        result = run(api.post(f"{path}/erasure", json={"reason": "asked"}))
        assert (result["events"], result["identifiers"]) == (3, 3)
        assert api.get(path).status_code == 404
        assert api.get("/api/people", params={"query": "小明"}).json()["items"] == []
        warehouse = house.context.get(people_warehouse())
        for table in ("events", "person_days", "person_life", "person_values"):
            assert warehouse.value(f"SELECT count() FROM {table} WHERE person = {lived}") == 0, (
                table
            )
        assert list((house.settings.home / "files").iterdir()) == []
        # An event from before comes again: nobody's. One from after is somebody new.
        old, new = says(1, user_id="u-ming"), says(1, user_id="u-ming")._replace(time=now())
        assert resolve(old) == [0]
        (again,) = resolve(new)
        assert again not in (0, lived)
        proof = api.get("/api/audit", params={"action": "people.erased"})
        assert proof.json()["items"][0]["target"] == ming["id"]
        assert "u-ming" not in proof.text

    def test_every_invariant_holds_afterwards(self, house, lived, api, ming, run):
        run(api.post(f"/api/people/{ming['id']}/erasure", json={"reason": "asked"}))
        while sync_values(house.context):
            pass
        assert broken(house) == {}


def people_warehouse():
    from siyu.warehouse import Warehouse

    return Warehouse
