"""From basket to order: quotes, and checkout once by key."""

from .contracts import Basket, Placed, Placing, Quote
from .errors import (
    CheckoutKeyReused,
    ItemsUnsellable,
    NoStoreInReach,
    PlaceMissing,
    PricesMoving,
    TotalChanged,
)
from .placing import check_out
from .quoting import quote

__all__ = [
    "Basket",
    "CheckoutKeyReused",
    "ItemsUnsellable",
    "NoStoreInReach",
    "PlaceMissing",
    "Placed",
    "Placing",
    "PricesMoving",
    "Quote",
    "TotalChanged",
    "check_out",
    "quote",
]
