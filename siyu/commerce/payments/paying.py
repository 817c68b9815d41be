"""Starting to pay, and hearing that money has come."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import bindparam, select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ..orders import OrderNotFound, PayState, lock_order, mark_paid, revive
from ..orders.models import OrderRow
from ..sales_channels import require_sales_channel
from .contracts import Notice, Outcome, PaymentState, Provider, Providers, RefundReason, ToPay
from .errors import AnotherPaymentMethod, NothingToPay, PaymentMethodUnknown, ProviderUnknown
from .models import PaymentEventRow, PaymentRow
from .refunds import request_refund_of

_INSERT_PAYMENT: Any = PaymentRow.__table__.insert()  # type: ignore[attr-defined]
_INSERT_EVENT: Any = PaymentEventRow.__table__.insert()  # type: ignore[attr-defined]
_WAITING = select(PaymentRow).where(
    PaymentRow.order_id == bindparam("of"),
    PaymentRow.provider == bindparam("by"),
    PaymentRow.state == PaymentState.pending,
)
_OF_NUMBER = select(PaymentRow.id, PaymentRow.order_id).where(
    PaymentRow.provider == bindparam("by"), PaymentRow.number == bindparam("of")
)
_HEARD = (
    select(PaymentEventRow.id)
    .where(
        PaymentEventRow.provider == bindparam("by"), PaymentEventRow.event_id == bindparam("event")
    )
    .exists()
)
_LOCKED = (
    select(PaymentRow, _HEARD)
    .where(PaymentRow.id == bindparam("of"))
    .with_for_update(of=PaymentRow)
    .execution_options(populate_existing=True)
)

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


def methods_of(context: Context, providers: Sequence[str]) -> list[str]:
    """Means of payment that these providers take, each once, in their order."""
    known = context.get(Providers).by_name
    return list(dict.fromkeys(known[name].method for name in providers if name in known))


def require_method(context: Context, method: str, providers: Sequence[str]) -> None:
    """See that one of these providers takes a means of payment.

    Raises:
        PaymentMethodUnknown: none does.

    """
    if method not in methods_of(context, providers):
        raise PaymentMethodUnknown(method)


def start_payment(
    context: Context,
    order_id: int,
    *,
    provider: str,
    payer: str = "",
    payer_ip: str = "",
    may_pay: Callable[[Session, OrderRow], bool] = lambda _, __: True,
) -> tuple[str, Mapping[str, Any]]:
    """Begin to pay an order: our number, and what the shopper's client needs.

    A try that waits already is taken up again, so that tapping twice does not make two.

    Args:
        payer: the shopper as the provider knows them (an openid), where it needs that.
        payer_ip: the address they come from, where it needs that.
        may_pay: whether the order is one that the caller may pay.

    Raises:
        OrderNotFound: there is none, or it is not the caller's to pay.
        NothingToPay: it is not waiting for money.
        ProviderUnknown: no such way to pay on the order's sales channel.
        AnotherPaymentMethod: its price is that of another way to pay.

    """
    way = require_provider(context, provider)
    with context.session() as session:
        order = lock_order(session, order_id)
        if not may_pay(session, order):
            raise OrderNotFound(order_id)
        channel = require_sales_channel(session, order.sales_channel_id)
        if provider not in channel.payment_providers:
            raise ProviderUnknown(provider)
        if order.pay_state != PayState.unpaid or not order.total_minor:
            raise NothingToPay(order_id)
        if order.payment_method is not None and order.payment_method != way.method:
            raise AnotherPaymentMethod(order.payment_method)
        waiting = session.scalars(_WAITING, {"of": order_id, "by": provider}).first()
        if waiting is not None and waiting.amount_minor != order.total_minor:
            # Its price was changed meanwhile; money for the old one would be of a wrong amount.
            waiting.state = PaymentState.closed
            waiting = None
        number = waiting.number if waiting else _try_to_pay(session, order, provider)
        to_pay = ToPay(
            number=number,
            amount_minor=order.total_minor,
            currency=order.currency,
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
    known = session.execute(_OF_NUMBER, {"by": provider, "of": notice.number}).first()
    if known is None:
        log.warning("payment.unknown", provider=provider, number=notice.number[:64])
        return Outcome.unknown
    order = lock_order(session, known.order_id)
    # Asked after the order's lock is held, so that what another notice has just told is seen.
    asked = {"of": known.id, "by": provider, "event": notice.event_id}
    payment, heard = session.execute(_LOCKED, asked).one()
    if payment.received_minor or heard:
        return Outcome.repeated
    payment.reference, payment.received_minor = notice.reference, notice.amount_minor
    payment.received_at, payment.state = notice.at, PaymentState.succeeded
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
    told = {
        "provider": provider,
        "event_id": notice.event_id,
        "number": notice.number,
        "reference": notice.reference,
        "amount_minor": notice.amount_minor,
        "currency": notice.currency,
        "outcome": str(outcome),
        "paid_at": notice.at,
        "heard_at": now(),
    }
    session.execute(_INSERT_EVENT, told)
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


def _try_to_pay(session: Session, order: OrderRow, provider: str) -> str:
    number = f"{ids.code('ord', order.id)[4:]}-{secrets.token_hex(6)}"
    row = {
        "order_id": order.id,
        "provider": provider,
        "number": number,
        "amount_minor": order.total_minor,
        "currency": order.currency,
        "state": str(PaymentState.pending),
        "reference": "",
        "received_minor": 0,
        "refunded_minor": 0,
        "started_at": now(),
    }
    session.execute(_INSERT_PAYMENT, row)
    return number
