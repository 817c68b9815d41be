"""What crosses the front door of promotions: coupons, their kinds, code batches, what was handed out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class KindState(StrEnum):
    """Where a kind of coupon stands."""

    draft = "draft"
    """Everything may still change; nobody can get one."""
    active = "active"
    stopped = "stopped"
    """No more are given; those that people hold keep their promise."""


class CouponState(StrEnum):
    """Where one coupon stands."""

    held = "held"
    """Its holder may use it."""
    locked = "locked"
    """An order that is not paid yet has it."""
    used = "used"
    expired = "expired"
    voided = "voided"


class LineKind(StrEnum):
    """What happened to a coupon; each is a line of its ledger, never changed."""

    claimed = "claimed"
    locked = "locked"
    released = "released"
    """The order that had locked it came to nothing."""
    used = "used"
    returned = "returned"
    """The order that had used it was cancelled or refunded, and the policy gives it back."""
    undone = "undone"
    """The till took a verification back."""
    expired = "expired"
    voided = "voided"
    transferred = "transferred"
    """It followed its holder through a merge or a split."""


class ReturnPolicy(StrEnum):
    """What a cancelled or refunded order does with a coupon that it had used."""

    never = "never"
    if_valid = "if_valid"
    """It comes back while it could still be used."""
    always = "always"
    """It comes back, and lives on for the kind's days of grace where its time was over."""


class Source(StrEnum):
    """How a coupon came to its holder."""

    claim = "claim"
    campaign = "campaign"
    segment = "segment"
    staff = "staff"
    reward = "reward"
    purchase = "purchase"
    code = "code"


class Unusable(StrEnum):
    """Why a coupon cannot be used here and now."""

    not_held = "not_held"
    """Another person's, or nobody's."""
    locked = "locked"
    used = "used"
    expired = "expired"
    voided = "voided"
    not_yet_valid = "not_yet_valid"
    returned = "returned"
    """This cause used it before and gave it back; use another cause."""
    other_store = "other_store"
    other_channel = "other_channel"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many at most; None is no limit, and costs nothing."""

    claims: int | None = None
    claims_per_person: int | None = None
    uses: int | None = None
    uses_per_person: int | None = None


@dataclass(frozen=True, kw_only=True)
class Validity:
    """When a coupon may be used: between two instants, or so many days from when it was given.

    Args:
        from_: earliest use; None is at once.
        until: first instant at which it cannot be used any more.
        days: it ends with this day, the day of issue being the first; ≥ 1.
        after_days: it begins with this day after the day of issue; 0 is at once.

    """

    from_: datetime | None = None
    until: datetime | None = None
    days: int | None = None
    after_days: int = 0


@dataclass(frozen=True, kw_only=True)
class Coupon:
    """One coupon of a person, or one whose code nobody has tied to a person.

    Args:
        code: what is shown at the till, such as ``7KQW-93MD-XT4C``.
        effect: what it does and where, as JSON of a pricing rule.

    """

    id: int
    kind_id: int
    name: str
    code: str
    person_id: int | None
    state: CouponState
    effect: Mapping[str, Any]
    valid_from: datetime
    valid_until: datetime | None
    used_at: datetime | None = None
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class HandedOut:
    """What came of handing out to many.

    Args:
        given: coupons made now.
        again: people to whom this cause had given before.
        refused_total: people left without because the kind ran out.
        refused_person: people who already had as many as a person may.

    """

    given: int = 0
    again: int = 0
    refused_total: int = 0
    refused_person: int = 0

    def __add__(self, other: "HandedOut") -> "HandedOut":
        return HandedOut(
            given=self.given + other.given,
            again=self.again + other.again,
            refused_total=self.refused_total + other.refused_total,
            refused_person=self.refused_person + other.refused_person,
        )
