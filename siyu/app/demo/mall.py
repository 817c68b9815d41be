"""A day in the brand's mall: members order, pay and think better of it; staff ship, hand over and answer."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from .api import Brand
from .brand import PRODUCTS, SEED, STORES
from .lives import Customer, choose, few
from .shop import H5, KEPT_IN_STORES, MINI, Shop
from .shopper import Shopper

ORDERS_MIN, ORDERS_MAX = 24, 80
SHOPPERS_AT_ONCE = 3
CARRIERS = (("SF", "SF"), ("JD", "JD"), ("ZTO", "ZT"))
SANDBOX = "SANDBOX"
STOPS = 5
"""From the order to the door."""
REASONS = ("拍错了", "不喜欢", "包装破损", "七天无理由")


@dataclass(frozen=True)
class Bought:
    """An order that was paid, and how it goes on."""

    order_id: str
    pickup: bool
    dice: float


def live_in_mall(brand: Brand, shop: Shop, customers: Sequence[Customer]) -> int:
    """Orders through the mall's own checkout, in every state a desk may see; returns how many."""
    random = Random(f"{SEED}-mall")  # noqa: S311  (a story, not a secret)
    known = [customer for customer in customers if customer.identified]
    wanted = max(ORDERS_MIN, min(ORDERS_MAX, len(customers) // 100))
    chosen = random.sample(known, min(len(known), wanted))
    # Dealt and not thrown: of few orders too some stay unpaid, are cancelled, come back.
    dice = [(place + random.random()) / len(chosen) for place in range(len(chosen))]
    random.shuffle(dice)
    with ThreadPoolExecutor(SHOPPERS_AT_ONCE) as shoppers:
        return sum(shoppers.map(partial(_visit, brand, shop), chosen, dice))


def _visit(brand: Brand, shop: Shop, customer: Customer, dice: float) -> int:
    """What one member does in the mall, the same for the same seed; returns how many orders were paid."""
    random = Random(f"{SEED}-mall-{customer.number}")  # noqa: S311
    channel = H5 if customer.source == "H5 商城" else MINI
    count = 0
    with Shopper(brand, customer.phone, channel=channel) as shopper:
        for bought in shop_for(shopper, shop, customer, random, dice=dice):
            count += 1
            work_off(brand, shopper, bought, random)
    return count


def shop_for(
    shopper: Shopper, shop: Shop, customer: Customer, random: Random, *, dice: float | None = None
) -> Iterator[Bought]:
    """One order of a member; what is left unpaid or is cancelled is not told.

    Args:
        dice: how it goes on, from 0 to below 1; thrown where None.

    """
    pickup = random.random() < 0.25
    coupons = shopper.claim(2) if random.random() < 0.4 else []
    basket = _basket(shop, customer, random, pickup=pickup) | {"coupon_ids": coupons}
    if random.random() < 0.3:
        basket["points"] = 500
    dice = random.random() if dice is None else dice
    more = {} if pickup else {"address": _address(customer)}
    key = f"demo-{customer.number}-{random.randrange(10**9)}"
    placed = shopper.order(basket, key=key, **more)
    if not placed["paid"]:
        if dice < 0.06:
            return
        if dice < 0.11:
            shopper.call("POST", f"/orders/{placed['id']}/cancellation")
            return
        shopper.pay(placed["id"])
    yield Bought(placed["id"], pickup, dice)


def work_off(brand: Brand, shopper: Shopper, bought: Bought, random: Random) -> None:
    """What the desk and the shopper do with a paid order, as far as this one has come."""
    code, left = bought.order_id, random.random()
    if bought.pickup:
        if left < 0.6:
            shown = shopper.call("GET", f"/orders/{code}/pickup-code")
            brand.post("/commerce/orders/pickups", {"code": shown["code"]})
    elif left < 0.7:
        _send(brand, code, random, arrived=left < 0.35)
        if left < 0.35:
            shopper.call("POST", f"/orders/{code}/receipt")
    if bought.dice > 0.9:
        _think_better(brand, shopper, code, random)


def _send(brand: Brand, order: str, random: Random, *, arrived: bool) -> None:
    """A parcel leaves; half of them by the carrier whose track can be followed."""
    carrier, prefix = random.choice(CARRIERS)
    parcel = {"carrier": carrier, "waybill": f"{prefix}{random.randrange(10**11, 10**12)}"}
    # Dice of their own, so that the story of the orders stays as it is.
    way = Random(parcel["waybill"])  # noqa: S311
    followed = way.random() < 0.5
    if followed:
        asked = brand.post(f"/commerce/orders/{order}/waybills", {"carrier": SANDBOX})
        parcel = {"carrier": SANDBOX, "waybill": asked["number"]}
    brand.post(f"/commerce/orders/{order}/shipments", parcel)
    if followed:
        # What the shopper says has arrived was handed over.
        for _ in range(STOPS if arrived else way.randrange(STOPS)):
            brand.post("/commerce/sandbox/scans", parcel)


def _think_better(brand: Brand, shopper: Shopper, code: str, random: Random) -> None:
    body = {"kind": "refund_only", "quantities": {"1": 1}, "reason": random.choice(REASONS)}
    asked = shopper.call("POST", f"/orders/{code}/after-sales", body)
    dice, path = random.random(), f"/commerce/after-sales/{asked['id']}"
    if dice < 0.4:
        brand.post(f"{path}/approval", {"answer": "已为您退款"})
    elif dice < 0.6:
        brand.post(f"{path}/rejection", {"answer": "商品已拆封，抱歉"})


def _basket(shop: Shop, customer: Customer, random: Random, *, pickup: bool) -> dict[str, Any]:
    pieces: dict[str, int] = {}
    for _ in range(1 + few(customer.persona.items_per_order, random)):
        article = PRODUCTS[choose(customer.persona, random)].product_id
        if pickup:
            article = random.choice(KEPT_IN_STORES)
        pieces[article] = pieces.get(article, 0) + 1 + few(0.4, random)
    lines = [{"sku_id": shop.skus[article], "quantity": n} for article, n in pieces.items()]
    if not pickup:
        return {"lines": lines}
    place = shop.places[STORES[customer.store].code]
    return {"lines": lines, "fulfilment": "pickup", "location_id": place}


def _address(customer: Customer) -> dict[str, str]:
    store = STORES[customer.store]
    street = f"{store.address[3:]} {customer.number % 300 + 1} 号"
    return {
        "name": customer.name,
        "phone": customer.phone,
        "region": store.address[:3],
        "street": street,
    }
