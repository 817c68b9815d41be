"""What can be recommended on a sales channel at all."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select

from siyu.kernel.database import Session

from ..catalogue import ProductStatus
from ..catalogue.models import ListingRow, ProductRow, SkuRow
from ..prices import prices
from ..sales_channels import SalesChannel
from ..stock import available, list_locations

NEWEST_LOOKED_AT_MAX = 200


def sellable(session: Session, channel: SalesChannel, product_ids: Collection[int]) -> set[int]:
    """Those of these products that the channel shows, has a price for, and can hand over now."""
    shown = set(
        session.scalars(
            select(ProductRow.id).where(
                ProductRow.id.in_(sorted(set(product_ids))),
                ProductRow.status == ProductStatus.on_sale,
                ProductRow.id.not_in(_hidden(channel)),
            )
        )
    )
    rows = session.execute(
        select(SkuRow.id, SkuRow.product_id).where(
            SkuRow.product_id.in_(sorted(shown)), SkuRow.retired_at.is_(None)
        )
    ).all()
    of_sku = dict(rows)
    priced = list(prices(session, channel.price_book_id, list(of_sku)))
    places = [one.id for one in list_locations(session) if one.active]
    free = available(session, priced, location_ids=places, sales_channel_id=channel.id)
    return {of_sku[sku_id] for sku_id, pieces in free.items() if pieces > 0}


def newest(session: Session, channel: SalesChannel) -> Sequence[int]:
    """Products on sale on the channel, the newest first; ``NEWEST_LOOKED_AT_MAX`` at most."""
    return session.scalars(
        select(ProductRow.id)
        .where(ProductRow.status == ProductStatus.on_sale, ProductRow.id.not_in(_hidden(channel)))
        .order_by(ProductRow.id.desc())
        .limit(NEWEST_LOOKED_AT_MAX)
    ).all()


def _hidden(channel: SalesChannel) -> Select[int]:
    return select(ListingRow.product_id).where(
        ListingRow.sales_channel_id == channel.id, ListingRow.listed.is_(False)
    )
