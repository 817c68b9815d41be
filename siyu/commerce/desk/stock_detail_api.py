"""What stands behind stock levels in the console: quotas, and the lines of transfers and counts."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization
from siyu.http import Db, LateRoute, Page, PageRequest, decode_cursor, encode_cursor, fails_with
from siyu.kernel.database import Session

from .. import stock
from ..access import READ, Reader
from ..catalogue.models import ProductRow, SkuRow
from ..schemas import LocationCode, SkuCode
from ..stock.models import LocationRow, QuotaRow, StockTakeRow, TransferRow
from .stock_api import require_location_at
from .stock_schemas import (
    QuotaOut,
    StockTakeCode,
    StockTakeLineOut,
    StockTakeOut,
    TransferCode,
    TransferLineOut,
)

router = APIRouter(prefix="/commerce", tags=["commerce_stock_detail"], route_class=LateRoute)


@router.get("/stock/quotas", responses=fails_with(stock.LocationNotFound))
def list_quotas(
    session: Db, caller: Reader, sku_id: SkuCode, location_id: LocationCode
) -> list[QuotaOut]:
    """Pieces of a level that sales channels have for themselves."""
    require_location_at(session, caller, READ, location_id)
    rows = session.scalars(
        select(QuotaRow)
        .where(QuotaRow.sku_id == sku_id, QuotaRow.location_id == location_id)
        .order_by(QuotaRow.sales_channel_id)
    )
    return [QuotaOut.model_validate(row) for row in rows]


@router.get(
    "/transfers/{transfer_id}/lines",
    responses=fails_with(stock.TransferNotFound, stock.LocationNotFound),
)
def list_transfer_lines(
    transfer_id: TransferCode, session: Db, caller: Reader
) -> list[TransferLineOut]:
    """What was sent, and what of it arrived."""
    found = session.get(TransferRow, transfer_id)
    if found is None:
        raise stock.TransferNotFound(transfer_id)
    require_location_at(session, caller, READ, found.from_id)
    lines = stock.transfer_lines(session, transfer_id)
    named = _names(session, [line.sku_id for line in lines])
    return [
        TransferLineOut(
            sku_id=line.sku_id,
            sku_code=named[line.sku_id][0],
            title=named[line.sku_id][1],
            sent=line.sent,
            received=line.received,
        )
        for line in lines
    ]


@router.get("/stock-takes", responses=fails_with(stock.LocationNotFound))
def list_stock_takes(
    session: Db,
    page: PageRequest,
    caller: Reader,
    location_id: Annotated[LocationCode | None, Query(description="Only there.")] = None,
) -> Page[StockTakeOut]:
    """Counts, newest first."""
    query = select(StockTakeRow)
    if location_id is not None:
        require_location_at(session, caller, READ, location_id)
        query = query.where(StockTakeRow.location_id == location_id)
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        inside = select(LocationRow.id).where(LocationRow.node_id.in_(nodes))
        query = query.where(StockTakeRow.location_id.in_(inside))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(StockTakeRow.id < position[0])
    rows = session.scalars(query.order_by(StockTakeRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[StockTakeOut.model_validate(row) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.get(
    "/stock-takes/{stock_take_id}/lines",
    responses=fails_with(stock.StockTakeNotFound, stock.LocationNotFound),
)
def list_stock_take_lines(
    stock_take_id: StockTakeCode, session: Db, caller: Reader
) -> list[StockTakeLineOut]:
    """What was counted, beside what the books say, or said when the count was posted."""
    row = session.get(StockTakeRow, stock_take_id)
    if row is None:
        raise stock.StockTakeNotFound(stock_take_id)
    require_location_at(session, caller, READ, row.location_id)
    lines = stock.stock_take_lines(session, stock_take_id)
    sku_ids = [line.sku_id for line in lines]
    named = _names(session, sku_ids)
    books = {
        level.sku_id: level.on_hand
        for level in stock.levels(session, sku_ids, location_ids=[row.location_id])
    }
    return [
        StockTakeLineOut(
            sku_id=line.sku_id,
            sku_code=named[line.sku_id][0],
            title=named[line.sku_id][1],
            counted=line.counted,
            expected=books.get(line.sku_id, 0) if line.expected is None else line.expected,
        )
        for line in lines
    ]


def _names(session: Session, sku_ids: list[int]) -> dict[int, tuple[str, str]]:
    rows = session.execute(
        select(SkuRow.id, SkuRow.code, ProductRow.title)
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .where(SkuRow.id.in_(sku_ids))
    ).all()
    return {sku_id: (code, title) for sku_id, code, title in rows}
