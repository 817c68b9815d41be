"""Categories, brands, products and SKUs in the console."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import (
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    fails_with,
)
from siyu.kernel.database import Session

from .. import catalogue, prices
from ..access import Manager, Reader, audit
from ..catalogue import NewProduct, NewSku, ProductStatus
from ..catalogue.models import BrandRow, ProductRow, SkuRow
from ..finding import below_category, products_page, shown_on
from ..sales_channels import SalesChannelNotFound, require_sales_channel
from ..schemas import (
    BrandCode,
    CategoryCode,
    PriceBookCode,
    ProductCode,
    SalesChannelCode,
    SkuCode,
)
from .catalogue_schemas import (
    CategoryBody,
    CategoryOut,
    ListedProductOut,
    ListingBody,
    ListingOut,
    ProductBody,
    ProductBrandBody,
    ProductBrandOut,
    ProductCreate,
    ProductOut,
    SkuBody,
    SkuOut,
    SkuUpdate,
    StatusBody,
)
from .product_rows import listed_products, product_out

router = APIRouter(prefix="/commerce", tags=["commerce_catalogue"], route_class=IdempotentRoute)

_UNFIT = (
    catalogue.CatalogueCodeTaken,
    catalogue.CategoryNotFound,
    catalogue.BrandNotFound,
    catalogue.OptionsUnfit,
)


@router.get("/categories")
def list_categories(session: Db, caller: Reader) -> list[CategoryOut]:
    """The category tree, parents before their children."""
    return [CategoryOut.model_validate(row) for row in catalogue.list_categories(session)]


@router.post(
    "/categories",
    status_code=201,
    responses=fails_with(
        catalogue.CategoryNotFound, catalogue.CategoryTooDeep, catalogue.CatalogueCodeTaken
    ),
)
def create_category(body: CategoryBody, session: Db, caller: Manager) -> CategoryOut:
    """Add a category."""
    row = catalogue.add_category(
        session, name=body.name, parent_id=body.parent_id, position=body.position
    )
    audit(session, caller, "categories.create", "cat", row.id, after=body.model_dump(mode="json"))
    return CategoryOut.model_validate(row)


@router.put(
    "/categories/{category_id}",
    responses=fails_with(
        catalogue.CategoryNotFound, catalogue.CategoryTooDeep, catalogue.CatalogueCodeTaken
    ),
)
def replace_category(
    category_id: CategoryCode, body: CategoryBody, session: Db, caller: Manager
) -> CategoryOut:
    """Rename or move a category with all below it."""
    row = catalogue.change_category(
        session, category_id, name=body.name, parent_id=body.parent_id, position=body.position
    )
    audit(session, caller, "categories.update", "cat", row.id, after=body.model_dump(mode="json"))
    return CategoryOut.model_validate(row)


@router.get("/brands")
def list_brands(session: Db, caller: Reader) -> list[ProductBrandOut]:
    """Brands by name."""
    rows = session.scalars(select(BrandRow).order_by(BrandRow.name))
    return [ProductBrandOut.model_validate(row) for row in rows]


@router.post("/brands", status_code=201, responses=fails_with(catalogue.CatalogueCodeTaken))
def create_brand(body: ProductBrandBody, session: Db, caller: Manager) -> ProductBrandOut:
    """Add a brand."""
    row = catalogue.add_brand(session, name=body.name)
    audit(session, caller, "brands.create", "brd", row.id, after=body.model_dump(mode="json"))
    return ProductBrandOut.model_validate(row)


@router.put(
    "/brands/{brand_id}",
    responses=fails_with(catalogue.BrandNotFound, catalogue.CatalogueCodeTaken),
)
def rename_brand(
    brand_id: BrandCode, body: ProductBrandBody, session: Db, caller: Manager
) -> ProductBrandOut:
    """Rename a brand."""
    row = catalogue.rename_brand(session, brand_id, name=body.name)
    audit(session, caller, "brands.update", "brd", row.id, after=body.model_dump(mode="json"))
    return ProductBrandOut.model_validate(row)


@router.get(
    "/products",
    responses=fails_with(
        catalogue.CategoryNotFound, SalesChannelNotFound, prices.PriceBookNotFound
    ),
)
def list_products(
    session: Db,
    page: PageRequest,
    caller: Reader,
    status: Annotated[ProductStatus | None, Query(description="Only those in it.")] = None,
    category_id: Annotated[
        CategoryCode | None, Query(description="Only those in it, or anywhere below.")
    ] = None,
    sales_channel_id: Annotated[
        SalesChannelCode | None, Query(description="Only those not kept off it.")
    ] = None,
    price_book_id: Annotated[
        PriceBookCode | None, Query(description="Say what they cost in it.")
    ] = None,
    search: Annotated[
        Text | None,
        Query(max_length=100, description="Words, their beginnings, parts of names, or a code."),
    ] = None,
) -> Page[ListedProductOut]:
    """Products, newest first; with `search`, the best match first."""
    query = select(ProductRow)
    if status is not None:
        query = query.where(ProductRow.status == status)
    if category_id is not None:
        query = below_category(query, session, category_id)
    if sales_channel_id is not None:
        require_sales_channel(session, sales_channel_id)
        query = shown_on(query, sales_channel_id)
    rows, next_cursor = products_page(session, page, query, search=search or "")
    items = listed_products(session, rows, price_book_id=price_book_id)
    return Page(items=items, next_cursor=next_cursor)


@router.post("/products", status_code=201, responses=fails_with(*_UNFIT))
def create_product(body: ProductCreate, session: Db, caller: Manager) -> ProductOut:
    """Draft a product with its first SKUs."""
    skus = [_sku(sku) for sku in body.skus]
    row = catalogue.add_product(session, _product(body, body.code), skus)
    return _audited(session, caller, "create", row, before=None)


@router.get("/products/{product_id}", responses=fails_with(catalogue.ProductNotFound))
def get_product(product_id: ProductCode, session: Db, caller: Reader) -> ProductOut:
    """One product."""
    return product_out(session, catalogue.require_product(session, product_id))


@router.put("/products/{product_id}", responses=fails_with(catalogue.ProductNotFound, *_UNFIT))
def replace_product(
    product_id: ProductCode, body: ProductBody, session: Db, caller: Manager
) -> ProductOut:
    """Write a product's description anew."""
    found = catalogue.require_product(session, product_id)
    before = _facts(session, found)
    row = catalogue.change_product(session, product_id, _product(body, found.code))
    return _audited(session, caller, "update", row, before=before)


