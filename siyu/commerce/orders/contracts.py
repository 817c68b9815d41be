"""What crosses the border of orders."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PayState(StrEnum):
    """First machine: money."""

    unpaid = "unpaid"
    paid = "paid"
    part_refunded = "part_refunded"
    refunded = "refunded"
    closed = "closed"


class Fulfilment(StrEnum):
    """How goods reach the shopper."""

    ship = "ship"
    pickup = "pickup"
    delivery = "delivery"


class DisplayState(StrEnum):
    """What a shopper is shown; derived from the three machines, never stored."""

    awaiting_payment = "awaiting_payment"
    awaiting_shipment = "awaiting_shipment"
    awaiting_pickup = "awaiting_pickup"
    part_shipped = "part_shipped"
    awaiting_receipt = "awaiting_receipt"
    after_sale = "after_sale"
    completed = "completed"
    refunded = "refunded"
    closed = "closed"


class CloseReason(StrEnum):
    """Why an order was closed before it was paid."""

    unpaid = "unpaid"
    shopper = "shopper"
    staff = "staff"
    erased = "erased"
    """Whoever placed it is to be forgotten."""


class ParcelState(StrEnum):
    """Where a carrier says that a parcel is, in the order in which parcels travel."""

    accepted = "accepted"
    """The carrier knows of it."""
    collected = "collected"
    in_transit = "in_transit"
    out_for_delivery = "out_for_delivery"
    exception = "exception"
    """Something holds it up: nobody at home, an address that is none, damage."""
    signed = "signed"
    returned = "returned"
    """It has come back, or is on its way back."""


class AllocationKind(StrEnum):
    """What took money off a unit."""

    promotion = "promotion"
    coupon = "coupon"
    points = "points"
    price_change = "price_change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where and to whom goods go; personal data, kept sealed."""

    name: str
    phone: str
    region: str
    street: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """To whom and what an order is owed.

    Args:
        account: of the outside platform.
        entry_code: the code by which the shopper came in.
        node_id: the store.
        guide_id: the member of staff who advised.
        promoter_id: the person who shared.

    """

    pool: str = ""
    channel: str = ""
    account: str = ""
    entry_code: str = ""
    campaign: str = ""
    node_id: int | None = None
    guide_id: int | None = None
    promoter_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsTaken:
    """What some units of a line are worth back.

    Args:
        units: numbers of the units, from 0.
        paid_minor: money paid for them, fen.
        points: points spent on them.

    """

    line_number: int
    units: tuple[int, ...]
    paid_minor: int
    points: int
    parts: Mapping[str, int] = field(default_factory=dict)
