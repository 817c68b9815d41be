"""Orders that were, as carts that the engine can price: by their list prices, whatever was paid then."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.money import to_minor
from siyu.warehouse import Warehouse, load_sql

from .pricing import Cart, CartLine, Delivery

SQL = Path(__file__).parent / "sql"
CATALOGUE_BLOCK = "catalogue"
LINES_MAX = 200
QUANTITY_MAX = 10_000

KnownGoods = Callable[[Session, Sequence[str]], Mapping[str, CartLine]]
"""Implementation of a ``catalogue`` block: article numbers → lines with all but price and quantity."""


@dataclass(frozen=True, kw_only=True)
class PastOrder:
    """An order with the cart it would be today.

    Args:
        person_id: 0 is nobody known.
        cart: without its person; None where no priced goods are named.

    """

    person_id: int
    at: datetime
    cart: Cart | None


def read_past_orders(context: Context, day: date, *, currency: str) -> Iterator[list[PastOrder]]:
    """Orders of a business day in the order of their time, some 65 000 at once."""
    goods: dict[str, CartLine] = {}
    params = {"day": day, "currency": currency}
    for block in context.get(Warehouse).stream(load_sql(SQL, "past_orders"), params):
        columns = {name: list(column) for name, column in block.items()}
        rows = [
            dict(zip(columns, values, strict=True))
            for values in zip(*columns.values(), strict=True)
        ]
        _learn(context, goods, rows)
        yield [_order(row, goods, currency) for row in rows]


def orders_before(warehouse: Warehouse, day: date) -> dict[int, int]:
    """Person → how many orders they had placed before a day."""
    found = warehouse.columns(load_sql(SQL, "orders_before"), {"day": day})
    return dict(zip(map(int, found["buyer"]), map(int, found["orders"]), strict=True))


def _learn(context: Context, goods: dict[str, CartLine], rows: Sequence[Mapping[str, Any]]) -> None:
    """What the brand's catalogue knows of the goods: rules name its codes."""
    words = {word for row in rows for word in (*row["skus"], *row["products"])} - {"", *goods}
    if not words:
        return
    with context.session(read_only=True) as session:
        for block in context.get(Blocks).of_kind(CATALOGUE_BLOCK):
            known: KnownGoods = block.implementation
            goods.update(known(session, sorted(words)))


def _order(row: Mapping[str, Any], goods: Mapping[str, CartLine], currency: str) -> PastOrder:
    lines = tuple(_lines(row, goods, currency))
    cart = Cart(
        lines=lines,
        channel=str(row["channel"]),
        store=ids.code("node", int(row["org"])) if row["org"] else "",
        delivery=Delivery(freight_minor=max(0, _minor(row["shipping"], currency))),
    )
    return PastOrder(
        person_id=int(row["buyer"]),
        at=datetime.fromtimestamp(int(row["milliseconds"]) / 1000, UTC),
        cart=cart if lines else None,
    )


def _lines(
    row: Mapping[str, Any], goods: Mapping[str, CartLine], currency: str
) -> Iterator[CartLine]:
    columns = ("skus", "products", "categories", "brands", "prices", "quantities")
    told = zip(*(row[name] for name in columns), strict=True)
    for number, (sku, product, category, brand, price, quantity) in enumerate(told):
        unit_minor, pieces = _minor(price, currency), round(quantity)
        if number >= LINES_MAX or unit_minor <= 0 or not 1 <= pieces <= QUANTITY_MAX:
            continue
        line = goods.get(sku) or goods.get(product)
        if line is None:
            # Not of the brand's own catalogue: by the words it came with.
            line = CartLine(
                line_id="",
                sku=sku or product,
                unit_minor=0,
                quantity=1,
                product=product,
                category_path=(category,) if category else (),
                brand=brand,
            )
        yield replace(line, line_id=str(number), unit_minor=unit_minor, quantity=pieces)


def _minor(amount: float, currency: str) -> int:
    return to_minor(Decimal(repr(float(amount))), currency)
