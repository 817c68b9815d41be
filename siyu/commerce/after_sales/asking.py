"""A shopper asks for money or goods, by quantity; the units are set aside until it is decided."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from ..orders import (
    OrderInOtherState,
    PayState,
    UnitsUnavailable,
    free_units,
    lines_of,
    lock_order,
    worth,
)
from ..orders.models import OrderLineRow
from .contracts import OPEN, AfterSaleKind, AfterSaleState
from .errors import AfterSaleEmpty
from .models import AfterSaleLineRow, AfterSaleRow


def ask(
    session: Session,
    order_id: int,
    *,
    kind: AfterSaleKind,
    quantities: Mapping[int, int],
    reason: str,
    by: str,
) -> AfterSaleRow:
    """Ask for an after-sale of so many units of each line.

    Args:
        quantities: line number → units. Money alone takes units that have not left first.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is not paid, or all of it is refunded.
        UnitsUnavailable: fewer units are left of a line, or fewer have left to come back.
        AfterSaleEmpty: no line is named.

    """
    order = lock_order(session, order_id)
    if order.pay_state not in (PayState.paid, PayState.part_refunded):
        raise OrderInOtherState(order_id, order.pay_state)
    if not quantities:
        raise AfterSaleEmpty
    lines = {line.number: line for line in lines_of(session, order_id)}
    taken = _taken_units(session, order_id)
    after_sale = AfterSaleRow(
        order_id=order_id,
        person_id=order.person_id,
        node_id=order.node_id,
        kind=kind,
        state=AfterSaleState.requested,
        reason=reason,
        amount_minor=0,
        points=0,
        asked_by=by,
        asked_at=now(),
    )
    session.add(after_sale)
    session.flush()
    for number, quantity in sorted(quantities.items()):
        line = lines.get(number)
        left = 0 if line is None else _left(line, kind)
        if line is None or not 0 < quantity <= left:
            raise UnitsUnavailable(number, quantity, left)
        not_left = line.quantity - line.shipped - line.cancelled - line.cancelling
        not_shipped = min(quantity, not_left) if kind is AfterSaleKind.refund_only else 0
        chosen = worth(
            number, line.runs, free_units(line.quantity, taken.get(number, ()), quantity)
        )
        session.add(
            AfterSaleLineRow(
                after_sale_id=after_sale.id,
                line_number=number,
                quantity=quantity,
                not_shipped=not_shipped,
                units=list(chosen.units),
                paid_minor=chosen.paid_minor,
                points=chosen.points,
            )
        )
        line.asked += quantity
        line.cancelling += not_shipped
        if kind is not AfterSaleKind.exchange:
            after_sale.amount_minor += chosen.paid_minor
            after_sale.points += chosen.points
    session.flush()
    return after_sale


def lines_asked(session: Session, after_sale_id: int) -> Sequence[AfterSaleLineRow]:
    """Lines of an after-sale, by number."""
    return session.scalars(
        select(AfterSaleLineRow)
        .where(AfterSaleLineRow.after_sale_id == after_sale_id)
        .order_by(AfterSaleLineRow.line_number)
    ).all()


def _left(line: OrderLineRow, kind: AfterSaleKind) -> int:
    if kind is AfterSaleKind.refund_only:
        return line.quantity - line.asked - line.refunded
    # Of what has left: neither refunded nor in another after-sale.
    refunded_shipped = line.refunded - line.cancelled
    return line.shipped - refunded_shipped - (line.asked - line.cancelling)


def _taken_units(session: Session, order_id: int) -> dict[int, list[int]]:
    """Units by line that are refunded, or asked for in an after-sale that is open."""
    rows = session.execute(
        select(AfterSaleLineRow.line_number, AfterSaleLineRow.units)
        .join(AfterSaleRow, AfterSaleRow.id == AfterSaleLineRow.after_sale_id)
        .where(
            AfterSaleRow.order_id == order_id,
            AfterSaleRow.state.in_(OPEN)
            | (
                (AfterSaleRow.state == AfterSaleState.done)
                & (AfterSaleRow.kind != AfterSaleKind.exchange)
            ),
        )
    ).all()
    taken: dict[int, list[int]] = {}
    for number, units in rows:
        taken.setdefault(number, []).extend(units)
    return taken
