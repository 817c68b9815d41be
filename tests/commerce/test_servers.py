"""Real servers: two sell one stock, and one is killed again and again while it sells."""

import itertools
import random
import threading
import time
from collections import Counter

import httpx
import pytest
from sqlalchemy import select, text

from siyu.app.schema import head
from siyu.commerce.orders.models import OrderRow
from siyu.kernel import ids
from siyu.promotions.contracts import Limits
from tests.app.running import RunningServer

from .members import Members
from .serving import Crowd, at_once

pytestmark = [pytest.mark.database, pytest.mark.slow]

PRICE = 10_000
STOCK = 50
POINTS = 1_000
KILLS = 4


@pytest.fixture
def servers(shop, tmp_path):
    """Start as many servers as asked for, on the shop's database."""
    with shop.context.session() as session:
        session.execute(text("create table alembic_version (version_num varchar(32) primary key)"))
        session.execute(text("insert into alembic_version values (:head)"), {"head": head()})
    running = []

    def start(number):
        for n in range(number):
            server = RunningServer(
                tmp_path / f"server{n}",
                database_url=shop.context.settings.database,
                secret_key=shop.context.settings.secret_key.get_secret_value(),
                # One reads what others publish; the warehouse of each is its own here.
                worker="true" if n == 0 else "false",
            )
            running.append(server)
            server.start()
        return running

    yield start
    for server in running:
        server.close()


@pytest.fixture
def members(shop):
    return Members(shop.context)


@pytest.fixture
def crowd(shop, members):
    with httpx.Client(timeout=60, limits=httpx.Limits(max_connections=None)) as http:
        yield Crowd(shop, members, http)


def pay_states(shop):
    with shop.context.session(read_only=True) as session:
        return Counter(session.scalars(select(OrderRow.pay_state)))


@pytest.mark.parametrize("clients", [4, 64])
def test_two_servers_sell_what_there_is_and_give_what_may_be_had(
    shop, members, crowd, servers, clients
):
    if shop.context.engine.dialect.name == "sqlite":
        pytest.skip("two servers share PostgreSQL")
    sku = shop.sku("A", price=PRICE, on_hand=STOCK)
    kind = ids.code("cpk", members.kind(limits=Limits(claims=STOCK)))
    both = itertools.cycle([server.url for server in servers(2)])
    shoppers = crowd.shoppers(clients, sku, lambda: next(both))

    orders = {shopper.person_id: shopper.order() for shopper in shoppers}

    def buy(number):
        shopper = shoppers[number % clients]
        placed = shopper.place(f"k{number}", orders[shopper.person_id])
        if placed.status_code != 201:
            return placed.json()["code"]
        return shopper.pay(placed.json()["id"]) if number % 5 else "unpaid"

    def claim(number):
        answer = shoppers[number % clients].call("POST", f"/m/coupon-kinds/{kind}/claims")
        return "claimed" if answer.status_code == 201 else answer.json()["code"]

    tasks = [lambda n=n: buy(n) if n % 2 else claim(n) for n in range(STOCK * 5)]
    outcomes = at_once(clients, tasks)
    assert outcomes["paid"] + outcomes["unpaid"] == STOCK, outcomes
    assert outcomes["claimed"] == STOCK, outcomes
    refused = outcomes["out_of_stock"] + outcomes["limit_reached"]
    assert refused == len(tasks) - 2 * STOCK, outcomes
    assert shop.level(sku).available == 0
    assert pay_states(shop) == {"paid": outcomes["paid"], "unpaid": outcomes["unpaid"]}
    assert shop.broken() == members.broken() == []


def test_killed_while_it_sells_and_refunds_it_owes_nothing(shop, members, crowd, servers):
    """Shoppers repeat what got no answer, with the same key; staff do likewise."""
    sku = shop.sku("A", price=PRICE, on_hand=STOCK)
    [server] = servers(1)
    shoppers = crowd.shoppers(12, sku, lambda: server.url, points=POINTS)
    coupons = [ids.code("cpn", members.coupon(shopper.person_id)) for shopper in shoppers]
    chance, over = random.Random(5), threading.Event()

    def kill_and_start():
        for _ in range(KILLS):
            if over.wait(chance.uniform(0.3, 1.5)):
                return
            server.kill()
            server.start()

    def shop_around(number):
        shopper = shoppers[number]
        wanted = shopper.order(coupon=coupons[number], points=POINTS)
        order = shopper.place(f"key{number}", wanted).json()["id"]
        again = shopper.place(f"key{number}", wanted).json()
        assert (again["id"], again["again"]) == (order, True)
        assert shopper.pay(order) in ("paid", "repeated", "order_in_other_state")
        if number % 2:
            ask = {"kind": "refund_only", "quantities": {"1": 1}}
            shopper.call("POST", f"/m/orders/{order}/after-sales", **ask)
            waiting = shopper.call("GET", f"/m/orders/{order}/after-sales").json()
            [asked] = waiting
            approve(asked["id"])
        return "done"

    def approve(after_sale):
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                answer = server.post(f"/api/commerce/after-sales/{after_sale}/approval", {})
            except (httpx.HTTPError, OSError):
                time.sleep(0.1)
                continue
            if answer.status_code in (200, 409):
                return
            time.sleep(0.1)
        raise AssertionError("not approved in time")

    killer = threading.Thread(target=kill_and_start)
    killer.start()
    try:
        outcomes = at_once(4, [lambda n=n: shop_around(n) for n in range(len(shoppers))])
    finally:
        over.set()
        killer.join()
    assert outcomes == {"done": len(shoppers)}
    server.wait_for(lambda: pay_states(shop) == {"paid": 6, "refunded": 6}, 60)
    assert shop.level(sku).available == STOCK - 6
    for number, (shopper, coupon) in enumerate(zip(shoppers, coupons, strict=True)):
        state = members.coupon_state(ids.number("cpn", coupon))
        assert state == ("held" if number % 2 else "used")
        assert members.points(shopper.person_id).locked == 0
    assert shop.broken() == members.broken() == []