@router.post(
    "/products/{product_id}/status",
    responses=fails_with(catalogue.ProductNotFound, catalogue.ProductUnsellable),
)
def set_product_status(
    product_id: ProductCode, body: StatusBody, session: Db, caller: Manager
) -> ProductOut:
    """Put on sale, or take off."""
    before = _facts(session, catalogue.require_product(session, product_id))
    row = catalogue.set_status(session, product_id, body.status)
    return _audited(session, caller, str(body.status), row, before=before)


@router.get("/products/{product_id}/listings", responses=fails_with(catalogue.ProductNotFound))
def list_listings(product_id: ProductCode, session: Db, caller: Reader) -> list[ListingOut]:
    """How a product shows on the channels that were told so; on others it shows as it is."""
    catalogue.require_product(session, product_id)
    return [ListingOut.model_validate(row) for row in catalogue.listings_of(session, product_id)]


@router.put(
    "/products/{product_id}/listings/{sales_channel_id}",
    status_code=204,
    responses=fails_with(catalogue.ProductNotFound, SalesChannelNotFound),
)
def put_listing(
    product_id: ProductCode,
    sales_channel_id: SalesChannelCode,
    body: ListingBody,
    session: Db,
    caller: Manager,
) -> None:
    """Give a product its own words on a channel, or keep it off."""
    require_sales_channel(session, sales_channel_id)
    catalogue.set_listing(session, product_id, sales_channel_id, **body.model_dump())
    audit(session, caller, "listings.update", "prd", product_id, after=body.model_dump())


@router.post(
    "/products/{product_id}/skus",
    status_code=201,
    responses=fails_with(
        catalogue.ProductNotFound, catalogue.OptionsUnfit, catalogue.CatalogueCodeTaken
    ),
)
def create_sku(product_id: ProductCode, body: SkuBody, session: Db, caller: Manager) -> SkuOut:
    """Add a SKU."""
    row = catalogue.add_sku(session, product_id, _sku(body))
    audit(session, caller, "skus.create", "sku", row.id, after=body.model_dump(mode="json"))
    return SkuOut.model_validate(row)


@router.put("/skus/{sku_id}", responses=fails_with(catalogue.SkuNotFound))
def replace_sku(sku_id: SkuCode, body: SkuUpdate, session: Db, caller: Manager) -> SkuOut:
    """Change what may change of a SKU; a retired one is sold no longer."""
    row: SkuRow = catalogue.change_sku(session, sku_id, **body.model_dump())
    audit(session, caller, "skus.update", "sku", sku_id, after=body.model_dump(mode="json"))
    return SkuOut.model_validate(row)


def _product(body: ProductBody, code: str) -> NewProduct:
    return NewProduct(
        code=code,
        title=body.title,
        subtitle=body.subtitle,
        description=body.description,
        category_id=body.category_id,
        brand_id=body.brand_id,
        tags=tuple(body.tags),
        attributes=dict(body.attributes),
        options=dict(body.options),
        pictures=tuple(body.pictures),
    )


def _sku(body: SkuBody) -> NewSku:
    return NewSku(**body.model_dump())


def _facts(session: Session, row: ProductRow) -> dict[str, Any]:
    return product_out(session, row).model_dump(
        mode="json", exclude={"id", "created_at", "updated_at"}
    )


def _audited(
    session: Session, caller: Any, verb: str, row: ProductRow, *, before: dict[str, Any] | None
) -> ProductOut:
    after = _facts(session, row)
    audit(session, caller, f"products.{verb}", "prd", row.id, before=before, after=after)
    return product_out(session, row)
