"""The one door through which anything of value is given: points, growth, coupons, what plug-ins add.

A reward is a block of kind ``reward``. Whoever gives names the cause, and a cause gives once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .blocks import Blocks
from .context import Context
from .database import Session

KIND = "reward"


@dataclass(frozen=True, kw_only=True)
class Reward:
    """What to give: a block's name and its options, as an operator chose them."""

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Granted:
    """What came of it.

    Args:
        reference: code of the record that was made (a lot, a coupon); empty where none was.
        again: this cause had given before; nothing was given now.
        facts: what to show: ``{"points": 100}``.

    """

    reference: str = ""
    again: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)


GiveReward = Callable[[Session, Context, int, Mapping[str, Any], str], Granted]
"""Implementation of a ``reward`` block: session, context, person id, options, cause."""


def grant(
    session: Session, context: Context, reward: Reward, person_id: int, *, cause: str
) -> Granted:
    """Give in the caller's transaction; the same cause again gives nothing and says so.

    Args:
        cause: what it is for, such as ``birthday:2026:per_…``; at most 200 letters.

    Raises:
        BlockNotFound: nobody offers such a reward.

    """
    block = context.get(Blocks).require(KIND, reward.name)
    give: GiveReward = block.implementation
    return give(session, context, person_id, reward.options, cause)
