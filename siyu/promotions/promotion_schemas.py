"""What crosses HTTP for promotions: drafts, versions, calendar, simulator."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from siyu.http import Instant, Schema, Text

from .promotion_contracts import PromotionState
from .schemas import TEN_OFF, Count, KindCode, Long, Name, NodeCode, PersonCode, PromotionCode

Word = Annotated[Text, Field(min_length=1, max_length=200)]
Minor = Annotated[int, Field(ge=0, le=10_000_000_000)]


class PromotionLimitsBody(Schema):
    """How much at most; null is no limit."""

    model_config = ConfigDict(extra="forbid")

    uses: Count | None = Field(None, description="Orders.")
    uses_per_person: Count | None = Field(None, examples=[1])
    budget_minor: int | None = Field(
        None, ge=1, le=10_000_000_000_000, description="Fen taken off.", examples=[10_000_000]
    )


class PromotionBody(Schema):
    """A promotion, whole."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(examples=["双十一满100减10"])
    description: Long = ""
    node_id: NodeCode | None = None
    rule: dict[str, Any] = Field(
        description="A pricing rule with window, channels, stores, priority and groups; its `id` "
        "and `by_coupon` are set here.",
        examples=[TEN_OFF],
    )
    limits: PromotionLimitsBody = PromotionLimitsBody()
    holdout_percent: float = Field(
        0, ge=0, le=50, description="Share of people who do not get it, to measure it by."
    )


class UsageOut(Schema):
    """What orders took of it, net of what came back."""

    orders: int
    people: int
    discount_minor: int


class PromotionOut(Schema):
    """A promotion."""

    id: PromotionCode
    name: str
    description: str
    node_id: NodeCode | None
    state: PromotionState
    version: int
    rule: dict[str, Any]
    limits: PromotionLimitsBody
    holdout_percent: float
    starts_at: datetime | None
    ends_at: datetime | None
    created_at: datetime
    updated_at: datetime
    started_at: datetime | None
    stopped_at: datetime | None


class PromotionDetailOut(PromotionOut):
    """A promotion, with what was taken of it."""

    usage: UsageOut


class PromotionVersionOut(Schema):
    """What the rule was, from when it was written."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    rule: dict[str, Any]
    written_by: str
    written_at: datetime


class CalendarEntryOut(Schema):
    """Something that runs, coupons that can be had, or a member day; and from when to when."""

    kind: Literal["promotion", "coupon_kind", "member_day"]
    id: str = Field(description="A member day's is its date.", examples=["prm_1h7k2m9"])
    name: str = Field(description="Empty for a member day.")
    state: str
    starts_at: datetime | None
    ends_at: datetime | None


class SimulatedLineBody(Schema):
    """Units of one SKU."""

    model_config = ConfigDict(extra="forbid")

    line_id: Word = Field(examples=["1"])
    sku: Word = Field(examples=["SKU-100"])
    unit_minor: Minor = Field(examples=[4_990])
    quantity: int = Field(ge=1, le=1_000_000, examples=[3])
    product: Annotated[Text, Field(max_length=200)] = ""
    category_path: list[Word] = Field(default=[], max_length=20, examples=[["food", "snacks"]])
    brand: Annotated[Text, Field(max_length=200)] = ""
    tags: list[Word] = Field(default=[], max_length=100)
    floor_minor: Minor = 0
    add_on_of: Annotated[Text, Field(max_length=200)] = ""


class SimulationBody(Schema):
    """A cart to price, and for whom, where and when."""

    model_config = ConfigDict(extra="forbid")

    lines: list[SimulatedLineBody] = Field(min_length=1, max_length=200)
    person_id: PersonCode | None = Field(
        None, description="Whose segments and limits count; null is somebody made up."
    )
    known: bool = Field(True, description="Whether somebody made up is a member.")
    tier: Annotated[Text, Field(max_length=100)] = Field("", examples=["gold"])
    segments: list[Word] = Field(default=[], max_length=200)
    orders_before: int | None = Field(None, ge=0, le=1_000_000)
    channel: Annotated[Text, Field(max_length=200)] = Field("", examples=["mini"])
    store: Annotated[Text, Field(max_length=200)] = ""
    payment_method: Annotated[Text, Field(max_length=200)] = ""
    delivery_method: Annotated[Text, Field(max_length=200)] = ""
    freight_minor: Minor = 0
    coupon_kind_ids: list[KindCode] = Field(
        default=[], max_length=20, description="One coupon of each of these is in hand."
    )
    promotion_ids: list[PromotionCode] = Field(
        default=[], max_length=50, description="Drafts that are tried besides what runs."
    )
    at: Instant | None = Field(None, description="Now where null.")


class PricedOut(Schema):
    """What the cart costs, unit by unit, and why; see the pricing engine for its parts."""

    listed_minor: int
    discount_minor: int
    freight_listed_minor: int
    freight_minor: int
    total_minor: int
    lines: list[dict[str, Any]]
    gifts: list[dict[str, Any]]
    offers: list[dict[str, Any]]
    rewards: list[dict[str, Any]]
    explanations: list[dict[str, Any]] = Field(
        examples=[
            [
                {
                    "source": "prm_1",
                    "rule_id": "prm_1",
                    "applied": False,
                    "code": "below_threshold",
                    "facts": {"missing_minor": 800},
                }
            ]
        ]
    )
    names: dict[str, str] = Field(description="What the rules in it are called, by code.")
