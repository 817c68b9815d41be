"""Products as a sales channel shows them to its shoppers."""

from sqlalchemy import select

from siyu.kernel.database import Session

from ..catalogue import ProductNotFound, ProductStatus, pictures_of, skus_of
from ..catalogue.models import ListingRow, ProductRow
from ..finding import shown_on
from ..prices import prices
from ..sales_channels import SalesChannel
from ..stock import available, list_locations
from .schemas import ShownProductOut, ShownSkuOut


def require_shown(session: Session, channel: SalesChannel, product_id: int) -> ProductRow:
    """A product on sale on this channel.

    Raises:
        ProductNotFound: there is none, or it is not sold here.

    """
    query = shown_on(select(ProductRow).where(ProductRow.id == product_id), channel.id)
    row: ProductRow | None = session.scalars(
        query.where(ProductRow.status == ProductStatus.on_sale)
    ).first()
    if row is None:
        raise ProductNotFound(product_id)
    return row


def shown_product(session: Session, row: ProductRow, channel: SalesChannel) -> ShownProductOut:
    """A product with what its SKUs cost on this channel, and how many there are."""
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
