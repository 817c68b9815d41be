"""Many shoppers at once, more than there is to sell."""

import threading
from collections import Counter

import pytest

from siyu.commerce.benefits import Asked
from siyu.commerce.stock import OutOfStock
from siyu.loyalty import InsufficientPoints

from .members import Members

pytestmark = [pytest.mark.database, pytest.mark.slow]

STOCK, ATTEMPTS = 50, 1000


@pytest.mark.parametrize("clients", [2, 4, 16, 64])
def test_fifty_are_sold_of_fifty(shop, clients):
    """1000 attempts, points and payment in some; nothing oversold, no deadlock, no lost update."""
    members = Members(shop.context)
    persons = [members.person(points=1000) for _ in range(4)]
    skus = [shop.sku("A", price=3000, on_hand=STOCK), shop.sku("B", price=2000, on_hand=STOCK)]
    outcomes, start = Counter(), threading.Barrier(clients)

    def shopper(number):
        start.wait()
        for turn in range(number, ATTEMPTS, clients):
            both = skus if turn % 2 else skus[::-1]
            try:
                placed = shop.buy(
                    dict.fromkeys(both, 1),
                    person=persons[turn % 4],
                    key=f"{turn}",
                    asked=Asked(points=100 if turn % 3 == 0 else 0),
                )
                if turn % 5:
                    outcomes[shop.pay(placed.order_id)] += 1
                outcomes["sold"] += 1
            except OutOfStock:
                outcomes["short"] += 1
            except InsufficientPoints:
                outcomes["points"] += 1
            except Exception as error:
                outcomes[repr(error)[:200]] += 1

    threads = [threading.Thread(target=shopper, args=(n,)) for n in range(clients)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert outcomes["sold"] == STOCK
    assert outcomes["sold"] + outcomes["short"] + outcomes["points"] == ATTEMPTS, outcomes
    assert [shop.level(sku).available for sku in skus] == [0, 0]
    assert shop.broken() == members.broken() == []
