"""What holds for every cart under every programme."""

from dataclasses import dataclass

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from siyu.promotions.pricing import (
    POINTS,
    Cart,
    PricedCart,
    compile_programme,
    parse_rule,
    price,
    refund_of,
    rule_json,
)

from .strategies import TIMES, carts, programmes, rules, trees

SOME = settings(max_examples=60, deadline=None)


@dataclass
class Shop:
    cart: Cart
    rules: list
    more: dict
    at: object

    def price(self, cart=None):
        programme = compile_programme(self.rules, **self.more)
        return price(cart or self.cart, programme, self.at)


@st.composite
def shops(draw, **more):
    tree = draw(st.none() | trees())
    return Shop(
        cart=draw(carts(units_most=40)),
        rules=draw(programmes(**more)),
        more={} if tree is None else {"tree": tree},
        at=draw(st.sampled_from(TIMES)),
    )


class TestAllocations:
    @SOME
    @given(shops())
    def test_sum_to_the_discount_of_every_source(self, shop):
        answer = shop.price()
        taken = {}
        for part in answer.allocations():
            taken[part.source] = taken.get(part.source, 0) + part.unit_minor * part.quantity
        assert taken.pop(POINTS, 0) == answer.points_minor
        said = {each.source: each.discount_minor for each in answer.applied if each.discount_minor}
        assert taken == said
        assert answer.discount_minor == sum(said.values())

    @SOME
    @given(shops())
    def test_price_each_unit_and_line_and_the_cart(self, shop):
        answer = shop.price()
        for line in answer.lines:
            assert sum(run.quantity for run in line.runs) == line.quantity
            assert sum(run.paid_minor * run.quantity for run in line.runs) == line.paid_minor
            for run in line.runs:
                assert run.paid_minor + sum(p.unit_minor for p in run.parts) == line.unit_minor
        goods = sum(line.paid_minor for line in answer.lines)
        assert goods == answer.listed_minor - answer.discount_minor - answer.points_minor
        assert answer.total_minor == goods + answer.freight_minor
        freight = sum(each.freight_minor for each in answer.applied)
        assert answer.freight_listed_minor - answer.freight_minor == freight

    @SOME
    @given(shops())
    def test_are_never_negative_nor_take_a_unit_below_its_floor(self, shop):
        answer = shop.price()
        floors = {line.line_id: line.floor_minor for line in shop.cart.lines}
        assert answer.total_minor >= 0
        assert answer.freight_minor >= 0
        for line in answer.lines:
            for run in line.runs:
                assert run.paid_minor >= 0
                assert all(part.unit_minor > 0 for part in run.parts)
                by_points = sum(p.unit_minor for p in run.parts if p.source == POINTS)
                # (Points are money: they may pay what the floor demands.)
                assert run.paid_minor + by_points >= min(line.unit_minor, floors[line.line_id])


class TestRefunds:
    @SOME
    @given(shops(), st.data())
    def test_in_any_grouping_return_what_was_paid(self, shop, data):
        answer = shop.price()
        for line in answer.lines:
            inner = st.sets(st.integers(1, line.quantity), max_size=4)
            ends = sorted({*data.draw(inner), line.quantity})
            parts = data.draw(
                st.permutations([range(a, b) for a, b in zip([0, *ends], ends, strict=False)])
            )
            back = [refund_of(line, units) for units in parts]
            assert sum(each.paid_minor for each in back) == line.paid_minor
            assert sum(each.points for each in back) == sum(
                r.points * r.quantity for r in line.runs
            )
            taken = sum(sum(each.parts.values()) for each in back)
            assert taken == line.listed_minor - line.paid_minor
        assert sum(r.points * r.quantity for x in answer.lines for r in x.runs) == answer.points


class TestSameCart:
    @SOME
    @given(shops(), st.data())
    def test_has_the_same_price_whatever_the_order(self, shop, data):
        cart = shop.cart
        mixed = msgspec.structs.replace(
            cart,
            lines=tuple(data.draw(st.permutations(cart.lines))),
            coupons=tuple(data.draw(st.permutations(cart.coupons))),
            gift_choices=tuple(data.draw(st.permutations(cart.gift_choices))),
        )
        first = shop.price()
        shop.rules = data.draw(st.permutations(shop.rules))
        second = shop.price(mixed)
        assert [line.line_id for line in second.lines] == [line.line_id for line in mixed.lines]
        by_id = {line.line_id: line for line in second.lines}
        again = msgspec.structs.replace(second, lines=tuple(by_id[x.line_id] for x in cart.lines))
        assert again == first

    @SOME
    @given(shops())
    def test_is_stored_and_restored_without_loss(self, shop):
        answer = shop.price()
        assert msgspec.json.decode(msgspec.json.encode(answer), type=PricedCart) == answer


class TestOneMoreItem:
    @SOME
    @given(shops(), carts(lines_most=1))
    def test_makes_nothing_cheaper_but_by_a_rule_that_says_so(self, shop, other):
        before = shop.price()
        more = tuple(msgspec.structs.replace(line, line_id="more") for line in other.lines)
        after = shop.price(msgspec.structs.replace(shop.cart, lines=shop.cart.lines + more))
        if after.total_minor < before.total_minor:
            took = {x.source: x.discount_minor + x.freight_minor for x in before.applied}
            took[POINTS] = before.points_minor
            now = {x.source: x.discount_minor + x.freight_minor for x in after.applied}
            now[POINTS] = after.points_minor
            assert any(minor > took.get(source, 0) for source, minor in now.items())

    @SOME
    @given(carts(lines_most=5, coupons=False), programmes(kinds=("fixed_price", "member_price")),
           st.sampled_from(TIMES))  # fmt: skip
    def test_makes_nothing_cheaper_where_each_unit_is_priced_for_itself(self, cart, rules, at):
        programme = compile_programme(
            [rule for rule in rules if getattr(rule, "units_most", None) is None and not rule.by_coupon]
        )  # fmt: skip
        cart = msgspec.structs.replace(cart, points=None)
        totals = [
            price(msgspec.structs.replace(cart, lines=cart.lines[:n]), programme, at).total_minor
            for n in range(len(cart.lines) + 1)
        ]
        # (An exclusion group makes rules hang on one another.)
        if all(rule.exclusion_group is None for rule in rules):
            assert totals == sorted(totals)


class TestStoredRules:
    @SOME
    @given(rules("a"))
    def test_are_read_back_as_they_were(self, rule):
        stored = msgspec.json.decode(msgspec.json.encode(rule_json(rule)))
        assert parse_rule(stored) == rule
