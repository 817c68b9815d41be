"""``GET /api/segments?person_id=``: the segments that somebody is in."""

from datetime import UTC, datetime

import pytest

from siyu import organization, people
from siyu.http import Caller
from siyu.kernel import ids
from siyu.kernel.clock import frozen
from siyu.people import Evidence, Identifier

from .world import NOW, Event, write_redirects, write_values

pytestmark = pytest.mark.database

EVERYONE = {"where": {"kind": "everyone"}}
BUYERS = {"where": {"kind": "did", "event": "Order Completed"}}
SHANGHAI = {
    "where": {"kind": "trait", "name": "city", "compare": {"op": "equals", "value": "上海"}}
}


@pytest.fixture(autouse=True)
def clock():
    with frozen(NOW):
        yield


@pytest.fixture
def somebody(house, loader):
    """Makes a person that every store knows; answers the number."""

    def make(name: str) -> int:
        said = Evidence(
            (Identifier("email", f"{name}@x.cn"),), datetime(2026, 1, 1, tzinfo=UTC), name, "pos"
        )
        with house.session() as session:
            (number,) = people.resolve(session, [said])
        loader.arrive(number)
        return number

    return make


@pytest.fixture
def segment(client):
    """Makes a segment; answers its code."""

    def make(name: str, definition: dict, **more) -> str:
        reply = client.post("/api/segments", json={"name": name, "definition": definition, **more})
        assert reply.status_code == 201, reply.text
        return reply.json()["id"]

    return make


def named(client, number: int, **more) -> list[str]:
    """Names of the segments a person is in, as the console lists them."""
    reply = client.get("/api/segments", params={"person_id": ids.code("per", number), **more})
    assert reply.status_code == 200, reply.text
    body = reply.json()
    assert "limit" in more or body["total"] == len(body["items"])
    return [item["name"] for item in body["items"]]


class TestSegmentsOfAPerson:
    def test_are_those_the_person_is_in_newest_first(
        self, client, loader, settle, somebody, segment
    ):
        li, wang = somebody("1"), somebody("2")
        loader.add(Event(li, "Order Completed", NOW))
        write_values(loader.warehouse, [("trait:city", wang, "上海")])
        for name, definition in (("all", EVERYONE), ("buyers", BUYERS), ("shanghai", SHANGHAI)):
            segment(name, definition)
        settle()
        assert named(client, li) == ["buyers", "all"]
        assert named(client, wang) == ["shanghai", "all"]

    def test_follow_what_the_person_does(self, client, loader, settle, somebody, segment):
        li = somebody("1")
        segment("buyers", BUYERS)
        settle()
        assert named(client, li) == []
        loader.add(Event(li, "Order Completed", NOW))
        settle()
        assert named(client, li) == ["buyers"]

    def test_are_found_by_an_id_that_was_merged_away(
        self, client, house, loader, settle, somebody, segment
    ):
        older, younger = somebody("1"), somebody("2")
        loader.add(Event(younger, "Order Completed", NOW))
        segment("buyers", BUYERS)
        with house.session() as session:
            assert people.merge_persons(session, older, younger, actor="staff:1") == older
        write_redirects(loader.warehouse, {younger: older})
        write_values(loader.warehouse, [("state", younger, None)])
        settle()
        assert named(client, older) == named(client, younger) == ["buyers"]

    def test_tell_people_of_one_chunk_of_the_bitmap_from_those_of_another(
        self, client, house, loader, settle, somebody, segment
    ):
        li = somebody("1")
        # The same place in the next chunk of 65 536 ids is somebody else.
        loader.add(Event((1 << 16) + li, "Order Completed", NOW))
        segment("buyers", BUYERS)
        settle()
        assert named(client, li) == []

    def test_of_nobody_are_none(self, client, loader, settle, somebody, segment):
        somebody("1")
        segment("all", EVERYONE)
        settle()
        assert named(client, 4_000_000_000) == []
        refused = client.get("/api/segments", params={"person_id": "per_"})
        assert refused.status_code == 422

    def test_are_narrowed_by_name_and_paged_like_all_others(
        self, client, settle, somebody, segment
    ):
        li = somebody("1")
        for name in ("老客", "新客", "其他"):
            segment(name, EVERYONE)
        settle()
        assert named(client, li, search="客") == ["新客", "老客"]
        asked = {"person_id": ids.code("per", li), "limit": 2}
        first = client.get("/api/segments", params=asked).json()
        assert (first["total"], [item["name"] for item in first["items"]]) == (3, ["其他", "新客"])
        assert named(client, li, limit=2, cursor=first["next_cursor"]) == ["老客"]

    def test_of_places_the_caller_may_not_see_are_left_out(
        self, client, guard, house, loader, settle, somebody, segment
    ):
        li = somebody("1")
        with house.session() as session:
            here = organization.add_node(session, kind="group", name="a", parent_id=None)
            there = organization.add_node(session, kind="group", name="b", parent_id=None)
        write_values(
            loader.warehouse, [(f"belongs:{here.id}", li, ""), (f"belongs:{there.id}", li, "")]
        )
        segment("everywhere", EVERYONE)
        segment("here", EVERYONE, node_id=ids.code("node", here.id))
        segment("there", EVERYONE, node_id=ids.code("node", there.id))
        settle()
        guard.caller = Caller(
            actor="staff:2", name="Wang", permissions={"audiences.read": frozenset({here.id})}
        )
        assert named(client, li) == ["here"]
