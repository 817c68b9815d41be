"""What crosses HTTP for orders, in the console and in the members' API alike."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from siyu.http import Code, Schema, Text

from .after_sales import AfterSaleKind, AfterSaleState
from .orders import DisplayState, Fulfilment, ParcelState, PayState

OrderCode = Annotated[int, Code("ord")]
SkuCode = Annotated[int, Code("sku")]
ProductCode = Annotated[int, Code("prd")]
CategoryCode = Annotated[int, Code("cat")]
BrandCode = Annotated[int, Code("brd")]
LocationCode = Annotated[int, Code("loc")]
PriceBookCode = Annotated[int, Code("pbk")]
SalesChannelCode = Annotated[int, Code("sch")]
ShipmentCode = Annotated[int, Code("shp")]
AfterSaleCode = Annotated[int, Code("afs")]
RefundCode = Annotated[int, Code("rfd")]
CouponCode = Annotated[int, Code("cpn")]
CouponKindCode = Annotated[int, Code("cpk")]
PersonCode = Annotated[int, Code("per")]
NodeCode = Annotated[int, Code("node")]
StaffCode = Annotated[int, Code("stf")]

Minor = Annotated[int, Field(ge=0, le=10_000_000_000, description="Fen.")]
Quantity = Annotated[int, Field(ge=1, le=9999)]
LineNumber = Annotated[int, Field(ge=1, le=500)]


class AddressBody(Schema):
    """Where and to whom goods go."""

    name: Annotated[Text, Field(min_length=1, max_length=50, examples=["李华"])]
    phone: Annotated[str, Field(pattern=r"^\+?[0-9 \-]{5,20}$", examples=["13800138000"])]
    region: Annotated[Text, Field(max_length=100, examples=["上海市黄浦区"])] = ""
    street: Annotated[Text, Field(min_length=1, max_length=200, examples=["人民路 1 号"])]


class BuyLine(Schema):
    """So many of a SKU to buy."""

    sku_id: SkuCode
    quantity: Quantity


class QuoteLineOut(Schema):
    """What a line costs."""

    sku_id: SkuCode
    title: str
    quantity: int
    unit_minor: int
    paid_minor: int


class QuoteOut(Schema):
    """What it costs and why."""

    lines: Sequence[QuoteLineOut]
    goods_minor: int
    discount_minor: int
    points: int
    points_minor: int
    points_max: int = Field(description="Most points that could be spent here; 0 until asked for.")
    freight_minor: int
    total_minor: int
    coupon_ids: list[CouponCode] = Field(description="Coupons that did something.")
    gifts: list[BuyLine]
    offers: list[dict[str, Any]]
    explanations: list[dict[str, Any]] = Field(
        description="Each rule that applied or did not, by code and facts."
    )


class OrderLineOut(Schema):
    """A line of an order, and what became of its units."""

    number: int
    sku_id: SkuCode
    sku_code: str
    product_id: ProductCode
    title: str
    options: dict[str, Any]
    picture: str
    gift: bool
    unit_minor: int = Field(description="Price of one in the price book, fen.")
    quantity: int
    paid_minor: int = Field(description="Paid for all its units after every discount, fen.")
    shipped: int
    received: int
    cancelled: int
    returned: int
    asked: int = Field(description="Units in an after-sale that is not decided.")
    refunded: int


class OrderOut(Schema):
    """An order. `total = goods - discount - points + freight`, in fen."""

    id: OrderCode
    state: DisplayState
    pay_state: PayState
    fulfilment: Fulfilment
    person_id: PersonCode
    sales_channel: str
    node_id: NodeCode | None
    location_id: LocationCode | None
    currency: str
    goods_minor: int
    discount_minor: int
    points_minor: int
    points: int
    freight_minor: int
    total_minor: int
    paid_minor: int
    refunded_minor: int
    coupon_ids: list[CouponCode]
    remark: str
    placed_by: str
    placed_at: datetime
    expires_at: datetime | None
    paid_at: datetime | None
    closed_at: datetime | None
    close_reason: str
    completed_at: datetime | None
    lines: list[OrderLineOut]


class TrackStepOut(Schema):
    """A step of a parcel's way, as its carrier tells it."""

    model_config = ConfigDict(from_attributes=True)

    state: ParcelState
    at: datetime
    place: str
    text: str


class ShipmentOut(Schema):
    """A parcel, or what was handed over in the store."""

    id: ShipmentCode
    carrier: str = Field(description="Its code; empty where the brand's own people brought it.")
    carrier_name: dict[str, str] = Field(description="By language (`zh`, `en`).")
    waybill: str
    link: str = Field(description="Where the carrier shows the parcel; empty where it does not.")
    provider: str = Field(description="Through which its track is heard; empty where it is not.")
    state: ParcelState | None = Field(description="Null until the carrier has said something.")
    shipped_at: datetime
    delivered_at: datetime | None = Field(description="When its carrier handed it over.")
    received_at: datetime | None
    quantities: dict[int, int] = Field(description="Line number → units.")
    track: list[TrackStepOut] = Field(description="The latest first, at most 100.")


class AfterSaleBody(Schema):
    """What to ask for."""

    kind: AfterSaleKind
    quantities: dict[LineNumber, Quantity] = Field(
        min_length=1, description="Line number → units.", examples=[{"1": 1}]
    )
    reason: Annotated[Text, Field(max_length=500)] = ""


class AfterSaleOut(Schema):
    """An after-sale."""

    id: AfterSaleCode
    order_id: OrderCode
    kind: AfterSaleKind
    state: AfterSaleState
    reason: str
    answer: str
    amount_minor: int
    freight_minor: int
    points: int
    waybill: str
    quantities: dict[int, int]
    asked_at: datetime
    decided_at: datetime | None
    done_at: datetime | None
