"""Starting to pay, and hearing that money has come."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ..orders import PayState, lock_order, mark_paid, revive
from ..sales_channels import require_sales_channel
from .contracts import Notice, Outcome, PaymentState, Provider, Providers, RefundReason, ToPay
from .errors import AnotherPaymentMethod, NothingToPay, PaymentMethodUnknown, ProviderUnknown
from .models import PaymentEventRow, PaymentRow
from .refunds import request_refund_of

log = structlog.get_logger(__name__)


def require_provider(context: Context, name: str) -> Provider:
    """The way to pay of this name.

    Raises:
        ProviderUnknown: there is none.

    """
    found = context.get(Providers).by_name.get(name)
    if found is None:
        raise ProviderUnknown(name)
    return found


def require_method(context: Context, method: str, providers: Sequence[str]) -> None:
    """See that one of these providers takes a means of payment.

    Raises:
        PaymentMethodUnknown: none does.

    """
    known = context.get(Providers).by_name
    if method not in {known[name].method for name in providers if name in known}:
        raise PaymentMethodUnknown(method)


def start_payment(
    context: Context, order_id: int, *, provider: str, payer: str = "", payer_ip: str = ""
) -> tuple[str, Mapping[str, Any]]:
    """Begin to pay an order: our number, and what the shopper's client needs.

    A try that waits already is taken up again, so that tapping twice does not make two.

    Args:
        payer: the shopper as the provider knows them (an openid), where it needs that.
        payer_ip: the address they come from, where it needs that.

    Raises:
        OrderNotFound: there is none.
        NothingToPay: it is not waiting for money.
        ProviderUnknown: no such way to pay on the order's sales channel.
        AnotherPaymentMethod: its price is that of another way to pay.

    """
    way = require_provider(context, provider)
    with context.session() as session:
        order = lock_order(session, order_id)
        channel = require_sales_channel(session, order.sales_channel_id)
        if provider not in channel.payment_providers:
            raise ProviderUnknown(provider)
        if order.pay_state != PayState.unpaid or not order.total_minor:
            raise NothingToPay(order_id)
        if order.payment_method is not None and order.payment_method != way.method:
            raise AnotherPaymentMethod(order.payment_method)
        row = _waiting(session, order_id, provider)
        if row is not None and row.amount_minor != order.total_minor:
            # Its price was changed meanwhile; money for the old one would be of a wrong amount.
            row.state = PaymentState.closed
            row = None
        if row is None:
            row = PaymentRow(
                order_id=order_id,
                provider=provider,
                number=f"{ids.code('ord', order_id)[4:]}-{secrets.token_hex(6)}",
                amount_minor=order.total_minor,
                currency=order.currency,
                state=PaymentState.pending,
                started_at=now(),
            )
            session.add(row)
            session.flush()
        to_pay = ToPay(
            number=row.number,
            amount_minor=row.amount_minor,
            currency=row.currency,
            subject=ids.code("ord", order_id),
            expires_at=order.expires_at,
            payer=payer,
            payer_ip=payer_ip,
        )
    return to_pay.number, way.start(context, to_pay)


def take_notice(session: Session, provider: str, notice: Notice) -> Outcome:
    """Money has come: the order is paid, or comes back to life and is paid, or the money goes back.

    The same notice again changes nothing. Rows are taken order first, then payment.
    """
    known = session.execute(
        select(PaymentRow.id, PaymentRow.order_id).where(
            PaymentRow.provider == provider, PaymentRow.number == notice.number
        )
    ).first()
    if known is None:
        log.warning("payment.unknown", provider=provider, number=notice.number[:64])
        return Outcome.unknown
    order = lock_order(session, known.order_id)
    payment = session.scalars(
        select(PaymentRow)
        .where(PaymentRow.id == known.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if payment.received_minor or _heard(session, provider, notice.event_id):
        return Outcome.repeated
    payment.reference, payment.received_minor = notice.reference, notice.amount_minor
    payment.received_at, payment.state = notice.at, PaymentState.succeeded
    session.flush()
    right = (payment.amount_minor, payment.currency) == (notice.amount_minor, notice.currency)
    if not right or payment.amount_minor != order.total_minor:
        outcome = Outcome.wrong_amount
    elif order.pay_state == PayState.unpaid:
        mark_paid(session, order)
        outcome = Outcome.paid
    elif order.pay_state != PayState.closed:
        outcome = Outcome.doubled
    elif revive(session, order):
        mark_paid(session, order)
        outcome = Outcome.revived
    else:
        outcome = Outcome.late
    if outcome not in (Outcome.paid, Outcome.revived):
        log.warning("payment.goes_back", number=payment.number, outcome=str(outcome))
        request_refund_of(
            session,
            payment,
            amount_minor=notice.amount_minor,
            cause=f"{outcome}:{payment.number}",
            reason=RefundReason(outcome),
        )
    session.add(
        PaymentEventRow(
            provider=provider,
            event_id=notice.event_id,
            number=notice.number,
            reference=notice.reference,
            amount_minor=notice.amount_minor,
            currency=notice.currency,
            outcome=outcome,
            paid_at=notice.at,
            heard_at=now(),
        )
    )
    session.flush()
    return outcome


def receive_callback(
    context: Context, provider: str, headers: Mapping[str, str], body: bytes
) -> Outcome:
    """A provider calls back: check that it is the provider, then take notice.

    Raises:
        ProviderUnknown, CallbackForged, CallbackMalformed: nothing was changed.

    """
    notice = require_provider(context, provider).read_callback(headers, body)
    with context.session() as session:
        return take_notice(session, provider, notice)


def ask_provider(context: Context, number: str, provider: str) -> Outcome | None:
    """Ask whether money has come for a payment whose callback is missing; None where it has not."""
    notice = require_provider(context, provider).find_paid(context, number)
    if notice is None:
        return None
    with context.session() as session:
        return take_notice(session, provider, notice)


def _waiting(session: Session, order_id: int, provider: str) -> PaymentRow | None:
    return session.scalars(
        select(PaymentRow).where(
            PaymentRow.order_id == order_id,
            PaymentRow.provider == provider,
            PaymentRow.state == PaymentState.pending,
        )
    ).first()


def _heard(session: Session, provider: str, event_id: str) -> bool:
    query = select(PaymentEventRow.id).where(
        PaymentEventRow.provider == provider, PaymentEventRow.event_id == event_id
    )
    return session.scalar(query) is not None
