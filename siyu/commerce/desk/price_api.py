"""Price books and sales channels in the console."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization
from siyu.http import Db, IdempotentRoute, Running, fails_with

from .. import prices, sales_channels
from ..access import MANAGE, Manager, Reader, audit
from ..prices.models import PriceBookRow
from ..schemas import PriceBookCode, SalesChannelCode, SkuCode
from .price_schemas import (
    PriceBookBody,
    PriceBookOut,
    PriceOut,
    PricesBody,
    SalesChannelBody,
    SalesChannelCreate,
    SalesChannelOut,
)

router = APIRouter(prefix="/commerce", tags=["commerce_prices"], route_class=IdempotentRoute)

_BOOK = (prices.PriceBookNotFound, prices.PriceBookNameTaken, prices.PriceBookCycle)


@router.get("/price-books")
def list_price_books(session: Db, caller: Reader) -> list[PriceBookOut]:
    """Price books by name."""
    rows = session.scalars(select(PriceBookRow).order_by(PriceBookRow.name))
    return [PriceBookOut.model_validate(row) for row in rows]


@router.post("/price-books", status_code=201, responses=fails_with(*_BOOK))
def create_price_book(
    body: PriceBookBody, session: Db, context: Running, caller: Manager
) -> PriceBookOut:
    """Add a price book, in the brand's currency."""
    row = prices.add_price_book(
        session,
        name=body.name,
        currency=organization.get_brand(session, context.settings).currency,
        parent_id=body.parent_id,
    )
    audit(session, caller, "price_books.create", "pbk", row.id, after=body.model_dump(mode="json"))
    return PriceBookOut.model_validate(row)


@router.get("/price-books/{price_book_id}/prices", responses=fails_with(prices.PriceBookNotFound))
def list_prices(
    price_book_id: PriceBookCode,
    session: Db,
    caller: Reader,
    sku_id: Annotated[list[SkuCode], Query(max_length=200)],
) -> list[PriceOut]:
    """What these SKUs cost in a book, and which book says so."""
    found = prices.prices(session, price_book_id, sku_id)
    return [PriceOut.model_validate(found[sku]) for sku in sorted(found)]


@router.put(
    "/price-books/{price_book_id}/prices",
    status_code=204,
    responses=fails_with(prices.PriceBookNotFound, prices.PriceUnfit),
)
def put_prices(
    price_book_id: PriceBookCode, body: PricesBody, session: Db, caller: Manager
) -> None:
    """Write prices; those of other SKUs stay."""
    said = [
        prices.NewPrice(
            sku_id=price.sku_id, unit_minor=price.unit_minor, list_minor=price.list_minor
        )
        for price in body.prices
        if price.unit_minor is not None
    ]
    prices.set_prices(session, price_book_id, said)
    gone = [price.sku_id for price in body.prices if price.unit_minor is None]
    if gone:
        prices.drop_prices(session, price_book_id, gone)
    audit(
        session,
        caller,
        "prices.update",
        "pbk",
        price_book_id,
        after=body.model_dump(mode="json"),
    )


@router.get("/sales-channels")
def list_sales_channels(session: Db, caller: Reader) -> list[SalesChannelOut]:
    """Sales channels by code."""
    found = sales_channels.list_sales_channels(session)
    return [SalesChannelOut.model_validate(channel) for channel in found]


@router.post(
    "/sales-channels",
    status_code=201,
    responses=fails_with(
        sales_channels.SalesChannelCodeTaken, prices.PriceBookNotFound, organization.NodeNotFound
    ),
)
def create_sales_channel(body: SalesChannelCreate, session: Db, caller: Manager) -> SalesChannelOut:
    """Open a sales channel."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    made = sales_channels.add_sales_channel(session, **body.model_dump())
    audit(
        session, caller, "sales_channels.create", "sch", made.id, after=body.model_dump(mode="json")
    )
    return SalesChannelOut.model_validate(made)


@router.put(
    "/sales-channels/{sales_channel_id}",
    responses=fails_with(
        sales_channels.SalesChannelNotFound, prices.PriceBookNotFound, organization.NodeNotFound
    ),
)
def replace_sales_channel(
    sales_channel_id: SalesChannelCode, body: SalesChannelBody, session: Db, caller: Manager
) -> SalesChannelOut:
    """Change a sales channel."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    changed = sales_channels.change_sales_channel(session, sales_channel_id, **body.model_dump())
    audit(
        session,
        caller,
        "sales_channels.update",
        "sch",
        sales_channel_id,
        after=body.model_dump(mode="json"),
    )
    return SalesChannelOut.model_validate(changed)
