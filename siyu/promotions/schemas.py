"""What crosses HTTP for coupons, code batches and the till."""

from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, model_validator

from siyu.http import Code, Instant, Schema, Text

from .contracts import CouponState, KindState, LineKind, ReturnPolicy

KindCode = Annotated[int, Code("cpk")]
CouponCode = Annotated[int, Code("cpn")]
BatchCode = Annotated[int, Code("cbt")]
HandOutCode = Annotated[int, Code("cho")]
PromotionCode = Annotated[int, Code("prm")]
NodeCode = Annotated[int, Code("node")]
PersonCode = Annotated[int, Code("per")]
SegmentCode = Annotated[int, Code("seg")]
JobCode = Annotated[int, Code("job")]

Name = Annotated[Text, Field(min_length=1, max_length=100)]
Long = Annotated[Text, Field(max_length=2_000)]
Count = Annotated[int, Field(ge=1, le=1_000_000_000)]
TEN_OFF: dict[str, Any] = {
    "kind": "spend_off",
    "tiers": [{"at_least_minor": 10_000, "off_minor": 1_000}],
    "when": {"channels": ["mini"], "tiers": ["gold"]},
    "scope": {"include": [{"categories": ["snacks"]}]},
}


class LimitsBody(Schema):
    """How many at most; null is no limit."""

    model_config = ConfigDict(extra="forbid")

    claims: Count | None = Field(None, description="Given out in all.", examples=[10_000])
    claims_per_person: Count | None = Field(None, examples=[1])
    uses: Count | None = Field(None, description="Used in all.")
    uses_per_person: Count | None = None


class ValidityBody(Schema):
    """When a coupon may be used; of an end and a number of days the earlier counts."""

    model_config = ConfigDict(extra="forbid")

    from_: Instant | None = Field(None, alias="from")
    until: Instant | None = Field(None, examples=["2026-12-31T16:00:00Z"])
    days: int | None = Field(
        None, ge=1, le=3_650, description="The day of issue is the first.", examples=[14]
    )
    after_days: int = Field(0, ge=0, le=3_650)


class KindBody(Schema):
    """A kind of coupon, whole."""

    model_config = ConfigDict(extra="forbid")

    name: Name = Field(examples=["满100减10"])
    description: Long = ""
    node_id: NodeCode | None = None
    effect: dict[str, Any] = Field(
        description="A pricing rule; its `id` and `by_coupon` are set here.", examples=[TEN_OFF]
    )
    validity: ValidityBody
    limits: LimitsBody = LimitsBody()
    claim_from: Instant | None = None
    claim_until: Instant | None = None
    public: bool = Field(False, description="Members may take it themselves.")
    return_policy: ReturnPolicy = ReturnPolicy.if_valid
    return_grace_days: int = Field(0, ge=0, le=365)


class CouponKindOut(Schema):
    """A kind of coupon."""

    id: KindCode
    name: str
    description: str
    node_id: NodeCode | None
    state: KindState
    effect: dict[str, Any]
    validity: ValidityBody
    limits: LimitsBody
    claim_from: datetime | None
    claim_until: datetime | None
    public: bool
    return_policy: ReturnPolicy
    return_grace_days: int
    claims_taken: int | None = Field(description="Null where claims are not limited.")
    created_at: datetime
    updated_at: datetime


class KindFiguresOut(Schema):
    """How its coupons stand."""

    states: dict[CouponState, int] = Field(examples=[{"held": 120, "used": 31, "expired": 7}])
    codes_made: int
    codes_entered: int


class CouponOut(Schema):
    """One coupon."""

    model_config = ConfigDict(from_attributes=True)

    id: CouponCode
    kind_id: KindCode
    name: str
    code: str = Field(examples=["7KQW-93MD-XT4C"])
    person_id: PersonCode | None
    state: CouponState
    valid_from: datetime
    valid_until: datetime | None
    used_at: datetime | None


class CouponLineOut(Schema):
    """A line of a coupon's ledger."""

    model_config = ConfigDict(from_attributes=True)

    kind: LineKind
    cause: str
    person_id: PersonCode | None
    node_id: NodeCode | None
    actor: str
    at: datetime


class CouponDetailOut(CouponOut):
    """One coupon, with all that happened to it."""

    lines: list[CouponLineOut]


class VoidBody(Schema):
    """Why a coupon is taken back."""

    reason: Annotated[Text, Field(min_length=1, max_length=200)] = Field(examples=["issued twice"])


class HandOutBody(Schema):
    """Whom to give one coupon each: some people, or a segment."""

    model_config = ConfigDict(extra="forbid")

    person_ids: list[PersonCode] | None = Field(None, min_length=1, max_length=1_000)
    segment_id: SegmentCode | None = None
    cause: Annotated[Text, Field(min_length=1, max_length=100)] | None = Field(
        None,
        description="What it is for; the same people get nothing again for it. For people only.",
        examples=["apology-2026-11"],
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.person_ids is None) == (self.segment_id is None):
            raise ValueError("name either person_ids or segment_id")
        return self


class HandOutOut(Schema):
    """What came of it; a segment is worked off by a job."""

    model_config = ConfigDict(from_attributes=True)

    id: HandOutCode | None = None
    job_id: JobCode | None = None
    kind_id: KindCode
    segment_id: SegmentCode | None = None
    people: int | None = None
    given: int
    again: int = Field(description="To whom this cause had given before.")
    refused_total: int = Field(description="Left without because the kind ran out.")
    refused_person: int = Field(description="Who had as many as a person may.")
    created_at: datetime | None = None
    finished_at: datetime | None = None


class BatchBody(Schema):
    """Codes to make."""

    model_config = ConfigDict(extra="forbid")

    kind_id: KindCode
    name: Name = Field(examples=["地铁海报"])
    size: int = Field(ge=1, le=10_000_000, examples=[1_000_000])
    valid_until: Instant | None = None


class BatchOut(Schema):
    """A batch of codes."""

    id: BatchCode
    kind_id: KindCode
    name: str
    size: int
    valid_until: datetime | None
    stopped_at: datetime | None
    created_at: datetime
    entered: dict[CouponState, int] = Field(description="Codes that became coupons, by state.")


class CodeBody(Schema):
    """A code as shown or typed."""

    code: Annotated[Text, Field(min_length=1, max_length=60, examples=["7KQW-93MD-XT4C"])]
    store_id: NodeCode | None = Field(None, description="Where; null is the whole house.")
    channel: Annotated[Text, Field(max_length=60)] = Field("", examples=["pos"])


class VerificationBody(CodeBody):
    """A code to use."""

    receipt: Annotated[Text, Field(max_length=100)] = Field(
        "", description="Number of the sale; the same one again changes nothing."
    )
    person_id: PersonCode | None = Field(
        None, description="To whom a code of a batch is tied; null leaves it nobody's."
    )


class ShownOut(Schema):
    """What a code is, as a till sees it."""

    kind_id: KindCode
    name: str
    description: str
    effect: dict[str, Any]
    coupon: CouponOut | None = Field(description="Null for a code that nobody has entered yet.")
    reason: str | None = Field(
        description="Why it cannot be used here and now; null where it can.", examples=["expired"]
    )


class VerifiedOut(Schema):
    """A coupon that a till has used."""

    coupon: CouponOut
    again: bool
    undo_until: datetime | None
