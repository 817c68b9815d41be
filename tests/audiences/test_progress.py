"""How far exports and uploads are."""

import pytest

from siyu.audiences.reactions import look_at_erased
from siyu.http import Caller
from siyu.people import PersonErased

from .asking import EVERYONE, make
from .conftest import ALL

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def nobody_known(monkeypatch):
    from siyu import people

    monkeypatch.setattr(people, "find_person", lambda *_: None)


class TestExports:
    def test_say_how_far_they_are_to_who_asked(self, client, guard, loader, settle):
        loader.arrive(1, 2, 3)
        segment = make(client, definition=EVERYONE)
        settle()
        job = client.post(f"/api/segments/{segment}/export", json={}).json()["job_id"]
        address = f"/api/segments/{segment}/exports/{job}"
        assert client.get(address).json()["state"] == "requested"
        settle()
        assert client.get(address).json() == {"state": "done", "done": 3, "total": 3, "error": ""}
        guard.caller = Caller(actor="staff:2", name="Wang", all_nodes=ALL)
        assert client.get(address).json()["code"] == "job_not_found"

    def test_of_another_segment_are_not_found(self, client, loader, settle):
        one, two = (make(client, name, EVERYONE) for name in ("one", "two"))
        settle()
        job = client.post(f"/api/segments/{one}/export", json={}).json()["job_id"]
        assert client.get(f"/api/segments/{two}/exports/{job}").status_code == 404

    def test_go_when_somebody_is_erased(self, client, loader, settle, context):
        segment = make(client, definition=EVERYONE)
        settle()
        job = client.post(f"/api/segments/{segment}/export", json={}).json()["job_id"]
        settle()
        address = f"/api/segments/{segment}/exports/{job}/file"
        assert client.get(address).status_code == 200
        with context.session() as session:
            look_at_erased(session, PersonErased(person_id=2, node_ids=[2]), context)
        assert client.get(address).json()["code"] == "job_not_found"
        assert [each.suffix for each in (context.settings.home / "files").iterdir()] == []


class TestUploads:
    def test_say_what_came_of_them(self, client, loader, settle, nobody_known):
        made = client.post("/api/audience-lists", json={"name": "VIP"}).json()["id"]
        reply = client.post(
            f"/api/audience-lists/{made}/uploads",
            files={"file": b"13800138000\n\n13900139000\n"},
            data={"identifier_type": "phone"},
        )
        settle()
        found = client.get(f"/api/audience-lists/{made}/uploads/{reply.json()['job_id']}").json()
        assert (found["state"], found["added"], found["unknown"]) == ("done", 0, 2)
        assert found["unknown_lines"] == [1, 3]
