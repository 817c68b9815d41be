"""Cart to paid order over HTTP, with stock, beside the same written naively.

Members put two SKUs into the cart, order, start to pay, and pay in the sandbox, whose signed notice arrives: four
requests to ``siyu serve`` in a process of its own, which meanwhile also does what follows a paid order. Once
each takes other goods, then all want the same two, and then there are far too few of those. Client and server share the
machine's cores. The yardstick is one process of ORM code that reads, then writes, without HTTP, without
a ledger, without allocations: what a mall written in an afternoon would do, and it may oversell.
"""

import http.client
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from siyu.app.house import open_house
from siyu.app.schema import prepare_schema
from siyu.commerce import catalogue, prices, sales_channels, stock
from siyu.commerce.members.models import MemberSessionRow
from siyu.commerce.members.sign_in import _digest
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.settings import Settings

from .figures import Figure, show
from .serving import served

CLIENTS = 4
SKUS = 50
ON_HAND = 1_000_000
RUSH_ON_HAND = 50
ADDRESS = {"name": "李华", "phone": "13800138000", "street": "人民路 1 号"}


def furnish(context: Context, clients: int, skus: int = SKUS, on_hand: int = ON_HAND) -> list[str]:
    """A mall, and a signed-in member for each client; the SKUs' codes."""
    with context.session() as session:
        book = prices.add_price_book(session, name="bench", currency="CNY").id
        sales_channels.add_sales_channel(
            session,
            code="mall",
            name="mall",
            kind=sales_channels.SalesChannelKind.mini_program,
            price_book_id=book,
            payment_providers=["sandbox"],
        )
        place = stock.add_location(
            session, code="W", name="W", kind=stock.LocationKind.warehouse, services=("ship",)
        ).id
        found = []
        for n in range(skus):
            product = catalogue.add_product(
                session,
                catalogue.NewProduct(code=f"P{n}", title=f"P{n}"),
                [catalogue.NewSku(code=f"S{n}")],
            )
            sku = catalogue.skus_of(session, product.id)[0].id
            catalogue.set_status(session, product.id, catalogue.ProductStatus.on_sale)
            prices.set_prices(session, book, [prices.NewPrice(sku_id=sku, unit_minor=1000 + n)])
            stock.receive(
                session, sku_id=sku, location_id=place, quantity=on_hand, cause=f"bench {n}"
            )
            found.append(ids.code("sku", sku))
        for client in range(clients):
            session.add(
                MemberSessionRow(
                    token_digest=_digest(f"bench-{client}"),
                    person_id=client + 1,
                    sales_channel="mall",
                    started_at=now(),
                    expires_at=now().replace(year=now().year + 1),
                )
            )
    return found


class Shopper:
    """A signed-in member with a connection of their own to the server."""

    def __init__(self, port: int, client: int, skus: list[str]) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port)
        self._client, self._skus = client, skus

    def order(self, turn: int) -> bool:
        """Cart, order, payment, and the provider's signed notice; raises where any of it fails.

        Returns:
            False where nothing was left.

        """
        first = self._client * 7 + turn
        chosen = [first % len(self._skus), (first + 1) % len(self._skus)]
        lines = [{"sku_id": self._skus[n], "quantity": 1} for n in chosen]
        self._ask("PUT", "/m/cart", {"sales_channel": "mall", "lines": lines})
        basket = {
            "sales_channel": "mall",
            "expected_total_minor": sum(1000 + n for n in chosen),
            "address": ADDRESS,
        }
        placed = self._ask("POST", "/m/orders", basket, key=f"{self._client}-{turn}")
        if placed.get("code") == "out_of_stock":
            return False
        started = self._ask("POST", f"/m/orders/{placed['id']}/payments", {"provider": "sandbox"})
        told = self._ask("POST", f"/m/sandbox/payments/{started['number']}", {})
        assert told == {"outcome": "paid"}, told
        return True

    def _ask(self, method: str, path: str, body: dict[str, Any], *, key: str = "") -> Any:
        headers = {
            "Authorization": f"Bearer bench-{self._client}",
            "Content-Type": "application/json",
        }
        if key:
            headers["Idempotency-Key"] = key
        self._http.request(method, path, json.dumps(body), headers)
        answer = self._http.getresponse()
        said = answer.read()
        told = json.loads(said)
        assert answer.status in (200, 201) or told["code"] == "out_of_stock", said
        return told


@dataclass(frozen=True)
class Measured:
    """How a mall did.

    Args:
        sold: orders paid.
        refused: told that nothing is left.
        broken: what invariants found afterwards.

    """

    sold: int
    refused: int
    seconds: float
    broken: list[str]


