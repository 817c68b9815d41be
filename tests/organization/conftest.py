from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from siyu import organization
from siyu.http import install_error_handlers
from siyu.http.middleware import RequestFrame
from siyu.kernel.context import Context
from siyu.kernel.modules import Permission
from siyu.kernel.settings import Settings
from siyu.organization import passwords
from siyu.organization.manifest import MODULE as ORGANIZATION

EMAIL, PASSWORD = "admin@example.com", "plum-blossom-42"
CONSOLE = {"X-Siyu-Console": "1"}
# Stands for what floors above declare.
FOREIGN = (
    Permission("people.read", {"zh": "查看用户", "en": "See people"}),
    Permission("people.reveal", {"zh": "查看明文", "en": "See phone numbers"}),
    Permission("messaging.send", {"zh": "发送", "en": "Send"}),
)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of a thousandth of the cost; what they cost is measured in test_passwords."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    nobodys = hasher.hash("nobody")
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    monkeypatch.setattr(passwords, "_nobodys_hash", lambda: nobodys)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """No warehouse here: organization knows none."""
    return Settings(_env_file=None, home=tmp_path, database_url=database_url)


@pytest.fixture
def app(context: Context) -> FastAPI:
    """This module alone over a real store."""
    context.put(organization.PermissionCatalogue([*ORGANIZATION.permissions, *FOREIGN]))
    ORGANIZATION.open(context)
    with context.session() as session:
        organization.ensure_administrator(session, email=EMAIL, password=PASSWORD)
    app = FastAPI()
    app.state.context = context
    install_error_handlers(app)
    api = APIRouter(prefix="/api")
    for router in ORGANIZATION.routers:
        api.include_router(router)
    app.include_router(api)
    app.add_middleware(RequestFrame)
    return app


@pytest.fixture
def new_client(app: FastAPI) -> Iterator[object]:
    """Makes browsers: clients with cookies of their own."""
    clients = []

    def make(address: str = "203.0.113.7") -> TestClient:
        client = TestClient(
            app, headers=CONSOLE, client=(address, 50000), raise_server_exceptions=False
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def stranger(new_client) -> TestClient:
    return new_client()


@pytest.fixture
def admin(new_client) -> TestClient:
    client = new_client("198.51.100.1")
    reply = client.post("/api/sessions", json={"email": EMAIL, "password": PASSWORD})
    assert reply.status_code == 201, reply.text
    return client


@pytest.fixture
def tree(admin) -> dict[str, str]:
    """A group with two brands, one region and three stores; codes by name."""
    codes: dict[str, str] = {}
    for name, kind, parent in (
        ("group", "group", None),
        ("east", "subsidiary", "group"),
        ("west", "subsidiary", "group"),
        ("rose", "brand", "east"),
        ("shanghai", "region", "rose"),
        ("jingan", "store", "shanghai"),
        ("pudong", "store", "shanghai"),
        ("chengdu", "store", "west"),
    ):
        body = {"name": name, "kind": kind, "parent_id": codes.get(parent)}
        reply = admin.post("/api/nodes", json=body)
        assert reply.status_code == 201, reply.text
        codes[name] = reply.json()["id"]
    return codes


@pytest.fixture
def roles(admin) -> dict[str, str]:
    return {role["name"]: role["id"] for role in admin.get("/api/roles").json()["items"]}


@pytest.fixture
def hire(admin, new_client, roles):
    """Invites someone with roles, accepts, and gives back their browser."""

    def hire(
        name: str, *held: tuple[str, str | None], password: str = "bamboo-forest-7"
    ) -> TestClient:
        body = {
            "email": f"{name}@example.com",
            "name": name,
            "memberships": [{"role_id": roles[role], "node_id": node} for role, node in held],
        }
        reply = admin.post("/api/staff", json=body)
        assert reply.status_code == 201, reply.text
        client = new_client(f"192.0.2.{len(name)}")
        token = reply.json()["invitation"]["token"]
        accepted = client.post(
            "/api/invitations/acceptance", json={"token": token, "password": password}
        )
        assert accepted.status_code == 201, accepted.text
        client.staff_id = reply.json()["staff"]["id"]
        return client

    return hire
