"""What members did, as the warehouse tells it: orders, refunds, and whatever social rules ask for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from siyu.kernel.money import to_minor
from siyu.warehouse import Warehouse, load_sql

from .rules import Programme

SQL = Path(__file__).parent / "sql"
COMPLETED, REFUNDED, CANCELLED = "Order Completed", "Order Refunded", "Order Cancelled"
ORDER_EVENTS = (COMPLETED, REFUNDED, CANCELLED)
PORTION = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One line of an order; ``weight`` is price times pieces, in 1/10 000 of a currency unit."""

    words: frozenset[str]
    category: str
    brand: str
    weight: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event that may earn or take back.

    Args:
        order_id: of the order; the message's id where an order names none.
        amount_minor: revenue of an order, or what was refunded; ≥ 0.
        currency: empty where the event names none.

    """

    name: str
    message_id: str
    node: int
    time: datetime
    order_id: str
    amount_minor: int
    currency: str
    products: tuple[Product, ...]


def asked_events(programme: Programme) -> list[str]:
    """Names of the events that the rules read."""
    return sorted({*ORDER_EVENTS, *(rule.event for rule in programme.social)})


def next_place(warehouse: Warehouse, programme: Programme, *, after: int, loaded: int) -> int:
    """How far to read in one go: whole loads, and about as many events as fit a transaction."""
    if loaded - after == 1:
        return loaded
    seen = 0
    params = _params(programme, after, loaded)
    rows = warehouse.rows(load_sql(SQL, "loads"), params)
    for row in rows:
        seen += int(row["happened"])
        if seen >= PORTION:
            return int(row["load_id"])
    return loaded if len(rows) < 5000 else int(rows[-1]["load_id"])


def read_happenings(
    warehouse: Warehouse, programme: Programme, *, after: int, until: int
) -> list[Happening]:
    """What happened in these loads, in their order."""
    params = _params(programme, after, until)
    return [_happening(row) for row in warehouse.rows(load_sql(SQL, "happenings"), params)]


def _params(programme: Programme, after: int, until: int) -> dict[str, Any]:
    since = programme.earns_since or datetime.now(UTC)
    return {
        "after": after,
        "until": until,
        "events": asked_events(programme),
        "since": since.astimezone(UTC),
    }


def _happening(row: Mapping[str, Any]) -> Happening:
    products = tuple(
        Product(
            words=frozenset({product_id, sku} - {""}),
            category=category,
            brand=brand,
            weight=max(0, int(Decimal(worth) * 10_000)),
        )
        for product_id, sku, category, brand, worth in zip(
            row["product_ids"],
            row["skus"],
            row["categories"],
            row["brands"],
            row["worth"],
            strict=True,
        )
    )
    return Happening(
        name=row["name"],
        message_id=row["message_id"],
        node=int(row["node"]),
        time=row["time"],
        order_id=row["order_id"] or f"message:{row['message_id']}",
        amount_minor=abs(to_minor(Decimal(row["amount"]), row["money"] or "CNY")),
        currency=row["money"],
        products=products,
    )
