"""What crosses the border of prices."""

from dataclasses import dataclass

PRICE_MINOR_MAX = 100_000_000_00
"""One hundred million yuan: above it somebody has mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a SKU costs.

    Args:
        list_minor: the price crossed out beside it; equal to ``unit_minor`` where there is none.
        price_book_id: the book that says so, which may be a parent of the one asked.

    """

    sku_id: int
    unit_minor: int
    list_minor: int
    price_book_id: int


@dataclass(frozen=True, kw_only=True)
class NewPrice:
    """A price to write; ``list_minor`` None means none is crossed out."""

    sku_id: int
    unit_minor: int
    list_minor: int | None = None
