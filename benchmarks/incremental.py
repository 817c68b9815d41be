"""From an accepted event to membership of a segment, on a running server.

Yardstick: the same question asked by a full live count after the event, polled.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import httpx

from .figures import Figure

ROUNDS = 15
_SEGMENT = {
    "version": 1,
    "where": {
        "kind": "all",
        "conditions": [
            {
                "kind": "did",
                "event": "Order Completed",
                "compare": {"op": "at_least", "value": 2},
                "window": {"kind": "last", "amount": 30},
            },
            {
                "kind": "did_not",
                "event": "Order Refunded",
                "window": {"kind": "last", "amount": 30},
            },
        ],
    },
}


def run(scale: str) -> list[Figure]:
    """Median and worst of several rounds."""
    people = 2_000 if scale == "small" else 20_000
    with tempfile.TemporaryDirectory() as home, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        env = os.environ | {
            "SIYU_HOME": home,
            "SIYU_PORT": str(port),
            "SIYU_LOG_LEVEL": "error",
            "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
            "SIYU_API_REQUESTS_PER_MINUTE": "1000000",
        }
        server = subprocess.Popen([sys.executable, "-m", "siyu.app.cli", "serve"], env=env)
        try:
            return _measure(home, f"http://127.0.0.1:{port}", people)
        finally:
            server.terminate()
            server.wait(timeout=60)


def _measure(home: str, url: str, people: int) -> list[Figure]:
    client = _client(home, url)
    key = client.post("/sources", json={"name": "bench", "kind": "server"}).json()["write_keys"][0][
        "key"
    ]
    for start in range(0, people, 500):
        _order(url, key, range(start, start + 500), "seed")
    while client.get("/tracking/lag").json()["batches"]:
        time.sleep(0.1)
    segment = client.post("/segments", json={"name": "bench", "definition": _SEGMENT}).json()["id"]
    while client.get(f"/segments/{segment}").json()["size"] is None:
        time.sleep(0.1)
    to_membership, to_count = [], []
    for number in range(ROUNDS):
        before = client.get(f"/segments/{segment}").json()["size"]
        began = time.perf_counter()
        _order(url, key, [number], "again")
        while client.get(f"/segments/{segment}").json()["size"] == before:
            time.sleep(0.01)
        to_membership.append(time.perf_counter() - began)
        counted = client.post("/segments/preview", json={"definition": _SEGMENT}).json()["count"]
        began = time.perf_counter()
        _order(url, key, [1000 + number], "again")
        while (
            client.post("/segments/preview", json={"definition": _SEGMENT}).json()["count"]
            == counted
        ):
            time.sleep(0.01)
        to_count.append(time.perf_counter() - began)
    return [
        Figure(
            name=f"event to membership, {people:,} people, median",
            value=statistics.median(to_membership),
            unit="s",
            yardstick=statistics.median(to_count),
            yardstick_name="full count, polled",
            goal="< 2 s",
        ),
        Figure(
            name="event to membership, worst",
            value=max(to_membership),
            unit="s",
            yardstick=max(to_count),
            yardstick_name="full count, polled",
            goal="< 2 s",
        ),
    ]


def _client(home: str, url: str) -> httpx.Client:
    import json
    from pathlib import Path

    while True:
        try:
            token = json.loads((Path(home) / "serve.json").read_text())["token"]
            if httpx.get(f"{url}/healthz").is_success:
                break
        except (OSError, ValueError, httpx.HTTPError):
            time.sleep(0.05)
    return httpx.Client(
        base_url=f"{url}/api", headers={"Authorization": f"Bearer {token}"}, timeout=60
    )


def _order(url: str, key: str, numbers: object, cause: str) -> None:
    batch = [
        {
            "type": "track",
            "event": "Order Completed",
            "userId": f"u{number}",
            "messageId": f"{cause}-{number}",
            "properties": {"order_id": f"{cause}-{number}", "revenue": 12.5},
        }
        for number in numbers  # type: ignore[attr-defined]
    ]
    httpx.post(
        f"{url}/v1/batch", json={"batch": batch}, auth=(key, ""), timeout=60
    ).raise_for_status()
