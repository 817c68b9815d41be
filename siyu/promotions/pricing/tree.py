"""In which order rules take effect, and which of them stand together: the evaluation tree.

After Talon.One's evaluation groups: a node has a mode and a scope. ``CHINESE_TREE`` is what shops in China are used to.
"""

from typing import Annotated, Literal

from pydantic import Field

from .shape import Shape, Word

RuleKind = Literal[
    "fixed_price", "member_price", "line_discount", "nth_unit", "units_rate", "units_for_price", "bundle", "buy_get",
    "spend_off", "spend_rate", "spend_gift", "add_on", "exchange", "free_shipping", "pay_reward",
]  # fmt: skip


class RulesNode(Shape):
    """A leaf: the rules of some kinds, or coupons.

    Args:
        mode: ``stackable``: all, by priority, each on what the one before left. ``in_order``: by priority, the first
            that applies. ``highest``, ``lowest``: the one that takes most, or least, off.
        scope: what is fought over: the whole ``order`` (one winner), or each ``line`` (a unit goes to one rule,
            others may have the rest).
        kinds: rules of these kinds, without those that need a coupon.
        coupons: rules that need a coupon, of any kind.
        each_stack_group: every stack group has winners of its own.
        winners_most: how many win in an ``order``.

    """

    node: Literal["rules"] = "rules"
    name: Word
    mode: Literal["stackable", "in_order", "highest", "lowest"] = "stackable"
    scope: Literal["line", "order"] = "order"
    kinds: tuple[RuleKind, ...] = ()
    coupons: bool = False
    each_stack_group: bool = False
    winners_most: Annotated[int, Field(strict=True, ge=1, le=100)] = 1


class BranchNode(Shape):
    """All its children in turn (``stackable``), the first that does something, or that which takes most or least."""

    node: Literal["branch"] = "branch"
    name: Word
    mode: Literal["stackable", "in_order", "highest", "lowest"] = "stackable"
    children: Annotated[tuple["Node", ...], Field(min_length=1, max_length=50)]


class PointsNode(Shape):
    """Points pay here; once in a tree, not below a choice."""

    node: Literal["points"] = "points"


Node = Annotated[RulesNode | BranchNode | PointsNode, Field(discriminator="node")]

CHINESE_TREE = BranchNode(
    name="all",
    children=(
        RulesNode(
            name="price", mode="highest", scope="line", kinds=("fixed_price", "member_price")
        ),
        RulesNode(name="line", kinds=("line_discount",)),
        RulesNode(
            name="units",
            mode="highest",
            scope="line",
            kinds=("nth_unit", "units_rate", "units_for_price", "bundle", "buy_get", "exchange"),
        ),
        RulesNode(name="add_on", kinds=("add_on",)),
        RulesNode(name="order", mode="highest", scope="line", kinds=("spend_off", "spend_rate")),
        RulesNode(name="gift", kinds=("spend_gift",)),
        RulesNode(name="coupon", mode="highest", coupons=True, each_stack_group=True),
        PointsNode(),
        RulesNode(name="freight", mode="highest", kinds=("free_shipping",)),
        RulesNode(name="reward", kinds=("pay_reward",)),
    ),
)
"""Price of the day or of the member, whichever is lower → off each line → N-item, bundle, second at half → 加价购 →
满减 or 满折 → 满赠 → coupons, one of each stack group → points → freight → what is granted after payment."""
