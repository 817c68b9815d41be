"""Carts that cannot be priced are refused before anything is computed."""

from .cart import Cart, CartLine, PointsPayment
from .errors import InvalidCart
from .shape import MINOR_MAX, UNITS_MAX

LINES_MAX = 1_000
COUPONS_MAX = 50


def check_cart(cart: Cart) -> None:
    """Refuse what is negative, absurd, not whole or there twice.

    Raises:
        InvalidCart: names the first field that cannot be.

    """
    if len(cart.lines) > LINES_MAX:
        raise InvalidCart("lines", "too_many")
    if len(cart.coupons) > COUPONS_MAX:
        raise InvalidCart("coupons", "too_many")
    total, seen = 0, set[str]()
    for number, line in enumerate(cart.lines):
        unit, quantity, floor = line.unit_minor, line.quantity, line.floor_minor
        # One test for the usual case: three checks with names for each line cost more than pricing it.
        if (
            type(unit) is type(quantity) is type(floor) is int
            and 0 <= unit <= MINOR_MAX
            and 1 <= quantity <= UNITS_MAX
            and 0 <= floor <= MINOR_MAX
        ):
            total += unit * quantity
        else:
            _refuse_line(line, number)
        if line.line_id in seen:
            raise InvalidCart(f"lines.{number}.line_id", "repeated")
        seen.add(line.line_id)
    if total > MINOR_MAX:
        raise InvalidCart("lines", "too_large")
    _check("delivery.freight_minor", cart.delivery.freight_minor, 0, MINOR_MAX)
    if cart.points is not None:
        _check_points(cart.points)
    if cart.coupons and len({each.coupon_id for each in cart.coupons}) < len(cart.coupons):
        raise InvalidCart("coupons", "repeated")
    if cart.gift_choices and len({each.rule_id for each in cart.gift_choices}) < len(
        cart.gift_choices
    ):
        raise InvalidCart("gift_choices", "repeated")


def _refuse_line(line: CartLine, number: int) -> None:
    _check(f"lines.{number}.unit_minor", line.unit_minor, 0, MINOR_MAX)
    _check(f"lines.{number}.quantity", line.quantity, 1, UNITS_MAX)
    _check(f"lines.{number}.floor_minor", line.floor_minor, 0, MINOR_MAX)


def _check_points(points: PointsPayment) -> None:
    _check("points.points", points.points, 0, MINOR_MAX)
    _check("points.step_points", points.step_points, 1, MINOR_MAX)
    _check("points.step_minor", points.step_minor, 1, MINOR_MAX)
    _check("points.most_bp", points.most_bp, 0, 10_000)
    _check("points.least_goods_minor", points.least_goods_minor, 0, MINOR_MAX)
    if points.most_minor is not None:
        _check("points.most_minor", points.most_minor, 0, MINOR_MAX)


def _check(field: str, value: int, least: int, most: int) -> None:
    if type(value) is not int:
        raise InvalidCart(field, "not_whole")
    if value < least:
        raise InvalidCart(field, "too_small" if value >= 0 else "negative")
    if value > most:
        raise InvalidCart(field, "too_large")
