"""Pricing carts in memory: 10 lines against 50 active promotions of every kind, on one core.

    python -m benchmarks pricing
    python -m benchmarks pricing --scale large              also 1 000 promotions, and 9 999 units a line

The yardstick is the slow reference of the tests, which tries every rule on every unit; it prices the same carts, and both
must agree to the fen. Seconds are those of the processor, so that a busy machine does not count.
"""

import random
import time
from datetime import UTC, datetime

from siyu.promotions.pricing import (
    Cart,
    CartLine,
    CouponFacts,
    Delivery,
    PersonFacts,
    PointsPayment,
    Rule,
    compile_programme,
    parse_rule,
    price,
)
from tests.promotions.pricing.reference import history, price_plainly, totals

from .figures import Figure

AT = datetime(2026, 11, 27, 4, tzinfo=UTC)
SKUS, CATEGORIES, BRANDS = 1_000, 40, 20
GOAL = "≥ 5 000 carts/s a core"


def category(number: int) -> str:
    return f"category{number % CATEGORIES}"


def brand(number: int) -> str:
    return f"brand{number % BRANDS}"


def line(number: int, line_id: str, quantity: int) -> CartLine:
    return CartLine(
        line_id=line_id,
        sku=f"sku{number}",
        product=f"product{number // 2}",
        unit_minor=990 + number * 37 % 20_000,
        quantity=quantity,
        category_path=(f"department{number % 8}", category(number)),
        brand=brand(number),
        tags=frozenset({"new"}) if number % 7 == 0 else frozenset(),
        floor_minor=500 if number % 10 == 0 else 0,
    )


def carts(count: int, *, lines: int, units: int, chance: random.Random) -> list[Cart]:
    """Members and strangers, half of them with a coupon, a third with points."""
    return [
        Cart(
            lines=tuple(
                line(number, str(place), chance.randint(1, units))
                for place, number in enumerate(chance.sample(range(SKUS), lines))
            ),
            person=PersonFacts(
                known=True,
                tier=chance.choice(["", "silver", "gold"]),
                segments=frozenset({f"segment{chance.randint(0, 40)}" for _ in range(5)}),
                orders_before=chance.randint(0, 5),
            ),
            channel=chance.choice(["mini", "pos"]),
            payment_method=chance.choice(["wechat", "alipay"]),
            coupons=(CouponFacts(coupon_id="c1", rule_id="coupon20"),) * chance.randint(0, 1),
            points=PointsPayment(points=1_000, step_points=100, step_minor=100, most_bp=2_000)
            if chance.random() < 0.3
            else None,
            delivery=Delivery(method="express", freight_minor=800),
        )
        for _ in range(count)
    ]


