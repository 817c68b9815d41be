"""What crosses the border of carts."""

from dataclasses import dataclass

QUANTITY_MAX = 9999
"""Of one SKU in a cart or an order."""
LINES_MAX = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose cart: a person's, or a device's that has not signed in."""

    person_id: int | None = None
    device: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CartEntry:
    """So many of a SKU; only chosen ones are checked out."""

    sku_id: int
    quantity: int
    chosen: bool = True
