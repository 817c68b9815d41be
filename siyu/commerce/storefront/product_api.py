"""What a member can look at: categories, products, stores."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import Db, LateRoute, Page, PageRequest, Text, fails_with

from ..catalogue import CategoryNotFound, ProductNotFound, ProductStatus, list_categories
from ..catalogue.models import ProductRow
from ..finding import below_category, products_page, shown_on
from ..sales_channels import SalesChannelNotFound, require_open_channel
from ..schemas import CategoryCode, ProductCode
from ..stock import nearest
from .schemas import ShopCategoryOut, ShopStoreOut, ShownProductOut
from .showing import require_shown, shown_product

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
    return Page(
        items=[shown_product(session, row, channel) for row in shown], next_cursor=next_cursor
    )


@router.get("/products/{product_id}", responses=fails_with(SalesChannelNotFound, ProductNotFound))
def get_product(
    product_id: ProductCode, session: Db, sales_channel: ChannelQuery
) -> ShownProductOut:
    """One product on sale."""
    channel = require_open_channel(session, sales_channel)
    return shown_product(session, require_shown(session, channel, product_id), channel)


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
            address=one.address,
            services=list(one.services),
            hours=one.hours,
            longitude=one.longitude or 0.0,
            latitude=one.latitude or 0.0,
            distance_m=round(metres),
            delivers_here="delivery" in one.services and metres <= one.delivery_radius_m,
        )
        for one, metres in found
    ]
