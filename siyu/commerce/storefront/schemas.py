"""What crosses HTTP in the members' API."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from siyu.http import Schema, Text

from ..orders import Fulfilment
from ..recommendations import RecommendationReason
from ..schemas import (
    AddressBody,
    BuyLine,
    CategoryCode,
    CouponCode,
    CouponKindCode,
    LocationCode,
    Minor,
    OrderCode,
    PersonCode,
    ProductCode,
    SkuCode,
    StaffCode,
)

ChannelWord = Annotated[Text, Field(min_length=1, max_length=50, examples=["mall"])]
Device = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="Made by the client.")]


class PhoneBody(Schema):
    """Where to send a code."""

    phone: Annotated[str, Field(max_length=30, examples=["13800138000"])]


class SignInBody(PhoneBody):
    """A code that was sent."""

    code: Annotated[str, Field(pattern=r"^[0-9]{6}$", examples=["123456"])]
    sales_channel: ChannelWord
    device: Device | None = Field(None, description="Its cart joins the member's.")


class ShopperSessionOut(Schema):
    """Send the token as `Authorization: Bearer …`."""

    token: str
    person_id: PersonCode
    expires_at: datetime


class ShopperOut(Schema):
    """The member, as the mall shows them."""

    person_id: PersonCode
    tier: str
    growth: int
    points: int
    points_pending: int


class ShopCategoryOut(Schema):
    """A category; parents come before their children."""

    id: CategoryCode
    parent_id: CategoryCode | None
    name: str


class ShownSkuOut(Schema):
    """A SKU on sale."""

    id: SkuCode
    code: str
    options: dict[str, Any]
    unit_minor: int
    list_minor: int
    available: int


class ShownProductOut(Schema):
    """A product on sale, with what its SKUs cost here."""

    id: ProductCode
    title: str
    subtitle: str
    description: str
    category_id: CategoryCode | None
    tags: list[str]
    options: list[tuple[str, list[str]]]
    pictures: list[str]
    skus: list[ShownSkuOut]


class RecommendedOut(ShownProductOut):
    """A product for the shopper, and why."""

    reason: RecommendationReason
    because: ProductCode | None = Field(description="The product that led to it, where one did.")


class CartEntryBody(Schema):
    """So many of a SKU; 0 takes it out."""

    sku_id: SkuCode
    quantity: Annotated[int, Field(ge=0, le=9999)]
    chosen: bool = True


class CartBody(Schema):
    """Lines to set; others stay."""

    sales_channel: ChannelWord
    lines: Annotated[list[CartEntryBody], Field(min_length=1, max_length=200)]


class CartLineOut(CartEntryBody):
    """A line of the cart with what it shows."""

    title: str
    options: dict[str, Any]
    picture: str
    unit_minor: int | None = Field(description="Null where it is no longer sold.")
    available: int


class CartOut(Schema):
    """What lies in the cart."""

    lines: list[CartLineOut]


class BasketBody(Schema):
    """What to price or to buy."""

    sales_channel: ChannelWord
    lines: Annotated[list[BuyLine], Field(max_length=200)] | None = Field(
        None, description="Null takes what is chosen in the cart."
    )
    coupon_ids: Annotated[list[CouponCode], Field(max_length=20)] = []
    points: Annotated[int, Field(ge=0, le=1_000_000_000)] = 0
    fulfilment: Fulfilment = Fulfilment.ship
    location_id: LocationCode | None = Field(None, description="The store of a pick-up.")
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    payment_method: Annotated[str, Field(max_length=40)] = Field(
        "", description="How one is going to pay (`wechat`), where a rule asks for it."
    )


class OrderBody(BasketBody):
    """An order to place; send an `Idempotency-Key`, so that sending it again orders nothing more."""

    expected_total_minor: Minor = Field(
        description="The total that was shown; another one is refused (`total_changed`)."
    )
    address: AddressBody | None = None
    remark: Annotated[Text, Field(max_length=500)] = ""
    entry_code: Annotated[Text, Field(max_length=100)] = ""
    campaign: Annotated[Text, Field(max_length=100)] = ""
    guide_id: StaffCode | None = None
    promoter_id: PersonCode | None = None


class PlacedOut(Schema):
    """The order that was placed, now or by an earlier request with this key."""

    id: OrderCode
    total_minor: int
    paid: bool
    again: bool


class PayBody(Schema):
    """How to pay."""

    provider: Annotated[
        str, Field(pattern="^[a-z0-9_]{1,40}$", examples=["sandbox", "wechat_jsapi"])
    ]
    payer: Annotated[
        str, Field(max_length=128, description="The shopper's openid, for `wechat_jsapi`.")
    ] = ""


class PayOut(Schema):
    """What the client needs to pay."""

    number: str
    parameters: dict[str, Any]


class HeldCouponOut(Schema):
    """A coupon of the member."""

    id: CouponCode
    name: str
    code: str
    state: str
    effect: dict[str, Any]
    valid_from: datetime
    valid_until: datetime | None


class ClaimableOut(Schema):
    """A kind of coupon that the member may claim."""

    kind_id: CouponKindCode
    name: str
    description: str
    effect: dict[str, Any]
    left: int | None


class ShopStoreOut(Schema):
    """A store near the member."""

    id: LocationCode
    name: str
    address: str
    services: list[str]
    hours: dict[str, list[str]]
    longitude: float
    latitude: float
    distance_m: int
    delivers_here: bool


class PaymentNoticeOut(Schema):
    """What came of a provider's notice."""

    outcome: str
