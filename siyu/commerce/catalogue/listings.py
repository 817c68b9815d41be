"""How a product shows on one sales channel."""

from collections.abc import Sequence

from sqlalchemy import select

from siyu.kernel.database import Session, upsert

from ..versions import Versioned, raise_version
from .indexing import index_products
from .models import ListingRow
from .products import require_product


def set_listing(
    session: Session,
    product_id: int,
    sales_channel_id: int,
    *,
    title: str = "",
    description: str = "",
    listed: bool = True,
) -> ListingRow:
    """Give a product its own title and description on a channel, or keep it off.

    Raises:
        ProductNotFound: there is none.

    """
    require_product(session, product_id)
    row = {
        "sales_channel_id": sales_channel_id,
        "product_id": product_id,
        "title": title,
        "description": description,
        "listed": listed,
    }
    upsert(session, ListingRow, [row], keys=["sales_channel_id", "product_id"])
    index_products(session, [product_id])
    raise_version(session, Versioned.catalogue)
    return session.scalars(
        select(ListingRow).where(
            ListingRow.product_id == product_id, ListingRow.sales_channel_id == sales_channel_id
        )
    ).one()


def listings_of(session: Session, product_id: int) -> Sequence[ListingRow]:
    """What was said of a product for some channels, by channel."""
    return session.scalars(
        select(ListingRow)
        .where(ListingRow.product_id == product_id)
        .order_by(ListingRow.sales_channel_id)
    ).all()
