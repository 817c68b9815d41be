"""Tables of orders: frozen lines with their allocations, shipments, pick-up codes, notes."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import BigId, Record, Table

from ..append_only import append_only
from ..words import one_of
from .contracts import AllocationKind, Fulfilment, ParcelState, PayState


class OrderRow(Table):
    """An order. Its id is that of the checkout that made it, so that its causes are known before it is."""

    __tablename__ = "commerce_order"
    __table_args__ = (
        one_of("pay_state", PayState),
        one_of("fulfilment", Fulfilment),
        CheckConstraint(
            "total_minor >= 0 and goods_minor >= 0 and discount_minor >= 0 and points_minor >= 0 "
            "and freight_minor >= 0 and points >= 0",
            name="amounts_not_negative",
        ),
        CheckConstraint(
            "total_minor = goods_minor - discount_minor - points_minor + freight_minor",
            name="total_adds_up",
        ),
        CheckConstraint("refunded_minor between 0 and paid_minor", name="refunded_within_paid"),
        CheckConstraint("paid_minor in (0, total_minor)", name="paid_in_whole"),
        Index("ix_commerce_order_person_id_id", "person_id", "id"),
        Index(
            "ix_commerce_order_due",
            "expires_at",
            sqlite_where=text("pay_state = 'unpaid'"),
            postgresql_where=text("pay_state = 'unpaid'"),
        ),
        Index(
            "ix_commerce_order_confirm",
            "confirm_at",
            sqlite_where=text("completed_at is null"),
            postgresql_where=text("completed_at is null"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(BigInteger)
    sales_channel_id: Mapped[int] = mapped_column(
        ForeignKey("commerce_sales_channel.id"), index=True
    )
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    location_id: Mapped[int | None] = mapped_column(BigInteger)
    fulfilment: Mapped[str] = mapped_column(String(10))
    pay_state: Mapped[str] = mapped_column(String(14), index=True)
    currency: Mapped[str] = mapped_column(String(3))
    goods_minor: Mapped[int] = mapped_column(BigInteger)
    discount_minor: Mapped[int] = mapped_column(BigInteger)
    points_minor: Mapped[int] = mapped_column(BigInteger)
    freight_minor: Mapped[int] = mapped_column(BigInteger)
    total_minor: Mapped[int] = mapped_column(BigInteger)
    paid_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    freight_refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    points: Mapped[int] = mapped_column(default=0)
    coupon_ids: Mapped[list[int]]
    # The engine's whole answer; lines and allocations are what is counted from it.
    priced: Mapped[dict[str, Any]]
    address: Mapped[str | None] = mapped_column(Sealed)
    remark: Mapped[str] = mapped_column(String(500), default="")
    placed_by: Mapped[str] = mapped_column(String(100))
    placed_at: Mapped[datetime] = mapped_column(index=True)
    expires_at: Mapped[datetime | None]
    payment_method: Mapped[str | None] = mapped_column(String(40))
    paid_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str] = mapped_column(String(20), default="")
    confirm_at: Mapped[datetime | None]
    completed_at: Mapped[datetime | None]
    # Under which points, coupons, limits and stock were taken; another one after a late revival.
    cause: Mapped[str] = mapped_column(String(100))


class OrderLineRow(Record):
    """Units of one SKU as they were sold; what they cost never changes, what became of them is counted."""

    __tablename__ = "commerce_order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "number"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "shipped >= 0 and cancelled >= 0 and cancelling >= 0 "
            "and shipped + cancelled + cancelling <= quantity",
            name="shipped_within",
        ),
        CheckConstraint("received between 0 and shipped", name="received_within"),
        CheckConstraint("returned between 0 and shipped", name="returned_within"),
        CheckConstraint(
            "asked >= 0 and refunded >= 0 and asked + refunded <= quantity", name="refunded_within"
        ),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"))
    number: Mapped[int]
    sku_id: Mapped[int] = mapped_column(BigInteger, index=True)
    sku_code: Mapped[str] = mapped_column(String(100))
    product_id: Mapped[int] = mapped_column(BigInteger)
    product_code: Mapped[str] = mapped_column(String(100))
    title: Mapped[str] = mapped_column(String(200))
    options: Mapped[dict[str, Any]]
    category: Mapped[str] = mapped_column(String(100))
    brand: Mapped[str] = mapped_column(String(100))
    picture: Mapped[str] = mapped_column(String(2000))
    gift: Mapped[bool]
    unit_minor: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[int]
    paid_minor: Mapped[int] = mapped_column(BigInteger)
    # The engine's answer, unit by unit: ``[[quantity, paid_minor, points, {source: minor}], …]``.
    runs: Mapped[list[Any]]
    shipped: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    cancelled: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    # In an after-sale that is not decided: those of them that are not shipped are ``cancelling``.
    asked: Mapped[int] = mapped_column(default=0)
    cancelling: Mapped[int] = mapped_column(default=0)
    refunded: Mapped[int] = mapped_column(default=0)


class OrderAllocationRow(Record):
    """What one source took off so many units of a line; the sum of all is the order's discount."""

    __tablename__ = "commerce_order_allocation"
    __table_args__ = (one_of("kind", AllocationKind),)

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    line_number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(100), index=True)
    first_unit: Mapped[int]
    quantity: Mapped[int]
    unit_minor: Mapped[int] = mapped_column(BigInteger)


