"""Cart to paid order over HTTP, with stock, beside the same written naively.

Members put two SKUs into the cart, order, start to pay, and pay in the sandbox, whose signed notice arrives: four
requests to ``siyu serve`` in a process of its own, which meanwhile also does what follows a paid order. Client and
server share the machine's cores. The yardstick is one process of ORM code that reads, then writes, without HTTP, without
a ledger, without allocations: what a mall written in an afternoon would do, and it may oversell.
"""

import http.client
import json
import os
import sys
import tempfile
import threading
import time
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
ADDRESS = {"name": "李华", "phone": "13800138000", "street": "人民路 1 号"}


def furnish(context: Context, clients: int) -> list[str]:
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
        for n in range(SKUS):
            product = catalogue.add_product(
                session,
                catalogue.NewProduct(code=f"P{n}", title=f"P{n}"),
                [catalogue.NewSku(code=f"S{n}")],
            )
            sku = catalogue.skus_of(session, product.id)[0].id
            catalogue.set_status(session, product.id, catalogue.ProductStatus.on_sale)
            prices.set_prices(session, book, [prices.NewPrice(sku_id=sku, unit_minor=1000 + n)])
            stock.receive(
                session, sku_id=sku, location_id=place, quantity=ON_HAND, cause=f"bench {n}"
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

    def order(self, turn: int) -> None:
        """Cart, order, payment, and the provider's signed notice; raises where any of it fails."""
        first = self._client * 7 + turn
        chosen = [first % SKUS, (first + 1) % SKUS]
        lines = [{"sku_id": self._skus[n], "quantity": 1} for n in chosen]
        self._ask("PUT", "/m/cart", {"sales_channel": "mall", "lines": lines})
        basket = {
            "sales_channel": "mall",
            "expected_total_minor": sum(1000 + n for n in chosen),
            "address": ADDRESS,
        }
        placed = self._ask("POST", "/m/orders", basket, key=f"{self._client}-{turn}")
        started = self._ask("POST", f"/m/orders/{placed['id']}/payments", {"provider": "sandbox"})
        told = self._ask("POST", f"/m/sandbox/payments/{started['number']}", {})
        assert told == {"outcome": "paid"}, told

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
        assert answer.status in (200, 201), said
        return json.loads(said)


def orders_per_second(
    settings: Settings, *, clients: int, seconds: float
) -> tuple[float, list[str]]:
    """Paid orders a second, and what invariants find afterwards."""
    prepare_schema(settings)
    with open_house(settings) as house:
        skus = furnish(house.context, clients)
    environment = {
        "SIYU_HOME": str(settings.home),
        "SIYU_DATABASE_URL": settings.database_url,
        "SIYU_API_REQUESTS_PER_MINUTE": str(settings.api_requests_per_minute),
        "SIYU_LOG_LEVEL": "error",
        "SIYU_ADMIN_PASSWORD": "benchmark-only-1",
    }
    done, stop = [0] * clients, threading.Event()
    with served([sys.executable, "-m", "siyu.app.cli", "serve", "--port"], environment) as port:

        def shop(client: int) -> None:
            shopper, turn = Shopper(port, client, skus), 0
            shopper.order(turn)  # what is remembered from the first request on is not measured
            ready.wait()
            while not stop.is_set():
                turn += 1
                shopper.order(turn)
                done[client] += 1

        ready = threading.Barrier(clients + 1)
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
    return sum(done) / took, broken


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
    """Four clients for a few seconds; ``SIYU_BENCH_DATABASE_URL`` measures another store than SQLite."""
    seconds = 10 if scale == "small" else 60
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None,
            home=Path(folder),
            database_url=os.environ.get("SIYU_BENCH_DATABASE_URL", ""),
            api_requests_per_minute=10_000_000,
            log_level="error",
        )
        rate, broken = orders_per_second(settings, clients=CLIENTS, seconds=seconds)
        naive = naive_orders_per_second(Path(folder) / "naive.db", seconds=min(seconds, 5))
    if broken:
        raise SystemExit(f"what must always hold does not: {broken}")
    return [
        Figure(
            name=f"cart to paid order over HTTP, {CLIENTS} clients, 2 SKUs; 0 invariants broken",
            value=rate,
            unit="orders/s",
            yardstick=naive,
            yardstick_name="read then write, in process, no ledger",
            goal="≥ 200 orders/s",
        )
    ]


if __name__ == "__main__":
    show("commerce", run("small"))
