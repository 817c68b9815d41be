"""Tables of stock: locations, levels, their ledger, reservations, quotas, transfers, stock-takes."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from ..append_only import append_only
from ..words import one_of
from .contracts import LocationKind, StockKind, StockTakeState, TransferState


class LocationRow(Record):
    """A store or a warehouse."""

    __tablename__ = "commerce_location"
    __table_args__ = (
        one_of("kind", LocationKind),
        CheckConstraint("(longitude is null) = (latitude is null)", name="place_whole"),
        CheckConstraint("longitude between -180 and 180", name="longitude_in_range"),
        CheckConstraint("latitude between -90 and 90", name="latitude_in_range"),
    )

    code: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    services: Mapped[list[str]]
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    delivery_radius_m: Mapped[int] = mapped_column(default=0)
    priority: Mapped[int] = mapped_column(default=100)
    hours: Mapped[dict[str, Any]]
    address: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool] = mapped_column(default=True)


class StockLevelRow(Record):
    """Stock of a SKU in one place; changed only by one conditional UPDATE beside a ledger line."""

    __tablename__ = "commerce_stock_level"
    __table_args__ = (
        UniqueConstraint("sku_id", "location_id"),
        CheckConstraint("reserved >= 0 and reserved <= on_hand", name="reserved_in_stock"),
        CheckConstraint("set_aside >= 0", name="set_aside_not_negative"),
        CheckConstraint("safety >= 0", name="safety_not_negative"),
        Index("ix_commerce_stock_level_location_id", "location_id"),
    )

    sku_id: Mapped[int] = mapped_column(ForeignKey("commerce_sku.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("commerce_location.id"))
    on_hand: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    safety: Mapped[int] = mapped_column(default=0)
    # What quotas of sales channels keep from the shared pool: Σ (allotted − used).
    set_aside: Mapped[int] = mapped_column(default=0)
    # Since when it has been down to its safety; None while it is above.
    low_since: Mapped[datetime | None]


class StockLineRow(Record):
    """The ledger: Σ of its lines is the level. Once by cause."""

    __tablename__ = "commerce_stock_line"
    __table_args__ = (
        UniqueConstraint("cause", "kind", "sku_id", "location_id"),
        one_of("kind", StockKind),
        Index("ix_commerce_stock_line_sku_id_location_id", "sku_id", "location_id", "id"),
    )

    sku_id: Mapped[int] = mapped_column(BigInteger)
    location_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(String(12))
    on_hand: Mapped[int]
    reserved: Mapped[int]
    cause: Mapped[str] = mapped_column(String(200))
    actor: Mapped[str] = mapped_column(String(100), default="")
    at: Mapped[datetime]


append_only(StockLineRow)


class ReservationRow(Record):
    """Pieces held for a cause in one place: held, then shipped or released."""

    __tablename__ = "commerce_reservation"
    __table_args__ = (
        UniqueConstraint("cause", "sku_id", "location_id"),
        CheckConstraint("held >= 0 and from_quota >= 0", name="held_not_negative"),
        CheckConstraint("held + shipped + released = quantity", name="adds_up"),
        CheckConstraint("shipped >= 0 and released >= 0", name="gone_not_negative"),
    )

    cause: Mapped[str] = mapped_column(String(200))
    sku_id: Mapped[int] = mapped_column(BigInteger)
    location_id: Mapped[int] = mapped_column(BigInteger)
    sales_channel_id: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[int]
    from_quota: Mapped[int] = mapped_column(default=0)
    held: Mapped[int]
    shipped: Mapped[int] = mapped_column(default=0)
    released: Mapped[int] = mapped_column(default=0)
    # None once the goods are paid for: then nothing lets them go by itself.
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class QuotaRow(Record):
    """Pieces of a level that only one sales channel may sell."""

    __tablename__ = "commerce_quota"
    __table_args__ = (
        UniqueConstraint("sku_id", "location_id", "sales_channel_id"),
        CheckConstraint("used >= 0 and used <= allotted", name="used_within"),
    )

    sku_id: Mapped[int] = mapped_column(ForeignKey("commerce_sku.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("commerce_location.id"))
    sales_channel_id: Mapped[int] = mapped_column(ForeignKey("commerce_sales_channel.id"))
    allotted: Mapped[int]
    used: Mapped[int] = mapped_column(default=0)


class TransferRow(Record):
    """Goods on their way from one place to another."""

    __tablename__ = "commerce_transfer"
    __table_args__ = (
        one_of("state", TransferState),
        CheckConstraint("from_id <> to_id", name="two_places"),
    )

    from_id: Mapped[int] = mapped_column(ForeignKey("commerce_location.id"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("commerce_location.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(500), default="")
    sent_at: Mapped[datetime]
    received_at: Mapped[datetime | None]


class TransferLineRow(Record):
    """One SKU of a transfer; what did not arrive is the difference."""

    __tablename__ = "commerce_transfer_line"
    __table_args__ = (
        UniqueConstraint("transfer_id", "sku_id"),
        CheckConstraint("sent > 0 and received between 0 and sent", name="received_within"),
    )

    transfer_id: Mapped[int] = mapped_column(ForeignKey("commerce_transfer.id"))
    sku_id: Mapped[int] = mapped_column(BigInteger)
    sent: Mapped[int]
    received: Mapped[int] = mapped_column(default=0)


class StockTakeRow(Record):
    """A count of what lies in one place."""

    __tablename__ = "commerce_stock_take"
    __table_args__ = (one_of("state", StockTakeState),)

    location_id: Mapped[int] = mapped_column(ForeignKey("commerce_location.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(String(500), default="")
    started_at: Mapped[datetime]
    posted_at: Mapped[datetime | None]


class StockTakeLineRow(Record):
    """What was counted of a SKU, and what the books said when it was posted."""

    __tablename__ = "commerce_stock_take_line"
    __table_args__ = (
        UniqueConstraint("stock_take_id", "sku_id"),
        CheckConstraint("counted >= 0", name="counted_not_negative"),
    )

    stock_take_id: Mapped[int] = mapped_column(ForeignKey("commerce_stock_take.id"))
    sku_id: Mapped[int] = mapped_column(BigInteger)
    counted: Mapped[int]
    expected: Mapped[int | None]
