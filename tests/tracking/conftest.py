"""Tracking as SDKs meet it: the ASGI application over real stores; the loader runs when told."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.settings import Settings
from siyu.organization import WriteKey, add_source
from siyu.people import Evidence, Identifier, canonical, resolve
from siyu.tracking import TrackingApp
from siyu.tracking.load import Loader
from siyu.tracking.models import QuarantinedRow
from siyu.tracking.progress import Progress
from siyu.tracking.running import close_tracking, open_tracking
from siyu.warehouse import Warehouse, migrate

TAKEN = {"success": True}
EVENT = {"type": "track", "event": "A", "userId": "u"}


@pytest.fixture
def warehouse(settings: Settings) -> Iterator[Warehouse]:
    with Warehouse(settings.warehouse) as opened:
        migrate(opened)
        yield opened


@dataclass
class World:
    """Everything a test of tracking needs."""

    context: Context
    warehouse: Warehouse
    key: WriteKey
    browser_key: WriteKey

    def request(self, method: str, url: str, **arguments: Any) -> httpx.Response:
        return asyncio.run(self._request(method, url, **arguments))

    def post(self, url: str, json: Any = None, **arguments: Any) -> httpx.Response:
        """POST with the server's key, unless told otherwise."""
        arguments.setdefault("auth", (self.key.key, ""))
        if json is not None:
            arguments["json"] = json
        return self.request("POST", url, **arguments)

    def load(self) -> None:
        """Run the loader until all that is on disk is in the warehouse."""
        loader, progress = self.context.get(Loader), self.context.get(Progress)
        wanted = progress.last()
        for _ in range(100):
            if progress.position() >= wanted:
                return
            loader.step()
        raise AssertionError("the loader does not arrive")

    def rows(self, columns: str = "*", where: str = "1") -> list[dict[str, Any]]:
        return self.warehouse.rows(
            f"select {columns} from events final where {where} order by time, message_id"
        )

    def quarantined(self) -> list[QuarantinedRow]:
        with self.context.session() as session:
            return list(session.query(QuarantinedRow).order_by(QuarantinedRow.id))

    def person_of(self, kind: str, value: str) -> int:
        """The person whom an identifier names; 0 where nobody."""
        says = Evidence(
            (Identifier(kind, value),), now(), f"test:{kind}:{value}", "test", unite=False
        )
        with self.context.session() as session:
            (node,) = resolve(session, [says])
            return canonical(session, [node])[node] if node else 0

    def persons(self, where: str = "1") -> list[int]:
        """The person of each event, merges followed."""
        nodes = [row["person"] for row in self.rows("person", where)]
        with self.context.session() as session:
            return list(map(canonical(session, nodes).__getitem__, nodes))

    async def _request(self, method: str, url: str, **arguments: Any) -> httpx.Response:
        transport = httpx.ASGITransport(
            TrackingApp(self.context), client=("203.0.113.9", 5555), raise_app_exceptions=True
        )
        async with httpx.AsyncClient(transport=transport, base_url="http://siyu.test") as client:
            return await client.request(method, url, **arguments)


@pytest.fixture
def world(context: Context, warehouse: Warehouse) -> Iterator[World]:
    context.put(warehouse)
    with context.session() as session:
        key = add_source(session, name="server", kind="server")
        browser = add_source(session, name="browser", kind="browser")
    open_tracking(context)
    try:
        yield World(context, warehouse, key, browser)
    finally:
        close_tracking(context)


def track(event: str = "A", **more: Any) -> dict[str, Any]:
    return {"type": "track", "event": event, "userId": "u", **more}


def ago(seconds: float) -> str:
    """An instant as SDKs write it."""
    instant = datetime.fromtimestamp(datetime.now(UTC).timestamp() - seconds, UTC)
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
