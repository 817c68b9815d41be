"""What crosses the border of batch shipping."""

from dataclasses import dataclass
from enum import StrEnum


class RowOutcome(StrEnum):
    """What came of a row, or would."""

    good = "good"
    """It would be shipped."""
    shipped = "shipped"
    again = "again"
    """This very parcel has left before; nothing was done."""
    refused = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipLine:
    """An order to ship, as somebody wrote it.

    Args:
        row: its number in the file, the header being 1; or its place in the list.
        order: the order's code.
        carrier: its code or name.
        waybill: empty asks the carrier for one.
        problem: why it cannot even be read; empty where it can.

    """

    row: int
    order: str
    carrier: str
    waybill: str
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedRow:
    """What came of a line; ``code`` is the reason where it was refused."""

    row: int
    order: str
    carrier: str
    waybill: str
    outcome: RowOutcome
    code: str = ""
