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
    if not _are_sound(cart.lines):
        _refuse_lines(cart.lines)
    _check("delivery.freight_minor", cart.delivery.freight_minor, 0, MINOR_MAX)
    if cart.points is not None:
        _check_points(cart.points)
    if cart.coupons and len({each.coupon_id for each in cart.coupons}) < len(cart.coupons):
        raise InvalidCart("coupons", "repeated")
    if cart.gift_choices and len({each.rule_id for each in cart.gift_choices}) < len(
        cart.gift_choices
    ):
        raise InvalidCart("gift_choices", "repeated")


def _are_sound(lines: tuple[CartLine, ...]) -> bool:
    """Whether all is well, as it mostly is: to look for what is wrong costs more than pricing the line."""
    total = 0
    for line in lines:
        unit, quantity, floor = line.unit_minor, line.quantity, line.floor_minor
        if (
            not (type(unit) is type(quantity) is type(floor) is int)
            or unit < 0
            or not 1 <= quantity <= UNITS_MAX
            or (floor and not 0 < floor <= MINOR_MAX)
        ):
            return False
        total += unit * quantity
    # (No unit costs more than all of them.)
    return total <= MINOR_MAX and len({line.line_id for line in lines}) == len(lines)


def _refuse_lines(lines: tuple[CartLine, ...]) -> None:
    """Name what is wrong with the first of them that cannot be, or with all together."""
    seen = set[str]()
    for number, line in enumerate(lines):
        _check(f"lines.{number}.unit_minor", line.unit_minor, 0, MINOR_MAX)
        _check(f"lines.{number}.quantity", line.quantity, 1, UNITS_MAX)
        _check(f"lines.{number}.floor_minor", line.floor_minor, 0, MINOR_MAX)
        if line.line_id in seen:
            raise InvalidCart(f"lines.{number}.line_id", "repeated")
        seen.add(line.line_id)
    raise InvalidCart("lines", "too_large")


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
