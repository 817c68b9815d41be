"""Keeps the demo brand alive: a few people drop by every second, as they would on a quiet day."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import httpx

from .api import Brand
from .lives import Call, draw_customers, live

EVENTS_PER_SECOND = 2.0


def trickle(brand: Brand, people: int, *, seconds: float | None = None) -> None:
    """Send what newcomers do as if it happened now, until stopped."""
    random = Random()  # noqa: S311  (a story, not a secret)
    end = None if seconds is None else time.monotonic() + seconds
    number = people + int(time.time()) % 1_000_000
    while end is None or time.monotonic() < end:
        number += 1
        for call in _first_visit(number):
            pause = random.expovariate(EVENTS_PER_SECOND)
            time.sleep(pause if end is None else min(pause, max(0.0, end - time.monotonic())))
            if end is not None and time.monotonic() >= end:
                return
            try:
                brand.send([_now(call)])
            except httpx.HTTPError:
                # The server is being stopped or restarted; it is not ours to complain.
                time.sleep(2)


def _first_visit(number: int) -> list[Call]:
    [customer] = draw_customers(1)
    today = datetime.now(UTC)
    guest = replace(
        customer, number=number, joined_day=0, days_alive=1, phone=f"+861997{number % 10**7:07d}"
    )
    calls = list(live(guest, (today - timedelta(days=1)).date(), today + timedelta(days=1), None))
    return calls[:12]


def _now(call: Call) -> Call:
    instant = datetime.now(UTC)
    stamp = instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = call.body | {
        "timestamp": stamp,
        "messageId": f"{call.body['messageId'][:80]}-{int(instant.timestamp() * 1000)}",
    }
    return Call(instant.timestamp(), call.source, body)
