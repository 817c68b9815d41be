"""The rule language: every kind of promotion, as it is stored and as it crosses HTTP.

Which kind takes effect when is not said here but by the evaluation tree (``tree.py``). A coupon is any rule with
``by_coupon``: it holds only where the cart brings a coupon of it.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from .conditions import When
from .cuts import Cut
from .scope import Scope
from .shape import Minor, PositiveMinor, Shape, Units, Word
from .tiers import GiftTier, OffTier, RateTier, ThresholdShape, UnitsRateTier, ascending

RULES_VERSION = 1


class RuleShape(Shape):
    """What every rule has.

    Args:
        id: the promotion's or coupon kind's code; unique in a programme.
        priority: higher goes first where order decides; then by id.
        scope: lines it counts and discounts.
        by_coupon: only where the cart brings a coupon of this rule.
        stack_group: for coupons: of one group only so many are used (one, in the preset tree).
        exclusion_group: of the rules of one group only the first to apply does.
        counts: what thresholds measure: ``now``, the price as it stands when the rule's turn comes, or ``listed``,
            the price in the book.
        leave_out: lines it passes over: ``priced``, those with an activity or member price; ``discounted``, those
            with anything taken off.

    """

    id: Word
    priority: Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000)] = 0
    when: When = When()
    scope: Scope = Scope()
    by_coupon: bool = False
    stack_group: Word = "coupon"
    exclusion_group: Word | None = None
    counts: Literal["now", "listed"] = "now"
    leave_out: Literal["nothing", "priced", "discounted"] = "nothing"


class FixedPrice(RuleShape):
    """限时价: a price by SKU, or a cut for the rest of the scope, while it lasts.

    Args:
        prices: SKU → fen; narrows the scope to these SKUs where ``cut`` is absent.
        units_most: per order; further units pay the usual price. The dearest come first.

    """

    kind: Literal["fixed_price"]
    prices: Annotated[dict[Word, Minor], Field(max_length=10_000)] = Field(default_factory=dict)
    cut: Cut | None = None
    units_most: Units | None = None


class MemberPrice(RuleShape):
    """会员价: what each tier pays, as a cut or by SKU; the SKU's own price wins over the tier's cut."""

    kind: Literal["member_price"]
    cuts: Annotated[dict[Word, Cut], Field(max_length=100)] = Field(default_factory=dict)
    prices: Annotated[dict[Word, dict[Word, Minor]], Field(max_length=100)] = Field(
        default_factory=dict
    )


class LineDiscount(RuleShape):
    """A cut on every unit in scope: 直降, 首单立减 (with ``when.order_numbers``)."""

    kind: Literal["line_discount"]
    cut: Cut
    at_least_units: Units = 1
    units_most: Units | None = None


class NthStep(Shape):
    """A position in a group, from 1, and its cut."""

    nth: Units
    cut: Cut


class NthUnit(RuleShape):
    """第二件半价: units in groups from dear to cheap; the nth of each group gets the nth cut.

    Args:
        steps: positions that are cut, ascending; the last one is the group's size.
        groups_most: per order, or per SKU with ``same_sku``.
        same_sku: only units of one SKU make a group.

    """

    kind: Literal["nth_unit"]
    steps: Annotated[tuple[NthStep, ...], Field(min_length=1, max_length=20), ascending("nth")]
    groups_most: Units | None = None
    same_sku: bool = False


class UnitsRate(RuleShape):
    """N 件 M 折 (2 件 79 折): with so many units in scope, all of them at a rate."""

    kind: Literal["units_rate"]
    tiers: Annotated[
        tuple[UnitsRateTier, ...], Field(min_length=1, max_length=20), ascending("at_least_units")
    ]


class UnitsForPrice(RuleShape):
    """N 元任选 M 件: every ``units`` units for ``price_minor`` together.

    Args:
        pick: which units make the groups: the ``dearest`` (most off) or the ``cheapest``.
        groups_most: per order.

    """

    kind: Literal["units_for_price"]
    units: Units
    price_minor: Minor
    pick: Literal["dearest", "cheapest"] = "dearest"
    groups_most: Units | None = None


class BundlePart(Shape):
    """So many units of a scope."""

    scope: Scope
    units: Units = 1


class Bundle(RuleShape):
    """打包一口价, 组合套餐: one set of all parts at a cut of the set's sum; parts take their dearest units.

    ``scope`` narrows every part.
    """

    kind: Literal["bundle"]
    parts: Annotated[tuple[BundlePart, ...], Field(min_length=1, max_length=20)]
    cut: Cut
    sets_most: Units | None = None


class BuyGet(RuleShape):
    """买 X 送 Y: for ``buy_units`` units in scope, ``get_units`` units of ``get`` at a cut (free unless said).

    Without ``get`` both come from the scope: of every ``buy + get`` units, the cheapest ``get`` are cut.

    Args:
        pick: which units are cut.
        times_most: per order.

    """

    kind: Literal["buy_get"]
    buy_units: Units
    get_units: Units = 1
    get: Scope | None = None
    cut: Cut = Field(default={"by": "rate", "pay_bp": 0}, validate_default=True)
    pick: Literal["cheapest", "dearest"] = "cheapest"
    times_most: Units | None = None


class SpendOff(RuleShape):
    """满减 (满 100 减 10), also 无门槛 with a threshold of 0.

    Args:
        tiers: the highest that is reached counts.
        repeat: 每满: the reached tier as often as the sum holds it.
        most_minor: cap of the whole.

    """

    kind: Literal["spend_off"]
    tiers: Annotated[
        tuple[OffTier, ...],
        Field(min_length=1, max_length=20),
        ascending("at_least_minor", "at_least_units"),
    ]
    repeat: bool = False
    most_minor: PositiveMinor | None = None


class SpendRate(RuleShape):
    """满折: the sum at a rate once it reaches a tier, with a cap."""

    kind: Literal["spend_rate"]
    tiers: Annotated[
        tuple[RateTier, ...],
        Field(min_length=1, max_length=20),
        ascending("at_least_minor", "at_least_units"),
    ]
    most_minor: PositiveMinor | None = None


class SpendGift(RuleShape):
    """满赠: gifts once the sum reaches a tier.

    Args:
        repeat: the reached tier as often as the sum holds it.

    """

    kind: Literal["spend_gift"]
    tiers: Annotated[
        tuple[GiftTier, ...],
        Field(min_length=1, max_length=20),
        ascending("at_least_minor", "at_least_units"),
    ]
    repeat: bool = False


class AddOnItem(Shape):
    """One thing that may be bought besides."""

    sku: Word
    price_minor: Minor
    units_most: Units = 1


class AddOn(RuleShape, ThresholdShape):
    """加价购: whoever reaches the threshold may buy some of ``items`` at a price of their own.

    Lines with ``add_on_of`` set to this rule get the price; they count for no threshold and no other rule but
    coupons and points.
    """

    kind: Literal["add_on"]
    items: Annotated[tuple[AddOnItem, ...], Field(min_length=1, max_length=100)]
    units_most: Units = 1


class Exchange(RuleShape):
    """兑换券: ``units`` units of the scope for ``price_minor`` each (nothing, by default)."""

    kind: Literal["exchange"]
    units: Units = 1
    price_minor: Minor = 0
    pick: Literal["dearest", "cheapest"] = "dearest"


class FreeShipping(RuleShape, ThresholdShape):
    """包邮, 减运费: from a threshold on, freight free, or ``off_minor`` less."""

    kind: Literal["free_shipping"]
    off_minor: PositiveMinor | None = None


class RewardChoice(Shape):
    """A block of kind ``reward`` and its options."""

    name: Word
    options: dict[str, Any] = Field(default_factory=dict)


class PayReward(RuleShape, ThresholdShape):
    """支付有礼: whoever pays so much for goods in scope (by ``when.payment_methods``) is given rewards afterwards."""

    kind: Literal["pay_reward"]
    rewards: Annotated[tuple[RewardChoice, ...], Field(min_length=1, max_length=20)]


Rule = Annotated[
    FixedPrice
    | MemberPrice
    | LineDiscount
    | NthUnit
    | UnitsRate
    | UnitsForPrice
    | Bundle
    | BuyGet
    | SpendOff
    | SpendRate
    | SpendGift
    | AddOn
    | Exchange
    | FreeShipping
    | PayReward,
    Field(discriminator="kind"),
]
AnyRule: TypeAdapter[Rule] = TypeAdapter(Rule)


def parse_rule(value: Any) -> Rule:
    """The rule that JSON says.

    Raises:
        pydantic.ValidationError: it is none; its locations are those of the JSON.

    """
    return AnyRule.validate_python(value)


def rule_json(rule: Rule) -> dict[str, Any]:
    """The JSON of a rule, without what is left at its default; ``parse_rule`` reads it back to the same rule."""
    return rule.model_dump(mode="json", exclude_defaults=True) | {"kind": rule.kind}
