"""What has happened to coupons; each comes back on the person's timeline under its title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class CouponEvent(Event):
    """What all of them tell; nobody's coupon has no person."""

    codes: ClassVar[Mapping[str, str]] = {
        "person_id": "per",
        "coupon_id": "cpn",
        "kind_id": "cpk",
        "store_id": "node",
    }

    person_id: int | None
    coupon_id: int
    kind_id: int
    coupon: str
    """Name of its kind."""


@dataclass(frozen=True, kw_only=True)
class CouponClaimed(CouponEvent):
    """Somebody got a coupon, by whatever way (``source``)."""

    name: ClassVar[str] = "promotions.coupon_claimed"
    title: ClassVar[str] = "Coupon Claimed"

    source: str
    valid_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class CouponUsed(CouponEvent):
    """A coupon was used, for ``cause``, in a store where one is named."""

    name: ClassVar[str] = "promotions.coupon_used"
    title: ClassVar[str] = "Coupon Used"
    by_person: ClassVar[bool] = True

    cause: str
    store_id: int | None


@dataclass(frozen=True, kw_only=True)
class CouponReturned(CouponEvent):
    """A used coupon came back to its holder."""

    name: ClassVar[str] = "promotions.coupon_returned"
    title: ClassVar[str] = "Coupon Returned"

    cause: str
    valid_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class CouponExpired(CouponEvent):
    """Its time was over before it was used."""

    name: ClassVar[str] = "promotions.coupon_expired"
    title: ClassVar[str] = "Coupon Expired"


@dataclass(frozen=True, kw_only=True)
class CouponVoided(CouponEvent):
    """Somebody took it back."""

    name: ClassVar[str] = "promotions.coupon_voided"
    title: ClassVar[str] = "Coupon Voided"

    reason: str


EVENTS: tuple[type[Event], ...] = (
    CouponClaimed,
    CouponUsed,
    CouponReturned,
    CouponExpired,
    CouponVoided,
)
