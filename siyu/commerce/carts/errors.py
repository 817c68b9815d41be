"""What can go wrong with a cart, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Invalid


@dataclass(eq=False)
class CartQuantityUnfit(Invalid):
    """Of each SKU a cart takes from 1 to a few thousand."""

    sku_id: int
    quantity: int
    quantity_max: int


@dataclass(eq=False)
class CartFull(Invalid):
    """A cart has room for so many different SKUs."""

    lines_max: int


@dataclass(eq=False)
class CartEmpty(Invalid):
    """There is nothing in it to check out."""
