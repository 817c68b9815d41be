"""Comparisons of one value: of a trait, an attribute or an event's property.

A missing value fails every comparison but ``is_not_set``. Text is compared exactly, letter by
letter. Numbers compare with values that are numbers or read as one. Days are days of the business
time zone.
"""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator

from .shape import VALUES_MAX, Number, Shape, Text
from .windows import Ago, BetweenDays, Day, Last, Next, This

Scalar = StrictBool | Annotated[float, Field(strict=True, ge=-1e15, le=1e15)] | Text


class Equals(Shape):
    """The value is this text, number or yes/no."""

    op: Literal["equals", "not_equals"]
    value: Scalar


class OneOf(Shape):
    """The value is one of these, or none of them."""

    op: Literal["in", "not_in"]
    values: tuple[Scalar, ...] = Field(min_length=1, max_length=VALUES_MAX)


class Contains(Shape):
    """The text contains, starts or ends with this."""

    op: Literal["contains", "not_contains", "starts_with", "ends_with"]
    value: Text = Field(min_length=1)


class Ranks(Shape):
    """The number is greater, at least, less or at most."""

    op: Literal["greater", "at_least", "less", "at_most"]
    value: Number


class BetweenNumbers(Shape):
    """The number lies between two, both included."""

    op: Literal["between"]
    low: Number
    high: Number

    @model_validator(mode="after")
    def _in_order(self) -> "BetweenNumbers":
        if self.low > self.high:
            raise ValueError("low is above high")
        return self


class DayIs(Shape):
    """The date, or the time's day, is this day, before it or after it."""

    op: Literal["on", "before", "after"]
    day: Day


class DayWithin(Shape):
    """The date, or the time's day, lies in a window of days."""

    op: Literal["within"]
    window: Annotated[Last | Ago | This | Next | BetweenDays, Field(discriminator="kind")]


class IsSet(Shape):
    """There is a value, or there is none."""

    op: Literal["is_set", "is_not_set"]


Comparison = Annotated[
    Equals | OneOf | Contains | Ranks | BetweenNumbers | DayIs | DayWithin | IsSet,
    Field(discriminator="op"),
]


class Exactly(Shape):
    """The measure is exactly this, or anything else."""

    op: Literal["equals", "not_equals"]
    value: Number


Measured = Annotated[Ranks | BetweenNumbers | Exactly, Field(discriminator="op")]


def holds(comparison: Ranks | BetweenNumbers | Exactly, number: float) -> bool:
    """Whether a number passes."""
    match comparison:
        case BetweenNumbers(low=low, high=high):
            return low <= number <= high
        case Exactly(op=op, value=value):
            return (number == value) == (op == "equals")
        case Ranks(op="greater", value=value):
            return number > value
        case Ranks(op="at_least", value=value):
            return number >= value
        case Ranks(op="less", value=value):
            return number < value
        case _:
            return number <= comparison.value
