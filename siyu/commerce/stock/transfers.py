"""Transfers: goods leave one place, and arrive, some of them, in another."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import QUANTITY_MAX, Movement, StockKind, TransferState
from .errors import OutOfStock, QuantityUnfit, TransferNotFound, TransferReceived
from .levels import levels, move
from .locations import require_location
from .models import TransferLineRow, TransferRow


def send_transfer(
    session: Session,
    *,
    from_id: int,
    to_id: int,
    quantities: Mapping[int, int],
    note: str = "",
    actor: str = "",
) -> TransferRow:
    """Take goods out of one place for another; they are on their way until received.

    Args:
        quantities: SKU → pieces, > 0.

    Raises:
        LocationNotFound: one of them is not there.
        OutOfStock: less is there than is not reserved.
        QuantityUnfit: nothing, or a quantity that is not positive.

    """
    require_location(session, from_id)
    require_location(session, to_id)
    if from_id == to_id or not quantities:
        raise QuantityUnfit(0)
    for quantity in quantities.values():
        if not 0 < quantity <= QUANTITY_MAX:
            raise QuantityUnfit(quantity)
    free = {
        level.sku_id: level.on_hand - level.reserved - level.set_aside
        for level in levels(session, quantities, location_ids=[from_id], lock=True)
    }
    short = [
        {"sku_id": sku, "wanted": quantity, "available": max(0, free.get(sku, 0))}
        for sku, quantity in sorted(quantities.items())
        if free.get(sku, 0) < quantity
    ]
    if short:
        raise OutOfStock(short)
    row = TransferRow(
        from_id=from_id, to_id=to_id, state=TransferState.sent, note=note, sent_at=now()
    )
    session.add(row)
    session.flush()
    session.add_all(
        TransferLineRow(transfer_id=row.id, sku_id=sku, sent=quantity, received=0)
        for sku, quantity in sorted(quantities.items())
    )
    out = [
        Movement(sku_id=sku, location_id=from_id, kind=StockKind.transfer_out, on_hand=-quantity)
        for sku, quantity in quantities.items()
    ]
    move(session, out, cause=f"transfer:{ids.code('trf', row.id)}", actor=actor)
    session.flush()
    return row


def receive_transfer(
    session: Session, transfer_id: int, *, quantities: Mapping[int, int] | None, actor: str = ""
) -> TransferRow:
    """Put what arrived on hand; all of it where ``quantities`` is None.

    Raises:
        TransferNotFound: there is none.
        TransferReceived: it has arrived already.
        QuantityUnfit: more than was sent, or a SKU that was not.

    """
    claimed = session.execute(
        update(TransferRow)
        .where(TransferRow.id == transfer_id, TransferRow.state == TransferState.sent)
        .values(state=TransferState.received, received_at=now())
    )
    row = session.get(TransferRow, transfer_id, populate_existing=True)
    if row is None:
        raise TransferNotFound(transfer_id)
    if claimed.rowcount != 1:  # type: ignore[attr-defined]
        raise TransferReceived(transfer_id)
    lines = {line.sku_id: line for line in transfer_lines(session, transfer_id)}
    arrived = quantities if quantities is not None else {s: line.sent for s, line in lines.items()}
    for sku, quantity in arrived.items():
        if sku not in lines or not 0 <= quantity <= lines[sku].sent:
            raise QuantityUnfit(quantity)
        lines[sku].received = quantity
    into = [
        Movement(sku_id=sku, location_id=row.to_id, kind=StockKind.transfer_in, on_hand=quantity)
        for sku, quantity in arrived.items()
        if quantity
    ]
    move(session, into, cause=f"transfer:{ids.code('trf', transfer_id)}", actor=actor)
    session.flush()
    return row


def transfer_lines(session: Session, transfer_id: int) -> Sequence[TransferLineRow]:
    """Lines of a transfer, by SKU."""
    return session.scalars(
        select(TransferLineRow)
        .where(TransferLineRow.transfer_id == transfer_id)
        .order_by(TransferLineRow.sku_id)
    ).all()
