"""SKUs as carts and orders see them: one read for many."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from siyu.kernel.database import Session

from .contracts import Item, ProductStatus
from .models import BrandRow, CategoryRow, ListingRow, PictureRow, ProductRow, SkuRow
from .paths import path_ids


def items(session: Session, sku_ids: Collection[int], *, sales_channel_id: int) -> dict[int, Item]:
    """SKUs by id, as this sales channel shows them; unknown ids are left out."""
    first = aliased(PictureRow)
    picture = (
        select(first.address)
        .where(first.product_id == ProductRow.id, first.position == 0)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            SkuRow.id,
            SkuRow.code,
            SkuRow.options,
            SkuRow.floor_minor,
            SkuRow.retired_at,
            ProductRow.id,
            ProductRow.code,
            func.coalesce(func.nullif(ListingRow.title, ""), ProductRow.title),
            ProductRow.tags,
            ProductRow.status,
            ProductRow.category_id,
            CategoryRow.path,
            CategoryRow.name,
            ProductRow.brand_id,
            BrandRow.name,
            ListingRow.listed,
            picture,
        )
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .outerjoin(CategoryRow, CategoryRow.id == ProductRow.category_id)
        .outerjoin(BrandRow, BrandRow.id == ProductRow.brand_id)
        .outerjoin(
            ListingRow,
            (ListingRow.product_id == ProductRow.id)
            & (ListingRow.sales_channel_id == sales_channel_id),
        )
        .where(SkuRow.id.in_(sorted(set(sku_ids))))
    )
    return {
        sku_id: Item(
            sku_id=sku_id,
            sku_code=sku_code,
            product_id=product_id,
            product_code=product_code,
            title=title,
            options=options,
            category_id=category_id,
            category_path=path_ids(path or ""),
            brand_id=brand_id,
            brand=brand or "",
            category=category or "",
            tags=tuple(tags),
            floor_minor=floor,
            sold=status == ProductStatus.on_sale and retired is None and listed is not False,
            picture=shown or "",
        )
        for (
            sku_id,
            sku_code,
            options,
            floor,
            retired,
            product_id,
            product_code,
            title,
            tags,
            status,
            category_id,
            path,
            category,
            brand_id,
            brand,
            listed,
            shown,
        ) in session.execute(query).all()
    }
