"""What can go wrong with prices, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class PriceBookNotFound(NotFound):
    """No such price book."""

    price_book_id: int


@dataclass(eq=False)
class PriceBookNameTaken(Conflict):
    """Another price book has this name."""

    name: str


@dataclass(eq=False)
class PriceBookCycle(Invalid):
    """A price book cannot inherit from itself, nor through more than so many books."""

    depth_max: int


@dataclass(eq=False)
class PriceUnfit(Invalid):
    """A price is 0 or more fen, not above the crossed-out price, and not absurd."""

    sku_id: int
    unit_minor: int
