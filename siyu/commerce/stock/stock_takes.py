"""Stock-takes: what was counted replaces what the books said, by lines of the ledger."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert

from .contracts import QUANTITY_MAX, Movement, StockKind, StockTakeState
from .errors import QuantityUnfit, StockTakeEnded, StockTakeNotFound
from .levels import levels, move
from .locations import require_location
from .models import StockTakeLineRow, StockTakeRow


def start_stock_take(session: Session, *, location_id: int, note: str = "") -> StockTakeRow:
    """Begin to count in one place.

    Raises:
        LocationNotFound: there is none.

    """
    require_location(session, location_id)
    row = StockTakeRow(
        location_id=location_id, state=StockTakeState.counting, note=note, started_at=now()
    )
    session.add(row)
    session.flush()
    return row


def note_counted(session: Session, stock_take_id: int, counted: Mapping[int, int]) -> None:
    """Write down what was counted, SKU → pieces ≥ 0; a SKU counted again is written anew.

    Raises:
        StockTakeNotFound, StockTakeEnded: nothing to count in.
        QuantityUnfit: negative or absurd.

    """
    _require_counting(session, stock_take_id)
    for quantity in counted.values():
        if not 0 <= quantity <= QUANTITY_MAX:
            raise QuantityUnfit(quantity)
    rows = [
        {"stock_take_id": stock_take_id, "sku_id": sku, "counted": quantity}
        for sku, quantity in sorted(counted.items())
    ]
    upsert(session, StockTakeLineRow, rows, keys=["stock_take_id", "sku_id"])


def post_stock_take(session: Session, stock_take_id: int, *, actor: str = "") -> StockTakeRow:
    """Let the count be the stock, once.

    Raises:
        StockTakeNotFound, StockTakeEnded: nothing to post.
        StockReserved: fewer were counted than are reserved for orders.

    """
    row = _end(session, stock_take_id, StockTakeState.posted)
    lines = stock_take_lines(session, stock_take_id)
    # Movements in flight wait here: the difference is taken under the rows' locks.
    known = {
        level.sku_id: level.on_hand
        for level in levels(
            session, [line.sku_id for line in lines], location_ids=[row.location_id], lock=True
        )
    }
    for line in lines:
        line.expected = known.get(line.sku_id, 0)
    differences = [
        Movement(
            sku_id=line.sku_id,
            location_id=row.location_id,
            kind=StockKind.counted,
            on_hand=line.counted - (line.expected or 0),
        )
        for line in lines
        if line.counted != line.expected
    ]
    if differences:
        move(session, differences, cause=f"take:{ids.code('stk', stock_take_id)}", actor=actor)
    session.flush()
    return row


def drop_stock_take(session: Session, stock_take_id: int) -> StockTakeRow:
    """End a count without consequence.

    Raises:
        StockTakeNotFound, StockTakeEnded: nothing to drop.

    """
    return _end(session, stock_take_id, StockTakeState.dropped)


def stock_take_lines(session: Session, stock_take_id: int) -> Sequence[StockTakeLineRow]:
    """What was counted, by SKU."""
    return session.scalars(
        select(StockTakeLineRow)
        .where(StockTakeLineRow.stock_take_id == stock_take_id)
        .order_by(StockTakeLineRow.sku_id)
        .execution_options(populate_existing=True)
    ).all()


def _end(session: Session, stock_take_id: int, state: StockTakeState) -> StockTakeRow:
    ended = session.execute(
        update(StockTakeRow)
        .where(StockTakeRow.id == stock_take_id, StockTakeRow.state == StockTakeState.counting)
        .values(state=state, posted_at=now())
    )
    row = session.get(StockTakeRow, stock_take_id, populate_existing=True)
    if row is None:
        raise StockTakeNotFound(stock_take_id)
    if ended.rowcount != 1:  # type: ignore[attr-defined]
        raise StockTakeEnded(stock_take_id)
    return row


def _require_counting(session: Session, stock_take_id: int) -> None:
    state = session.scalar(select(StockTakeRow.state).where(StockTakeRow.id == stock_take_id))
    if state is None:
        raise StockTakeNotFound(stock_take_id)
    if state != StockTakeState.counting:
        raise StockTakeEnded(stock_take_id)
