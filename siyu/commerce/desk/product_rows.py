"""Products as they cross HTTP in the console: many in a handful of queries."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from siyu.kernel.database import Session

from ..catalogue import ProductStatus, pictures_of, skus_of
from ..catalogue.models import ListingRow, PictureRow, ProductRow, SkuRow
from ..prices import prices
from ..stock import levels, list_locations
from .catalogue_schemas import ListedProductOut, ProductOut, SkuOut


def product_out(session: Session, row: ProductRow) -> ProductOut:
    """One product."""
    return _out(row, pictures_of(session, row.id), skus_of(session, row.id))


def listed_products(
    session: Session, rows: Sequence[ProductRow], *, price_book_id: int | None
) -> list[ListedProductOut]:
    """Products with what they cost in a book and how many may be sold."""
    product_ids = [row.id for row in rows]
    skus: dict[int, list[SkuRow]] = defaultdict(list)
    for sku in session.scalars(
        select(SkuRow).where(SkuRow.product_id.in_(product_ids)).order_by(SkuRow.id)
    ):
        skus[sku.product_id].append(sku)
    pictures: dict[int, list[str]] = defaultdict(list)
    for product_id, address in session.execute(
        select(PictureRow.product_id, PictureRow.address)
        .where(PictureRow.product_id.in_(product_ids))
        .order_by(PictureRow.position)
    ).all():
        pictures[product_id].append(address)
    kept_off: dict[int, list[int]] = defaultdict(list)
    for product_id, channel_id in session.execute(
        select(ListingRow.product_id, ListingRow.sales_channel_id)
        .where(ListingRow.product_id.in_(product_ids), ListingRow.listed.is_(False))
        .order_by(ListingRow.sales_channel_id)
    ).all():
        kept_off[product_id].append(channel_id)
    sold = {sku.id for many in skus.values() for sku in many if sku.retired_at is None}
    costs = prices(session, price_book_id, sold) if price_book_id is not None else {}
    free: dict[int, int] = defaultdict(int)
    places = [one.id for one in list_locations(session) if one.active]
    for level in levels(session, sold, location_ids=places):
        free[level.sku_id] += level.available
    shown = []
    for row in rows:
        said = [costs[sku.id].unit_minor for sku in skus[row.id] if sku.id in costs]
        shown.append(
            ListedProductOut(
                **dict(_out(row, pictures[row.id], skus[row.id])),
                price_min_minor=min(said, default=None),
                price_max_minor=max(said, default=None),
                available=sum(free[sku.id] for sku in skus[row.id]),
                kept_off=kept_off[row.id],
            )
        )
    return shown


def _out(row: ProductRow, pictures: list[str], skus: Sequence[SkuRow]) -> ProductOut:
    return ProductOut(
        id=row.id,
        code=row.code,
        title=row.title,
        subtitle=row.subtitle,
        description=row.description,
        category_id=row.category_id,
        brand_id=row.brand_id,
        tags=row.tags,
        attributes=row.attributes,
        options=dict(row.options),
        pictures=pictures,
        status=ProductStatus(row.status),
        skus=[SkuOut.model_validate(sku) for sku in skus],
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
