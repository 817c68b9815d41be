"""What has happened to members and their points; each comes back on the person's timeline under its title."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PointsEvent(Event):
    """What all of them tell.

    Args:
        points: how many moved, > 0.
        available: how many can be spent afterwards.
        reason: rule or purpose, as a short word.

    """

    person_id: int
    points: int
    available: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PointsEarned(PointsEvent):
    """Points were earned or granted; ``pending`` until they become active."""

    name: ClassVar[str] = "loyalty.points_earned"
    title: ClassVar[str] = "Points Earned"

    pending: bool = False


@dataclass(frozen=True, kw_only=True)
class PointsSpent(PointsEvent):
    """Points paid for something."""

    name: ClassVar[str] = "loyalty.points_spent"
    title: ClassVar[str] = "Points Spent"
    by_person: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class PointsGivenBack(PointsEvent):
    """Points that had been spent came back."""

    name: ClassVar[str] = "loyalty.points_given_back"
    title: ClassVar[str] = "Points Given Back"


@dataclass(frozen=True, kw_only=True)
class PointsClawedBack(PointsEvent):
    """A refund, or a person by hand, took points away.

    Args:
        owed: how many of them were not there and are owed.
        let_go: how many more should have been taken and were not there.

    """

    name: ClassVar[str] = "loyalty.points_clawed_back"
    title: ClassVar[str] = "Points Taken Back"

    owed: int = 0
    let_go: int = 0


@dataclass(frozen=True, kw_only=True)
class PointsExpired(PointsEvent):
    """Points ended unspent."""

    name: ClassVar[str] = "loyalty.points_expired"
    title: ClassVar[str] = "Points Expired"


@dataclass(frozen=True, kw_only=True)
class PointsExpiring(PointsEvent):
    """Points will end in ``days``; said before they do."""

    name: ClassVar[str] = "loyalty.points_expiring"
    title: ClassVar[str] = "Points Expiring"

    days: int
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class TierChanged(Event):
    """A member went up or down."""

    name: ClassVar[str] = "loyalty.tier_changed"
    title: ClassVar[str] = "Tier Changed"

    person_id: int
    before: str
    after: str
    up: bool
    growth: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class OfferExchanged(Event):
    """A member took an offer of the points mall."""

    name: ClassVar[str] = "loyalty.offer_exchanged"
    title: ClassVar[str] = "Points Offer Exchanged"
    by_person: ClassVar[bool] = True
    codes: ClassVar[Mapping[str, str]] = {
        "person_id": "per",
        "offer_id": "ofr",
        "exchange_id": "exc",
    }

    person_id: int
    offer_id: int
    exchange_id: int
    offer: str
    points: int
    quantity: int


@dataclass(frozen=True, kw_only=True)
class ExchangeUndone(Event):
    """An exchange was taken back, and its points returned."""

    name: ClassVar[str] = "loyalty.exchange_undone"
    title: ClassVar[str] = "Points Exchange Undone"
    codes: ClassVar[Mapping[str, str]] = {
        "person_id": "per",
        "offer_id": "ofr",
        "exchange_id": "exc",
    }

    person_id: int
    offer_id: int
    exchange_id: int
    points: int


EVENTS = (
    PointsEarned,
    PointsSpent,
    PointsGivenBack,
    PointsClawedBack,
    PointsExpired,
    PointsExpiring,
    TierChanged,
    OfferExchanged,
    ExchangeUndone,
)
