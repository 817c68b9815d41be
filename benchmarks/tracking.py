"""Tracking over HTTP; yardstick: the same uvicorn with a handler that reads and answers.

Client and server share the machine's cores.
"""

import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from siyu.app.server import prepare_schema
from siyu.kernel.cipher import install_cipher, load_cipher
from siyu.kernel.context import Context
from siyu.kernel.database import open_engine
from siyu.kernel.settings import Settings
from siyu.organization import add_source
from siyu.tracking.inbox import connect, lag

from .figures import Figure
from .serving import served

KEY = "benchmark"
PEOPLE = 50_000
_EMPTY = """
import sys, uvicorn
async def app(scope, receive, send):
    while (await receive()).get("more_body"):
        pass
    body = b'{"success":true}'
    headers = [(b"content-type", b"application/json"), (b"content-length", b"16")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
uvicorn.run(app, port=int(sys.argv[1]), http="httptools", loop="uvloop", lifespan="off",
            access_log=False, log_level="error")
"""


def run(scale: str) -> list[Figure]:
    """Batches of 100, single events, and batches through to the warehouse."""
    seconds = 5 if scale == "small" else 20
    with served([sys.executable, "-c", _EMPTY], {}) as port:
        empty_batches = _load(port, connections=16, seconds=seconds, batch=100)
        empty_single = _load(port, connections=64, seconds=seconds, batch=1)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        environment = _prepare(home)
        command = [sys.executable, "-m", "siyu.app.cli", "serve", "--port"]
        # Everyone has been seen before, as on any day but the first.
        with served(command, environment) as port:
            _load(port, connections=4, seconds=600, batch=100, requests=PEOPLE // 100)
            _wait_until_loaded(home)
            _wait_until_mirrored(home)
            single = _load(port, connections=64, seconds=seconds, batch=1)
            _wait_until_loaded(home)
            batches = _load(port, connections=16, seconds=seconds, batch=100)
            _wait_until_loaded(home)
            began = time.perf_counter()
            through = _load(port, connections=4, seconds=600, batch=100, requests=seconds * 600)
            _wait_until_loaded(home)
            loaded_seconds = time.perf_counter() - began - through["preparing"]
    return [
        Figure(
            name="accepted, batches of 100, on disk",
            value=_rate(batches) * 100,
            unit="events/s",
            yardstick=_rate(empty_batches) * 100,
            yardstick_name="empty handler",
            goal="≥ 100 000",
        ),
        Figure(
            name="accepted, single events, on disk",
            value=_rate(single),
            unit="requests/s",
            yardstick=_rate(empty_single),
            yardstick_name="empty handler",
            goal="≥ 8 000",
        ),
        Figure(
            name="single events, 99th percentile",
            value=single["p99_ms"],
            unit="ms",
            yardstick=empty_single["p99_ms"],
            yardstick_name="empty handler",
            goal="< 20 ms",
        ),
        Figure(
            name="through to the warehouse, with identity",
            value=through["requests"] * 100 / loaded_seconds,
            unit="events/s",
            goal="≥ 50 000",
        ),
    ]


def _rate(figures: dict[str, Any]) -> float:
    if figures["failed"]:
        raise RuntimeError(f"{figures['failed']} requests failed")
    return float(figures["requests"] / figures["seconds"])


def _prepare(home: Path) -> dict[str, str]:
    """A home with a write key."""
    settings = Settings(_env_file=None, home=home)
    install_cipher(load_cipher(settings))
    prepare_schema(settings)
    context = Context(settings=settings, engine=open_engine(settings.database))
    with context.session() as session:
        add_source(session, name="benchmark", kind="server", key=KEY)
    context.engine.dispose()
    return {
        "SIYU_HOME": str(home),
        "SIYU_LOG_LEVEL": "error",
        "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
    }


def _load(
    port: int, *, connections: int, seconds: int, batch: int, requests: int | None = None
) -> dict[str, Any]:
    count = requests or seconds * (2_000 if batch > 1 else 20_000)
    arguments = ["127.0.0.1", port, KEY, connections, seconds, batch, PEOPLE, count]
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.tracking_load", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    figures["preparing"] = time.perf_counter() - began - figures["seconds"]
    return figures


def _wait_until_loaded(home: Path) -> None:
    store = connect(f"sqlite:///{home / 'siyu-inbox.db'}")
    while lag(store)[1]:
        time.sleep(0.02)
    store.close()


def _wait_until_mirrored(home: Path) -> None:
    """Newcomers are also told to the warehouse, for segments; that is the first day's work too."""
    store = sqlite3.connect(home / "siyu.db", isolation_level=None)
    while store.execute("select count(*) from people_change").fetchone()[0]:
        time.sleep(0.1)
    store.close()
