"""What can go wrong with after-sales, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class AfterSaleNotFound(NotFound):
    """No such after-sale, or none this caller may see."""

    after_sale_id: int


@dataclass(eq=False)
class AfterSaleInOtherState(Conflict):
    """The after-sale's state does not allow this."""

    after_sale_id: int
    state: str


@dataclass(eq=False)
class AfterSaleEmpty(Invalid):
    """An after-sale names at least one unit of a line."""
