"""Sends events as fast as a server takes them: one request at a time on each of many connections.

``python -m benchmarks.tracking_load HOST PORT KEY CONNECTIONS SECONDS BATCH PEOPLE REQUESTS``;
prints what it saw as JSON.
"""

import asyncio
import base64
import itertools
import sys
import time
import uuid
from datetime import UTC, datetime

import msgspec
import uvloop

EVENT = {
    "type": "track",
    "event": "Product Viewed",
    "userId": "u-NUMBER",
    "anonymousId": "507f191e-810c-1972-9de8-NUMBER",
    "messageId": "ajs-next-MESSAGE",
    "timestamp": "WHEN",
    "context": {
        "library": {"name": "analytics.js", "version": "1.2"},
        "page": {
            "url": "https://shop.example.com/p/1",
            "path": "/p/1",
            "title": "毛绒玩具",
            "referrer": "https://www.example.com/",
        },
        "userAgent": "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36",
        "locale": "zh-CN",
    },
    "properties": {
        "product_id": "p1",
        "sku": "s1",
        "name": "毛绒",
        "price": 12.5,
        "quantity": 1,
        "category": "toys",
    },
    "integrations": {},
}
_TEMPLATE = msgspec.json.encode(EVENT)


def requests(key: str, batch: int, people: int, count: int) -> list[bytes]:
    """Whole HTTP requests, made before the clock starts."""
    run, numbers = uuid.uuid4().hex, itertools.count()
    when = datetime.now(UTC).isoformat().encode()
    template = _TEMPLATE.replace(b"WHEN", when)
    sign = base64.b64encode(f"{key}:".encode())

    def event() -> bytes:
        number = next(numbers)
        person = b"%08d" % (number * 7919 % people)
        message = f"{run}-{number}".encode()
        return template.replace(b"NUMBER", person).replace(b"MESSAGE", message)

    def one() -> bytes:
        if batch == 1:
            path, body = b"/v1/track", event()
        else:
            path = b"/v1/batch"
            body = b'{"batch":[' + b",".join(event() for _ in range(batch)) + b"]}"
        return (
            b"POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n"
            b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
        ) % (path, sign, len(body)) + body

    return [one() for _ in range(count)]


class Sender(asyncio.Protocol):
    """One connection."""

    def __init__(self, load: "Load") -> None:
        self._load = load
        self._transport = None
        self._heard = b""
        self._sent_at = 0.0
        load.open += 1

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if b"}" not in self._heard:
            return
        self._load.seconds.append(time.perf_counter() - self._sent_at)
        self._load.answered += self._heard[9:12] == b"200"
        self._heard = b""
        self._next()

    def connection_lost(self, _) -> None:
        self._load.open -= 1
        if not self._load.open:
            self._load.finished.set()

    def _next(self) -> None:
        if not self._load.requests or time.perf_counter() > self._load.end:
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(self._load.requests.pop())


class Load:
    """What is left to send, and what came back."""

    def __init__(self, prepared: list[bytes], seconds: float) -> None:
        self.requests = prepared
        self.end = time.perf_counter() + seconds
        self.seconds: list[float] = []
        self.answered = self.open = 0
        self.finished = asyncio.Event()


async def main() -> None:
    host, port, key, connections, seconds, batch, people, count = sys.argv[1:]
    prepared = requests(key, int(batch), int(people), int(count))
    loop = asyncio.get_running_loop()
    load = Load(prepared, float(seconds))
    began = time.perf_counter()
    for _ in range(int(connections)):
        await loop.create_connection(lambda: Sender(load), host, int(port))
    await load.finished.wait()
    took = time.perf_counter() - began
    waits = sorted(load.seconds)
    figures = {
        "requests": load.answered,
        "failed": len(waits) - load.answered,
        "seconds": took,
        "p50_ms": waits[len(waits) // 2] * 1000,
        "p99_ms": waits[int(len(waits) * 0.99)] * 1000,
    }
    print(msgspec.json.encode(figures).decode())


if __name__ == "__main__":
    uvloop.run(main())
