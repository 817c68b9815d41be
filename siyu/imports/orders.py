"""Order lines → orders → Segment's e-commerce events.

One row is one line; where no column numbers the orders, each row is an order of its own.
An order is "Order Refunded" where its number begins with the cancellation prefix, "Order Adjusted"
where it begins with the adjustment prefix or only takes goods back without being a cancellation,
else "Order Completed". Where no prefix is set, an order with negative lines only is a refund. Lines
travel as they are: nothing is dropped, and every sum stays exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from siyu.imports.cells import Cells, RowRejected, digest, encode, identity_of
from siyu.imports.contracts import Kind
from siyu.imports.spool import Item
from siyu.imports.tally import iso
from siyu.imports.values import plain

LINES_MAX = 5000
TOTAL_MAX = Decimal(10) ** 13

COMPLETED, REFUNDED, ADJUSTED = "Order Completed", "Order Refunded", "Order Adjusted"


class Line(msgspec.Struct, array_like=True, gc=False):
    """One row, as it waits for the other lines of its order."""

    row: int
    fingerprint: int
    order: str
    time: int
    identifiers: dict[str, str]
    product: dict[str, str]
    price: str
    quantity: str
    total: str
    order_facts: dict[str, str]


class _Order(NamedTuple):
    event: str
    time: int
    identifiers: dict[str, str]
    revenue: Decimal
    products: list[dict[str, str]]
    facts: dict[str, str]


class Orders:
    """Reads rows as lines, and groups lines as orders."""

    def __init__(self, cells: Cells, *, source: str) -> None:
        self._cells = cells
        self._tally = cells.tally
        self._source = source
        self._order = cells.identifier("order_id")
        self._time = cells.time("time")
        self._quantity = cells.number("quantity")
        self._price = cells.number("price")
        self._total = cells.number("total")
        self._currency = cells.text("currency", 20)
        self._product = [
            (name, cells.identifier(name) if name in ("product_id", "sku") else cells.text(name))
            for name in ("product_id", "sku", "name", "category")
            if cells.has(name)
        ]
        self._facts = [
            (name, cells.text(name))
            for name in ("coupon", "country", "store", "channel")
            if cells.has(name)
        ] + cells.free("property:")
        self._has_customer = bool(cells.identifier_fields)
        self._lines = cells.has("price")
        self._has_quantity = cells.has("quantity")
        self._numbered = cells.has("order_id")

    def read(self, row: int, cells: Sequence[str]) -> tuple[str, Line]:
        """The line in a row, under the key that brings its order together.

        Raises:
            RowRejected: it cannot be taken.

        """
        note_all = self._tally.note_all
        order, codes = self._order(cells)
        if codes:
            note_all(codes, row)
        if self._numbered and not order:
            raise RowRejected("order_missing")
        time, codes = self._time(cells)
        if time is None:
            raise RowRejected(codes[0])
        price, quantity, total = self._numbers(row, cells)
        product: dict[str, str] = {}
        for name, read in self._product:
            value, codes = read(cells)
            if codes:
                note_all(codes, row)
            if value:
                product[name] = value
            elif name == "name":
                self._tally.note("description_missing", row)
            elif name == "product_id":
                self._tally.note("product_missing", row)
        facts: dict[str, str] = {}
        for name, read in self._facts:
            value, codes = read(cells)
            if codes:
                note_all(codes, row)
            if value:
                facts[name] = value
        currency, _ = self._currency(cells)
        if currency:
            facts["currency"] = self._money_of(currency, row)
        identifiers = self._cells.identifiers(cells, row)
        if self._has_customer and not identifiers:
            self._tally.note("customer_missing", row)
        fingerprint = hash(tuple(cells))
        self._note_amounts(row, order, price, quantity)
        line = Line(
            row=row,
            fingerprint=fingerprint,
            order=order,
            time=round(time.timestamp() * 1000),
            identifiers=identifiers,
            product=product,
            price="" if price is None else plain(price),
            quantity="" if quantity is None else plain(quantity),
            total="" if total is None else plain(total),
            order_facts=facts,
        )
        return order or digest(cells), line

    def items(self, records: Iterable[bytes]) -> Iterator[tuple[str, Item]]:
        """The orders of one part, each with the month it falls into."""
        decode = msgspec.json.Decoder(Line).decode
        orders: dict[str, list[Line]] = {}
        fingerprints: set[int] = set()
        overlong: set[str] = set()
        for record in records:
            line = decode(record)
            if line.fingerprint in fingerprints:
                self._tally.note("duplicate_row", line.row)
            fingerprints.add(line.fingerprint)
            if not line.order:
                orders[self._number(line, orders)] = [line]
                continue
            lines = orders.setdefault(line.order, [])
            if len(lines) < LINES_MAX:
                lines.append(line)
            else:
                overlong.add(line.order)
                self._tally.reject("order_too_long", line.row, [line.order])
        for number, lines in orders.items():
            if number in overlong:
                for line in lines:
                    self._tally.reject("order_too_long", line.row, [number])
                continue
            order = self._bring_together(number, lines)
            if order is None:
                for line in lines:
                    self._tally.reject("order_out_of_range", line.row, [number])
                continue
            yield iso(order.time)[:7].replace("-", ""), self._item(number, order)  # type: ignore[index]

    def _numbers(
        self, row: int, cells: Sequence[str]
    ) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        found = []
        for read, needed in (
            (self._price, self._lines),
            (self._quantity, self._lines and self._has_quantity),
            (self._total, not self._lines),
        ):
            value, codes = read(cells)
            for code in codes:
                if value is not None:
                    self._tally.note(code, row)
                elif code != "number_missing" or needed:
                    raise RowRejected(code)
            found.append(value)
        return found[0], found[1], found[2]

    def _note_amounts(
        self, row: int, order: str, price: Decimal | None, quantity: Decimal | None
    ) -> None:
        note = self._tally.note
        cancelled = self._is_cancelled(order)
        if cancelled:
            note("cancellation", row)
        elif self._is_adjustment(order):
            note("adjustment", row)
        if quantity is not None and quantity <= 0:
            if not quantity:
                note("zero_quantity", row)
            elif not cancelled:
                note("negative_quantity", row)
        if price is not None and price <= 0:
            note("negative_price" if price else "zero_price", row)

    def _money_of(self, text: str, row: int) -> str:
        code = _CURRENCY_WORDS.get(text, text.upper())
        if len(code) == 3 and code.isascii() and code.isalpha():
            return code
        self._tally.note("currency_malformed", row)
        return self._cells.options.currency

    def _is_cancelled(self, order: str) -> bool:
        prefix = self._cells.options.cancellation_prefix
        return bool(prefix) and order.startswith(prefix)

    def _is_adjustment(self, order: str) -> bool:
        prefix = self._cells.options.adjustment_prefix
        return bool(prefix) and order.startswith(prefix)

    @staticmethod
    def _number(line: Line, orders: dict[str, list[Line]]) -> str:
        """A number for an order that has none: from what it says, and which of its equals it is."""
        said = digest(
            line.time, line.identifiers, line.product, line.price, line.quantity, line.total
        )
        at = 1
        while f"{said[:16]}-{at}" in orders:
            at += 1
        return f"{said[:16]}-{at}"

    def _bring_together(self, number: str, lines: list[Line]) -> _Order | None:
        first = lines[0]
        note = self._tally.note
        if len(lines) > 1:
            if any(line.time != first.time for line in lines):
                note("order_times_differ", first.row)
            customers = {tuple(line.identifiers.items()) for line in lines if line.identifiers}
            if len(customers) > 1:
                note("order_customers_differ", first.row)
        amounts = [_amount(line) for line in lines]
        total = next((Decimal(line.total) for line in lines if line.total), None)
        summed = sum((a for a in amounts if a is not None), Decimal(0))
        revenue = summed if total is None else total
        if self._lines and total is not None and total != summed:
            note("order_total_differs", first.row)
        if abs(revenue) >= TOTAL_MAX or abs(summed) >= TOTAL_MAX:
            return None
        takes_back = all(
            (Decimal(line.quantity) < 0 if line.quantity else (a or 0) < 0)
            for line, a in zip(lines, amounts, strict=True)
        ) or (not self._lines and revenue < 0)
        event = self._event_of(number, takes_back=takes_back)
        sign = 1
        if event == REFUNDED and revenue > 0:  # written as what was given back
            sign, revenue = -1, -revenue
        facts: dict[str, str] = {}
        for line in lines:
            for name, value in line.order_facts.items():
                facts.setdefault(name, value)
        return _Order(
            event=event,
            time=min(line.time for line in lines),
            identifiers=next((line.identifiers for line in lines if line.identifiers), {}),
            revenue=revenue,
            products=[_product(line, sign) for line in lines if line.product or line.price],
            facts=facts,
        )

    def _event_of(self, number: str, *, takes_back: bool) -> str:
        if self._is_cancelled(number):
            return REFUNDED
        if self._is_adjustment(number):
            return ADJUSTED
        if takes_back:
            return ADJUSTED if self._cells.options.cancellation_prefix else REFUNDED
        return COMPLETED

    def _item(self, number: str, order: _Order) -> Item:
        currency = order.facts.pop("currency", self._cells.options.currency)
        event = {
            "type": "track",
            "event": order.event,
            "timestamp": iso(order.time),
            **identity_of(order.identifiers),
            "properties": {
                **order.facts,
                "order_id": number,
                "revenue": plain(order.revenue),
                "currency": currency,
                "products": order.products,
            },
        }
        tally = self._tally
        tally.items[order.event] += 1
        tally.total += order.revenue
        tally.see_time(order.time)
        for value in order.identifiers.values():
            tally.see_customer(value)
            break
        said = encode(event)
        memory: dict[str, Any] = {
            "who": digest(order.identifiers),
            "revenue": plain(order.revenue),
            "lines": [
                [p.get("product_id", ""), p.get("sku", ""), p["price"], p["quantity"]]
                for p in order.products
            ],
        }
        return Item(
            key=digest(Kind.orders, self._source, number),
            content=digest(said.decode())[:16],
            event=msgspec.Raw(said),
            memory=msgspec.Raw(encode(memory)),
        )


_CURRENCY_WORDS = {
    "人民币": "CNY",
    "元": "CNY",
    "RMB": "CNY",
    "rmb": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "港币": "HKD",
    "美元": "USD",
}


def _amount(line: Line) -> Decimal | None:
    if not line.price:
        return None
    return Decimal(line.price) * (Decimal(line.quantity) if line.quantity else 1)


def _product(line: Line, sign: int) -> dict[str, str]:
    quantity = line.quantity or "1"
    if sign < 0:
        quantity = plain(-Decimal(quantity))
    return {**line.product, "price": line.price or "0", "quantity": quantity}
