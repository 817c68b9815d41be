"""Tables of carts."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record


class CartRow(Record):
    """What somebody means to buy on a sales channel; of a person, or of a device before sign-in."""

    __tablename__ = "commerce_cart"
    __table_args__ = (
        UniqueConstraint("sales_channel_id", "person_id"),
        UniqueConstraint("sales_channel_id", "device"),
        CheckConstraint("(person_id is null) <> (device is null)", name="one_owner"),
    )

    sales_channel_id: Mapped[int] = mapped_column(ForeignKey("commerce_sales_channel.id"))
    person_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    device: Mapped[str | None] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(index=True)


class CartLineRow(Record):
    """So many of a SKU in a cart; prices are asked when it is shown."""

    __tablename__ = "commerce_cart_line"
    __table_args__ = (
        UniqueConstraint("cart_id", "sku_id"),
        CheckConstraint("quantity between 1 and 9999", name="quantity_in_range"),
    )

    cart_id: Mapped[int] = mapped_column(ForeignKey("commerce_cart.id"))
    sku_id: Mapped[int] = mapped_column(ForeignKey("commerce_sku.id"), index=True)
    quantity: Mapped[int]
    chosen: Mapped[bool] = mapped_column(default=True)
