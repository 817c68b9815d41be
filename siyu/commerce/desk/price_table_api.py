"""A price book as a table in the console: every SKU, what it costs here and what the parent says."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import (
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Text,
    decode_cursor,
    encode_cursor,
    fails_with,
)

from .. import prices
from ..access import Manager, Reader, audit
from ..catalogue import ProductStatus, find_products
from ..catalogue.models import ProductRow, SkuRow
from ..prices.models import PriceRow
from ..schemas import PriceBookCode, ProductCode
from .price_schemas import PriceBookBody, PriceBookOut, PriceLineOut

router = APIRouter(prefix="/commerce", tags=["commerce_price_table"], route_class=IdempotentRoute)


@router.put(
    "/price-books/{price_book_id}",
    responses=fails_with(
        prices.PriceBookNotFound, prices.PriceBookNameTaken, prices.PriceBookCycle
    ),
)
def replace_price_book(
    price_book_id: PriceBookCode, body: PriceBookBody, session: Db, caller: Manager
) -> PriceBookOut:
    """Rename a price book, or let it inherit from another."""
    prices.rename_price_book(session, price_book_id, name=body.name)
    row = prices.set_parent(session, price_book_id, body.parent_id)
    after = body.model_dump(mode="json")
    audit(session, caller, "price_books.update", "pbk", price_book_id, after=after)
    return PriceBookOut.model_validate(row)


@router.get("/price-books/{price_book_id}/table", responses=fails_with(prices.PriceBookNotFound))
def list_price_table(
    price_book_id: PriceBookCode,
    session: Db,
    page: PageRequest,
    caller: Reader,
    search: Annotated[Text | None, Query(max_length=100, description="As for products.")] = None,
    product_id: Annotated[ProductCode | None, Query(description="Only its SKUs.")] = None,
    own: Annotated[bool, Query(description="Only what this book says itself.")] = False,
) -> Page[PriceLineOut]:
    """SKUs that can be sold, with their price in a book and in its parent."""
    book = prices.require_price_book(session, price_book_id)
    query = (
        select(SkuRow.id, SkuRow.code, SkuRow.options, SkuRow.product_id, ProductRow.title)
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .where(SkuRow.retired_at.is_(None), ProductRow.status != ProductStatus.archived)
    )
    if search:
        query = query.where(SkuRow.product_id.in_(sorted(find_products(session, search))))
    if product_id is not None:
        query = query.where(SkuRow.product_id == product_id)
    if own:
        said = select(PriceRow.sku_id).where(PriceRow.price_book_id == price_book_id)
        query = query.where(SkuRow.id.in_(said))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(SkuRow.id > position[0])
    rows = session.execute(query.order_by(SkuRow.id).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    sku_ids = [sku_id for sku_id, *_ in shown]
    here = prices.prices(session, price_book_id, sku_ids)
    above = prices.prices(session, book.parent_id, sku_ids) if book.parent_id is not None else {}
    return Page(
        items=[
            PriceLineOut(
                sku_id=sku_id,
                sku_code=code,
                options=options,
                product_id=owner,
                title=title,
                unit_minor=here[sku_id].unit_minor if sku_id in here else None,
                list_minor=here[sku_id].list_minor if sku_id in here else None,
                own=sku_id in here and here[sku_id].price_book_id == price_book_id,
                parent_minor=above[sku_id].unit_minor if sku_id in above else None,
            )
            for sku_id, code, options, owner, title in shown
        ],
        next_cursor=encode_cursor(shown[-1][0]) if len(rows) > page.limit else None,
    )
