"""Membership: growth and tiers, points as a ledger with lots, what is earned and what it buys.

Owns: tables ``loyalty_*``.  Calls: people, organization, tracking, warehouse.
Hears: ``people.persons_merged``, ``people.persons_split``, ``people.person_erased``; follows the
warehouse's ``events.load_id``.  Publishes: ``loyalty.points_earned``, ``…_spent``, ``…_given_back``,
``…_clawed_back``, ``…_expired``, ``…_expiring``, ``loyalty.tier_changed``, ``loyalty.offer_exchanged``,
``loyalty.exchange_undone``.
"""

from .cash import points_value
from .celebrating import member_days, members_after
from .clawing_back import ClawBack, claw_back_points
from .contracts import (
    Benefit,
    LockState,
    Member,
    PointsBalance,
    PointsLock,
    PointsOffer,
    Tier,
)
from .errors import (
    CauseOfAnother,
    InsufficientPoints,
    LockInOtherState,
    LockNotFound,
    PointsOutOfRange,
)
from .events import (
    PointsClawedBack,
    PointsEarned,
    PointsExpired,
    PointsExpiring,
    PointsGivenBack,
    PointsSpent,
    TierChanged,
)
from .exchanging import exchange_offer, undo_exchange
from .giving_back import give_back
from .growing import earn_growth
from .locks import lock_points, spend_locked, unlock_points
from .members import member_of, members_of
from .points import earn_points, points_balance, spend_points
from .programme import tiers

__all__ = [
    "Benefit",
    "CauseOfAnother",
    "ClawBack",
    "InsufficientPoints",
    "LockInOtherState",
    "LockNotFound",
    "LockState",
    "Member",
    "PointsBalance",
    "PointsClawedBack",
    "PointsEarned",
    "PointsExpired",
    "PointsExpiring",
    "PointsGivenBack",
    "PointsLock",
    "PointsOffer",
    "PointsOutOfRange",
    "PointsSpent",
    "Tier",
    "TierChanged",
    "claw_back_points",
    "earn_growth",
    "earn_points",
    "exchange_offer",
    "give_back",
    "lock_points",
    "member_days",
    "member_of",
    "members_after",
    "members_of",
    "points_balance",
    "points_value",
    "spend_locked",
    "spend_points",
    "tiers",
    "undo_exchange",
    "unlock_points",
]
