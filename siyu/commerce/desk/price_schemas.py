"""Price books and sales channels in the console."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from siyu.http import Schema, Text

from ..sales_channels import Pool, SalesChannelKind
from ..schemas import Minor, NodeCode, PriceBookCode, ProductCode, SalesChannelCode, SkuCode

Name = Annotated[Text, Field(min_length=1, max_length=100)]


class PriceBookBody(Schema):
    """A price book."""

    name: Name
    parent_id: PriceBookCode | None = Field(None, description="Says what this one does not.")


class PriceBookOut(PriceBookBody):
    """A price book as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: PriceBookCode
    currency: str


class PriceBody(Schema):
    """What a SKU costs; null `unit_minor` lets the parent say it again."""

    sku_id: SkuCode
    unit_minor: Minor | None
    list_minor: Minor | None = None


class PricesBody(Schema):
    """Prices to write; those of other SKUs stay."""

    prices: Annotated[list[PriceBody], Field(min_length=1, max_length=1000)]


class PriceOut(Schema):
    """What a SKU costs, and which book says so."""

    model_config = ConfigDict(from_attributes=True)

    sku_id: SkuCode
    unit_minor: int
    list_minor: int
    price_book_id: PriceBookCode


class PriceLineOut(Schema):
    """A SKU in the table of a price book."""

    sku_id: SkuCode
    sku_code: str
    options: dict[str, Any]
    product_id: ProductCode
    title: str
    unit_minor: int | None = Field(description="Fen; null where no book says a price.")
    list_minor: int | None
    own: bool = Field(description="Whether this book says it, and not its parent.")
    parent_minor: int | None = Field(description="What it would cost without a price of its own.")


class SalesChannelBody(Schema):
    """A sales channel."""

    name: Name
    price_book_id: PriceBookCode
    account: Annotated[Text, Field(max_length=100)] = ""
    node_id: NodeCode | None = None
    active: bool = True
    unpaid_minutes: Annotated[int, Field(ge=1, le=20_160)] = 30
    freight_minor: Minor = 0
    payment_providers: Annotated[
        list[Annotated[str, Field(pattern="^[a-z0-9_]{1,40}$")]], Field(max_length=10)
    ] = Field([], description="Ways to pay; `sandbox` lets anybody pay with nothing.")


class SalesChannelCreate(SalesChannelBody):
    """A new sales channel."""

    code: Annotated[str, Field(pattern="^[a-z0-9_]{1,50}$", examples=["mall"])]
    kind: SalesChannelKind
    pool: Pool = Pool.private


class SalesChannelOut(SalesChannelCreate):
    """A sales channel as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: SalesChannelCode
