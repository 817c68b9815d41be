"""How much comes off a unit or a sum."""

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


Cut = Annotated[RateCut | AmountCut | PriceCut, Field(discriminator="by")]


def cut_off(cut: RateCut | AmountCut | PriceCut, amount_minor: int) -> int:
    """Fen that ``cut`` takes off ``amount_minor``: 0 to all of it."""
    if isinstance(cut, RateCut):
        return amount_minor - paid_at_rate(amount_minor, cut.pay_bp)
    if isinstance(cut, AmountCut):
        return min(cut.off_minor, amount_minor)
    return max(amount_minor - cut.price_minor, 0)


def paid_at_rate(amount_minor: int, pay_bp: int) -> int:
    """``amount × pay_bp / 10 000``, half up."""
    return (amount_minor * pay_bp + 5_000) // 10_000
