"""Tables of payments."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from ..append_only import append_only
from ..words import one_of
from .contracts import Outcome, PaymentState, RefundReason, RefundState


class PaymentRow(Record):
    """One try to pay an order."""

    __tablename__ = "commerce_payment"
    __table_args__ = (
        one_of("state", PaymentState),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        CheckConstraint("refunded_minor between 0 and received_minor", name="refunded_within"),
        Index(
            "ix_commerce_payment_pending",
            "id",
            sqlite_where=text("state = 'pending'"),
            postgresql_where=text("state = 'pending'"),
        ),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    provider: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(64), unique=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(100), default="")
    received_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    started_at: Mapped[datetime]
    received_at: Mapped[datetime | None]


class PaymentEventRow(Record):
    """What providers said, in the order in which it was heard."""

    __tablename__ = "commerce_payment_event"
    __table_args__ = (UniqueConstraint("provider", "event_id"), one_of("outcome", Outcome))

    provider: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str] = mapped_column(String(100))
    number: Mapped[str] = mapped_column(String(64), index=True)
    reference: Mapped[str] = mapped_column(String(100))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    outcome: Mapped[str] = mapped_column(String(14))
    paid_at: Mapped[datetime]
    heard_at: Mapped[datetime]


append_only(PaymentEventRow)


class RefundRow(Record):
    """Money that goes back, once by its cause."""

    __tablename__ = "commerce_refund"
    __table_args__ = (
        one_of("state", RefundState),
        one_of("reason", RefundReason),
        CheckConstraint("amount_minor > 0", name="amount_positive"),
        UniqueConstraint("cause", "payment_id"),
        Index(
            "ix_commerce_refund_due",
            "due_at",
            sqlite_where=text("state = 'requested'"),
            postgresql_where=text("state = 'requested'"),
        ),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment.id"), index=True)
    cause: Mapped[str] = mapped_column(String(100))
    reason: Mapped[str] = mapped_column(String(14))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10))
    reference: Mapped[str] = mapped_column(String(100), default="")
    problem: Mapped[str] = mapped_column(String(300), default="")
    attempts: Mapped[int] = mapped_column(default=0)
    requested_at: Mapped[datetime]
    due_at: Mapped[datetime]
    done_at: Mapped[datetime | None]


class SandboxTradeRow(Record):
    """The sandbox's own book: it stands for the outside, and knows nothing of orders."""

    __tablename__ = "commerce_sandbox_trade"
    __table_args__ = (CheckConstraint("refunded_minor between 0 and paid_minor", name="refunded"),)

    number: Mapped[str] = mapped_column(String(64), unique=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    paid_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    currency: Mapped[str] = mapped_column(String(3))
    paid_at: Mapped[datetime | None]


class SandboxRefundRow(Record):
    """A refund that the sandbox has made."""

    __tablename__ = "commerce_sandbox_refund"

    number: Mapped[str] = mapped_column(String(64), unique=True)
    trade_id: Mapped[int] = mapped_column(ForeignKey("commerce_sandbox_trade.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
