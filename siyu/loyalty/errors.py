"""What can go wrong, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class InsufficientPoints(Conflict):
    """The member has fewer points to spend than this takes."""

    available: int
    asked: int


@dataclass(eq=False)
class PointsOutOfRange(Invalid):
    """Points are whole, more than none and at most a billion at a time."""

    points: int


@dataclass(eq=False)
class CauseOfAnother(Conflict):
    """This cause has moved points of another member, or another number of them."""

    cause: str


@dataclass(eq=False)
class LockNotFound(NotFound):
    """Nothing was set aside for this cause."""

    cause: str


@dataclass(eq=False)
class LockInOtherState(Conflict):
    """The points set aside have been spent or released."""

    state: str


@dataclass(eq=False)
class TierNotFound(NotFound):
    """The programme has no such tier."""

    tier: str


@dataclass(eq=False)
class ProgrammeOutdated(Conflict):
    """Somebody saved the programme meanwhile; look at it and repeat."""

    version: int


@dataclass(eq=False)
class BudgetNotFound(NotFound):
    """No such budget."""

    budget_id: int


@dataclass(eq=False)
class BudgetKeyTaken(Conflict):
    """Another budget has this key."""

    key: str


@dataclass(eq=False)
class BudgetBelowUse(Conflict):
    """More than that has been given from this budget already."""

    points_used: int


@dataclass(eq=False)
class OfferNotFound(NotFound):
    """The points mall has no such offer."""

    offer_id: int


@dataclass(eq=False)
class OfferClosed(Conflict):
    """The offer is not open now, or not to this member.

    Args:
        why: ``off``, ``not_begun``, ``over`` or ``tier``.

    """

    why: str


@dataclass(eq=False)
class OfferSoldOut(Conflict):
    """Nothing is left of this offer."""

    offer_id: int


@dataclass(eq=False)
class OfferLimitReached(Conflict):
    """This member has had as many as one may have."""

    per_person_max: int


@dataclass(eq=False)
class OfferBelowUse(Conflict):
    """More than that has been exchanged already."""

    taken: int


@dataclass(eq=False)
class ExchangeNotFound(NotFound):
    """No such exchange."""

    exchange_id: int


@dataclass(eq=False)
class RewardOptionsUnfit(Invalid):
    """The options of a reward do not fit its description."""

    reward: str
