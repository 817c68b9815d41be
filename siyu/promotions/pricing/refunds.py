"""What comes back for units of a line: a look-up in what the order has stored, never a new computation."""

from msgspec import Struct

from .errors import NoSuchUnits
from .priced import PricedLine


class UnitsRefund(Struct, frozen=True, kw_only=True):
    """Of some units: money and points paid, and what each source had taken off."""

    paid_minor: int
    points: int
    parts: dict[str, int]


def refund_of(line: PricedLine, units: range) -> UnitsRefund:
    """Money and points for ``units`` of the line; units are counted from 0 and each costs what its run says.

    Whoever returns units in any number of steps asks for neighbouring ranges, and gets back what was paid to the fen.

    Raises:
        NoSuchUnits: the line has no such units, or the range has a step other than 1.

    """
    if units.step != 1 or not 0 <= units.start <= units.stop <= line.quantity:
        raise NoSuchUnits(line.line_id, units.start, units.stop, line.quantity)
    paid, points, parts, first = 0, 0, dict[str, int](), 0
    for run in line.runs:
        taken = min(units.stop, first + run.quantity) - max(units.start, first)
        first += run.quantity
        if taken <= 0:
            continue
        paid += run.paid_minor * taken
        points += run.points * taken
        for part in run.parts:
            parts[part.source] = parts.get(part.source, 0) + part.unit_minor * taken
    return UnitsRefund(paid_minor=paid, points=points, parts=parts)
