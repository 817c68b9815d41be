"""What coupons and commerce build on: carts, stored rules, stored answers."""

from datetime import UTC, datetime

import msgspec
import pytest

from siyu.promotions.pricing import (
    Cart,
    CartLine,
    Delivery,
    InvalidCart,
    InvalidProgramme,
    NoSuchUnits,
    PointsPayment,
    PricedCart,
    compile_programme,
    parse_rule,
    price,
    refund_of,
    rule_json,
)

AT = datetime(2026, 11, 27, 4, tzinfo=UTC)
EMPTY = compile_programme([])


def line(line_id="1", sku="s", unit_minor=500, quantity=1, **more):
    return CartLine(line_id=line_id, sku=sku, unit_minor=unit_minor, quantity=quantity, **more)


class TestPriceOfAnEmptyProgramme:
    def test_is_the_price_in_the_book_and_the_freight(self):
        cart = Cart(lines=(line(quantity=3), line("2")), delivery=Delivery(freight_minor=800))
        priced = price(cart, EMPTY, AT)
        assert (priced.listed_minor, priced.discount_minor, priced.total_minor) == (2000, 0, 2800)
        assert [each.paid_minor for each in priced.lines] == [1500, 500]

    def test_is_stored_and_restored_without_loss(self):
        priced = price(Cart(lines=(line(quantity=3),)), EMPTY, AT)
        assert msgspec.json.decode(msgspec.json.encode(priced), type=PricedCart) == priced

    def test_of_an_empty_cart_is_nothing(self):
        assert price(Cart(lines=()), EMPTY, AT).total_minor == 0


class TestRefusedCarts:
    @pytest.mark.parametrize(
        ("field", "problem", "cart"),
        [
            ("lines.0.quantity", "negative", Cart(lines=(line(quantity=-1),))),
            ("lines.0.quantity", "too_small", Cart(lines=(line(quantity=0),))),
            ("lines.1.quantity", "too_large", Cart(lines=(line(), line("2", quantity=1_000_001)))),
            ("lines.0.quantity", "not_whole", Cart(lines=(line(quantity=1.5),))),
            ("lines.0.quantity", "not_whole", Cart(lines=(line(quantity=True),))),
            ("lines.0.unit_minor", "negative", Cart(lines=(line(unit_minor=-1),))),
            ("lines.0.unit_minor", "too_large", Cart(lines=(line(unit_minor=10**18),))),
            ("lines.0.floor_minor", "negative", Cart(lines=(line(floor_minor=-5),))),
            ("lines", "too_large", Cart(lines=(line(unit_minor=10**13, quantity=2),))),
            ("lines", "too_many", Cart(lines=tuple(line(str(n)) for n in range(1001)))),
            ("lines.1.line_id", "repeated", Cart(lines=(line(), line()))),
            ("delivery.freight_minor", "negative", Cart(lines=(), delivery=Delivery(freight_minor=-1))),
            ("points.points", "negative", Cart(lines=(), points=PointsPayment(points=-1))),
            ("points.step_minor", "too_small", Cart(lines=(), points=PointsPayment(points=1, step_minor=0))),
            ("points.most_bp", "too_large", Cart(lines=(), points=PointsPayment(points=1, most_bp=10_001))),
        ],
    )  # fmt: skip
    def test_name_the_field_and_the_problem(self, field, problem, cart):
        with pytest.raises(InvalidCart) as refused:
            price(cart, EMPTY, AT)
        assert refused.value.facts == {"field": field, "problem": problem}


class TestRefund:
    def test_refuses_units_the_line_does_not_have(self):
        priced = price(Cart(lines=(line(quantity=3),)), EMPTY, AT)
        for units in (range(2, 4), range(-1, 1), range(0, 3, 2), range(2, 1)):
            with pytest.raises(NoSuchUnits):
                refund_of(priced.lines[0], units)
        assert refund_of(priced.lines[0], range(1, 3)).paid_minor == 1000


class TestStoredRules:
    def test_read_back_as_they_were_written(self):
        stored = {
            "id": "a",
            "kind": "spend_off",
            "tiers": [{"at_least_minor": 500, "off_minor": 100}],
        }
        assert rule_json(parse_rule(stored)) == stored

    @pytest.mark.parametrize(
        "broken",
        [
            {"tiers": []},
            {"tiers": [{"at_least_minor": 500, "off_minor": 0}]},
            {"tiers": [{"at_least_minor": 500, "off_minor": -5}]},
            {"tiers": [{"at_least_minor": 5.5, "off_minor": 1}]},
            {"tiers": [{"at_least_minor": 500, "off_minor": 1}, {"at_least_minor": 500, "off_minor": 2}]},
            {"tiers": [{"off_minor": 1}], "scop": {}},
            {"tiers": [{"off_minor": 1}], "scope": {"include": [{}]}},
            {"tiers": [{"off_minor": 1}], "kind": "gratis"},
            {"tiers": [{"off_minor": 1}], "when": {"starts_at": "2026-11-11T00:00:00"}},
        ],
    )  # fmt: skip
    def test_are_refused_where_they_make_no_sense(self, broken):
        with pytest.raises(ValueError, match="validation error"):
            parse_rule({"id": "a", "kind": "spend_off"} | broken)

    def test_cannot_share_an_id(self):
        rule = parse_rule({"id": "a", "kind": "spend_off", "tiers": [{"off_minor": 1}]})
        with pytest.raises(InvalidProgramme):
            compile_programme([rule, rule])
