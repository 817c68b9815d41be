"""How much comes off a unit or a sum."""

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from .shape import BasisPoints, Minor, PositiveMinor, Shape


class RateCut(Shape):
    """Pay a share: ``pay_bp`` 8 800 is 88 折. What is paid is rounded half up to whole fen."""

    by: Literal["rate"]
    pay_bp: BasisPoints


class AmountCut(Shape):
    """So much off."""

    by: Literal["amount"]
    off_minor: PositiveMinor


class PriceCut(Shape):
    """Pay this price instead, where it is lower."""

    by: Literal["price"]
    price_minor: Minor


Off = Callable[[int], int]
"""Fen before a cut → fen that it takes off."""
Cut = Annotated[RateCut | AmountCut | PriceCut, Field(discriminator="by")]


def off_of(cut: RateCut | AmountCut | PriceCut) -> Off:
    """How much the cut takes off an amount: 0 to all of it. Its kind is decided here, once."""
    if isinstance(cut, RateCut):
        pay_bp = cut.pay_bp
        return lambda amount: amount - (amount * pay_bp + 5_000) // 10_000
    if isinstance(cut, AmountCut):
        off_minor = cut.off_minor
        return lambda amount: min(amount, off_minor)
    price_minor = cut.price_minor
    return lambda amount: amount - price_minor if amount > price_minor else 0


def paid_at_rate(amount_minor: int, pay_bp: int) -> int:
    """``amount × pay_bp / 10 000``, half up."""
    return (amount_minor * pay_bp + 5_000) // 10_000
