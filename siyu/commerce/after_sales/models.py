"""Tables of after-sales."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from ..words import one_of
from .contracts import AfterSaleKind, AfterSaleState


class AfterSaleRow(Record):
    """A wish for money or goods after the order was paid."""

    __tablename__ = "commerce_after_sale"
    __table_args__ = (
        one_of("kind", AfterSaleKind),
        one_of("state", AfterSaleState),
        CheckConstraint("amount_minor >= 0 and points >= 0", name="amounts_not_negative"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    person_id: Mapped[int] = mapped_column(BigInteger, index=True)
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(String(500))
    answer: Mapped[str] = mapped_column(String(500), default="")
    # Of its lines; once done, with the freight that went back.
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    freight_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    points: Mapped[int] = mapped_column(default=0)
    waybill: Mapped[str] = mapped_column(String(100), default="")
    asked_by: Mapped[str] = mapped_column(String(100))
    decided_by: Mapped[str] = mapped_column(String(100), default="")
    asked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]


class AfterSaleLineRow(Record):
    """Units of an order line, each by its number, with what was paid for them."""

    __tablename__ = "commerce_after_sale_line"
    __table_args__ = (
        UniqueConstraint("after_sale_id", "line_number"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("not_shipped between 0 and quantity", name="not_shipped_within"),
    )

    after_sale_id: Mapped[int] = mapped_column(ForeignKey("commerce_after_sale.id"))
    line_number: Mapped[int]
    quantity: Mapped[int]
    not_shipped: Mapped[int]
    units: Mapped[list[int]]
    paid_minor: Mapped[int] = mapped_column(BigInteger)
    points: Mapped[int]
