"""What somebody means to buy: carts of persons, and of devices before sign-in."""

from .carts import entries, forget_carts, merge_carts, pass_carts, put, take_out
from .contracts import LINES_MAX, QUANTITY_MAX, CartEntry, Owner
from .errors import CartEmpty, CartFull, CartQuantityUnfit

__all__ = [
    "LINES_MAX",
    "QUANTITY_MAX",
    "CartEmpty",
    "CartEntry",
    "CartFull",
    "CartQuantityUnfit",
    "Owner",
    "entries",
    "forget_carts",
    "merge_carts",
    "pass_carts",
    "put",
    "take_out",
]
