"""Money that goes back: asked for in the transaction of its reason, sent by a worker."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_once

from .contracts import (
    PaymentState,
    Providers,
    RefundAnswer,
    RefundReason,
    RefundState,
    ToRefund,
)
from .errors import RefundTooLarge
from .models import PaymentRow, RefundRow

ATTEMPTS_MAX = 8
PENDING_SECONDS = 600
"""Pause before a provider is asked what came of a refund that it has taken."""
PAUSE_SECONDS_FIRST = 10
BATCH = 20

log = structlog.get_logger(__name__)


def request_refund(
    session: Session, order_id: int, *, amount_minor: int, cause: str, reason: RefundReason
) -> None:
    """Give back some of what was received for an order, once by cause; its row is the caller's.

    Raises:
        RefundTooLarge: less is left of what was received.

    """
    left = amount_minor
    payments = session.scalars(
        select(PaymentRow)
        .where(PaymentRow.order_id == order_id, PaymentRow.state == PaymentState.succeeded)
        .order_by(PaymentRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for payment in payments:
        part = min(left, payment.received_minor - payment.refunded_minor)
        if part > 0:
            request_refund_of(session, payment, amount_minor=part, cause=cause, reason=reason)
            left -= part
    if left:
        raise RefundTooLarge(order_id, amount_minor)


def request_refund_of(
    session: Session, payment: PaymentRow, *, amount_minor: int, cause: str, reason: RefundReason
) -> None:
    """Give back some of one payment, once by cause.

    Raises:
        RefundTooLarge: less is left of it.

    """
    at = now()
    row = {
        "order_id": payment.order_id,
        "payment_id": payment.id,
        "cause": cause,
        "reason": str(reason),
        "amount_minor": amount_minor,
        "state": str(RefundState.requested),
        "reference": "",
        "problem": "",
        "attempts": 0,
        "requested_at": at,
        "due_at": at,
    }
    if not insert_once(session, RefundRow, row, keys=["cause", "payment_id"]):
        return
    taken = session.execute(
        update(PaymentRow)
        .where(
            PaymentRow.id == payment.id,
            PaymentRow.refunded_minor + amount_minor <= PaymentRow.received_minor,
        )
        .values(refunded_minor=PaymentRow.refunded_minor + amount_minor)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]
        raise RefundTooLarge(payment.order_id, amount_minor)
    session.refresh(payment)


def send_refunds(context: Context) -> bool:
    """Ask providers for what is due; a repeated call is the provider's to recognise by number."""
    with context.session(read_only=True) as session:
        due = session.execute(
            select(RefundRow, PaymentRow)
            .join(PaymentRow, PaymentRow.id == RefundRow.payment_id)
            .where(RefundRow.state == RefundState.requested, RefundRow.due_at <= now())
            .order_by(RefundRow.due_at, RefundRow.id)
            .limit(BATCH)
        ).all()
    for refund, payment in due:
        _send(context, refund, payment)
    return len(due) == BATCH


def refunds_of(session: Session, order_id: int) -> Sequence[RefundRow]:
    """Refunds of an order, oldest first."""
    return session.scalars(
        select(RefundRow).where(RefundRow.order_id == order_id).order_by(RefundRow.id)
    ).all()


def settle_refund(session: Session, refund_id: int, answer: RefundAnswer) -> None:
    """A provider says what became of a refund that it has taken; one that succeeded stays so."""
    changes: dict[str, Any] = {"reference": answer.reference, "problem": answer.problem[:300]}
    from_states = [RefundState.requested]
    if answer.succeeded:
        changes |= {"state": RefundState.succeeded, "done_at": now()}
        from_states.append(RefundState.failed)
    elif answer.pending:
        changes |= {"due_at": now() + timedelta(seconds=PENDING_SECONDS)}
    else:
        changes |= {"state": RefundState.failed}
    session.execute(
        update(RefundRow)
        .where(RefundRow.id == refund_id, RefundRow.state.in_(from_states))
        .values(**changes)
        .execution_options(synchronize_session=False)
    )


def try_again(session: Session, refund_id: int) -> bool:
    """Let a refund that failed be asked for again; False where it has not failed."""
    changed = session.execute(
        update(RefundRow)
        .where(RefundRow.id == refund_id, RefundRow.state == RefundState.failed)
        .values(state=RefundState.requested, attempts=0, due_at=now(), problem="")
    )
    return bool(changed.rowcount == 1)  # type: ignore[attr-defined]


def _send(context: Context, refund: RefundRow, payment: PaymentRow) -> None:
    to_refund = ToRefund(
        number=ids.code("rfd", refund.id),
        payment_number=payment.number,
        reference=payment.reference,
        amount_minor=refund.amount_minor,
        paid_minor=payment.received_minor,
        currency=payment.currency,
        asked_before=bool(refund.attempts or refund.reference),
    )
    try:
        provider = context.get(Providers).by_name[payment.provider]
        answer = provider.refund(context, to_refund)
    except Exception as error:
        log.exception("refund.failed", refund=to_refund.number)
        answer = RefundAnswer(succeeded=False, problem=type(error).__name__)
    if answer.succeeded or answer.pending:
        with context.session() as session:
            settle_refund(session, refund.id, answer)
        return
    attempts = refund.attempts + 1
    state = RefundState.failed if attempts >= ATTEMPTS_MAX else RefundState.requested
    pause = timedelta(seconds=PAUSE_SECONDS_FIRST * 2 ** min(attempts, 12))
    with context.session() as session:
        session.execute(
            update(RefundRow)
            .where(RefundRow.id == refund.id, RefundRow.state == RefundState.requested)
            .values(
                state=state,
                reference=answer.reference,
                problem=(answer.problem or "refused")[:300],
                attempts=attempts,
                due_at=now() + pause,
            )
        )
