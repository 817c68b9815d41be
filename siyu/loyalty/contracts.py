"""What crosses loyalty's front door: plain data and words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

CAUSE_LENGTH_MAX = 200


class Account(StrEnum):
    """Where points can lie; a line takes them from one account and puts them into another."""

    available = "available"
    """Of the member: to be spent now."""
    pending = "pending"
    """Of the member: earned, not yet active."""
    locked = "locked"
    """Of the member: set aside for a purchase that is not settled."""
    debt = "debt"
    """Of the member: what a claw-back could not take; the next points pay it off."""
    issued = "issued"
    redeemed = "redeemed"
    expired = "expired"
    adjusted = "adjusted"
    transfer = "transfer"
    """Between two persons who turned out to be one, or two; always comes to nothing."""


class LineKind(StrEnum):
    """Why points moved."""

    earn = "earn"
    activate = "activate"
    spend = "spend"
    lock = "lock"
    unlock = "unlock"
    give_back = "give_back"
    expire = "expire"
    claw_back = "claw_back"
    settle = "settle"
    """New points paid off a debt."""
    adjust = "adjust"
    """Taken away by hand."""
    transfer_out = "transfer_out"
    transfer_in = "transfer_in"
    erase = "erase"


class GrowthKind(StrEnum):
    """Why growth value moved."""

    earn = "earn"
    claw_back = "claw_back"
    adjust = "adjust"
    decay = "decay"
    transfer = "transfer"
    erase = "erase"


class LockState(StrEnum):
    """Where points set aside for a purchase stand."""

    held = "held"
    spent = "spent"
    released = "released"
    expired = "expired"


class TierReason(StrEnum):
    """Why a member's tier changed."""

    growth = "growth"
    review = "review"
    manual = "manual"
    programme = "programme"
    merge = "merge"


class LotState(StrEnum):
    """Where the points of a lot stand."""

    pending = "pending"
    active = "active"
    spent = "spent"
    expired = "expired"


class ExchangeState(StrEnum):
    """Where an exchange in the points mall stands."""

    done = "done"
    undone = "undone"


@dataclass(frozen=True, kw_only=True)
class PointsBalance:
    """Points of a member, whole.

    Args:
        pending: earned, not active yet.
        locked: set aside for purchases in hand.
        debt: owed after a claw-back; nothing is available meanwhile.
        again: this cause had done its work before; nothing was moved now.

    """

    available: int = 0
    pending: int = 0
    locked: int = 0
    debt: int = 0
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Benefit:
    """Something a tier is entitled to, by a word that other modules understand."""

    key: str
    title: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Tier:
    """A step of the membership.

    Args:
        rank: 0 is the lowest.
        growth_min: growth value from which it is reached.
        points_per_yuan: points for each whole unit of currency, as a decimal in text.

    """

    key: str
    rank: int
    title: dict[str, str]
    growth_min: int
    points_per_yuan: str
    benefits: tuple[Benefit, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member as they stand; who never earned anything is of the lowest tier.

    Args:
        tier_until: when the tier is reviewed; None where it is the lowest or kept for life.

    """

    person_id: int
    tier: str
    rank: int
    growth: int
    tier_until: datetime | None
    points: PointsBalance
    joined_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PointsLock:
    """Points set aside; released by themselves at ``until``."""

    id: int
    points: int
    state: LockState
    until: datetime
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class PointsOffer:
    """What points may pay of a purchase.

    Args:
        points_max: most points that may be used here; 0 where none.
        step: use a multiple of it.
        value_minor: what ``points_max`` are worth, minor units.
        points_per_unit: points that pay one unit of currency (100 fen).

    """

    points_max: int
    step: int
    value_minor: int
    points_per_unit: int

    def worth_minor(self, points: int) -> int:
        """Minor units that so many points pay, rounded down."""
        return points * 100 // self.points_per_unit if self.points_per_unit else 0
