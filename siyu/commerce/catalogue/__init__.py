"""What there is to sell: category tree, brands, products (SPU) with options, SKUs, listings."""

from .categories import (
    add_brand,
    add_category,
    change_category,
    list_categories,
    rename_brand,
    require_brand,
    require_category,
)
from .contracts import Item, NewProduct, NewSku, ProductStatus
from .errors import (
    BrandNotFound,
    CatalogueCodeTaken,
    CategoryNotFound,
    CategoryTooDeep,
    OptionsUnfit,
    ProductNotFound,
    ProductUnsellable,
    SkuNotFound,
)
from .indexing import index_missing
from .items import items
from .listings import listings_of, set_listing
from .products import (
    add_product,
    add_sku,
    change_product,
    change_sku,
    pictures_of,
    require_product,
    require_sku,
    require_skus,
    set_status,
    skus_of,
)
from .search import find_products

__all__ = [
    "BrandNotFound",
    "CatalogueCodeTaken",
    "CategoryNotFound",
    "CategoryTooDeep",
    "Item",
    "NewProduct",
    "NewSku",
    "OptionsUnfit",
    "ProductNotFound",
    "ProductStatus",
    "ProductUnsellable",
    "SkuNotFound",
    "add_brand",
    "add_category",
    "add_product",
    "add_sku",
    "change_category",
    "change_product",
    "change_sku",
    "find_products",
    "index_missing",
    "items",
    "list_categories",
    "listings_of",
    "pictures_of",
    "rename_brand",
    "require_brand",
    "require_category",
    "require_product",
    "require_sku",
    "require_skus",
    "set_listing",
    "set_status",
    "skus_of",
]
