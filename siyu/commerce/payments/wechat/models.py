"""Tables of WeChat Pay: accounts, trades, callbacks heard, bills and how they differ from our book."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import Record

from ...append_only import append_only
from ...words import one_of
from .contracts import DifferenceKind, Heard, KeyMode, Subject, TradeType


class PaymentAccountRow(Record):
    """A merchant at a payment platform; ``credentials`` are sealed and never answered."""

    __tablename__ = "commerce_payment_account"
    __table_args__ = (one_of("key_mode", KeyMode),)

    provider: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(100))
    sales_channel_id: Mapped[int | None] = mapped_column(
        ForeignKey("commerce_sales_channel.id"), index=True
    )
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    active: Mapped[bool] = mapped_column(default=True)
    app_id: Mapped[str] = mapped_column(String(32))
    merchant_id: Mapped[str] = mapped_column(String(32))
    key_mode: Mapped[str] = mapped_column(String(12))
    serial_no: Mapped[str] = mapped_column(String(64))
    public_key_id: Mapped[str] = mapped_column(String(64), default="")
    credentials: Mapped[str] = mapped_column(Sealed)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class WechatTradeRow(Record):
    """A payment that WeChat was asked to collect, and through which account."""

    __tablename__ = "commerce_wechat_trade"
    __table_args__ = (
        one_of("trade_type", TradeType),
        Index(
            "ix_commerce_wechat_trade_open",
            "id",
            sqlite_where=text("settled_at is null"),
            postgresql_where=text("settled_at is null"),
        ),
    )

    number: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_account.id"), index=True)
    trade_type: Mapped[str] = mapped_column(String(10))
    payer: Mapped[str] = mapped_column(Sealed, default="")
    # What WeChat answered: a prepay id, or an address to scan or to open.
    prepared: Mapped[str] = mapped_column(String(600), default="")
    prepared_at: Mapped[datetime | None]
    asked_at: Mapped[datetime]
    # Paid, or closed at WeChat: nothing more can come of it.
    settled_at: Mapped[datetime | None]


class WechatNoticeRow(Record):
    """A callback that was verified, once by its id; written in the transaction of what it changed."""

    __tablename__ = "commerce_wechat_notice"
    __table_args__ = (UniqueConstraint("account_id", "event_id"), one_of("outcome", Heard))

    account_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_account.id"))
    event_id: Mapped[str] = mapped_column(String(64))
    event_type: Mapped[str] = mapped_column(String(40))
    number: Mapped[str] = mapped_column(String(64), index=True)
    outcome: Mapped[str] = mapped_column(String(10))
    heard_at: Mapped[datetime]


append_only(WechatNoticeRow)


class BillRow(Record):
    """The trade bill (交易账单) of one account and day, and how it was compared."""

    __tablename__ = "commerce_payment_bill"
    __table_args__ = (UniqueConstraint("account_id", "day"),)

    account_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_account.id"))
    day: Mapped[date] = mapped_column(Date)
    payments: Mapped[int] = mapped_column(default=0)
    paid_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    refunds: Mapped[int] = mapped_column(default=0)
    refunded_minor: Mapped[int] = mapped_column(BigInteger, default=0)
    differences: Mapped[int] = mapped_column(default=0)
    sha1: Mapped[str] = mapped_column(String(40), default="")
    compared_at: Mapped[datetime]


class BillLineRow(Record):
    """A line of a bill."""

    __tablename__ = "commerce_payment_bill_line"
    __table_args__ = (
        one_of("subject", Subject),
        UniqueConstraint("bill_id", "subject", "number"),
        Index("ix_commerce_payment_bill_line_number", "subject", "number"),
    )

    bill_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_bill.id"))
    subject: Mapped[str] = mapped_column(String(10))
    # Our number of the payment, or of the refund.
    number: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(64))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(20), default="")
    at: Mapped[datetime]


class DifferenceRow(Record):
    """Where our book and a bill differ, until somebody has looked at it."""

    __tablename__ = "commerce_payment_difference"
    __table_args__ = (
        one_of("kind", DifferenceKind),
        one_of("subject", Subject),
        CheckConstraint("(settled_at is null) = (settled_by = '')", name="settled_by_somebody"),
        UniqueConstraint("account_id", "subject", "number", "kind"),
        Index(
            "ix_commerce_payment_difference_open",
            "id",
            sqlite_where=text("settled_at is null"),
            postgresql_where=text("settled_at is null"),
        ),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_account.id"))
    bill_id: Mapped[int] = mapped_column(ForeignKey("commerce_payment_bill.id"), index=True)
    kind: Mapped[str] = mapped_column(String(14))
    subject: Mapped[str] = mapped_column(String(10))
    number: Mapped[str] = mapped_column(String(64))
    reference: Mapped[str] = mapped_column(String(100), default="")
    ours_minor: Mapped[int | None] = mapped_column(BigInteger)
    theirs_minor: Mapped[int | None] = mapped_column(BigInteger)
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[str] = mapped_column(String(100), default="")
    note: Mapped[str] = mapped_column(String(500), default="")


def credentials_of(row: PaymentAccountRow) -> dict[str, Any]:
    """Secrets of an account in the clear, for this package."""
    found: dict[str, Any] = json.loads(row.credentials)
    return found
