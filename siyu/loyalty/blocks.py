"""What loyalty offers by name: points and growth value as rewards, attributes for segments."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from siyu import people
from siyu.kernel.blocks import Block
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.rewards import KIND, Granted

from .errors import RewardOptionsUnfit
from .growing import earn_growth, gave_growth
from .mirroring import ATTRIBUTES
from .points import earn_points
from .telling_all import membership_kept

_POINTS_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["points"],
    "properties": {
        "points": {"type": "integer", "minimum": 1, "maximum": 1_000_000, "title": "积分"},
        "days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 3660,
            "title": "有效天数",
            "description": "Days they last; by the programme where absent.",
        },
        "reason": {"type": "string", "maxLength": 60, "title": "原因"},
    },
}
_GROWTH_SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["growth"],
    "properties": {
        "growth": {"type": "integer", "minimum": 1, "maximum": 1_000_000, "title": "成长值"},
        "reason": {"type": "string", "maxLength": 60, "title": "原因"},
    },
}


def give_points(
    session: Session, context: Context, person_id: int, options: Mapping[str, Any], cause: str
) -> Granted:
    """Points of a lot of their own.

    Raises:
        RewardOptionsUnfit: the options do not fit the schema.

    """
    points = _whole("points", options.get("points"), 1_000_000)
    days = options.get("days")
    ends_at = None if days is None else now() + timedelta(days=_whole("points", days, 3660))
    balance = earn_points(
        session,
        person_id,
        points=points,
        cause=cause,
        reason=str(options.get("reason") or "reward")[:60],
        expires_at=ends_at,
    )
    return Granted(again=balance.again, facts={"points": points})


def give_growth(
    session: Session, context: Context, person_id: int, options: Mapping[str, Any], cause: str
) -> Granted:
    """Growth value; a higher tier is reached at once.

    Raises:
        RewardOptionsUnfit: the options do not fit the schema.

    """
    growth = _whole("growth", options.get("growth"), 1_000_000)
    reason = str(options.get("reason") or "reward")[:60]
    again = gave_growth(session, cause)
    member = earn_growth(session, person_id, growth=growth, cause=cause, reason=reason)
    return Granted(again=again, facts={"growth": growth, "tier": member.tier})


def _whole(reward: str, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
        raise RewardOptionsUnfit(reward=reward)
    return value


BLOCKS = (
    Block(KIND, "points", {"zh": "积分", "en": "Points"}, give_points, _POINTS_SCHEMA),
    Block(KIND, "growth", {"zh": "成长值", "en": "Growth value"}, give_growth, _GROWTH_SCHEMA),
    *(attribute.block() for attribute in ATTRIBUTES),
    people.kept_block("membership", {"zh": "会员与积分", "en": "Membership"}, membership_kept),
)
