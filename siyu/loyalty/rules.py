"""The programme of a membership as one typed document: tiers, points, growth, what earns and how long it lasts.

The defaults are the house's own: 10 growth value per yuan; 普卡 from 0, 银卡 from 3000, 金卡 from 6000;
1, 1.5 and 2 points per yuan; doubled in the month of birth; member day every Wednesday.
"""

import itertools
from collections import Counter
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from siyu.http import Instant, Text

OWN_EVENTS = ("Points ", "Tier ", "Growth ")
"""Beginnings of what loyalty itself puts on the timeline; rules on it would feed themselves."""

Key = Annotated[str, Field(pattern="^[a-z][a-z0-9_]{0,39}$", examples=["silver"])]
Title = Annotated[
    dict[Annotated[str, Field(pattern="^[a-z]{2}$")], Annotated[Text, Field(max_length=60)]],
    Field(min_length=1, max_length=8, examples=[{"zh": "银卡", "en": "Silver"}]),
]
Rate = Annotated[Decimal, Field(ge=0, le=10_000, max_digits=9, decimal_places=4)]
Factor = Annotated[Decimal, Field(ge=1, le=100, max_digits=7, decimal_places=4)]
Points = Annotated[int, Field(gt=0, le=1_000_000_000)]


class Part(BaseModel):
    """A piece of the document: frozen, and nothing unknown passes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BenefitRule(Part):
    """What a tier is entitled to; other modules know it by its key."""

    key: Key
    title: Title


class TierRule(Part):
    """A step of the membership."""

    key: Key
    title: Title
    growth_min: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        description="Growth value from which it is reached."
    )
    points_per_yuan: Rate = Field(description="Points for each unit of currency spent.")
    benefits: tuple[BenefitRule, ...] = Field((), max_length=30)


class ExpiryKind(StrEnum):
    """How long points last."""

    never = "never"
    days = "days"
    months = "months"
    end_of_next_year = "end_of_next_year"


class Expiry(Part):
    """When points end: always at the end of a business day."""

    kind: ExpiryKind = ExpiryKind.end_of_next_year
    count: Annotated[int, Field(ge=1, le=3660)] = Field(
        1, description="Days or months, counted from when they became active."
    )


class CashRules(Part):
    """Points as money at checkout."""

    on: bool = True
    points_per_yuan: Annotated[int, Field(gt=0, le=1_000_000)] = 100
    share_percent_max: Annotated[int, Field(ge=1, le=100)] = Field(
        50, description="Most of a purchase that points may pay."
    )
    points_min: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        100, description="Fewer are not taken."
    )
    step: Points = 100
    amount_minor_max: Annotated[int, Field(gt=0, le=1_000_000_000_000)] | None = Field(
        None, description="Most that points may pay of one purchase, fen."
    )


class PointsRules(Part):
    """How points live."""

    activation_days: Annotated[int, Field(ge=0, le=365)] = Field(
        0, description="Days from earning by an order until they may be spent."
    )
    expiry: Expiry = Expiry()
    claw_back: Literal["may_owe", "stops_at_zero"] = Field(
        "may_owe",
        description="When a refund takes back more than is left: owed, or let go and written down.",
    )
    grace_days: Annotated[int, Field(ge=1, le=365)] = Field(
        30, description="Life of points that are given back after they had expired."
    )
    lock_minutes: Annotated[int, Field(ge=1, le=60 * 24 * 30)] = Field(
        30, description="How long points stay set aside where nobody says how long."
    )
    remind_days: tuple[Annotated[int, Field(ge=1, le=180)], ...] = Field(
        (30, 7), max_length=5, description="Days before points end at which a member is reminded."
    )
    cash: CashRules = CashRules()


class DecayKind(StrEnum):
    """What becomes of growth value at a review."""

    none = "none"
    percent = "percent"
    amount = "amount"
    to_zero = "to_zero"


class Decay(Part):
    """How much growth value a review takes away."""

    kind: DecayKind = DecayKind.percent
    count: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        50, description="Per cent, or growth value."
    )


class GrowthRules(Part):
    """How growth value is won and lost; a tier is reached at once and lost only at its review."""

    per_yuan: Rate = Decimal(10)
    keep_months: Annotated[int, Field(ge=1, le=120)] | None = Field(
        12, description="Months until a tier is reviewed; null keeps it for life."
    )
    decay: Decay = Decay()


class Weekly(Part):
    """Certain days of every week."""

    kind: Literal["weekly"] = "weekly"
    days: tuple[Annotated[int, Field(ge=1, le=7)], ...] = Field(
        (3,), min_length=1, max_length=7, description="1 is Monday."
    )


class Monthly(Part):
    """Certain days of every month; 29 to 31 fall out where a month has none."""

    kind: Literal["monthly"] = "monthly"
    days: tuple[Annotated[int, Field(ge=1, le=31)], ...] = Field(min_length=1, max_length=31)


MemberDay = Annotated[Weekly | Monthly, Field(discriminator="kind")]


class When(Part):
    """What must hold for an order, or one of its products, to earn more; everything given must."""

    birthday: Literal["day", "month"] | None = None
    member_day: bool = False
    products: tuple[Annotated[Text, Field(max_length=200)], ...] = Field((), max_length=1000)
    categories: tuple[Annotated[Text, Field(max_length=200)], ...] = Field((), max_length=200)
    brands: tuple[Annotated[Text, Field(max_length=200)], ...] = Field((), max_length=200)
    tiers: tuple[Key, ...] = Field((), max_length=20)
    starts_at: Instant | None = None
    ends_at: Instant | None = None

    @property
    def of_products(self) -> bool:
        """Whether it speaks of some products of an order and not of all."""
        return bool(self.products or self.categories or self.brands)


class Multiplier(Part):
    """Earn more: points are multiplied where it holds."""

    key: Key
    title: Title
    factor: Factor
    when: When = When()
    budget: Key | None = Field(None, description="What it gives beyond the usual comes from here.")


class SocialRule(Part):
    """Points or growth for something a member does, whatever it is."""

    key: Key
    title: Title
    event: Annotated[Text, Field(min_length=1, max_length=200, examples=["Content Shared"])]
    points: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    growth: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    times_a_day_max: Annotated[int, Field(ge=1, le=1000)] = 1
    budget: Key | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None

    @model_validator(mode="after")
    def _gives_something(self) -> Self:
        if not self.points and not self.growth:
            raise ValueError("a rule gives points or growth")
        if self.event.startswith(OWN_EVENTS):
            raise ValueError("a rule cannot answer to what loyalty itself tells")
        return self


class RewardRule(Part):
    """What to give: a block of kind ``reward`` and its options."""

    name: Annotated[str, Field(max_length=60, examples=["points"])]
    options: dict[str, Any] = Field(default_factory=dict, examples=[{"points": 88}])


def _default_tiers() -> tuple[TierRule, ...]:
    early = BenefitRule(key="early_access", title={"zh": "新品优先购", "en": "Early access"})
    trial = BenefitRule(key="free_trial", title={"zh": "新品试用", "en": "Free trial"})
    service = BenefitRule(key="own_service", title={"zh": "专属客服", "en": "Service of your own"})
    return (
        TierRule(
            key="regular",
            title={"zh": "普卡", "en": "Regular"},
            growth_min=0,
            points_per_yuan=Decimal(1),
        ),
        TierRule(
            key="silver",
            title={"zh": "银卡", "en": "Silver"},
            growth_min=3000,
            points_per_yuan=Decimal("1.5"),
            benefits=(early,),
        ),
        TierRule(
            key="gold",
            title={"zh": "金卡", "en": "Gold"},
            growth_min=6000,
            points_per_yuan=Decimal(2),
            benefits=(early, trial, service),
        ),
    )


def _default_multipliers() -> tuple[Multiplier, ...]:
    return (
        Multiplier(
            key="birthday",
            title={"zh": "生日月双倍积分", "en": "Double points in the month of birth"},
            factor=Decimal(2),
            when=When(birthday="month"),
        ),
    )


class Programme(Part):
    """The whole programme."""

    earns_since: Instant | None = Field(
        None,
        description="Events from then on earn; null: nothing is earned from the timeline yet.",
    )
    tiers: tuple[TierRule, ...] = Field(
        default_factory=_default_tiers, min_length=1, max_length=20, description="The lowest first."
    )
    growth: GrowthRules = GrowthRules()
    points: PointsRules = PointsRules()
    member_day: MemberDay | None = Weekly()
    multipliers: tuple[Multiplier, ...] = Field(
        default_factory=_default_multipliers, max_length=100
    )
    combine: Literal["highest", "multiply"] = Field(
        "highest", description="Several multipliers on one product: the highest, or all together."
    )
    multiplier_max: Factor = Decimal(10)
    social: tuple[SocialRule, ...] = Field((), max_length=200)

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.tiers[0].growth_min != 0:
            raise ValueError("the lowest tier starts at 0")
        steps = [tier.growth_min for tier in self.tiers]
        if any(upper <= lower for lower, upper in itertools.pairwise(steps)):
            raise ValueError("each tier starts higher than the one below it")
        for things in (self.tiers, self.multipliers, self.social):
            keys = Counter(thing.key for thing in things)
            twice = sorted(key for key, count in keys.items() if count > 1)
            if twice:
                raise ValueError(f"keys used twice: {', '.join(twice)}")
        known = {tier.key for tier in self.tiers}
        named = {key for one in self.multipliers for key in one.when.tiers}
        if named - known:
            raise ValueError(f"no such tiers: {', '.join(sorted(named - known))}")
        return self

    def rank(self, key: str) -> int:
        """Place of a tier from below; a tier that is no more counts as the lowest."""
        return next((rank for rank, tier in enumerate(self.tiers) if tier.key == key), 0)

    def tier_for(self, growth: int) -> TierRule:
        """The highest tier that so much growth value reaches."""
        return max(
            (tier for tier in self.tiers if tier.growth_min <= growth),
            key=lambda tier: tier.growth_min,
        )

    def is_on(self, at: datetime) -> bool:
        """Whether an event of that time earns."""
        return self.earns_since is not None and at >= self.earns_since
