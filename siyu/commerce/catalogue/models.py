"""Tables of the catalogue: categories, brands, products (SPU), SKUs, pictures, listings, search."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    DDL,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record, Table

from ..words import one_of
from .contracts import ProductStatus
from .search_index import SEARCH_INDEX

PATH_LENGTH_MAX = 200
# Subtrees are ranges of paths, so paths must sort by their bytes on every database.
_Path = String(PATH_LENGTH_MAX).with_variant(String(PATH_LENGTH_MAX, collation="C"), "postgresql")


class CategoryRow(Record):
    """A place in the category tree; ``path`` is ``/1/4/`` from the root to itself."""

    __tablename__ = "commerce_category"
    __table_args__ = (UniqueConstraint("parent_id", "name"),)

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("commerce_category.id"))
    name: Mapped[str] = mapped_column(String(100))
    path: Mapped[str] = mapped_column(_Path, index=True)
    position: Mapped[int] = mapped_column(default=0)


class BrandRow(Record):
    """Under whose name a product is sold."""

    __tablename__ = "commerce_brand"

    name: Mapped[str] = mapped_column(String(100), unique=True)


class ProductRow(Record):
    """A product (SPU): what several SKUs are variants of."""

    __tablename__ = "commerce_product"
    __table_args__ = (
        one_of("status", ProductStatus),
        Index("ix_commerce_product_status_category_id", "status", "category_id"),
    )

    code: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    subtitle: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("commerce_category.id"), index=True)
    brand_id: Mapped[int | None] = mapped_column(ForeignKey("commerce_brand.id"), index=True)
    tags: Mapped[list[str]]
    attributes: Mapped[dict[str, Any]]
    # A list of pairs: the order of options and of their values is what shoppers see.
    options: Mapped[list[Any]]
    status: Mapped[str] = mapped_column(String(10), default=ProductStatus.draft)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class SkuRow(Record):
    """One sellable unit; never deleted once made, since orders name it."""

    __tablename__ = "commerce_sku"
    __table_args__ = (
        UniqueConstraint("product_id", "options_key"),
        CheckConstraint("floor_minor >= 0", name="floor_not_negative"),
        CheckConstraint("weight_g >= 0", name="weight_not_negative"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey("commerce_product.id"))
    code: Mapped[str] = mapped_column(String(100), unique=True)
    barcode: Mapped[str] = mapped_column(String(50), default="", index=True)
    options: Mapped[dict[str, Any]]
    options_key: Mapped[str] = mapped_column(String(500))
    floor_minor: Mapped[int] = mapped_column(default=0)
    weight_g: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None]


class PictureRow(Record):
    """A picture of a product, in order."""

    __tablename__ = "commerce_picture"

    product_id: Mapped[int] = mapped_column(ForeignKey("commerce_product.id"), index=True)
    position: Mapped[int]
    address: Mapped[str] = mapped_column(String(2000))


class ListingRow(Record):
    """How a product shows on one sales channel; without a row it shows as it is."""

    __tablename__ = "commerce_listing"
    __table_args__ = (UniqueConstraint("sales_channel_id", "product_id"),)

    sales_channel_id: Mapped[int] = mapped_column(ForeignKey("commerce_sales_channel.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("commerce_product.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    listed: Mapped[bool] = mapped_column(default=True)


class SearchRow(Table):
    """What a product is found by, as words between spaces; the index over it is kept by the database.

    On SQLite triggers carry each change into an FTS5 index; on PostgreSQL a GIN index stands on the
    same columns. So the index changes in the transaction of the product, whoever writes.
    """

    __tablename__ = "commerce_product_search"

    product_id: Mapped[int] = mapped_column(
        ForeignKey("commerce_product.id"), primary_key=True, autoincrement=False
    )
    codes: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    facets: Mapped[str] = mapped_column(Text, default="")
    body: Mapped[str] = mapped_column(Text, default="")
    characters: Mapped[str] = mapped_column(Text, default="")
    # How the words were made; rows of another making are made anew.
    scheme: Mapped[int]


for _dialect, _statements in SEARCH_INDEX.items():
    for _statement in _statements:
        event.listen(
            SearchRow.__table__,
            "after_create",
            DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
        )
