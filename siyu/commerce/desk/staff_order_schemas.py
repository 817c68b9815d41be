"""Orders that staff place for customers."""

from datetime import datetime
from typing import Annotated

from pydantic import ConfigDict, Field

from siyu.http import Schema, Text

from ..schemas import (
    AddressBody,
    BuyLine,
    CouponCode,
    LocationCode,
    Minor,
    PersonCode,
    QuoteLineOut,
    QuoteOut,
)

Word = Annotated[Text, Field(min_length=1, max_length=50)]


class StaffBasketBody(Schema):
    """What staff would order for a customer."""

    person_id: PersonCode
    sales_channel: Word
    lines: Annotated[list[BuyLine], Field(min_length=1, max_length=200)]
    coupon_ids: Annotated[list[CouponCode], Field(max_length=20)] = []
    points: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    location_id: LocationCode | None = Field(None, description="A store: picked up there.")
    payment_method: Annotated[str, Field(max_length=40)] = Field(
        "", description="How the customer is going to pay (`wechat`), where a rule asks for it."
    )


class StaffOrderBody(StaffBasketBody):
    """An order that staff place for a customer (代客下单)."""

    expected_total_minor: Minor | None = Field(
        None, description="The total that was shown; another one is refused (`total_changed`)."
    )
    address: AddressBody | None = None
    remark: Annotated[Text, Field(max_length=500)] = ""


class StaffQuoteLineOut(QuoteLineOut):
    """What a line costs, and how many there are where it would be taken from."""

    available: int


class UsableCouponOut(Schema):
    """A coupon that the customer holds."""

    model_config = ConfigDict(from_attributes=True)

    id: CouponCode
    name: str
    valid_from: datetime
    valid_until: datetime | None


class StaffQuoteOut(QuoteOut):
    """What an order for a customer would cost and why, and what the customer could use for it."""

    lines: list[StaffQuoteLineOut]
    points_max: int = Field(description="Most points that could be spent here.")
    points_held: int = Field(description="All points that the customer may spend.")
    coupons: list[UsableCouponOut] = Field(description="Held by the customer, newest first; ≤ 100.")
    payment_methods: list[str] = Field(description="How one can pay on this sales channel.")
    names: dict[str, str] = Field(description="What the rules are called, by code.")
