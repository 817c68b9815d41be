"""How far exports are, and where their files are, whichever room writes them."""

import pytest

from siyu.app.exports_api import FILES
from siyu.http import Caller, Guard
from siyu.kernel.clock import now
from siyu.kernel.ids import code
from siyu.kernel.jobs import JobRow

ARGUMENTS = {
    "audiences.export": {"segment_id": 7},
    "messaging.export": {"campaign_id": 7},
    "people.export": {"person_id": 7},
    "people.export_found": {},
}


@pytest.fixture
def job(house):
    def job(name, *, state="done", file="x.csv", by="staff:1", arguments=None):
        with house.context.session() as session:
            row = JobRow(
                name=name,
                key=f"{name}:{now().isoformat()}",
                arguments=ARGUMENTS.get(name, {}) if arguments is None else arguments,
                state=state,
                done=3,
                total=3,
                result={"file": file, "rows": 3} if file else {},
                requested_by=by,
                requested_at=now(),
                finished_at=now() if state == "done" else None,
            )
            session.add(row)
            session.flush()
            return code("job", row.id)

    return job


@pytest.fixture(autouse=True)
def asker(house, api):
    class Always:
        def identify(self, request, session):
            return Caller(actor="staff:1", name="Li", permissions={}, all_nodes=frozenset())

    house.context.put(Always(), kind=Guard)


class TestExports:
    @pytest.mark.parametrize("name", sorted(FILES))
    def test_every_kind_says_where_its_file_is(self, api, job, name):
        found = api.get(f"/api/exports/{job(name)}").json()
        assert (found["state"], found["done"], found["total"]) == ("done", 3, 3)
        # The address is one that a room answers to.
        paths = api.get("/api/openapi.json").json()["paths"]
        assert any(fits(path, found["file"]) for path in paths), found["file"]
        (notice,) = api.get("/api/notices").json()["items"]
        assert notice["facts"] == {"file": found["file"], "rows": 3}

    def test_nothing_is_fetched_before_it_is_written_or_after_it_is_gone(self, api, job):
        running = job("people.export_found", state="running", file="")
        assert api.get(f"/api/exports/{running}").json()["file"] is None
        gone = job("people.export_found", file="")
        assert api.get(f"/api/exports/{gone}").json()["file"] is None

    def test_only_who_asked_sees_it_and_only_exports_are_seen(self, api, job):
        others = job("people.export_found", by="staff:2")
        assert api.get(f"/api/exports/{others}").status_code == 404
        erasure = job("people.erase")
        assert api.get(f"/api/exports/{erasure}").json()["code"] == "job_not_found"


def fits(path: str, address: str) -> bool:
    ours, theirs = path.split("/"), address.split("/")
    return len(ours) == len(theirs) and all(
        one == other or one.startswith("{") for one, other in zip(ours, theirs, strict=True)
    )
