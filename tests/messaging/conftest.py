"""A room with channels and messaging; people and segments are a small world of the test's own."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient

from siyu.channels import add_account
from siyu.channels.blocks import BLOCKS
from siyu.http import Caller, Guard, install_error_handlers
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context
from siyu.kernel.files import Files
from siyu.messaging.campaigns import NewVariant, Plan, draft_campaign, start_campaign
from siyu.messaging.manifest import MODULE
from siyu.messaging.templates import add_template
from siyu.messaging.workers import advance_campaigns, send_some, take_channel_receipts
from siyu.warehouse import Warehouse

from .world import World


@pytest.fixture
def world(monkeypatch) -> World:
    world = World()
    world.install(lambda *place: monkeypatch.setattr(*place, raising=False))
    return world


@pytest.fixture
def room(context: Context, world: World) -> Context:
    """The context with what messaging asks it for."""
    context.put(Blocks(BLOCKS))
    context.put(object(), kind=Warehouse)
    context.put(Files(context.settings))
    return context


@dataclass
class Desk:
    """Shortcuts an operator would click."""

    context: Context

    def account(self, **options):
        with self.context.session() as session:
            return add_account(
                session,
                self.context.get(Blocks),
                kind="sandbox",
                name="phones",
                options=options,
            )

    def template(self, kind="sandbox", **parts):
        parts = parts or {
            "text": '{{ person.name | default("顾客") }}，看看 {{ link }}',
            "link": "https://shop.example.com/new",
        }
        with self.context.session() as session:
            return add_template(
                session,
                self.context.get(Blocks),
                name="t",
                kind=kind,
                language="zh-CN",
                parts=parts,
            ).id

    def draft(self, account_id=None, variants=None, **plan):
        chosen = {"caps": (), "quiet": None, "name": "c", "segment_id": 1, **plan}
        variants = variants or [NewVariant(name="A", template_id=self.template())]
        with self.context.session() as session:
            row = draft_campaign(
                session,
                self.context.get(Blocks),
                Plan(account_id=account_id or self.account(), variants=variants, **chosen),
            )
            return row.id

    def start(self, *args, **plan):
        campaign_id = self.draft(*args, **plan)
        with self.context.session() as session:
            start_campaign(session, self.context.get(Blocks), campaign_id)
        return campaign_id

    def prepare(self, *args, **plan):
        """A campaign that runs, all its people queued."""
        campaign_id = self.start(*args, **plan)
        while advance_campaigns(self.context):
            pass
        return campaign_id

    def run(self):
        """Let the workers work until nothing is left to do now."""
        from siyu.channels.phones import advance_phones

        busy = True
        while busy:
            busy = any(
                [
                    advance_campaigns(self.context),
                    send_some(self.context),
                    advance_phones(self.context),
                    take_channel_receipts(self.context),
                ]
            )


@pytest.fixture
def desk(room: Context) -> Desk:
    return Desk(room)


class OpenDoor:
    """A guard that lets everyone in, with the permissions a test chooses."""

    def __init__(self) -> None:
        self.caller = Caller(
            actor="staff:1",
            name="tester",
            all_nodes=frozenset(
                {"messaging.read", "messaging.manage", "messaging.send", "people.reveal"}
            ),
        )

    def identify(self, request: object, session: object) -> Caller:
        return self.caller


@pytest.fixture
def door(room: Context) -> OpenDoor:
    door = OpenDoor()
    room.put(door, kind=Guard)
    return door


@pytest.fixture
def client(room: Context, door: OpenDoor) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.context = room
    install_error_handlers(app)
    api = APIRouter(prefix="/api")
    for router in MODULE.routers:
        api.include_router(router)
    app.include_router(api)
    for router in MODULE.public_routers:
        app.include_router(router)
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@pytest.fixture
def template(client):
    made = client.post(
        "/api/templates",
        json={
            "name": "上新",
            "text": '{{ person.name | default("顾客") }}：{{ link }}',
            "link": "https://shop.example.com/new",
        },
    )
    assert made.status_code == 201, made.text
    return made.json()["id"]


@pytest.fixture
def body(desk, template):
    return {
        "name": "召回",
        "segment_id": ids.code("seg", 1),
        "account_id": ids.code("chn", desk.account()),
        "variants": [{"name": "A", "template_id": template}],
        "quiet": None,
        "caps": [],
    }
