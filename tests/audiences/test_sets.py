"""Segments side by side: the regions of their people, their trends."""

from datetime import timedelta

import pytest

from siyu.audiences.history import record_size
from siyu.kernel import ids

from .asking import make
from .world import NOW, write_values

pytestmark = pytest.mark.usefixtures("clock")


def tagged(client, loader, number: int, members: tuple[int, ...]) -> str:
    """A segment of these people, by way of a tag."""
    write_values(loader.warehouse, [(f"tag:{number}", one, "") for one in members])
    definition = {"where": {"kind": "tag", "tags": [ids.code("tag", number)]}}
    return make(client, f"tag {number}", definition)


class TestRegions:
    def test_each_person_is_in_exactly_one(self, client, loader, settle):
        loader.arrive(*range(1, 9))
        sets = {}
        for number, members in enumerate(((1, 2, 3, 4, 5), (4, 5, 6, 7), (5, 7, 70_000)), 1):
            sets[tagged(client, loader, number, members)] = set(members)
        settle()
        reply = client.post("/api/segments/regions", json={"segments": list(sets)}).json()
        found = {frozenset(region["segments"]): region["count"] for region in reply["items"]}
        expected: dict[frozenset[str], int] = {}
        for one in set().union(*sets.values()):
            inside = frozenset(code for code, members in sets.items() if one in members)
            expected[inside] = expected.get(inside, 0) + 1
        assert found == expected
        assert reply["items"][0]["count"] == max(expected.values())

    def test_refuses_what_was_never_computed(self, client, loader):
        reply = client.post("/api/segments/regions", json={"segments": [make(client)]})
        assert (reply.status_code, reply.json()["code"]) == (409, "not_ready")


class TestTrends:
    def test_are_the_last_size_of_each_day_with_what_uses_them(self, client, loader, warehouse):
        one = make(client, "one")
        two = make(client, "two", {"where": {"kind": "segment", "segment": one}})
        segment_id = 1
        for days, hours, size in ((40, 0, 1), (3, 0, 7), (2, 1, 5), (2, 0, 6), (1, 0, 9)):
            record_size(warehouse, segment_id, size, NOW - timedelta(days=days, hours=hours))
        reply = client.get("/api/segments/trends", params={"segment": [one, two]})
        assert reply.json()["items"] == [
            {"segment": one, "sizes": [7, 6, 9], "used_by": 1},
            {"segment": two, "sizes": [], "used_by": 0},
        ]

    def test_follow_a_young_segment_by_the_hour(self, client, loader, warehouse):
        one = make(client, "one")
        for minutes, size in ((180, 1), (170, 2), (60, 3), (0, 4)):
            record_size(warehouse, 1, size, NOW - timedelta(minutes=minutes))
        reply = client.get("/api/segments/trends", params={"segment": [one]}).json()
        assert reply["items"][0]["sizes"] == [2, 3, 4]

    def test_of_an_unknown_segment_are_not_found(self, client, loader):
        reply = client.get("/api/segments/trends", params={"segment": ["seg_zzzz"]})
        assert (reply.status_code, reply.json()["code"]) == (404, "segment_not_found")
