"""What can go wrong in the catalogue, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ProductNotFound(NotFound):
    """No such product."""

    product_id: int


@dataclass(eq=False)
class SkuNotFound(NotFound):
    """No such SKU."""

    sku_id: int


@dataclass(eq=False)
class CategoryNotFound(NotFound):
    """No such category."""

    category_id: int


@dataclass(eq=False)
class BrandNotFound(NotFound):
    """No such brand."""

    brand_id: int


@dataclass(eq=False)
class CatalogueCodeTaken(Conflict):
    """Another product or SKU has this code, or these options, or this name."""

    value: str


@dataclass(eq=False)
class OptionsUnfit(Invalid):
    """A SKU names exactly one known value for each option of its product."""

    sku_code: str
    options: dict[str, str]


@dataclass(eq=False)
class ProductUnsellable(Conflict):
    """A product needs a SKU that is not retired before it can be sold."""

    product_id: int


@dataclass(eq=False)
class CategoryTooDeep(Invalid):
    """The category tree has at most so many levels, and no category lies within itself."""

    levels_max: int
