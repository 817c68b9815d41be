"""Tables of prices: price books that inherit, and the price of a SKU in one."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record


class PriceBookRow(Record):
    """Prices of one sales channel, or of several; what it does not say its parent says."""

    __tablename__ = "commerce_price_book"
    __table_args__ = (CheckConstraint("parent_id <> id", name="not_its_own_parent"),)

    name: Mapped[str] = mapped_column(String(100), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("commerce_price_book.id"), index=True)
    currency: Mapped[str] = mapped_column(String(3))


class PriceRow(Record):
    """What a SKU costs in a book."""

    __tablename__ = "commerce_price"
    __table_args__ = (
        UniqueConstraint("price_book_id", "sku_id"),
        CheckConstraint("unit_minor >= 0", name="unit_not_negative"),
        CheckConstraint("list_minor >= unit_minor", name="list_not_below_unit"),
    )

    price_book_id: Mapped[int] = mapped_column(ForeignKey("commerce_price_book.id"))
    sku_id: Mapped[int] = mapped_column(ForeignKey("commerce_sku.id"), index=True)
    unit_minor: Mapped[int]
    # The price crossed out beside it (划线价); equal to ``unit_minor`` where there is none.
    list_minor: Mapped[int]
    changed_at: Mapped[datetime]
