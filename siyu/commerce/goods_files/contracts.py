"""What crosses the border of goods files."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class GoodsLine:
    """A row of a goods file; None is what the row does not say, which then stays as it is.

    Args:
        row: its number in the file, the header being 1.
        category: names from the root down.
        price_minor, list_minor, floor_minor: fen.
        stock: pieces that lie there, not pieces to add.

    """

    row: int
    product_code: str
    sku_code: str
    title: str | None = None
    subtitle: str | None = None
    description: str | None = None
    category: tuple[str, ...] | None = None
    brand: str | None = None
    tags: tuple[str, ...] | None = None
    pictures: tuple[str, ...] | None = None
    status: str | None = None
    options: dict[str, str] = field(default_factory=dict)
    barcode: str | None = None
    weight_g: int | None = None
    floor_minor: int | None = None
    price_minor: int | None = None
    list_minor: int | None = None
    stock: int | None = None
    safety: int | None = None


@dataclass(frozen=True, kw_only=True)
class BadRow:
    """A row that was not taken, and why: the code of the reason, and what stood there."""

    row: int
    code: str
    value: str = ""


@dataclass(kw_only=True)
class GoodsReport:
    """What a goods file did, or would do: products and SKUs made and changed, prices, pieces moved."""

    rows: int = 0
    taken: int = 0
    products_made: int = 0
    products_changed: int = 0
    skus_made: int = 0
    skus_changed: int = 0
    prices_written: int = 0
    levels_moved: int = 0
    bad: list[BadRow] = field(default_factory=list)

    def add(self, done: "GoodsReport") -> None:
        """Count what was done to a product."""
        self.taken += done.taken
        self.products_made += done.products_made
        self.products_changed += done.products_changed
        self.skus_made += done.skus_made
        self.skus_changed += done.skus_changed
        self.prices_written += done.prices_written
        self.levels_moved += done.levels_moved
