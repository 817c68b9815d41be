"""By the clock: ask for missing callbacks, close what is not paid, confirm what has arrived."""

from datetime import timedelta

import structlog
from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.errors import Conflict

from ..orders import (
    CONFIRM_DAYS,
    CloseReason,
    PayState,
    close_order,
    confirm_receipt,
    has_come_back,
    lock_order,
)
from ..orders.models import OrderRow
from .contracts import PaymentState
from .models import PaymentRow
from .paying import ask_provider

ASK_AFTER_SECONDS = 60
BATCH = 50

log = structlog.get_logger(__name__)


def close_due_orders(context: Context) -> bool:
    """Close orders whose time to pay is over, after asking once more whether money has come."""
    with context.session(read_only=True) as session:
        due = session.scalars(
            select(OrderRow.id)
            .where(OrderRow.pay_state == PayState.unpaid, OrderRow.expires_at <= now())
            .order_by(OrderRow.expires_at)
            .limit(BATCH)
        ).all()
    for order_id in due:
        if _ask_for(context, order_id):
            continue
        try:
            with context.session() as session:
                close_order(session, order_id, reason=CloseReason.unpaid)
        except Conflict:
            continue  # paid or closed meanwhile
    return len(due) == BATCH


def ask_for_missing(context: Context) -> bool:
    """Ask for payments whose callback has not come in time, of orders that still wait."""
    with context.session(read_only=True) as session:
        waiting = session.execute(
            select(PaymentRow.number, PaymentRow.provider)
            .join(OrderRow, OrderRow.id == PaymentRow.order_id)
            .where(
                PaymentRow.state == PaymentState.pending,
                OrderRow.pay_state == PayState.unpaid,
                PaymentRow.started_at <= now() - timedelta(seconds=ASK_AFTER_SECONDS),
            )
            .order_by(PaymentRow.id)
            .limit(BATCH)
        ).all()
    for number, provider in waiting:
        try:
            ask_provider(context, number, provider)
        except Exception:
            # One provider that does not answer must not keep the others from being asked.
            log.exception("payment.not_asked", number=number)
    return False


def confirm_due_orders(context: Context) -> bool:
    """What left long ago counts as received."""
    with context.session(read_only=True) as session:
        due = session.scalars(
            select(OrderRow.id)
            .where(OrderRow.completed_at.is_(None), OrderRow.confirm_at <= now())
            .order_by(OrderRow.confirm_at)
            .limit(BATCH)
        ).all()
    for order_id in due:
        with context.session() as session:
            if has_come_back(session, order_id):
                # Nobody has it; it is looked at again, for staff may send it anew.
                order = lock_order(session, order_id)
                order.confirm_at = now() + timedelta(days=CONFIRM_DAYS)
                continue
            order = confirm_receipt(session, order_id)
            # An after-sale may hold it open; it is looked at again when that is settled.
            order.confirm_at = None
    return len(due) == BATCH


def _ask_for(context: Context, order_id: int) -> bool:
    with context.session(read_only=True) as session:
        waiting = session.execute(
            select(PaymentRow.number, PaymentRow.provider).where(
                PaymentRow.order_id == order_id, PaymentRow.state == PaymentState.pending
            )
        ).all()
    try:
        return any(ask_provider(context, number, name) for number, name in waiting)
    except Exception:
        # A provider that does not answer must not keep goods from others: late money is dealt with.
        log.exception("payment.not_asked", order_id=order_id)
        return False
