"""The one door through which anything of value is given: points, growth, coupons, what plug-ins add.

A reward is a block of kind ``reward``. Whoever gives names the cause, and a cause gives once. What can say
more of its options than their schema does, or can be taken back, has a block of the same name of kind
``reward_check`` or ``reward_return`` beside it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .blocks import Blocks
from .context import Context
from .database import Session
from .errors import Conflict

KIND = "reward"
CHECK = "reward_check"
RETURN = "reward_return"


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


@dataclass(eq=False)
class RewardUsed(Conflict):
    """What was given has been used and cannot be taken back."""

    reward: str
    reference: str


GiveReward = Callable[[Session, Context, int, Mapping[str, Any], str], Granted]
"""Implementation of a ``reward`` block: session, context, person id, options, cause."""
CheckReward = Callable[[Session, Mapping[str, Any]], None]
"""Implementation of a ``reward_check`` block: raises ``Invalid`` or ``NotFound`` for options of no use."""
ReturnReward = Callable[[Session, Sequence[str], str], None]
"""Implementation of a ``reward_return`` block: session, the causes it was given for, who takes it back."""


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


def check_reward(session: Session, blocks: Blocks, reward: Reward) -> None:
    """Whether the options name something that can be given, as far as their owner can say beforehand.

    Raises:
        BlockNotFound: nobody offers such a reward.
        Invalid, NotFound: as the owner's check has it.

    """
    blocks.require(KIND, reward.name)
    for block in blocks.of_kind(CHECK):
        if block.name == reward.name:
            check: CheckReward = block.implementation
            check(session, reward.options)


def take_back(
    session: Session, context: Context, name: str, causes: Sequence[str], *, by: str
) -> bool:
    """Take back what these causes gave, in the caller's transaction; a second time changes nothing.

    Returns:
        False where such a reward cannot be taken back; then nothing happened.

    Raises:
        RewardUsed: some of it has been used.

    """
    for block in context.get(Blocks).of_kind(RETURN):
        if block.name == name:
            give_back: ReturnReward = block.implementation
            give_back(session, causes, by)
            return True
    return False
