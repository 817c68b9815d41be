"""What crosses HTTP for loyalty."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from siyu.http import Code, Instant, Schema, Text

from .contracts import ExchangeState, LotState
from .members import POINTS_MAX
from .rules import Key, Programme, RewardRule

PersonCode = Annotated[int, Code("per")]
LineCode = Annotated[int, Code("pln")]
LotCode = Annotated[int, Code("lot")]
BudgetCode = Annotated[int, Code("bud")]
OfferCode = Annotated[int, Code("ofr")]
ExchangeCode = Annotated[int, Code("exc")]
JobCode = Annotated[int, Code("job")]

Note = Annotated[Text, Field(min_length=1, max_length=300, examples=["门店活动补发"])]
Cause = Annotated[Text, Field(min_length=1, max_length=120, examples=["ticket-2026-0042"])]
Points = Annotated[int, Field(gt=0, le=POINTS_MAX, examples=[200])]


class _Out(Schema):
    model_config = ConfigDict(from_attributes=True)


class ProgrammeOut(Schema):
    """The rules in force."""

    version: int = Field(description="0 while none was saved: the defaults.")
    programme: Programme


class ProgrammeChange(Schema):
    """New rules in place of a version."""

    version: int = Field(ge=0, le=2_000_000_000, description="The version that was changed.")
    programme: Programme


class ProgrammeSaved(Schema):
    """The new version, and the job that lets members follow."""

    version: int
    job_id: JobCode


class ProgrammeVersionOut(_Out):
    """A version of the rules."""

    version: int
    saved_by: str
    saved_at: datetime
    document: dict[str, Any]


class TierCountOut(_Out):
    """How many members are in a tier, and how many would be."""

    tier: str
    members: int
    would_be: int


class TierOutlookOut(_Out):
    """What rules would do to the members there are now."""

    tiers: list[TierCountOut]
    up: int = Field(description="Would rise at once.")
    down: int = Field(description="Would fall at their next review.")


class TrialAsk(Schema):
    """An order to try rules with; what it holds may be named so that rules on products apply."""

    programme: Programme
    amount_minor: Annotated[int, Field(ge=0, le=10**12, examples=[10000])] = 10_000
    birthday: bool = Field(False, description="Whether it is the buyer's birthday.")
    member_day: bool = False
    product: Annotated[Text, Field(max_length=200)] = ""
    category: Annotated[Text, Field(max_length=200)] = ""
    brand: Annotated[Text, Field(max_length=200)] = ""


class TierTrialOut(_Out):
    """What a member of this tier would get."""

    tier: str
    points: int = Field(description="Budgets are taken to be full.")
    points_plain: int = Field(description="Without any multiplier.")
    growth: int
    worth_minor: int = Field(description="What the points pay at checkout.")


class TrialOut(_Out):
    """What the order would bring."""

    at: datetime = Field(description="The moment at which it was tried.")
    active_at: datetime
    expires_at: datetime | None
    tiers: list[TierTrialOut]


class TierFiguresOut(_Out):
    """Members of a tier and their points."""

    tier: str
    members: int
    available: int
    pending: int
    locked: int
    debt: int


class BenefitOut(_Out):
    """What a tier is entitled to."""

    key: str
    title: dict[str, str]


class TierOut(_Out):
    """A step of the membership."""

    key: str
    rank: int
    title: dict[str, str]
    growth_min: int
    points_per_yuan: str
    benefits: list[BenefitOut]


class BalanceOut(_Out):
    """Points of a member."""

    available: int
    pending: int
    locked: int
    debt: int


class LoyaltyMemberOut(_Out):
    """A member as they stand."""

    person_id: PersonCode
    tier: str
    rank: int
    growth: int
    tier_until: datetime | None
    joined_at: datetime | None
    points: BalanceOut


class NextTierOut(Schema):
    """The tier above, and how far it is."""

    key: str
    title: dict[str, str]
    growth_missing: int


class ExpiringOut(Schema):
    """Points that end together."""

    points: int
    expires_at: datetime


class MemberCard(Schema):
    """A member's card: standing, benefits, what comes next."""

    member: LoyaltyMemberOut
    tier: TierOut
    next_tier: NextTierOut | None
    expiring: list[ExpiringOut] = Field(description="What ends first, up to ten moments.")