append_only(OrderAllocationRow)


class AttributionRow(Table):
    """To whom and what an order is owed."""

    __tablename__ = "commerce_attribution"

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), primary_key=True)
    pool: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(50))
    account: Mapped[str] = mapped_column(String(100))
    entry_code: Mapped[str] = mapped_column(String(100))
    campaign: Mapped[str] = mapped_column(String(100))
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    guide_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    promoter_id: Mapped[int | None] = mapped_column(BigInteger, index=True)


class ShipmentRow(Record):
    """A parcel, a delivery, or what was handed over in the store."""

    __tablename__ = "commerce_shipment"
    __table_args__ = (
        CheckConstraint(
            "state in (" + ", ".join(f"'{word}'" for word in ("", *ParcelState)) + ")",
            name="state_known",
        ),
        Index("ix_commerce_shipment_waybill_carrier", "waybill", "carrier"),
        Index(
            "ix_commerce_shipment_ask",
            "ask_at",
            sqlite_where=text("ask_at is not null"),
            postgresql_where=text("ask_at is not null"),
        ),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    carrier: Mapped[str] = mapped_column(String(50))
    waybill: Mapped[str] = mapped_column(String(100))
    by: Mapped[str] = mapped_column(String(100))
    shipped_at: Mapped[datetime]
    received_at: Mapped[datetime | None]
    # What the track comes to; empty until the carrier has said something.
    state: Mapped[str] = mapped_column(String(16), default="")
    delivered_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    # When to ask the carrier for news; null where nobody can be asked, or nothing more will come.
    ask_at: Mapped[datetime | None]


class ShipmentLineRow(Record):
    """So many units of a line in a shipment."""

    __tablename__ = "commerce_shipment_line"
    __table_args__ = (
        UniqueConstraint("shipment_id", "line_number"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    shipment_id: Mapped[int] = mapped_column(ForeignKey("commerce_shipment.id"))
    line_number: Mapped[int]
    quantity: Mapped[int]


class PickupCodeRow(Table):
    """What a shopper shows in the store; verified once."""

    __tablename__ = "commerce_pickup_code"

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), primary_key=True)
    code: Mapped[str] = mapped_column(Sealed)
    # Looked up by it; two open orders never share a code.
    blind: Mapped[bytes] = mapped_column(unique=True)
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[str] = mapped_column(String(100), default="")


class OrderNoteRow(Record):
    """What staff wrote beside an order."""

    __tablename__ = "commerce_order_note"

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    author: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


append_only(OrderNoteRow, words="text")
