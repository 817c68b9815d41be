"""What can go wrong with orders, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class OrderNotFound(NotFound):
    """No such order, or none this caller may see."""

    order_id: int


@dataclass(eq=False)
class OrderInOtherState(Conflict):
    """The order's state does not allow this."""

    order_id: int
    pay_state: str


@dataclass(eq=False)
class UnitsUnavailable(Conflict):
    """Fewer units of this line are left for that."""

    line_number: int
    wanted: int
    left: int


@dataclass(eq=False)
class PickupCodeUnknown(NotFound):
    """No open order is picked up by this code here."""


@dataclass(eq=False)
class PickupCodeUsed(Conflict):
    """This code has been verified already."""

    order_id: int


@dataclass(eq=False)
class PriceChangeUnfit(Invalid):
    """A new price lies between 0 and what the line costs now."""

    line_number: int
    paid_minor: int