def programme(count: int) -> list[Rule]:
    """``count`` promotions: the fifty, and as many more on single SKUs as are needed; and a coupon."""
    half = {"by": "rate", "pay_bp": 5_000}
    found: list[dict] = [
        {
            "id": "coupon20",
            "kind": "spend_off",
            "by_coupon": True,
            "tiers": [{"at_least_minor": 9_900, "off_minor": 2_000}],
        },
        {
            "kind": "member_price",
            "cuts": {
                "silver": {"by": "rate", "pay_bp": 9_800},
                "gold": {"by": "rate", "pay_bp": 9_500},
            },
        },
        {"kind": "free_shipping", "at_least_minor": 9_900},
        {"kind": "spend_off", "tiers": [{"at_least_minor": n * 10_000, "off_minor": n * 900} for n in (1, 2, 3)]},
        {"kind": "spend_gift", "tiers": [{"at_least_minor": 30_000, "gifts": [{"sku": "bag"}]}]},
        {"kind": "add_on", "at_least_minor": 5_000, "items": [{"sku": "mask", "price_minor": 100}]},
        {"kind": "line_discount", "cut": {"by": "amount", "off_minor": 100}, "when": {"order_numbers": [1]}},
        {
            "kind": "pay_reward",
            "at_least_minor": 3_500,
            "when": {"payment_methods": ["wechat"]},
            "rewards": [{"name": "coupon"}],
        },
    ]  # fmt: skip
    for n in range(10):
        prices = {f"sku{number}": 800 + number for number in range(n * 100, n * 100 + 20)}
        found.append({"kind": "fixed_price", "prices": prices})
    for n in range(4):
        scope = {"include": [{"categories": [category(n * 2)]}]}
        found += [
            {"kind": "line_discount", "scope": scope, "cut": {"by": "rate", "pay_bp": 9_000}},
            {"kind": "nth_unit", "scope": {"include": [{"brands": [brand(n)]}]}, "steps": [{"nth": 2, "cut": half}]},
            {"kind": "units_rate", "scope": {"include": [{"categories": [category(n + 10)]}]},
             "tiers": [{"at_least_units": 2, "pay_bp": 7_900}]},
            {"kind": "units_for_price", "scope": {"include": [{"categories": [category(n + 15)]}]},
             "units": 3, "price_minor": 9_900},
            {"kind": "buy_get", "scope": {"include": [{"brands": [brand(n + 5)], "tags": ["new"]}]}, "buy_units": 2},
            {"kind": "bundle", "cut": {"by": "amount", "off_minor": 500},
             "parts": [{"scope": {"include": [{"categories": [category(n + 20)]}]}},
                       {"scope": {"include": [{"categories": [category(n + 25)]}]}}]},
            {"kind": "spend_off", "scope": {"include": [{"brands": [brand(n + 10)]}]},
             "tiers": [{"at_least_minor": 5_000, "off_minor": 400}], "repeat": True},
            {"kind": "spend_rate", "scope": {"include": [{"categories": [f"department{n}"]}]},
             "tiers": [{"at_least_minor": 20_000, "pay_bp": 9_000}], "most_minor": 5_000},
        ]  # fmt: skip
    while len(found) <= count:
        number = len(found)
        scope = {"include": [{"skus": [f"sku{number * 3 % SKUS}", f"sku{number * 7 % SKUS}"]}]}
        found.append({"kind": "line_discount", "scope": scope, "cut": {"by": "amount", "off_minor": 50}})  # fmt: skip
    return [parse_rule({"id": f"rule{n}"} | body) for n, body in enumerate(found)][: count + 1]


def run(scale: str) -> list[Figure]:
    """Figures for ten lines and fifty promotions; at large scale also for more of everything."""
    cases = [("10 lines × 50 promotions", 50, 10, 3, GOAL)]
    if scale == "large":
        cases += [
            ("10 lines × 1 000 promotions", 1_000, 10, 3, ""),
            ("100 lines × 50 promotions", 50, 100, 3, ""),
            ("10 lines of up to 9 999 units × 50 promotions", 50, 10, 9_999, ""),
        ]
    return [measure(*case) for case in cases]


def measure(name: str, promotions: int, lines: int, units: int, goal: str) -> Figure:
    rules = programme(promotions)
    compiled = compile_programme(rules)
    some = carts(500, lines=lines, units=units, chance=random.Random(7))
    few = some[:20]
    if units <= 10:
        for cart in few:
            check(cart, rules, compiled)
    for cart in some:
        price(cart, compiled, AT)
    applied = sum(len(price(cart, compiled, AT).applied) for cart in some) / len(some)
    rate = per_second(lambda cart: price(cart, compiled, AT), some, seconds=2)
    plain = per_second(lambda cart: price_plainly(cart, rules, AT), few, seconds=2) if units <= 10 else None  # fmt: skip
    return Figure(
        name=f"{name}, of which {applied:.0f} apply",
        value=rate,
        unit="carts/s",
        yardstick=plain,
        yardstick_name="every rule on every unit" if plain else "",
        goal=goal,
    )


def check(cart: Cart, rules: list[Rule], compiled) -> None:
    """Both say the same of every unit."""
    answer, world = price(cart, compiled, AT), price_plainly(cart, rules, AT)
    assert answer.total_minor == totals(world)["total"], cart
    units = history(world)
    for line in answer.lines:
        paid = [run.paid_minor for run in line.runs for _ in range(run.quantity)]
        assert paid == [unit[0] for unit in units[line.line_id]], line


def per_second(work, some: list[Cart], *, seconds: float) -> float:
    done, started = 0, time.process_time()
    while (spent := time.process_time() - started) < seconds:
        for cart in some[:20]:
            work(cart)
        some = some[20:] + some[:20]
        done += 20
    return done / spent


def main() -> None:
    from .figures import show

    show("pricing", run("large"))


if __name__ == "__main__":
    main()
