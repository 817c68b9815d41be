"""Finding orders, and what state a shopper is shown."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select

from siyu import people
from siyu.kernel.database import Session

from .contracts import DisplayState, Fulfilment, PayState
from .errors import OrderNotFound
from .models import AttributionRow, OrderLineRow, OrderRow

_LOCKED = (
    select(OrderRow)
    .where(OrderRow.id == bindparam("of"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
_LINES = (
    select(OrderLineRow)
    .where(OrderLineRow.order_id == bindparam("of"))
    .order_by(OrderLineRow.number)
    .execution_options(populate_existing=True)
)

_ATTRIBUTION = select(AttributionRow).where(AttributionRow.order_id == bindparam("of"))


def require_order(session: Session, order_id: int) -> OrderRow:
    """The order of this id.

    Raises:
        OrderNotFound: there is none.

    """
    row = session.get(OrderRow, order_id)
    if row is None:
        raise OrderNotFound(order_id)
    return row


def lock_order(session: Session, order_id: int) -> OrderRow:
    """The order as it stands, with its row taken: changes of one order wait in line here.

    Raises:
        OrderNotFound: there is none.

    """
    row = session.scalars(_LOCKED, {"of": order_id}).first()
    if row is None:
        raise OrderNotFound(order_id)
    return row


def lines_of(session: Session, order_id: int) -> Sequence[OrderLineRow]:
    """Lines of an order by number, as they stand."""
    return session.scalars(_LINES, {"of": order_id}).all()


def lines_of_many(session: Session, order_ids: Collection[int]) -> dict[int, list[OrderLineRow]]:
    """Lines of several orders, by order."""
    found: dict[int, list[OrderLineRow]] = {order_id: [] for order_id in order_ids}
    query = (
        select(OrderLineRow)
        .where(OrderLineRow.order_id.in_(sorted(found)))
        .order_by(OrderLineRow.order_id, OrderLineRow.number)
    )
    for line in session.scalars(query):
        found[line.order_id].append(line)
    return found


def orders_paid(session: Session, person_id: int) -> int:
    """How many orders a person has paid that were not given back whole, under any of their nodes."""
    nodes = people.component(session, person_id) or [person_id]
    kept = (PayState.paid, PayState.part_refunded)
    query = select(func.count()).where(OrderRow.person_id.in_(nodes), OrderRow.pay_state.in_(kept))
    return session.scalar(query) or 0


def attribution_of(session: Session, order_id: int) -> AttributionRow | None:
    """To whom and what an order is owed."""
    return session.scalars(_ATTRIBUTION, {"of": order_id}).first()


def display_state(order: OrderRow, lines: Sequence[OrderLineRow]) -> DisplayState:
    """One word for the three machines."""
    if order.pay_state == PayState.unpaid:
        return DisplayState.awaiting_payment
    if order.pay_state == PayState.closed:
        return DisplayState.closed
    if order.pay_state == PayState.refunded:
        return DisplayState.refunded
    if any(line.asked for line in lines):
        return DisplayState.after_sale
    if order.completed_at is not None:
        return DisplayState.completed
    left = sum(line.quantity - line.shipped - line.cancelled for line in lines)
    shipped = sum(line.shipped for line in lines)
    if left == 0:
        return DisplayState.awaiting_receipt
    if shipped:
        return DisplayState.part_shipped
    if order.fulfilment == Fulfilment.pickup:
        return DisplayState.awaiting_pickup
    return DisplayState.awaiting_shipment
