"""The whole house with its clock stopped, on real stores."""

from collections.abc import Iterator

import pytest

from siyu.app.house import House
from siyu.http import Caller, Guard
from siyu.kernel.clock import frozen
from siyu.warehouse import Warehouse

from .world import NOW, World


@pytest.fixture(autouse=True)
def clock() -> Iterator[object]:
    with frozen(NOW) as set_to:
        yield set_to


@pytest.fixture
def world(house: House) -> World:
    return World(house.context.get(Warehouse))


class Desk:
    """A guard that lets in whoever the test says."""

    def __init__(self, permissions: frozenset[str]) -> None:
        self.permissions = permissions
        self.everywhere()

    def everywhere(self) -> None:
        self.caller = Caller(actor="staff:1", name="Li", all_nodes=self.permissions)

    def only_at(self, *nodes: int) -> None:
        held = dict.fromkeys(self.permissions, frozenset(nodes))
        self.caller = Caller(actor="staff:2", name="Wang", permissions=held)

    def identify(self, request: object, session: object) -> Caller:
        return self.caller


@pytest.fixture
def desk(house: House, api: object) -> Desk:
    desk = Desk(frozenset(permission.name for permission in house.permissions))
    house.context.put(desk, kind=Guard)
    return desk


@pytest.fixture
def node(api):
    """Adds a node of the organization and gives its code and number."""

    def add(name: str, kind: str = "store", parent_id: str | None = None) -> tuple[str, int]:
        reply = api.post("/api/nodes", json={"name": name, "kind": kind, "parent_id": parent_id})
        assert reply.status_code == 201, reply.text
        from siyu.kernel import ids

        return reply.json()["id"], ids.number("node", reply.json()["id"])

    return add
