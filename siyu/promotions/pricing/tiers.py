"""Steps of a rule: what must be reached, and what it brings."""

from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from .shape import BasisPoints, Minor, PositiveMinor, Shape, Units, Word


class ThresholdShape(Shape):
    """Sum and number of units in scope; both must be reached."""

    at_least_minor: Minor = 0
    at_least_units: Units = 1


class OffTier(ThresholdShape):
    """So much off."""

    off_minor: PositiveMinor


class RateTier(ThresholdShape):
    """Pay this share."""

    pay_bp: BasisPoints


class UnitsRateTier(RateTier):
    """So many units: pay this share."""

    at_least_minor: Literal[0] = 0
    at_least_units: Units


class GiftItem(Shape):
    """So many of a SKU."""

    sku: Word
    quantity: Units = 1


class GiftTier(ThresholdShape):
    """Gifts: all of them, or ``choose`` of them."""

    gifts: Annotated[tuple[GiftItem, ...], Field(min_length=1, max_length=50)]
    choose: Units | None = None

    @model_validator(mode="after")
    def _can_choose(self) -> Self:
        if self.choose is not None and self.choose > len(self.gifts):
            raise ValueError("choose cannot be more than there are gifts")
        if len({gift.sku for gift in self.gifts}) < len(self.gifts):
            raise ValueError("a SKU stands only once among the gifts of a tier")
        return self


def ascending(*names: str) -> AfterValidator:
    """Each tier asks for more than the one before: no less of anything, more of something."""

    def check(tiers: tuple[Any, ...]) -> tuple[Any, ...]:
        asked = [[getattr(tier, name) for name in names] for tier in tiers]
        for low, high in pairwise(asked):
            if low == high or any(a > b for a, b in zip(low, high, strict=True)):
                raise ValueError("each tier must ask for more than the one before")
        return tiers

    return AfterValidator(check)
