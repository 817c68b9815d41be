"""Every list of things that stand at an org node can be narrowed to a part of the tree."""

import pytest

from siyu.http import Caller, Guard
from siyu.kernel import ids
from siyu.organization import add_node

EVERYONE = {"where": {"kind": "everyone"}}
CSV = b"user_id,name\nu1,Li\n"


@pytest.fixture
def places(house):
    """A group with a store, and another group; ids by name."""
    with house.context.session() as session:
        east = add_node(session, kind="group", name="east", parent_id=None).id
        jingan = add_node(session, kind="store", name="jingan", parent_id=east).id
        west = add_node(session, kind="group", name="west", parent_id=None).id
    return {"east": east, "jingan": jingan, "west": west}


@pytest.fixture
def make(api, places):
    """Makes one thing of a kind at a node; answers its code."""

    def post(path, body, **options):
        reply = api.post(path, **(options or {"json": body}))
        assert reply.status_code in (201, 202), reply.text
        return reply.json()

    def make(path: str, place: str) -> str:
        node = ids.code("node", places[place])
        name = f"at {place}"
        at = {"name": name, "node_id": node}
        if path == "/api/people":
            named = {"type": "user_id", "value": place}
            return post(path, {"identifiers": [named], "node_id": node})["id"]
        if path == "/api/segments":
            return post(path, {**at, "definition": EVERYONE})["id"]
        if path == "/api/templates":
            return post(path, {**at, "text": "hello"})["id"]
        if path == "/api/channel-accounts":
            return post(path, {**at, "kind": "sandbox"})["id"]
        if path == "/api/sources":
            return post(path, {**at, "kind": "browser"})["id"]
        if path == "/api/keys":
            return post(path, {**at, "permissions": ["people.read"]})["id"]
        if path == "/api/imports":
            form = {"kind": "people", "source_id": make("/api/sources", place)}
            return post(path, None, files={"file": (f"{place}.csv", CSV)}, data=form)["id"]
        if path == "/api/campaigns":
            template, account = make("/api/templates", place), make("/api/channel-accounts", place)
            body = {
                **at,
                "segment_id": make("/api/segments", place),
                "account_id": account,
                "variants": [{"name": "A", "template_id": template}],
            }
            return post(path, body)["id"]
        return post(path, at)["id"]

    return make


PATHS = [
    "/api/people",
    "/api/segments",
    "/api/audience-lists",
    "/api/templates",
    "/api/campaigns",
    "/api/channel-accounts",
    "/api/imports",
    "/api/sources",
    "/api/keys",
]


@pytest.mark.parametrize("path", PATHS)
class TestWithinNode:
    def test_shows_what_stands_there_and_below(self, api, make, places, path):
        made = {place: make(path, place) for place in places}

        def listed(place):
            reply = api.get(path, params={"node_id": ids.code("node", places[place])})
            assert reply.status_code == 200, reply.text
            return {item["id"] for item in reply.json()["items"]}

        assert listed("east") == {made["east"], made["jingan"]}
        assert listed("jingan") == {made["jingan"]}
        assert listed("west") == {made["west"]}
        nowhere = api.get(path, params={"node_id": ids.code("node", 10**6)})
        assert nowhere.json()["items"] == []

    def test_never_reaches_beyond_what_the_caller_may_see(self, api, house, make, places, path):
        own = make(path, "jingan")
        make(path, "east")
        make(path, "west")
        store = frozenset({places["jingan"]})
        every = dict.fromkeys((permission.name for permission in house.permissions), store)

        class OfTheStore:
            def identify(self, request, session):
                return Caller(actor="staff:9", name="guide", permissions=every)

        house.context.put(OfTheStore(), kind=Guard)
        for place, seen in (("east", [own]), ("jingan", [own]), ("west", [])):
            reply = api.get(path, params={"node_id": ids.code("node", places[place])})
            assert [item["id"] for item in reply.json()["items"]] == seen


HANDED_OVER = {
    "/api/people": "people",
    "/api/segments": "segments",
    "/api/audience-lists": "lists",
    "/api/templates": "templates",
    "/api/channel-accounts": "channel_accounts",
    "/api/imports": "imports",
    "/api/campaigns": "campaigns",
    "/api/sources": "sources",
}


@pytest.mark.parametrize("path", PATHS)
class TestRemovingANode:
    def test_is_refused_until_what_stands_there_is_handed_over(self, api, make, places, path):
        made = make(path, "jingan")
        store, heir = (ids.code("node", places[place]) for place in ("jingan", "east"))
        refused = api.delete(f"/api/nodes/{store}")
        assert (refused.status_code, refused.json()["code"]) == (409, "node_in_use")
        uses = refused.json()["facts"]["uses"]
        assert uses[HANDED_OVER.get(path, path.rsplit("/", 1)[1])] == 1
        given = api.delete(f"/api/nodes/{store}", params={"hand_over_to": heir})
        if path == "/api/keys":  # somebody decides; one that is revoked is in nobody's way
            assert given.status_code == 409
            assert api.delete(f"/api/keys/{made}").status_code == 200
            assert api.delete(f"/api/nodes/{store}").status_code == 204
            (gone,) = api.get(path, params={"revoked": True}).json()["items"]
            assert gone["node_id"] == heir
            return
        assert given.status_code == 204
        there = api.get(path, params={"node_id": heir}).json()["items"]
        assert made in {item["id"] for item in there}


def test_a_node_that_segments_ask_about_or_that_has_a_goal_is_not_removed(api, places):
    store, heir = (ids.code("node", places[place]) for place in ("jingan", "east"))
    asked = {"where": {"kind": "belongs", "node": store}}
    goal = {"metric": "orders", "period": "year", "target": 5, "node_id": store}
    assert api.post("/api/insights/goals", json=goal).status_code == 201
    made = api.post("/api/segments", json={"name": "of the store", "definition": asked})
    assert made.status_code == 201
    given = api.delete(f"/api/nodes/{store}", params={"hand_over_to": heir})
    assert given.json()["facts"]["uses"] == {"goals": 1, "segment_conditions": 1}
