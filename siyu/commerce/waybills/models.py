"""Tables of waybills and tracks."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Record

from ..append_only import append_only
from ..orders import ParcelState
from ..words import one_of
from .contracts import WaybillState

_OPEN = text("state in ('requested', 'issued')")


class WaybillRow(Record):
    """A waybill that was asked of a carrier for an order; one waits at a time."""

    __tablename__ = "commerce_waybill"
    __table_args__ = (
        one_of("state", WaybillState),
        Index(
            "uq_commerce_waybill_open",
            "order_id",
            "carrier",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_commerce_waybill_number_carrier", "number", "carrier"),
    )

    order_id: Mapped[int] = mapped_column(ForeignKey("commerce_order.id"), index=True)
    carrier: Mapped[str] = mapped_column(String(20))
    provider: Mapped[str] = mapped_column(String(40))
    number: Mapped[str | None] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(10))
    shipment_id: Mapped[int | None] = mapped_column(BigInteger)
    requested_by: Mapped[str] = mapped_column(String(100))
    requested_at: Mapped[datetime]


class TrackRow(Record):
    """A scan of a parcel as a provider told it, in the order in which it was heard."""

    __tablename__ = "commerce_track"
    __table_args__ = (
        one_of("state", ParcelState),
        UniqueConstraint("provider", "event_id"),
        Index("ix_commerce_track_waybill_carrier", "waybill", "carrier"),
    )

    provider: Mapped[str] = mapped_column(String(40))
    event_id: Mapped[str] = mapped_column(String(100))
    carrier: Mapped[str] = mapped_column(String(20))
    waybill: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
    place: Mapped[str] = mapped_column(String(100))
    # It may name who signed, and goes when that person is erased.
    text: Mapped[str] = mapped_column(String(500))
    heard_at: Mapped[datetime]


append_only(TrackRow, words="text")


class SandboxWaybillRow(Record):
    """The sandbox carrier's own book: it stands for the outside, and knows nothing of orders."""

    __tablename__ = "commerce_sandbox_waybill"
    __table_args__ = (UniqueConstraint("carrier", "number"),)

    key: Mapped[str] = mapped_column(String(64), unique=True)
    carrier: Mapped[str] = mapped_column(String(20))
    number: Mapped[str | None] = mapped_column(String(100))
    cancelled_at: Mapped[datetime | None]


class SandboxScanRow(Record):
    """A scan that the sandbox carrier has made, whether or not its push arrived."""

    __tablename__ = "commerce_sandbox_scan"

    waybill_id: Mapped[int] = mapped_column(ForeignKey("commerce_sandbox_waybill.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
