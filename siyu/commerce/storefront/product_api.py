"""What a member can look at: categories, products, stores."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import (
    Db,
    LateRoute,
    Page,
    PageRequest,
    Text,
    fails_with,
)
from siyu.kernel.database import Session

from ..catalogue import (
    CategoryNotFound,
    ProductNotFound,
    ProductStatus,
    list_categories,
    pictures_of,
    skus_of,
)
from ..catalogue.models import ListingRow, ProductRow
from ..finding import below_category, products_page, shown_on
from ..prices import prices
from ..sales_channels import SalesChannel, SalesChannelNotFound, require_open_channel
from ..schemas import CategoryCode, ProductCode
from ..stock import available, list_locations, nearest
from .schemas import ShopCategoryOut, ShopStoreOut, ShownProductOut, ShownSkuOut

router = APIRouter(prefix="/m", tags=["mall"], route_class=LateRoute)

ChannelQuery = Annotated[Text, Query(min_length=1, max_length=50, description="Sales channel.")]
SearchQuery = Annotated[
    Text | None,
    Query(max_length=100, description="Words, their beginnings, parts of names, or a code."),
]


@router.get("/categories")
def get_categories(session: Db) -> list[ShopCategoryOut]:
    """The category tree, parents before their children."""
    return [
        ShopCategoryOut(id=row.id, parent_id=row.parent_id, name=row.name)
        for row in list_categories(session)
    ]


@router.get("/products", responses=fails_with(SalesChannelNotFound, CategoryNotFound))
def list_products(
    session: Db,
    page: PageRequest,
    sales_channel: ChannelQuery,
    category_id: Annotated[
        CategoryCode | None, Query(description="In it, or anywhere below.")
    ] = None,
    search: SearchQuery = None,
) -> Page[ShownProductOut]:
    """Products on sale, newest first; with `search`, the best match first."""
    channel = require_open_channel(session, sales_channel)
    query = shown_on(select(ProductRow), channel.id)
    query = query.where(ProductRow.status == ProductStatus.on_sale)
    if category_id is not None:
        query = below_category(query, session, category_id)
    shown, next_cursor = products_page(session, page, query, search=search or "")
    return Page(items=[_out(session, row, channel) for row in shown], next_cursor=next_cursor)


@router.get("/products/{product_id}", responses=fails_with(SalesChannelNotFound, ProductNotFound))
def get_product(
    product_id: ProductCode, session: Db, sales_channel: ChannelQuery
) -> ShownProductOut:
    """One product on sale."""
    channel = require_open_channel(session, sales_channel)
    query = shown_on(select(ProductRow).where(ProductRow.id == product_id), channel.id)
    row = session.scalars(query.where(ProductRow.status == ProductStatus.on_sale)).first()
    if row is None:
        raise ProductNotFound(product_id)
    return _out(session, row, channel)


@router.get("/stores")
def list_stores(
    session: Db,
    longitude: Annotated[float, Query(ge=-180, le=180)],
    latitude: Annotated[float, Query(ge=-90, le=90)],
    service: Annotated[str, Query(pattern="^(pickup|delivery)$")] = "pickup",
) -> list[ShopStoreOut]:
    """Stores that do it, the nearest first; fifty at most."""
    found = nearest(session, (longitude, latitude), service=service)[:50]
    return [
        ShopStoreOut(
            id=one.id,
            name=one.name,
            services=list(one.services),
            hours=one.hours,
            longitude=one.longitude or 0.0,
            latitude=one.latitude or 0.0,
            distance_m=round(metres),
            delivers_here="delivery" in one.services and metres <= one.delivery_radius_m,
        )
        for one, metres in found
    ]


def _out(session: Session, row: ProductRow, channel: SalesChannel) -> ShownProductOut:
    skus = [sku for sku in skus_of(session, row.id) if sku.retired_at is None]
    costs = prices(session, channel.price_book_id, [sku.id for sku in skus])
    places = [one.id for one in list_locations(session) if one.active]
    free = available(
        session, [s.id for s in skus], location_ids=places, sales_channel_id=channel.id
    )
    told = session.scalars(
        select(ListingRow).where(
            ListingRow.product_id == row.id, ListingRow.sales_channel_id == channel.id
        )
    ).first()
    return ShownProductOut(
        id=row.id,
        title=(told and told.title) or row.title,
        subtitle=row.subtitle,
        description=(told and told.description) or row.description,
        category_id=row.category_id,
        tags=row.tags,
        options=[(name, values) for name, values in row.options],
        pictures=pictures_of(session, row.id),
        skus=[
            ShownSkuOut(
                id=sku.id,
                code=sku.code,
                options=sku.options,
                unit_minor=costs[sku.id].unit_minor,
                list_minor=costs[sku.id].list_minor,
                available=free[sku.id],
            )
            for sku in skus
            if sku.id in costs
        ],
    )
