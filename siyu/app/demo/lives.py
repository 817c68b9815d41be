"""What the demo brand's people did, as Segment calls: the same people and days for the same seed.

A life is drawn per person: when they came and by which channel, how often they visit, what they
like, when their interest ends, and whom they bring along. Nobody is stored; calls are yielded
person by person, and ``in_time_order`` puts them into the order in which they happened.
"""

from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import exp
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .brand import CHANNELS, FESTIVALS, GIVEN, PERSONAS, PRODUCTS, SEED, STORES, SURNAMES, Persona

YEAR_DAYS = 365
_HOUR_WEIGHTS = (1, 1, 0, 0, 0, 1, 2, 4, 6, 7, 8, 8, 10, 8, 6, 6, 7, 8, 9, 12, 14, 13, 9, 4)
_HOURS = [sum(_HOUR_WEIGHTS[: hour + 1]) / sum(_HOUR_WEIGHTS) for hour in range(24)]


@dataclass(frozen=True)
class Call:
    """One call of an SDK: through which source, when, and what."""

    at: float
    source: str
    body: dict[str, Any]


@dataclass(frozen=True)
class Customer:
    """Who someone is; all but ``number`` is drawn from the seed."""

    number: int
    name: str
    phone: str
    persona: Persona
    channel: str
    source: str
    store: int
    joined_day: int
    days_alive: int
    identified: bool
    birthday: str
    invited_by: int | None

    @property
    def user_id(self) -> str:
        return f"M{self.number:08d}"

    @property
    def anonymous_id(self) -> str:
        return f"demo-{SEED}-{self.number}"


def draw_customers(count: int) -> list[Customer]:
    """The brand's people, in the order in which they joined."""
    random = np.random.default_rng(SEED)
    # More people came lately than a year ago: the brand grows.
    joined = np.sort((YEAR_DAYS * random.beta(1.6, 1.2, count)).astype(int))
    personas = random.choice(len(PERSONAS), count, p=_shares([p.share for p in PERSONAS]))
    channels = random.choice(len(CHANNELS), count, p=_shares([c[1] for c in CHANNELS]))
    stores = random.choice(len(STORES), count, p=_shares([s.weight for s in STORES]))
    alive = random.exponential(170, count).astype(int) + 1
    known = random.random(count) < 0.72
    given = random.integers(0, len(GIVEN), (count, 2))
    surnames = random.choice(
        len(SURNAMES), count, p=_shares(list(1 / np.arange(2, len(SURNAMES) + 2)))
    )
    two = random.random(count) < 0.7
    births = random.integers(0, 365 * 35, count)
    invited = random.random(count) < 0.14
    customers = []
    for number in range(count):
        name = SURNAMES[surnames[number]] + GIVEN[given[number, 0]]
        name += GIVEN[given[number, 1]] if two[number] else ""
        channel = CHANNELS[channels[number]]
        inviter = int(random.integers(0, number)) if invited[number] and number > 50 else None
        customers.append(
            Customer(
                number=number,
                name=name,
                # 199 with a seven fixed: no such numbers are handed out to subscribers today.
                phone=f"+861997{number:07d}",
                persona=PERSONAS[personas[number]],
                channel=channel[0],
                source=channel[2],
                store=int(stores[number]),
                joined_day=int(joined[number]),
                days_alive=int(alive[number]),
                identified=bool(known[number]),
                birthday=(date(1972, 1, 1) + timedelta(int(births[number]))).isoformat(),
                invited_by=inviter,
            )
        )
    return customers


def live(
    customer: Customer, first_day: date, until: datetime, inviter: Customer | None
) -> Iterator[Call]:
    """Everything one person did from the day they came until ``until``."""
    random = Random(SEED * 1_000_003 + customer.number)  # noqa: S311  (a story, not a secret)
    start = first_day + timedelta(customer.joined_day)
    end = until.timestamp()
    moment = _moment(start, random)
    if moment > end:
        return
    yield from _arrival(customer, moment, inviter, random)
    orders = 0
    for day_index in _visit_days(customer, start, (until.date() - start).days + 1):
        for call in _visit(customer, _moment(start + timedelta(day_index), random), orders, random):
            if call.at > end:
                return
            orders += call.body.get("event") == "Order Completed"
            yield call


def come_back(customer: Customer, at: datetime) -> Iterator[Call]:
    """A visit that ends in an order, as after a message."""
    random = Random(f"{SEED}-{customer.number}-back")  # noqa: S311  (a story, not a secret)
    moment = at.timestamp()
    yield _track(customer, moment - 60, "Visit Started", {"channel": customer.channel})
    yield from _order(customer, moment, orders=500, random=random)


def _visit_days(customer: Customer, start: date, days_left: int) -> list[int]:
    """Days after joining on which they came by: tastes, weekends, festivals, and waning interest."""
    days = np.arange(min(customer.days_alive, days_left))
    if not len(days):
        return []
    persona = customer.persona
    weekend = np.where((days + start.weekday()) % 7 >= 5, persona.weekend_pull, 1.0)
    festive = _festive_year(start)[: len(days)]
    # Interest wanes over a life, so that churn shows as lengthening gaps.
    interest = 1.0 - 0.7 * days / customer.days_alive
    chance = persona.visits_per_month / 30 * weekend * festive * interest
    dice = np.random.default_rng([SEED, customer.number]).random(len(days))
    return [int(day) for day in np.flatnonzero(dice < chance)]


@cache
def _festive_year(start: date) -> NDArray[np.float64]:
    days = [start + timedelta(index) for index in range(YEAR_DAYS + 2)]
    return np.array([FESTIVALS.get((day.month, day.day), 1.0) ** 0.5 for day in days])


