"""Products, brands and categories in the console."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from siyu.http import Schema, Text

from ..catalogue import ProductStatus
from ..schemas import BrandCode, CategoryCode, Minor, ProductCode, SalesChannelCode, SkuCode

Name = Annotated[Text, Field(min_length=1, max_length=100)]
Word = Annotated[Text, Field(min_length=1, max_length=50)]


class CategoryBody(Schema):
    """A category."""

    name: Name = Field(examples=["面膜"])
    parent_id: CategoryCode | None = None
    position: Annotated[int, Field(ge=0, le=100_000)] = 0


class CategoryOut(CategoryBody):
    """A category as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: CategoryCode


class ProductBrandBody(Schema):
    """A brand."""

    name: Name


class ProductBrandOut(ProductBrandBody):
    """A brand as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: BrandCode


class SkuBody(Schema):
    """A SKU to make."""

    code: Name = Field(examples=["MASK-RED"])
    options: dict[Word, Word] = Field({}, examples=[{"颜色": "红"}])
    barcode: Annotated[Text, Field(max_length=50)] = ""
    floor_minor: Minor = Field(0, description="No discount goes below it, fen.")
    weight_g: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class SkuUpdate(Schema):
    """What may change of a SKU."""

    barcode: Annotated[Text, Field(max_length=50)] = ""
    floor_minor: Minor = 0
    weight_g: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    retired: bool = False


class SkuOut(Schema):
    """A SKU as kept."""

    model_config = ConfigDict(from_attributes=True)

    id: SkuCode
    code: str
    options: dict[str, Any]
    barcode: str
    floor_minor: int
    weight_g: int
    retired_at: datetime | None


class ProductBody(Schema):
    """A product (SPU)."""

    title: Annotated[Text, Field(min_length=1, max_length=200, examples=["保湿面膜"])]
    subtitle: Annotated[Text, Field(max_length=200)] = ""
    description: Annotated[Text, Field(max_length=50_000)] = ""
    category_id: CategoryCode | None = None
    brand_id: BrandCode | None = None
    tags: Annotated[list[Word], Field(max_length=50)] = []
    attributes: dict[Word, Any] = {}
    options: dict[Word, list[Word]] = Field({}, examples=[{"颜色": ["红", "蓝"]}])
    pictures: Annotated[
        list[Annotated[Text, Field(min_length=1, max_length=2000)]], Field(max_length=50)
    ] = []


class ProductCreate(ProductBody):
    """A new product with its first SKUs."""

    code: Name = Field(examples=["MASK"])
    skus: Annotated[list[SkuBody], Field(max_length=500)] = []


class ProductOut(ProductBody):
    """A product as kept."""

    id: ProductCode
    code: str
    status: ProductStatus
    skus: list[SkuOut]
    created_at: datetime
    updated_at: datetime


class ListedProductOut(ProductOut):
    """A product in a list, with what its SKUs cost and how many may be sold."""

    price_min_minor: int | None = Field(description="Fen; null where no SKU has a price.")
    price_max_minor: int | None
    available: int = Field(description="Pieces of all its SKUs in all open locations.")
    kept_off: list[SalesChannelCode] = Field(description="Sales channels that do not show it.")


class StatusBody(Schema):
    """Put on sale, or take off."""

    status: ProductStatus


class StatusesBody(Schema):
    """Many products to put on sale, or to take off."""

    product_ids: Annotated[list[ProductCode], Field(min_length=1, max_length=200)]
    status: ProductStatus


class UnchangedProduct(Schema):
    """A product that stayed as it was, and the code of the error that says why."""

    product_id: ProductCode
    code: str


class StatusesOut(Schema):
    """What came of it."""

    changed: list[ProductCode]
    unchanged: list[UnchangedProduct]


class ListingBody(Schema):
    """How a product shows on one channel; empty words are the product's own."""

    title: Annotated[Text, Field(max_length=200)] = ""
    description: Annotated[Text, Field(max_length=50_000)] = ""
    listed: bool = True


class ListingOut(ListingBody):
    """How a product shows on one channel, as kept."""

    model_config = ConfigDict(from_attributes=True)

    sales_channel_id: SalesChannelCode
