"""A house with channels alone: blocks registered, HTTP in front, everyone allowed."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from siyu.channels.blocks import BLOCKS
from siyu.channels.manifest import MODULE
from siyu.http import Caller, Guard, install_error_handlers
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context


class OpenDoor:
    """A guard that lets everyone in, with the permissions a test chooses."""

    def __init__(self) -> None:
        self.caller = Caller(
            actor="staff:1",
            name="tester",
            all_nodes=frozenset({"channels.read", "channels.manage", "channels.use_sandbox"}),
        )

    def identify(self, request: object, session: object) -> Caller:
        return self.caller


@pytest.fixture
def blocks(context: Context) -> Blocks:
    blocks = Blocks(BLOCKS)
    context.put(blocks)
    return blocks


@pytest.fixture
def door(context: Context) -> OpenDoor:
    door = OpenDoor()
    context.put(door, kind=Guard)
    return door


@pytest.fixture
def client(context: Context, blocks: Blocks, door: OpenDoor) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.context = context
    install_error_handlers(app)
    api = APIRouter(prefix="/api")
    for router in MODULE.routers:
        api.include_router(router)
    app.include_router(api)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client
