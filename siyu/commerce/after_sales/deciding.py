"""Staff decide, goods come back, and what was taken for the units is given back once."""

from collections.abc import Sequence

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .. import benefits, stock
from ..orders import (
    PayState,
    UnitsTaken,
    complete_if_done,
    lines_of,
    lock_order,
    taking_of,
    tell_refunded,
)
from ..orders.models import OrderLineRow, OrderRow
from ..payments import RefundReason, request_refund
from .asking import lines_asked
from .contracts import AfterSaleKind, AfterSaleState
from .errors import AfterSaleInOtherState, AfterSaleNotFound
from .models import AfterSaleLineRow, AfterSaleRow


def approve(session: Session, after_sale_id: int, *, by: str, answer: str = "") -> AfterSaleRow:
    """Agree: money goes back at once, or goods are awaited.

    Raises:
        AfterSaleNotFound, AfterSaleInOtherState: there is nothing to agree to.

    """
    row, order = _lock(session, after_sale_id, AfterSaleState.requested)
    row.decided_by, row.decided_at, row.answer = by, now(), answer
    if row.kind == AfterSaleKind.refund_only:
        _refund(session, order, row)
    else:
        row.state = AfterSaleState.approved
        session.flush()
    return row


def reject(session: Session, after_sale_id: int, *, by: str, answer: str) -> AfterSaleRow:
    """Refuse; the units are free again.

    Raises:
        AfterSaleNotFound, AfterSaleInOtherState: there is nothing to refuse.

    """
    row, order = _lock(session, after_sale_id, AfterSaleState.requested, AfterSaleState.approved)
    row.decided_by, row.decided_at, row.answer = by, now(), answer
    return _let_go(session, order, row, AfterSaleState.rejected)


def withdraw(session: Session, after_sale_id: int) -> AfterSaleRow:
    """The shopper no longer wants it.

    Raises:
        AfterSaleNotFound, AfterSaleInOtherState: it is decided already.

    """
    row, order = _lock(session, after_sale_id, AfterSaleState.requested, AfterSaleState.approved)
    return _let_go(session, order, row, AfterSaleState.withdrawn)


def receive_goods(
    session: Session, after_sale_id: int, *, location_id: int, restock: bool, by: str
) -> AfterSaleRow:
    """Goods have come back: money returns, or the same goods leave anew.

    Args:
        restock: they can be sold again, here.

    Raises:
        AfterSaleNotFound, AfterSaleInOtherState: none are awaited.
        OutOfStock: an exchange finds nothing to send; refund it instead with ``as_refund``.

    """
    row, order = _lock(session, after_sale_id, AfterSaleState.approved)
    asked = lines_asked(session, row.id)
    lines = {line.number: line for line in lines_of(session, order.id)}
    cause = f"after:{ids.code('afs', row.id)}"
    if row.kind == AfterSaleKind.return_goods:
        # Points, coupons and limits are taken before stock, here as everywhere.
        for part in asked:
            lines[part.line_number].returned += part.quantity
        _refund(session, order, row)
    if restock:
        back: dict[int, int] = {}
        for part in asked:
            sku_id = lines[part.line_number].sku_id
            back[sku_id] = back.get(sku_id, 0) + part.quantity
        stock.move(
            session,
            [
                stock.Movement(
                    sku_id=sku,
                    location_id=location_id,
                    kind=stock.StockKind.returned,
                    on_hand=quantity,
                )
                for sku, quantity in back.items()
            ],
            cause=cause,
            actor=by,
        )
    if row.kind == AfterSaleKind.exchange:
        _send_anew(session, order, row, asked, lines, cause)
    return row


def as_refund(session: Session, after_sale_id: int) -> AfterSaleRow:
    """Let an exchange that cannot be sent become a return for money.

    Raises:
        AfterSaleNotFound, AfterSaleInOtherState: it is no open exchange.

    """
    row, _ = _lock(session, after_sale_id, AfterSaleState.requested, AfterSaleState.approved)
    if row.kind != AfterSaleKind.exchange:
        raise AfterSaleInOtherState(after_sale_id, row.kind)
    asked = lines_asked(session, row.id)
    row.kind = AfterSaleKind.return_goods
    row.amount_minor = sum(part.paid_minor for part in asked)
    row.points = sum(part.points for part in asked)
    session.flush()
    return row