def _arrival(
    customer: Customer, at: float, inviter: Customer | None, random: Random
) -> Iterator[Call]:
    store = STORES[customer.store]
    properties: dict[str, Any] = {
        "channel": customer.channel,
        "code": f"{store.code}-{customer.channel}",
        "store": store.code,
    }
    if inviter:
        properties["inviter"] = inviter.user_id
    yield _track(customer, at, "Code Scanned", properties, identified=False)
    if customer.identified:
        traits = {
            "name": customer.name,
            "phone": customer.phone,
            "birthday": customer.birthday,
            "channel": customer.channel,
            "store": store.code,
            "city": store.name[:2],
            "longitude": round(store.longitude + random.gauss(0, 0.02), 5),
            "latitude": round(store.latitude + random.gauss(0, 0.02), 5),
        }
        yield Call(
            at + 40,
            customer.source,
            {"type": "identify", "userId": customer.user_id, "traits": traits}
            | _stamp(customer, at + 40, 0),
        )
    if inviter and inviter.identified:
        body = {
            "type": "track",
            "event": "Invite Accepted",
            "userId": inviter.user_id,
            "properties": {"invitee": customer.user_id, "channel": customer.channel},
        }
        yield Call(at + 60, inviter.source, body | _stamp(customer, at + 60, 1))


def _visit(customer: Customer, at: float, orders: int, random: Random) -> Iterator[Call]:
    persona = customer.persona
    yield _track(customer, at, "Visit Started", {"channel": customer.channel})
    views = 1 + few(0.8, random)
    basket = []
    for step in range(views):
        product = PRODUCTS[choose(persona, random)]
        at += float(random.randint(15, 90))
        facts = {
            "product_id": product.product_id,
            "name": product.name,
            "category": product.category,
            "price": product.price_minor / 100,
        }
        yield _track(customer, at, "Product Viewed", facts, step)
        if random.random() < 0.35:
            basket.append(product)
            yield _track(customer, at + 8, "Product Added", facts | {"quantity": 1}, step)
    if random.random() < persona.shares_per_visit:
        yield _track(
            customer, at + 12, "Product Shared", {"product_id": "I002", "channel": "wechat"}
        )
    # Who has bought before buys again more readily; a full basket helps.
    willing = persona.buys_per_visit * (1.0 + 0.25 * min(orders, 4)) * (1.6 if basket else 0.5)
    if customer.identified and random.random() < min(willing, 0.85):
        yield from _order(customer, at + 45, orders, random)


def _order(customer: Customer, at: float, orders: int, random: Random) -> Iterator[Call]:
    lines = []
    for _ in range(1 + few(customer.persona.items_per_order - 1, random)):
        product = PRODUCTS[choose(customer.persona, random)]
        lines.append((product, 1 + few(0.3, random)))
    goods = sum(product.price_minor * quantity for product, quantity in lines)
    discount = min(2000, goods // 10) if random.random() < 0.3 else 0
    order_id = f"D{customer.number:07d}-{orders + 1}"
    properties: dict[str, Any] = {
        "order_id": order_id,
        "currency": "CNY",
        "revenue": (goods - discount) / 100,
        "discount": discount / 100,
        "store": STORES[customer.store].code,
        "channel": customer.channel,
        "products": [
            {
                "product_id": p.product_id,
                "sku": p.product_id,
                "name": p.name,
                "category": p.category,
                "price": p.price_minor / 100,
                "quantity": quantity,
            }
            for p, quantity in lines
        ],
    }
    if discount:
        properties["coupon"] = "满减券"
    yield _track(
        customer,
        at - 20,
        "Checkout Started",
        {"order_id": order_id, "value": properties["revenue"]},
    )
    yield _track(customer, at, "Order Completed", properties)
    if random.random() < 0.035:
        refund = {
            key: properties[key] for key in ("order_id", "currency", "revenue", "products", "store")
        }
        yield _track(customer, at + 86_400 * float(random.randint(1, 9)), "Order Refunded", refund)


def _track(
    customer: Customer,
    at: float,
    event: str,
    properties: dict[str, Any],
    step: int = 0,
    *,
    identified: bool = True,
) -> Call:
    body: dict[str, Any] = {"type": "track", "event": event, "properties": properties}
    if customer.identified and identified:
        body["userId"] = customer.user_id
    return Call(at, customer.source, body | _stamp(customer, at, event, step))


def _stamp(customer: Customer, at: float, *parts: object) -> dict[str, Any]:
    when = datetime.fromtimestamp(at, UTC)
    name = "-".join(str(part) for part in parts).replace(" ", "")
    return {
        "anonymousId": customer.anonymous_id,
        "messageId": f"demo-{customer.number}-{int(at)}-{name}"[:100],
        "timestamp": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def choose(persona: Persona, random: Random) -> int:
    return bisect(_shelf(persona.name), random.random(), hi=len(PRODUCTS) - 1)


@cache
def _shelf(persona_name: str) -> list[float]:
    persona = next(persona for persona in PERSONAS if persona.name == persona_name)
    weights = [p.weight * persona.tastes.get(p.category, 0.35) for p in PRODUCTS]
    return [float(edge) for edge in np.cumsum(_shares(weights))]


def few(mean: float, random: Random) -> int:
    """A small count that is ``mean`` on average (Knuth's way to a Poisson number)."""
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def _moment(day: date, random: Random) -> float:
    hour = bisect(_HOURS, random.random(), hi=23)
    # The day is a Chinese one: 8 hours ahead of UTC.
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=8)
    return midnight.timestamp() + hour * 3600 + float(random.randint(0, 3000))


def _shares(weights: list[float]) -> NDArray[np.float64]:
    values = np.asarray(weights, float)
    shares: NDArray[np.float64] = values / values.sum()
    return shares
