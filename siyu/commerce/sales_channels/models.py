"""Tables of sales channels."""

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from ..words import one_of
from .contracts import Pool, SalesChannelKind


class SalesChannelRow(Record):
    """Where the brand sells; each has one price book."""

    __tablename__ = "commerce_sales_channel"
    __table_args__ = (one_of("kind", SalesChannelKind), one_of("pool", Pool))

    code: Mapped[str] = mapped_column(String(50), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(20))
    pool: Mapped[str] = mapped_column(String(20))
    account: Mapped[str] = mapped_column(String(100), default="")
    price_book_id: Mapped[int] = mapped_column(ForeignKey("commerce_price_book.id"), index=True)
    node_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    active: Mapped[bool] = mapped_column(default=True)
    # Minutes until an unpaid order is closed.
    unpaid_minutes: Mapped[int] = mapped_column(default=30)
    freight_minor: Mapped[int] = mapped_column(default=0)
    payment_providers: Mapped[list[str]]