def _refund(session: Session, order: OrderRow, row: AfterSaleRow) -> None:
    asked = lines_asked(session, row.id)
    lines = list(lines_of(session, order.id))
    by_number = {line.number: line for line in lines}
    freed: dict[int, int] = {}
    for part in asked:
        line = by_number[part.line_number]
        line.asked -= part.quantity
        line.cancelling -= part.not_shipped
        line.cancelled += part.not_shipped
        line.refunded += part.quantity
        if part.not_shipped:
            freed[line.sku_id] = freed.get(line.sku_id, 0) + part.not_shipped
    whole = all(line.refunded == line.quantity for line in lines if not line.gift)
    if whole:
        _drop_gifts(lines, freed)
    freight = 0
    if whole and not any(line.shipped for line in lines):
        freight = order.freight_minor - order.freight_refunded_minor
    amount = sum(part.paid_minor for part in asked) + freight
    order.freight_refunded_minor += freight
    order.refunded_minor += amount
    order.pay_state = PayState.refunded if whole else PayState.part_refunded
    row.state, row.done_at = AfterSaleState.done, now()
    row.freight_minor, row.amount_minor = freight, amount
    session.flush()
    code = ids.code("afs", row.id)
    if row.points:
        benefits.give_points_back(
            session, cause=order.cause, points=row.points, refund_cause=f"after:{code}"
        )
    if whole:
        benefits.give_back(session, taking_of(order), settled=True)
    if freed:
        stock.release(session, cause=order.cause, quantities=freed, by=f"after:{code}")
    if amount:
        request_refund(
            session,
            order.id,
            amount_minor=amount,
            cause=f"after:{code}",
            reason=RefundReason.after_sale,
        )
    taken = [
        UnitsTaken(
            line_number=part.line_number,
            units=tuple(part.units),
            paid_minor=part.paid_minor,
            points=part.points,
        )
        for part in asked
    ]
    tell_refunded(session, order, lines, taken, amount_minor=amount, refund=code)
    complete_if_done(session, order, lines)


def _drop_gifts(lines: Sequence[OrderLineRow], freed: dict[int, int]) -> None:
    """With everything paid for given back, gifts that have not left stay here."""
    for line in lines:
        left = line.quantity - line.shipped - line.cancelled - line.cancelling
        if line.gift and left > 0:
            line.cancelled += left
            freed[line.sku_id] = freed.get(line.sku_id, 0) + left


def _send_anew(
    session: Session,
    order: OrderRow,
    row: AfterSaleRow,
    asked: Sequence[AfterSaleLineRow],
    lines: dict[int, OrderLineRow],
    cause: str,
) -> None:
    wanted: dict[int, int] = {}
    for part in asked:
        line = lines[part.line_number]
        line.asked -= part.quantity
        wanted[line.sku_id] = wanted.get(line.sku_id, 0) + part.quantity
    row.state, row.done_at = AfterSaleState.done, now()
    session.flush()
    places = [one.id for one in stock.list_locations(session, service="ship")]
    if order.location_id is not None:
        places.insert(0, order.location_id)
    anew = f"exchange:{ids.code('afs', row.id)}"
    stock.reserve(
        session,
        [stock.Wanted(sku_id=sku, quantity=quantity) for sku, quantity in wanted.items()],
        location_ids=list(dict.fromkeys(places)),
        cause=anew,
        expires_at=None,
    )
    stock.ship(session, cause=anew, quantities=wanted, by=anew)


def _let_go(
    session: Session, order: OrderRow, row: AfterSaleRow, state: AfterSaleState
) -> AfterSaleRow:
    lines = {line.number: line for line in lines_of(session, order.id)}
    for part in lines_asked(session, row.id):
        lines[part.line_number].asked -= part.quantity
        lines[part.line_number].cancelling -= part.not_shipped
    row.state = state
    session.flush()
    return row


def _lock(
    session: Session, after_sale_id: int, *states: AfterSaleState
) -> tuple[AfterSaleRow, OrderRow]:
    """The after-sale under its order's lock, if it is in one of the states."""
    order_id = session.scalar(select(AfterSaleRow.order_id).where(AfterSaleRow.id == after_sale_id))
    if order_id is None:
        raise AfterSaleNotFound(after_sale_id)
    order = lock_order(session, order_id)
    row = session.get_one(AfterSaleRow, after_sale_id, populate_existing=True)
    if row.state not in states:
        raise AfterSaleInOtherState(after_sale_id, row.state)
    return row, order
