"""What came of a batch, kept to be fetched; and what waits to be shipped, as a file to fill in."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.errors import NotFound

from ..orders import Fulfilment, PayState, lines_of_many
from ..orders.models import OrderRow
from .columns import TAKEN, heading, word
from .contracts import RowOutcome, ShippedRow
from .models import ShipBatchRow
from .parsing import ROWS_MAX


@dataclass(eq=False)
class ShipBatchNotFound(NotFound):
    """No such batch, or somebody else's."""

    batch_id: int


def keep_batch(session: Session, rows: Sequence[ShippedRow], *, name: str, by: str) -> ShipBatchRow:
    """Keep what came of a batch.

    Args:
        name: of the file; empty where orders were chosen by hand.

    """
    batch = ShipBatchRow(by=by, name=name, at=now(), rows=msgspec.to_builtins(list(rows)))
    session.add(batch)
    session.flush()
    return batch


def require_batch(session: Session, batch_id: int, *, by: str) -> ShipBatchRow:
    """The batch of this id that this actor sent.

    Raises:
        ShipBatchNotFound: there is none.

    """
    row = session.get(ShipBatchRow, batch_id)
    if row is None or row.by != by:
        raise ShipBatchNotFound(batch_id)
    return row


def outcome_table(batch: ShipBatchRow, language: str) -> Iterator[list[str]]:
    """Header and rows of a batch with what came of them, in columns that can be sent in again.

    Args:
        language: ``zh`` or ``en``.

    """
    yield [heading(field, language) for field in (*TAKEN, "outcome", "reason")]
    for row in msgspec.convert(batch.rows, type=list[ShippedRow]):
        outcome = word(RowOutcome(row.outcome), language)
        yield [row.order, row.carrier, row.waybill, outcome, word(row.code, language)]


def waiting_table(
    session: Session, nodes: Collection[int] | None, language: str
) -> Iterator[list[str]]:
    """Orders that wait to be shipped, the oldest first, with carrier and number to be filled in.

    Args:
        nodes: whose orders; None is all.

    """
    yield [heading(field, language) for field in (*TAKEN, "goods", "units")]
    query = select(OrderRow).where(
        OrderRow.pay_state.in_((PayState.paid, PayState.part_refunded)),
        OrderRow.fulfilment != Fulfilment.pickup,
        OrderRow.confirm_at.is_(None),
        OrderRow.completed_at.is_(None),
    )
    if nodes is not None:
        query = query.where(OrderRow.node_id.in_(nodes))
    orders = session.scalars(query.order_by(OrderRow.id).limit(ROWS_MAX)).all()
    lines = lines_of_many(session, [order.id for order in orders])
    for order in orders:
        left = [
            (line.title, units)
            for line in lines[order.id]
            if (units := line.quantity - line.shipped - line.cancelled - line.cancelling) > 0
        ]
        if left:
            goods = " / ".join(f"{title} × {units}" for title, units in left)
            units = sum(units for _, units in left)
            yield [ids.code("ord", order.id), "", "", goods, str(units)]
