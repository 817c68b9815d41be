import hashlib
import hmac
import http.server
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select

from siyu import organization
from siyu.connectors.manifest import MODULE as CONNECTORS
from siyu.connectors.models import AttemptRow, DeliveryRow
from siyu.connectors.sender import Sender
from siyu.http import install_error_handlers
from siyu.http.middleware import RequestFrame
from siyu.kernel.context import Context
from siyu.kernel.delivery import Delivery, lags
from siyu.kernel.events import Event, EventTypes, publish
from siyu.kernel.settings import Settings
from siyu.organization import passwords
from siyu.organization.manifest import MODULE as ORGANIZATION

EMAIL, PASSWORD = "admin@example.com", "plum-blossom-42"
NOON = datetime(2026, 11, 11, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class MemberJoined(Event):
    """Someone joined."""

    name: ClassVar[str] = "test.member_joined"
    person_id: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderPaid(Event):
    """Someone paid."""

    name: ClassVar[str] = "shop.order_paid"
    codes: ClassVar[dict[str, str]] = {"order_id": "ord", "gift_ids": "gft"}
    order_id: int
    gift_ids: list[int] = field(default_factory=list)


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of a thousandth of the cost; what they cost is measured in test_passwords."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
    nobodys = hasher.hash("nobody")
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    monkeypatch.setattr(passwords, "_nobodys_hash", lambda: nobodys)


@pytest.fixture
def settings(database_url: str, tmp_path) -> Settings:
    """No warehouse here: connectors know none."""
    return Settings(
        _env_file=None, home=tmp_path, database_url=database_url, webhook_private_addresses=True
    )


@dataclass
class House:
    context: Context
    delivery: Delivery

    def publish(self, *events: Event) -> None:
        with self.context.session() as session:
            for event in events:
                publish(session, event)

    def hand_over(self) -> None:
        """Let subscribers hear what was published.

        PostgreSQL shows a row only when no older transaction of the whole server is open, and
        tests run beside others.
        """
        patience = time.monotonic() + 30
        while self.delivery.deliver_pending() or self._is_behind():
            assert time.monotonic() < patience, "the outbox does not move"

    def _is_behind(self) -> bool:
        with self.context.session(read_only=True) as session:
            return any(lags(session).values())

    @property
    def sender(self) -> Sender:
        return self.context.get(Sender)

    def send(self) -> None:
        """Send all that is due now."""
        self.hand_over()
        while self.sender.step():
            self.sender.drain()

    def deliveries(self) -> list[DeliveryRow]:
        with self.context.session() as session:
            return list(session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)))

    def attempts(self) -> list[AttemptRow]:
        with self.context.session() as session:
            return list(session.scalars(select(AttemptRow).order_by(AttemptRow.id)))


@pytest.fixture
def house(context: Context) -> Iterator[House]:
    types = EventTypes()
    types.declare(*ORGANIZATION.events, *CONNECTORS.events, MemberJoined, OrderPaid)
    delivery = Delivery(context, types, CONNECTORS.subscriptions)
    permissions = [*ORGANIZATION.permissions, *CONNECTORS.permissions]
    for service in (types, delivery, organization.PermissionCatalogue(permissions)):
        context.put(service)
    for module in (ORGANIZATION, CONNECTORS):
        module.open(context)
    delivery.register()
    with context.session() as session:
        organization.ensure_administrator(session, email=EMAIL, password=PASSWORD)
    yield House(context, delivery)
    CONNECTORS.close(context)


@pytest.fixture
def admin(house: House) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.context = house.context
    install_error_handlers(app)
    api = APIRouter(prefix="/api")
    for module in (ORGANIZATION, CONNECTORS):
        for router in module.routers:
            api.include_router(router)
    app.include_router(api)
    app.add_middleware(RequestFrame)
    with TestClient(app, headers={"X-Siyu-Console": "1"}, raise_server_exceptions=False) as client:
        client.post("/api/sessions", json={"email": EMAIL, "password": PASSWORD})
        yield client


@dataclass
class Received:
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Endpoint:
    """A receiver on loopback that answers as it is told."""

    port: int
    received: list[Received] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    usual: Any = 200

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"


@pytest.fixture
def new_endpoint() -> Iterator[Any]:
    servers = []

    def make(usual: Any = 200) -> Endpoint:
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                headers = {name.lower(): value for name, value in self.headers.items()}
                endpoint.received.append(Received(self.path, headers, body))
                answer = endpoint.answers.pop(0) if endpoint.answers else endpoint.usual
                if callable(answer):
                    answer(self)
                    return
                status, text, more = answer if isinstance(answer, tuple) else (answer, "ok", {})
                self.send_response(status)
                for name, value in more.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(text.encode())))
                self.end_headers()
                self.wfile.write(text.encode())

            def log_message(self, *args: Any) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        endpoint = Endpoint(server.server_address[1], usual=usual)
        threading.Thread(
            target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        ).start()
        servers.append(server)
        return endpoint

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def endpoint(new_endpoint) -> Endpoint:
    return new_endpoint()


@pytest.fixture
def subscribe(admin):
    def subscribe(url: str, *events: str) -> dict[str, Any]:
        reply = admin.post("/api/webhooks", json={"url": url, "events": list(events) or ["*"]})
        assert reply.status_code == 201, reply.text
        return reply.json()

    return subscribe


def verify(secret: str, header: str, body: bytes) -> bool:
    """As ``docs/how-to/receive-webhooks.md`` tells receivers."""
    parts = [part.split("=", 1) for part in header.split(",")]
    seconds = next(value for name, value in parts if name == "t")
    signed = seconds.encode() + b"." + body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(name == "v1" and hmac.compare_digest(value, expected) for name, value in parts)
