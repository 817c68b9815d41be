"""What can go wrong, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Refused, Throttled


@dataclass(eq=False)
class CouponKindNotFound(NotFound):
    """No such kind of coupon, or none this caller may see."""

    kind_id: int


@dataclass(eq=False)
class CouponKindInOtherState(Conflict):
    """The state of this kind of coupon does not allow this."""

    state: str
    wanted: list[str]


@dataclass(eq=False)
class CouponKindUnfit(Invalid):
    """This kind of coupon cannot be as described.

    Args:
        problem: what is wrong: ``no_end``, ``ends_before_start``, ``effect``, ``limit``.
        about: the field at fault.

    """

    problem: str
    about: str = ""


@dataclass(eq=False)
class CouponNotClaimable(Conflict):
    """This coupon cannot be had now.

    Args:
        reason: ``draft``, ``stopped``, ``not_open``, ``closed`` or ``over``.

    """

    kind_id: int
    reason: str


@dataclass(eq=False)
class LimitReached(Conflict):
    """No more of this are left, or none for this person.

    Args:
        limit: which: ``kind_claims``, ``kind_uses``, ``promotion_uses``, ``promotion_budget``.
        subject_id: the kind or promotion.
        per_person: the person's own limit, not the total.
        most: how many there may be.

    """

    limit: str
    subject_id: int
    per_person: bool
    most: int


@dataclass(eq=False)
class CouponNotFound(NotFound):
    """No such coupon, or none this caller may see."""


@dataclass(eq=False)
class CouponUnusable(Conflict):
    """The coupon cannot be used here and now.

    Args:
        reason: an ``Unusable`` word.

    """

    coupon_id: int
    reason: str


@dataclass(eq=False)
class CodeMistyped(Invalid):
    """This is no code of ours: a letter is wrong or two are swapped."""


@dataclass(eq=False)
class TooManyCodes(Throttled):
    """Too many wrong codes; wait before the next."""


@dataclass(eq=False)
class UndoTooLate(Conflict):
    """A verification can be taken back only for a while after it was made."""

    minutes_max: int


@dataclass(eq=False)
class CodeBatchNotFound(NotFound):
    """No such batch of codes, or none this caller may see."""

    batch_id: int


@dataclass(eq=False)
class HandOutNotFound(NotFound):
    """No such hand-out, or none this caller may see."""

    hand_out_id: int


@dataclass(eq=False)
class PromotionNotFound(NotFound):
    """No such promotion, or none this caller may see."""

    promotion_id: int


@dataclass(eq=False)
class PromotionInOtherState(Conflict):
    """The promotion's state does not allow this."""

    state: str
    wanted: list[str]


@dataclass(eq=False)
class PromotionUnfit(Invalid):
    """This promotion cannot be as described.

    Args:
        problem: ``rule``, ``limit`` or ``over`` (its window has passed).
        about: the field at fault, as a path into the rule.

    """

    problem: str
    about: str = ""


@dataclass(eq=False)
class StoresOutOfReach(Refused):
    """Name the stores in which it holds, all of them yours.

    Args:
        stores: those that are not; empty where none was named.

    """

    stores: list[str]


@dataclass(eq=False)
class ForecastNotFound(NotFound):
    """No such forecast, or none of something you may see."""

    forecast_id: int


@dataclass(eq=False)
class ForecastWindowUnfit(Invalid):
    """Look back on some days that have begun, and not on too many."""

    days_max: int


@dataclass(eq=False)
class OccasionNotFound(NotFound):
    """No such occasion."""

    occasion_id: int


@dataclass(eq=False)
class OccasionInOtherState(Conflict):
    """It is switched this way already."""

    occasion_id: int


@dataclass(eq=False)
class OccasionUnfit(Invalid):
    """This occasion cannot be as described.

    Args:
        about: the field at fault.

    """

    about: str
