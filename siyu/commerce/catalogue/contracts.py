"""What crosses the catalogue's border."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ProductStatus(StrEnum):
    """Whether a product (SPU) is sold."""

    draft = "draft"
    on_sale = "on_sale"
    off_sale = "off_sale"
    archived = "archived"


@dataclass(frozen=True, kw_only=True)
class NewSku:
    """One sellable unit of a product.

    Args:
        code: the brand's own number, unique in the catalogue.
        options: a value for each option of the product: ``{"颜色": "红"}``.
        floor_minor: no discount goes below this, fen.
        weight_g: 0 where unknown.

    """

    code: str
    options: dict[str, str] = field(default_factory=dict)
    barcode: str = ""
    floor_minor: int = 0
    weight_g: int = 0


@dataclass(frozen=True, kw_only=True)
class NewProduct:
    """What the catalogue is told of a product.

    Args:
        options: names with their values in order: ``{"颜色": ["红", "蓝"]}``.

    """

    code: str
    title: str
    subtitle: str = ""
    description: str = ""
    category_id: int | None = None
    brand_id: int | None = None
    tags: tuple[str, ...] = ()
    attributes: dict[str, Any] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A SKU with what selling it needs to know.

    Args:
        category_path: ids from the root of the tree down to the product's category.
        sold: on sale, and not retired.

    """

    sku_id: int
    sku_code: str
    product_id: int
    product_code: str
    title: str
    options: dict[str, str]
    category_id: int | None
    category_path: tuple[int, ...]
    brand_id: int | None
    brand: str
    category: str
    tags: tuple[str, ...]
    floor_minor: int
    sold: bool
    picture: str
