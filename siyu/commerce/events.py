"""What has happened in commerce; those with a title come back on the person's timeline.

Names and fields are those of the tracking specification, so that orders of the own mall, of files and
of SDKs are counted alike: amounts are decimals in text, products a list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """What all of them tell: the order, what it was worth, and to whom it is owed.

    Args:
        revenue: money paid, or given back, in units of ``currency``.
        coupon: codes of the coupons used, comma-separated.
        store: the brand's own code of the store.

    """

    codes: ClassVar[Mapping[str, str]] = {
        "person_id": "per",
        "order_id": "ord",
        "guide_id": "stf",
        "promoter_id": "per",
    }

    person_id: int
    order_id: int
    revenue: str
    currency: str
    products: list[dict[str, Any]] = field(default_factory=list)
    coupon: str = ""
    discount: str = "0"
    shipping: str = "0"
    points: int = 0
    sales_channel: str = ""
    pool: str = ""
    channel: str = ""
    account: str = ""
    entry_code: str = ""
    campaign: str = ""
    store: str = ""
    guide_id: int | None = None
    promoter_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class OrderCompleted(OrderEvent):
    """An order was paid."""

    name: ClassVar[str] = "commerce.order_completed"
    title: ClassVar[str] = "Order Completed"
    by_person: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class OrderRefunded(OrderEvent):
    """Money for some of an order, or for all of it, went back; ``products`` are those units."""

    name: ClassVar[str] = "commerce.order_refunded"
    title: ClassVar[str] = "Order Refunded"
    by_person: ClassVar[bool] = True

    refund: str = ""
    points_returned: int = 0


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """An order was closed before it was paid; ``revenue`` is what did not come."""

    name: ClassVar[str] = "commerce.order_cancelled"
    title: ClassVar[str] = "Order Cancelled"

    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderShipped(Event):
    """Goods of an order left, or were handed over in the store."""

    name: ClassVar[str] = "commerce.order_shipped"
    title: ClassVar[str] = "Order Shipped"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "order_id": "ord"}

    person_id: int
    order_id: int
    carrier: str
    waybill: str
    products: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class OrderReceived(Event):
    """All goods of an order have arrived."""

    name: ClassVar[str] = "commerce.order_received"
    title: ClassVar[str] = "Order Received"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "order_id": "ord"}

    person_id: int
    order_id: int


@dataclass(frozen=True, kw_only=True)
class ParcelEvent(Event):
    """What a carrier says of a parcel."""

    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "order_id": "ord"}

    person_id: int
    order_id: int
    carrier: str
    waybill: str


@dataclass(frozen=True, kw_only=True)
class ParcelOut(ParcelEvent):
    """A parcel is on its last way to the door."""

    name: ClassVar[str] = "commerce.parcel_out"
    title: ClassVar[str] = "Parcel Out For Delivery"


@dataclass(frozen=True, kw_only=True)
class ParcelDelivered(ParcelEvent):
    """A parcel was handed over; the order counts as received a week later, or when the shopper says so."""

    name: ClassVar[str] = "commerce.parcel_delivered"
    title: ClassVar[str] = "Parcel Delivered"


@dataclass(frozen=True, kw_only=True)
class ParcelTroubled(ParcelEvent):
    """Something holds a parcel up."""

    name: ClassVar[str] = "commerce.parcel_troubled"
    title: ClassVar[str] = "Parcel Troubled"


@dataclass(frozen=True, kw_only=True)
class ParcelReturned(ParcelEvent):
    """A parcel comes back."""

    name: ClassVar[str] = "commerce.parcel_returned"
    title: ClassVar[str] = "Parcel Returned"


EVENTS = (
    OrderCompleted,
    OrderRefunded,
    OrderCancelled,
    OrderShipped,
    OrderReceived,
    ParcelOut,
    ParcelDelivered,
    ParcelTroubled,
    ParcelReturned,
)
