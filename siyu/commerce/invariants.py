"""What must always hold between orders, money and stock; ``siyu doctor`` asks."""

from sqlalchemy import case, func, or_, select

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant

from . import stock
from .orders import PayState
from .orders.models import OrderAllocationRow, OrderLineRow, OrderRow
from .payments import PaymentState, RefundReason
from .payments.models import PaymentRow, RefundRow
from .stock.models import ReservationRow

EXAMPLES_MAX = 10


def discounts_astray(context: Context) -> list[str]:
    """Orders whose allocations are not their discount and their points."""
    told = (
        select(
            OrderAllocationRow.order_id,
            func.sum(OrderAllocationRow.unit_minor * OrderAllocationRow.quantity).label("off"),
        )
        .group_by(OrderAllocationRow.order_id)
        .subquery()
    )
    paid = (
        select(OrderLineRow.order_id, func.sum(OrderLineRow.paid_minor).label("paid"))
        .group_by(OrderLineRow.order_id)
        .subquery()
    )
    query = (
        select(OrderRow.id)
        .outerjoin(told, told.c.order_id == OrderRow.id)
        .outerjoin(paid, paid.c.order_id == OrderRow.id)
        .where(
            or_(
                func.coalesce(told.c.off, 0) != OrderRow.discount_minor + OrderRow.points_minor,
                func.coalesce(paid.c.paid, 0) + OrderRow.freight_minor != OrderRow.total_minor,
            )
        )
    )
    return _orders(context, query)


def payments_astray(context: Context) -> list[str]:
    """Paid orders without their money, or money kept for orders that are not paid."""
    kept = (
        select(
            PaymentRow.order_id,
            func.sum(
                case(
                    (PaymentRow.state == PaymentState.succeeded, PaymentRow.received_minor), else_=0
                )
            ).label("received"),
            func.sum(PaymentRow.refunded_minor).label("refunded"),
        )
        .group_by(PaymentRow.order_id)
        .subquery()
    )
    query = (
        select(OrderRow.id)
        .outerjoin(kept, kept.c.order_id == OrderRow.id)
        .where(
            func.coalesce(kept.c.received - kept.c.refunded, 0)
            != OrderRow.paid_minor - OrderRow.refunded_minor
        )
    )
    return _orders(context, query)


def refunds_astray(context: Context) -> list[str]:
    """Orders that gave back something else than their refunds say."""
    back = (
        select(RefundRow.order_id, func.sum(RefundRow.amount_minor).label("amount"))
        .where(RefundRow.reason == RefundReason.after_sale)
        .group_by(RefundRow.order_id)
        .subquery()
    )
    query = (
        select(OrderRow.id)
        .outerjoin(back, back.c.order_id == OrderRow.id)
        .where(func.coalesce(back.c.amount, 0) != OrderRow.refunded_minor)
    )
    return _orders(context, query)


def goods_astray(context: Context) -> list[str]:
    """Orders that hold other goods than they still have to send."""
    owed = (
        select(
            OrderLineRow.order_id,
            func.sum(OrderLineRow.quantity - OrderLineRow.shipped - OrderLineRow.cancelled).label(
                "pieces"
            ),
        )
        .group_by(OrderLineRow.order_id)
        .subquery()
    )
    held = (
        select(ReservationRow.cause, func.sum(ReservationRow.held).label("pieces"))
        .group_by(ReservationRow.cause)
        .subquery()
    )
    query = (
        select(OrderRow.id)
        .join(owed, owed.c.order_id == OrderRow.id)
        .outerjoin(held, held.c.cause == OrderRow.cause)
        .where(
            func.coalesce(held.c.pieces, 0)
            != case((OrderRow.pay_state == PayState.closed, 0), else_=owed.c.pieces)
        )
    )
    return _orders(context, query)


def _orders(context: Context, query: object) -> list[str]:
    with context.session(read_only=True) as session:
        found = session.scalars(query.limit(EXAMPLES_MAX))  # type: ignore[attr-defined]
        return [ids.code("ord", order_id) for order_id in found]


INVARIANTS = (
    *stock.INVARIANTS,
    Invariant(
        "commerce.allocations_add_up", "Allocations of an order are its discount", discounts_astray
    ),
    Invariant(
        "commerce.money_is_there", "What an order was paid is what was received", payments_astray
    ),
    Invariant("commerce.refunds_add_up", "What an order gave back is its refunds", refunds_astray),
    Invariant("commerce.goods_are_held", "An order holds what it still has to send", goods_astray),
)
