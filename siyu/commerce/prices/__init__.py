"""What it costs: price books, one a sales channel, with inheritance."""

from .books import (
    add_price_book,
    book_chain,
    drop_prices,
    prices,
    rename_price_book,
    require_price_book,
    set_parent,
    set_prices,
)
from .contracts import PRICE_MINOR_MAX, NewPrice, Price
from .errors import PriceBookCycle, PriceBookNameTaken, PriceBookNotFound, PriceUnfit

__all__ = [
    "PRICE_MINOR_MAX",
    "NewPrice",
    "Price",
    "PriceBookCycle",
    "PriceBookNameTaken",
    "PriceBookNotFound",
    "PriceUnfit",
    "add_price_book",
    "book_chain",
    "drop_prices",
    "prices",
    "rename_price_book",
    "require_price_book",
    "set_parent",
    "set_prices",
]