class LedgerLineOut(_Out):
    """A movement of points."""

    id: LineCode
    kind: str
    debit: str
    credit: str
    points: int
    cause: str
    reason: str
    note: str
    by: str
    at: datetime


class LotOut(Schema):
    """Points earned at once."""

    id: LotCode
    state: LotState
    earned: int
    remaining: int
    reason: str
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None


class GrowthLineOut(_Out):
    """A movement of growth value."""

    kind: str
    growth: int
    cause: str
    reason: str
    note: str
    by: str
    at: datetime


class TierChangeOut(_Out):
    """A change of tier."""

    before: str
    after: str
    growth: int
    reason: str
    note: str
    by: str
    at: datetime


class PointsGrant(Schema):
    """Points by hand; negative ones are taken away."""

    points: Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX, examples=[200])]
    cause: Cause = Field(description="What it is for; the same cause gives once.")
    note: Note
    expires_at: Instant | None = Field(None, description="By the programme where null.")

    @model_validator(mode="after")
    def _moves_something(self) -> Self:
        if self.points == 0:
            raise ValueError("no points")
        return self


class GrowthGrant(Schema):
    """Growth value by hand; negative is taken away."""

    growth: Annotated[int, Field(ge=-POINTS_MAX, le=POINTS_MAX, examples=[500])]
    cause: Cause
    note: Note


class TierChoice(Schema):
    """A tier by hand."""

    tier: Key
    until: Instant | None = Field(
        None, description="When it is reviewed; by the programme if null."
    )
    note: Note


class OfferAsk(Schema):
    """A purchase to be paid in part by points."""

    total_minor: Annotated[int, Field(ge=0, le=10**12, examples=[19900])]


class PointsOfferOut(_Out):
    """What points may pay of it."""

    points_max: int
    step: int
    value_minor: int
    points_per_unit: int


class BudgetChange(Schema):
    """What may be changed of a budget."""

    name: Annotated[Text, Field(min_length=1, max_length=100, examples=["会员日多倍积分"])]
    points_max: Annotated[int, Field(ge=0, le=10**15, examples=[1_000_000])]
    starts_at: Instant | None = None
    ends_at: Instant | None = None


class BudgetCreate(BudgetChange):
    """A new budget; rules name it by its key."""

    key: Key


class BudgetOut(BudgetCreate):
    """A budget and what was given from it."""

    model_config = ConfigDict(from_attributes=True)

    id: BudgetCode
    points_used: int


class RewardKindOut(_Out):
    """Something that an offer may give, and the JSON schema of its options."""

    name: str
    title: dict[str, str]
    options_schema: dict[str, Any]


class OfferBody(Schema):
    """An offer of the points mall."""

    name: Annotated[Text, Field(min_length=1, max_length=100, examples=["50 元券"])]
    description: Annotated[Text, Field(max_length=2000)] = ""
    picture: Annotated[Text, Field(max_length=500)] = ""
    points: Points
    reward: RewardRule
    stock_max: Annotated[int, Field(ge=0, le=10**12)] | None = None
    per_person_max: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    tiers: list[Key] = Field([], max_length=20, description="Empty: for all.")
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    on: bool = True
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class OfferOut(OfferBody):
    """An offer as it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: OfferCode
    taken: int
    created_at: datetime
    updated_at: datetime


class ExchangeBody(Schema):
    """A member takes an offer."""

    person_id: PersonCode
    quantity: Annotated[int, Field(ge=1, le=100)] = 1
    cause: Cause


class ExchangeOut(_Out):
    """An exchange."""

    id: ExchangeCode
    offer_id: OfferCode
    person_id: PersonCode
    points: int
    quantity: int
    state: ExchangeState
    reference: str
    facts: dict[str, Any]
    at: datetime
    undone_at: datetime | None
