"""Random shops: a few goods that rules keep meeting, small numbers, every kind of rule and tree."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from siyu.promotions.pricing import (
    CHINESE_TREE,
    BranchNode,
    Cart,
    CartLine,
    CouponFacts,
    Delivery,
    GiftChoice,
    PersonFacts,
    PointsNode,
    PointsPayment,
    RulesNode,
    parse_rule,
)

GOODS = {
    "apple": ("fruit", ("food", "fruit"), "farm", frozenset({"new"})),
    "pear": ("fruit", ("food", "fruit"), "farm", frozenset()),
    "bread": ("bread", ("food",), "bakery", frozenset({"new"})),
    "mask": ("mask", ("care",), "lab", frozenset({"sale"})),
    "soap": ("soap", ("care",), "lab", frozenset()),
}
RULE_IDS = tuple("abcdefg")
PRICES = st.sampled_from([0, 1, 99, 100, 333, 500, 667, 1000, 1999]) | st.integers(0, 3000)
KINDS = tuple(
    "fixed_price member_price line_discount nth_unit units_rate units_for_price bundle buy_get spend_off spend_rate "
    "spend_gift add_on exchange free_shipping pay_reward".split()
)
TIMES = [datetime(2026, 11, day, hour, 30, tzinfo=UTC) for day in (26, 27, 28) for hour in (3, 15)]


@st.composite
def carts(draw, lines_most=4, units_most=6, floors=True, coupons=True):
    lines = []
    for number in range(
        draw(st.sampled_from([0, *range(1, lines_most + 1), *range(1, lines_most + 1)]))
    ):
        sku = draw(st.sampled_from(sorted(GOODS)))
        product, path, brand, tags = GOODS[sku]
        unit = draw(PRICES)
        lines.append(
            CartLine(
                line_id=str(number),
                sku=sku,
                unit_minor=unit,
                quantity=draw(st.integers(1, units_most)),
                product=product,
                category_path=path,
                brand=brand,
                tags=tags,
                floor_minor=draw(st.sampled_from([0, 0, unit // 2, unit, unit + 5])) if floors else 0,
                add_on_of=draw(st.sampled_from([""] * 25 + list(RULE_IDS))),
            )
        )  # fmt: skip
    held = draw(st.lists(st.sampled_from(RULE_IDS), max_size=3)) if coupons else []
    return Cart(
        lines=tuple(lines),
        person=draw(
            st.builds(
                PersonFacts,
                known=st.booleans(),
                tier=st.sampled_from(["", "silver", "gold"]),
                segments=st.frozensets(st.sampled_from(["s1", "s2"])),
                orders_before=st.sampled_from([None, 0, 1, 2, 5]),
                used_up=st.sampled_from([frozenset(), frozenset({"a"})]),
            )
        ),
        channel=draw(st.sampled_from(["mini", "pos"])),
        store=draw(st.sampled_from(["", "st1"])),
        payment_method=draw(st.sampled_from(["", "wechat"])),
        coupons=tuple(
            CouponFacts(coupon_id=f"c{n}", rule_id=rule_id) for n, rule_id in enumerate(held)
        ),
        gift_choices=draw(
            st.lists(
                st.builds(
                    GiftChoice,
                    rule_id=st.sampled_from(RULE_IDS),
                    skus=st.lists(st.sampled_from(["g1", "g2", "g3"]), max_size=4).map(tuple),
                ),
                max_size=2,
                unique_by=lambda choice: choice.rule_id,
            ).map(tuple)
        ),
        points=draw(
            st.none()
            | st.builds(
                PointsPayment,
                points=st.integers(0, 3000),
                step_points=st.sampled_from([1, 3, 100]),
                step_minor=st.sampled_from([1, 2, 7]),
                most_minor=st.none() | st.integers(0, 1000),
                most_bp=st.sampled_from([10_000, 5000, 333]),
                least_goods_minor=st.sampled_from([0, 1000]),
            )
        ),
        delivery=Delivery(
            method=draw(st.sampled_from(["", "pickup"])),
            freight_minor=draw(st.sampled_from([0, 600, 1000])),
        ),
    )


def selections():
    return st.sampled_from(
        [
            {"skus": ["apple"]}, {"skus": ["apple", "soap"]}, {"categories": ["food"]}, {"categories": ["care"]},
            {"brands": ["lab"]}, {"tags": ["new", "sale"]}, {"products": ["fruit"]},
            {"categories": ["food"], "tags": ["new"]}, {"brands": ["farm", "lab"], "skus": ["pear", "mask"]},
        ]
    )  # fmt: skip


def scopes():
    lists = st.lists(selections(), max_size=2)
    return (
        st.just({})
        | st.just({})
        | st.builds(lambda i, e: {"include": i, "exclude": e}, lists, lists)
    )


CUTS = st.one_of(
    st.builds(lambda v: {"by": "rate", "pay_bp": v}, st.sampled_from([0, 5000, 7900, 8800, 10_000])),
    st.builds(lambda v: {"by": "amount", "off_minor": v}, st.integers(1, 1200)),
    st.builds(lambda v: {"by": "price", "price_minor": v}, st.integers(0, 2500)),
)  # fmt: skip
MOST = st.none() | st.integers(1, 3)
SOME_PRICES = st.dictionaries(st.sampled_from(sorted(GOODS)), PRICES, max_size=3)

WHENS = st.sampled_from([{}] * 50 + [
    {"channels": ["mini"]}, {"stores": ["st1"]}, {"tiers": ["gold"]}, {"tiers": ["silver", "gold"]},
    {"segments": ["s1"]}, {"not_segments": ["s2"]}, {"segments": ["s2"], "not_segments": ["s1"]},
    {"members_only": True}, {"order_numbers": [1]}, {"every_nth_order": 3}, {"order_numbers": [2], "every_nth_order": 3},
    {"payment_methods": ["wechat"]}, {"delivery_methods": ["pickup"]},
    {"starts_at": "2026-11-27T00:00:00+08:00", "ends_at": "2026-11-28T00:00:00+08:00"},
    {"hours": [{"weekdays": [5], "start": "10:00", "end": "12:00"}]}, {"hours": [{"start": "22:00", "end": "02:00"}]},
    {"hours": [{"weekdays": [4], "start": "23:00", "end": "12:00"}, {"month_days": [28]}]},
])  # fmt: skip


def thresholds(draw):
    return {
        "at_least_minor": draw(st.sampled_from([0, 0, 500, 1000, 2500])),
        "at_least_units": draw(st.sampled_from([1, 1, 2, 3])),
    }


def tiers(draw, make):
    found = [thresholds(draw) | make()]
    for _ in range(draw(st.integers(0, 2))):
        last = found[-1]
        found.append(
            {
                "at_least_minor": last["at_least_minor"] + draw(st.sampled_from([0, 700])),
                "at_least_units": last["at_least_units"] + draw(st.integers(1, 2)),
            }
            | make()
        )
    return found


def body(draw, kind):
    pick = draw(st.sampled_from(["cheapest", "dearest"]))
    rate = st.sampled_from([0, 5000, 7900, 9999])
    if kind == "fixed_price":
        return {
            "prices": draw(SOME_PRICES),
            "cut": draw(st.none() | CUTS),
            "units_most": draw(MOST),
        }
    if kind == "member_price":
        names = st.sampled_from(["silver", "gold"])
        return {
            "cuts": draw(st.dictionaries(names, CUTS, max_size=2)),
            "prices": draw(st.dictionaries(names, SOME_PRICES, max_size=2)),
        }
    if kind == "line_discount":
        most = draw(st.sampled_from([1, 1, 2, 3]))
        return {"cut": draw(CUTS), "at_least_units": most, "units_most": draw(MOST)}
    if kind == "nth_unit":
        places = sorted(draw(st.sets(st.integers(1, 4), min_size=1, max_size=3)))
        steps = [{"nth": nth, "cut": draw(CUTS)} for nth in places]
        return {"steps": steps, "groups_most": draw(MOST), "same_sku": draw(st.booleans())}
    if kind == "units_rate":
        least = draw(st.integers(1, 4))
        steps = [least, least + draw(st.integers(1, 3))][: draw(st.integers(1, 2))]
        return {"tiers": [{"at_least_units": n, "pay_bp": draw(rate)} for n in steps]}
    if kind == "units_for_price":
        return {
            "units": draw(st.integers(1, 4)),
            "price_minor": draw(st.integers(0, 4000)),
            "pick": pick,
            "groups_most": draw(MOST),
        }
    if kind == "bundle":
        part = st.builds(lambda s, n: {"scope": s, "units": n}, scopes(), st.integers(1, 3))
        parts = draw(st.lists(part, min_size=1, max_size=3))
        return {"parts": parts, "cut": draw(CUTS), "sets_most": draw(MOST)}
    if kind == "buy_get":
        return {
            "buy_units": draw(st.integers(1, 3)),
            "get_units": draw(st.integers(1, 3)),
            "get": draw(st.none() | scopes()),
            "cut": draw(st.just({"by": "rate", "pay_bp": 0}) | CUTS),
            "pick": pick,
            "times_most": draw(MOST),
        }
    if kind == "spend_off":
        make = lambda: {"off_minor": draw(st.integers(1, 900))}  # noqa: E731
        most = draw(st.none() | st.integers(1, 900))
        return {"tiers": tiers(draw, make), "repeat": draw(st.booleans()), "most_minor": most}
    if kind == "spend_rate":
        most = draw(st.none() | st.integers(1, 900))
        return {"tiers": tiers(draw, lambda: {"pay_bp": draw(rate)}), "most_minor": most}
    if kind == "spend_gift":
        return {"tiers": tiers(draw, lambda: gifts(draw)), "repeat": draw(st.booleans())}
    if kind == "add_on":
        names = draw(st.sets(st.sampled_from(sorted(GOODS)), min_size=1, max_size=3))
        items = [
            {"sku": sku, "price_minor": draw(PRICES), "units_most": draw(st.integers(1, 3))}
            for sku in sorted(names)
        ]
        return thresholds(draw) | {"items": items, "units_most": draw(st.integers(1, 4))}
    if kind == "exchange":
        price = draw(st.sampled_from([0, 0, 100]))
        return {"units": draw(st.integers(1, 3)), "price_minor": price, "pick": pick}
    if kind == "free_shipping":
        return thresholds(draw) | {"off_minor": draw(st.none() | st.integers(1, 800))}
    return thresholds(draw) | {"rewards": [{"name": "points", "options": {"points": 5}}]}


def gifts(draw):
    names = sorted(draw(st.sets(st.sampled_from(["g1", "g2", "g3"]), min_size=1)))
    items = [{"sku": sku, "quantity": draw(st.integers(1, 2))} for sku in names]
    return {"gifts": items, "choose": draw(st.none() | st.integers(1, len(names)))}


@st.composite
def rules(draw, rule_id, kinds=KINDS):
    kind = draw(st.sampled_from(kinds))
    return parse_rule(
        {
            "id": rule_id,
            "kind": kind,
            "priority": draw(st.integers(0, 2)),
            "when": draw(WHENS),
            "scope": draw(scopes()),
            "by_coupon": draw(st.sampled_from([False] * 5 + [True])),
            "stack_group": draw(st.sampled_from(["coupon", "coupon", "other"])),
            "exclusion_group": draw(st.sampled_from([None, None, None, "x"])),
            "counts": draw(st.sampled_from(["now", "listed"])),
            "leave_out": draw(st.sampled_from(["nothing", "nothing", "priced", "discounted"])),
        }
        | body(draw, kind)
    )


@st.composite
def programmes(draw, most=6, kinds=KINDS):
    """Often of few kinds, so that rules of one node meet."""
    if draw(st.booleans()):
        kinds = draw(st.sets(st.sampled_from(kinds), min_size=1, max_size=3).map(sorted))
    return [draw(rules(rule_id, kinds)) for rule_id in RULE_IDS[: draw(st.integers(0, most))]]


MODES = st.sampled_from(["stackable", "in_order", "highest", "lowest"])


@st.composite
def trees(draw):
    """The preset, or kinds dealt out at random to nodes of random modes, some below a choice."""
    if draw(st.booleans()):
        return CHINESE_TREE
    kinds = draw(st.permutations(KINDS))
    cuts = sorted(draw(st.sets(st.integers(1, len(kinds) - 1), max_size=5)))
    nodes = []
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, len(kinds)], strict=True)):
        nodes.append(
            RulesNode(
                name=f"n{number}",
                mode=draw(MODES),
                scope=draw(st.sampled_from(["line", "order"])),
                kinds=tuple(kinds[start:end]),
                coupons=number == 0,
                each_stack_group=draw(st.booleans()),
                winners_most=draw(st.integers(1, 2)),
            )
        )
    nodes = draw(st.permutations(nodes))
    cut = draw(st.integers(0, len(nodes)))
    children = list(nodes[:cut])
    if nodes[cut:]:
        children.append(BranchNode(name="choice", mode=draw(MODES), children=tuple(nodes[cut:])))
    children.insert(draw(st.integers(0, len(children))), PointsNode())
    return BranchNode(name="all", children=tuple(children))
