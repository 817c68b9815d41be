"""Segments as they were, and as files."""

import pytest

from .asking import EVERYONE, make, person
from .world import write_values

pytestmark = pytest.mark.usefixtures("clock")


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

        masked = {"phone": {1: "+138****8000"}, "email": {1: "l***@example.com"}}

        def shown_contacts(_, some, kind, *, reveal):
            assert not reveal
            return masked[kind]

        monkeypatch.setattr(people, "shown_contacts", shown_contacts)
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
            f"{person(1)},'=HYPERLINK(1),'+138****8000,l***@example.com",
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
