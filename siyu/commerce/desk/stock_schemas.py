"""Locations, levels, transfers and stock-takes in the console."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator

from siyu.http import Code, Schema, Text

from ..schemas import LocationCode, NodeCode, SalesChannelCode, SkuCode
from ..stock import LocationKind, StockTakeState, TransferState

TransferCode = Annotated[int, Code("trf")]
StockTakeCode = Annotated[int, Code("stk")]
Name = Annotated[Text, Field(min_length=1, max_length=100)]
Word = Annotated[Text, Field(min_length=1, max_length=50)]
Pieces = Annotated[int, Field(ge=0, le=1_000_000_000)]


class LocationBody(Schema):
    """A store or a warehouse."""

    name: Name
    node_id: NodeCode | None = None
    services: Annotated[
        list[Annotated[str, Field(pattern="^(ship|pickup|delivery)$")]], Field(max_length=3)
    ] = []
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    delivery_radius_m: Annotated[int, Field(ge=0, le=100_000)] = 0
    priority: Annotated[int, Field(ge=0, le=10_000)] = 100
    hours: dict[Word, Annotated[list[Word], Field(max_length=20)]] = Field(
        {},
        description="Weekday → times by twos, opening and closing; a day without is closed.",
        examples=[{"mon": ["09:00", "12:00", "14:00", "21:00"]}],
    )
    address: Annotated[Text, Field(max_length=200)] = ""
    active: bool = True

    @model_validator(mode="after")
    def _place_whole(self) -> Self:
        if (self.longitude is None) != (self.latitude is None):
            raise ValueError("longitude and latitude come together")
        return self


class LocationCreate(LocationBody):
    """A new location."""

    code: Word
    kind: LocationKind


class LocationOut(LocationCreate):
    """A location as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: LocationCode


class LevelOut(Schema):
    """Stock of a SKU in one place."""

    sku_id: SkuCode
    sku_code: str
    title: str
    location_id: LocationCode
    on_hand: int
    reserved: int
    safety: int
    set_aside: int
    available: int


class StockLineOut(Schema):
    """A line of the stock ledger."""

    model_config = ConfigDict(from_attributes=True)

    sku_id: SkuCode
    location_id: LocationCode
    kind: str
    on_hand: int
    reserved: int
    cause: str
    actor: str
    at: datetime


class ReceiptBody(Schema):
    """Goods that came in, or are written off."""

    sku_id: SkuCode
    location_id: LocationCode
    quantity: Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)] = Field(
        description="Below 0 writes off."
    )
    reference: Annotated[Text, Field(min_length=1, max_length=100)] = Field(
        description="The delivery note; the same again moves nothing.", examples=["DN-2026-0001"]
    )


class SafetyBody(Schema):
    """Pieces that are never sold from a place."""

    safety: Pieces


class QuotaBody(Schema):
    """Pieces that only one sales channel may sell."""

    sku_id: SkuCode
    location_id: LocationCode
    sales_channel_id: SalesChannelCode
    allotted: Pieces


class QuantityBody(Schema):
    """So many of a SKU."""

    sku_id: SkuCode
    quantity: Pieces


class TransferBody(Schema):
    """Goods to send from one place to another."""

    from_id: LocationCode
    to_id: LocationCode
    lines: Annotated[list[QuantityBody], Field(min_length=1, max_length=500)]
    note: Annotated[Text, Field(max_length=500)] = ""


class ArrivalBody(Schema):
    """What arrived; null is all that was sent."""

    lines: Annotated[list[QuantityBody], Field(max_length=500)] | None = None


class TransferOut(Schema):
    """A transfer."""

    model_config = ConfigDict(from_attributes=True)

    id: TransferCode
    from_id: LocationCode
    to_id: LocationCode
    state: TransferState
    note: str
    sent_at: datetime
    received_at: datetime | None


class StockTakeBody(Schema):
    """Where to count."""

    location_id: LocationCode
    note: Annotated[Text, Field(max_length=500)] = ""


class CountBody(Schema):
    """What was counted."""

    lines: Annotated[list[QuantityBody], Field(min_length=1, max_length=500)]


class StockTakeOut(Schema):
    """A stock-take."""

    model_config = ConfigDict(from_attributes=True)

    id: StockTakeCode
    location_id: LocationCode
    state: StockTakeState
    note: str
    started_at: datetime
    posted_at: datetime | None


class QuotaOut(QuotaBody):
    """A quota as kept."""

    model_config = ConfigDict(from_attributes=True)

    used: int = Field(description="What the channel has sold of it.")


class TransferLineOut(Schema):
    """A SKU of a transfer."""

    sku_id: SkuCode
    sku_code: str
    title: str
    sent: int
    received: int


class StockTakeLineOut(Schema):
    """A SKU of a count."""

    sku_id: SkuCode
    sku_code: str
    title: str
    counted: int
    expected: int = Field(description="What the books say, or said when it was posted.")
