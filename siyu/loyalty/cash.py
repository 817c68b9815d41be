"""Points as money at checkout."""

from siyu.kernel.database import Session

from .contracts import Member, PointsOffer
from .members import member_of
from .programme import current_programme
from .rules import CashRules


def points_value(
    session: Session, person_id: int, *, total_minor: int, member: Member | None = None
) -> PointsOffer:
    """How many points a member may use for a purchase of ``total_minor`` fen, and what they pay.

    Args:
        total_minor: what is left to pay, ≥ 0, after every other discount.
        member: as they stand, where the caller has asked already.

    """
    rules = current_programme(session).points.cash
    known = member or member_of(session, person_id)
    return offer_for(rules, known.points.available, total_minor)


def offer_for(rules: CashRules, available: int, total_minor: int) -> PointsOffer:
    """Caps of the rules applied to a balance and a purchase; never more than the purchase itself."""
    rate = rules.points_per_yuan
    if not rules.on or total_minor <= 0:
        return PointsOffer(points_max=0, step=rules.step, value_minor=0, points_per_unit=rate)
    payable_minor = total_minor * rules.share_percent_max // 100
    if rules.amount_minor_max is not None:
        payable_minor = min(payable_minor, rules.amount_minor_max)
    # Rounded down twice: a point too many would be given away for nothing.
    points = min(available, payable_minor * rate // 100) // rules.step * rules.step
    if points < rules.points_min:
        points = 0
    return PointsOffer(
        points_max=points,
        step=rules.step,
        value_minor=points * 100 // rate,
        points_per_unit=rate,
    )
