"""Lists of people that segments ask."""

import pytest

from .asking import make, person

pytestmark = pytest.mark.usefixtures("clock")


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
