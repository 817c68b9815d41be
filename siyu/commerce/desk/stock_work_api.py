"""Transfers and stock-takes in the console."""

from fastapi import APIRouter
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel.database import Session

from .. import stock
from ..access import READ, STOCK, Reader, Stockkeeper, audit
from ..stock.models import LocationRow, StockTakeRow, TransferRow
from .stock_api import require_location_at
from .stock_schemas import (
    ArrivalBody,
    CountBody,
    StockTakeBody,
    StockTakeCode,
    StockTakeOut,
    TransferBody,
    TransferCode,
    TransferOut,
)

router = APIRouter(prefix="/commerce", tags=["commerce_stock_work"], route_class=IdempotentRoute)


@router.get("/transfers")
def list_transfers(session: Db, page: PageRequest, caller: Reader) -> Page[TransferOut]:
    """Transfers from or to places that the caller may see, newest first."""
    query = select(TransferRow)
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        inside = select(LocationRow.id).where(LocationRow.node_id.in_(nodes))
        query = query.where(TransferRow.from_id.in_(inside) | TransferRow.to_id.in_(inside))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(TransferRow.id < position[0])
    rows = session.scalars(query.order_by(TransferRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[TransferOut.model_validate(row) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.post(
    "/transfers",
    status_code=201,
    responses=fails_with(stock.LocationNotFound, stock.OutOfStock, stock.QuantityUnfit),
)
def create_transfer(body: TransferBody, session: Db, caller: Stockkeeper) -> TransferOut:
    """Send goods from one place to another."""
    node_id = require_location_at(session, caller, STOCK, body.from_id)
    row = stock.send_transfer(
        session,
        from_id=body.from_id,
        to_id=body.to_id,
        quantities={line.sku_id: line.quantity for line in body.lines},
        note=body.note,
        actor=caller.actor,
    )
    after = body.model_dump(mode="json")
    audit(session, caller, "transfers.send", "trf", row.id, after=after, node_id=node_id)
    return TransferOut.model_validate(row)


@router.post(
    "/transfers/{transfer_id}/arrival",
    responses=fails_with(
        stock.TransferNotFound, stock.TransferReceived, stock.QuantityUnfit, stock.LocationNotFound
    ),
)
def receive_transfer(
    transfer_id: TransferCode, body: ArrivalBody, session: Db, caller: Stockkeeper
) -> TransferOut:
    """Put what arrived on hand."""
    found = session.get(TransferRow, transfer_id)
    if found is None:
        raise stock.TransferNotFound(transfer_id)
    node_id = require_location_at(session, caller, STOCK, found.to_id)
    arrived = None
    if body.lines is not None:
        arrived = {line.sku_id: line.quantity for line in body.lines}
    row = stock.receive_transfer(session, transfer_id, quantities=arrived, actor=caller.actor)
    after = body.model_dump(mode="json")
    audit(session, caller, "transfers.receive", "trf", row.id, after=after, node_id=node_id)
    return TransferOut.model_validate(row)


@router.post("/stock-takes", status_code=201, responses=fails_with(stock.LocationNotFound))
def start_stock_take(body: StockTakeBody, session: Db, caller: Stockkeeper) -> StockTakeOut:
    """Begin to count."""
    require_location_at(session, caller, STOCK, body.location_id)
    row = stock.start_stock_take(session, location_id=body.location_id, note=body.note)
    return StockTakeOut.model_validate(row)


@router.put(
    "/stock-takes/{stock_take_id}/lines",
    status_code=204,
    responses=fails_with(stock.StockTakeNotFound, stock.StockTakeEnded),
)
def put_counted(
    stock_take_id: StockTakeCode, body: CountBody, session: Db, caller: Stockkeeper
) -> None:
    """Write down what was counted."""
    _require_take(session, caller, stock_take_id)
    counted = {line.sku_id: line.quantity for line in body.lines}
    stock.note_counted(session, stock_take_id, counted)


@router.post(
    "/stock-takes/{stock_take_id}/posting",
    responses=fails_with(stock.StockTakeNotFound, stock.StockTakeEnded, stock.StockReserved),
)
def post_stock_take(stock_take_id: StockTakeCode, session: Db, caller: Stockkeeper) -> StockTakeOut:
    """Let the count be the stock."""
    node_id = _require_take(session, caller, stock_take_id)
    row = stock.post_stock_take(session, stock_take_id, actor=caller.actor)
    counted = {str(ln.sku_id): ln.counted for ln in stock.stock_take_lines(session, row.id)}
    audit(session, caller, "stock_takes.post", "stk", row.id, after=counted, node_id=node_id)
    return StockTakeOut.model_validate(row)


@router.post(
    "/stock-takes/{stock_take_id}/dropping",
    responses=fails_with(stock.StockTakeNotFound, stock.StockTakeEnded),
)
def drop_stock_take(stock_take_id: StockTakeCode, session: Db, caller: Stockkeeper) -> StockTakeOut:
    """End a count without consequence."""
    _require_take(session, caller, stock_take_id)
    return StockTakeOut.model_validate(stock.drop_stock_take(session, stock_take_id))


def _require_take(session: Session, caller: Caller, stock_take_id: int) -> int | None:
    row = session.get(StockTakeRow, stock_take_id)
    if row is None:
        raise stock.StockTakeNotFound(stock_take_id)
    return require_location_at(session, caller, STOCK, row.location_id)
