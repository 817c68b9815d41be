"""Keeps the demo brand alive: a few people drop by every second, and some of them buy in the mall."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import httpx

from .api import Brand
from .lives import Call, Customer, draw_customers, live
from .mall import shop_for, work_off
from .shop import H5, MINI, Shop, read_shop
from .shopper import Shopper

EVENTS_PER_SECOND = 2.0
BUYERS = 0.2
"""Share of the guests who leave with an order."""


def trickle(brand: Brand, people: int, *, seconds: float | None = None) -> None:
    """Send what newcomers do as if it happened now, until stopped."""
    random, shop = Random(), read_shop(brand)  # noqa: S311  (a story, not a secret)
    end = None if seconds is None else time.monotonic() + seconds
    number = people + int(time.time()) % 1_000_000
    while end is None or time.monotonic() < end:
        number += 1
        guest = _guest(number)
        for call in _first_visit(guest):
            pause = random.expovariate(EVENTS_PER_SECOND)
            time.sleep(pause if end is None else min(pause, max(0.0, end - time.monotonic())))
            if end is not None and time.monotonic() >= end:
                return
            try:
                brand.send([_now(call)])
            except httpx.HTTPError:
                # The server is being stopped or restarted; it is not ours to complain.
                time.sleep(2)
        if random.random() < BUYERS:
            buy(brand, shop, guest, random)


def buy(brand: Brand, shop: Shop, guest: Customer, random: Random) -> None:
    """One order in the mall; one that comes to nothing does not stop the others."""
    channel = H5 if guest.source == "H5 商城" else MINI
    try:
        with Shopper(brand, guest.phone, channel=channel) as shopper:
            for bought in shop_for(shopper, shop, guest, random):
                work_off(brand, shopper, bought, random)
    except (httpx.HTTPError, RuntimeError):
        # Sold out, or the operator has changed the mall: the demo is theirs to change.
        return


def _guest(number: int) -> Customer:
    [customer] = draw_customers(1)
    return replace(
        customer, number=number, joined_day=0, days_alive=1, phone=f"+861997{number % 10**7:07d}"
    )


def _first_visit(guest: Customer) -> list[Call]:
    today = datetime.now(UTC)
    calls = live(guest, (today - timedelta(days=1)).date(), today + timedelta(days=1), None)
    return list(calls)[:12]


def _now(call: Call) -> Call:
    instant = datetime.now(UTC)
    stamp = instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    body = call.body | {
        "timestamp": stamp,
        "messageId": f"{call.body['messageId'][:80]}-{int(instant.timestamp() * 1000)}",
    }
    return Call(instant.timestamp(), call.source, body)
