"""Carts and rules that are refused. What a rule merely does not give is an explanation, not an error."""

from dataclasses import dataclass

from siyu.kernel.errors import Invalid


@dataclass(eq=False)
class InvalidCart(Invalid):
    """The cart cannot be priced as sent.

    ``field`` is a path such as ``lines.2.quantity``. ``problem`` is a stable slug: ``negative``, ``too_small``,
    ``too_large``, ``too_many``, ``not_whole``, ``repeated``.
    """

    field: str
    problem: str


@dataclass(eq=False)
class InvalidProgramme(Invalid):
    """The rules do not fit together. ``rule_id`` names the first one that does not, ``problem`` why."""

    rule_id: str
    problem: str


@dataclass(eq=False)
class NoSuchUnits(Invalid):
    """The line has no such units."""

    line_id: str
    first_unit: int
    end_unit: int
    quantity: int
