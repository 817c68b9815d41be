"""What an order would bring under rules that are not in force. Pure but for the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from siyu.kernel.clock import now

from .happenings import COMPLETED, Happening, Product
from .lifetime import activation_of, expiry_of
from .multiplying import Buyer, growth_of_order, is_member_day, points_of_order
from .rules import Programme
from .zone import day_of

DAYS_AHEAD_MAX = 62
"""In so many days there is one that is a member day and one that is not, where there are any."""


@dataclass(frozen=True, kw_only=True)
class TierTrial:
    """What a member of this tier would get.

    Args:
        points: budgets are taken to be full.
        points_plain: without any multiplier.
        worth_minor: what the points pay at checkout, fen; 0 where points are no cash.

    """

    tier: str
    points: int
    points_plain: int
    growth: int
    worth_minor: int


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What an order of this moment would bring."""

    at: datetime
    active_at: datetime
    expires_at: datetime | None
    tiers: tuple[TierTrial, ...]


def try_order(
    programme: Programme,
    *,
    amount_minor: int,
    birthday: bool = False,
    member_day: bool = False,
    product: Product | None = None,
) -> Trial:
    """An order as it would earn on the next day that is, or is not, a member day.

    Args:
        amount_minor: revenue, fen, ≥ 0.
        birthday: whether it is the buyer's birthday.
        product: what is bought; None is something that no rule speaks of.

    """
    at = _moment(programme, member_day=member_day)
    day = day_of(at)
    order = Happening(
        name=COMPLETED,
        message_id="trial",
        node=0,
        time=at,
        order_id="trial",
        amount_minor=amount_minor,
        currency="",
        products=() if product is None else (product,),
    )
    plain = programme.model_copy(update={"multipliers": ()})
    cash = programme.points.cash
    tiers = []
    for rule in programme.tiers:
        buyer = Buyer(tier=rule.key, birthday=(day.month, day.day) if birthday else None)
        worth = points_of_order(programme, buyer, order)
        points = worth.points + sum(worth.budgeted.values())
        tiers.append(
            TierTrial(
                tier=rule.key,
                points=points,
                points_plain=points_of_order(plain, buyer, order).points,
                growth=growth_of_order(programme, order),
                worth_minor=points * 100 // cash.points_per_yuan if cash.on else 0,
            )
        )
    active_at = activation_of(programme.points, at, delayed=True)
    return Trial(
        at=at,
        active_at=active_at,
        expires_at=expiry_of(programme.points.expiry, at, active_at),
        tiers=tuple(tiers),
    )


def _moment(programme: Programme, *, member_day: bool) -> datetime:
    today = now()
    days = (today + timedelta(days=n) for n in range(DAYS_AHEAD_MAX))
    wanted = (at for at in days if is_member_day(programme.member_day, day_of(at)) is member_day)
    return next(wanted, today)