def measure(
    settings: Settings, *, clients: int, seconds: float, skus: int = SKUS, on_hand: int = ON_HAND
) -> Measured:
    """Let shoppers order for so long."""
    prepare_schema(settings)
    with open_house(settings) as house:
        codes = furnish(house.context, clients, skus, on_hand)
    environment = {
        "SIYU_HOME": str(settings.home),
        "SIYU_DATABASE_URL": settings.database_url,
        "SIYU_API_REQUESTS_PER_MINUTE": str(settings.api_requests_per_minute),
        "SIYU_LOG_LEVEL": "error",
        "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
    }
    outcomes, stop = Counter[bool](), threading.Event()
    with served([sys.executable, "-m", "siyu.app.cli", "serve", "--port"], environment) as port:

        def shop(client: int) -> None:
            shopper, turn = Shopper(port, client, codes), 0
            shopper.order(turn)  # what is remembered from the first request on is not measured
            ready.wait()
            while not stop.is_set():
                turn += 1
                sold = shopper.order(turn)
                with counting:
                    outcomes[sold] += 1

        ready, counting = threading.Barrier(clients + 1), threading.Lock()
        threads = [threading.Thread(target=shop, args=(n,)) for n in range(clients)]
        [thread.start() for thread in threads]
        ready.wait(60)
        started = time.perf_counter()
        time.sleep(seconds)
        stop.set()
        [thread.join() for thread in threads]
        took = time.perf_counter() - started
    with open_house(settings) as house:
        broken = [
            f"{one.name}: {found}"
            for one in house.invariants
            if one.name.startswith("commerce.") and (found := one.broken(house.context))
        ]
    return Measured(outcomes[True], outcomes[False], took, broken)


class Naive(DeclarativeBase):
    pass


class NaiveStock(Naive):
    __tablename__ = "stock"
    id: Mapped[int] = mapped_column(primary_key=True)
    left: Mapped[int]
    price: Mapped[int]


class NaiveOrder(Naive):
    __tablename__ = "orders"
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[int]
    total: Mapped[int]
    paid: Mapped[bool]


class NaiveLine(Naive):
    __tablename__ = "lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int]
    sku: Mapped[int]


def naive_orders_per_second(path: Path, *, seconds: float) -> float:
    """One client, no HTTP, read then write, two commits an order."""
    engine = create_engine(f"sqlite:///{path}")
    Naive.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all(NaiveStock(id=n, left=ON_HAND, price=1000 + n) for n in range(SKUS))
        session.commit()
    count, started = 0, time.perf_counter()
    while time.perf_counter() - started < seconds:
        with Session(engine) as session:
            rows = session.scalars(
                select(NaiveStock).where(NaiveStock.id.in_([count % SKUS, (count + 1) % SKUS]))
            ).all()
            order = NaiveOrder(person=1, total=sum(row.price for row in rows), paid=False)
            session.add(order)
            session.flush()
            for row in rows:
                row.left -= 1
                session.add(NaiveLine(order_id=order.id, sku=row.id))
            session.commit()
            session.get_one(NaiveOrder, order.id).paid = True
            session.commit()
        count += 1
    engine.dispose()
    return count / seconds


def run(scale: str) -> list[Figure]:
    """Four clients for a few seconds; ``SIYU_BENCH_DATABASE_URL`` (an empty one) measures PostgreSQL once."""
    seconds, database = (
        (10 if scale == "small" else 60),
        os.environ.get("SIYU_BENCH_DATABASE_URL", ""),
    )
    with tempfile.TemporaryDirectory() as folder:

        def mall(name: str, **more: int) -> Measured:
            settings = Settings(
                _env_file=None,
                home=Path(folder) / name,
                database_url=database,
                api_requests_per_minute=10_000_000,
                log_level="error",
            )
            measured = measure(settings, clients=CLIENTS, seconds=seconds, **more)
            if measured.broken:
                raise SystemExit(f"what must always hold does not: {measured.broken}")
            return measured

        many = mall("many")
        naive = naive_orders_per_second(Path(folder) / "naive.db", seconds=min(seconds, 5))
        figures = [
            _orders(
                f"cart to paid order over HTTP, {CLIENTS} clients, 2 of {SKUS} SKUs", many, naive
            )
        ]
        if not database:
            figures.append(_orders("the same, all want the same two", mall("hot", skus=2), naive))
            rush = mall("rush", skus=2, on_hand=RUSH_ON_HAND)
            figures.append(
                Figure(
                    name=f"the same, {RUSH_ON_HAND} of each there: told that nothing is left; "
                    f"{max(0, rush.sold + CLIENTS - RUSH_ON_HAND)} oversold",
                    value=rush.refused / rush.seconds,
                    unit="requests/s",
                )
            )
    return figures


def _orders(name: str, measured: Measured, naive: float) -> Figure:
    return Figure(
        name=f"{name}; 0 invariants broken",
        value=measured.sold / measured.seconds,
        unit="orders/s",
        yardstick=naive,
        yardstick_name="read then write, in process, no ledger",
        goal="≥ 200 orders/s",
    )


if __name__ == "__main__":
    show("commerce", run("small"))
