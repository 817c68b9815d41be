"""A payment provider that lives on this machine: it signs, and its callbacks may be late, repeated or lost.

Its book is its own (``commerce_sandbox_*``); ``pay`` is what a shopper does in its app.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import select, update

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing, insert_once

from ..sandbox_signing import is_signed, signed
from .contracts import Notice, RefundAnswer, ToPay, ToRefund
from .errors import CallbackForged, CallbackMalformed, PaymentNotFound
from .models import SandboxRefundRow, SandboxTradeRow

NAME = "sandbox"
SIGNED_AS = "sandbox payment"


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    event_id: str
    number: str
    reference: str
    amount_minor: int
    currency: str
    paid_at: datetime


class SandboxProvider:
    """The way to pay ``sandbox``."""

    name = NAME
    method = NAME

    def start(self, context: Context, to_pay: ToPay) -> Mapping[str, Any]:
        row = {
            "number": to_pay.number,
            "amount_minor": to_pay.amount_minor,
            "paid_minor": 0,
            "refunded_minor": 0,
            "currency": to_pay.currency,
        }
        with context.session() as session:
            insert_missing(session, SandboxTradeRow, [row], keys=["number"])
        return {"pay_at": f"/m/sandbox/payments/{to_pay.number}"}

    def read_callback(self, headers: Mapping[str, str], body: bytes) -> Notice:
        if not is_signed(SIGNED_AS, headers, body):
            raise CallbackForged(NAME)
        try:
            told = msgspec.json.decode(body, type=_Body)
        except msgspec.MsgspecError:
            raise CallbackMalformed(NAME) from None
        return Notice(
            event_id=told.event_id,
            number=told.number,
            reference=told.reference,
            amount_minor=told.amount_minor,
            currency=told.currency,
            at=told.paid_at,
        )

    def find_paid(self, context: Context, number: str) -> Notice | None:
        with context.session(read_only=True) as session:
            row = session.scalars(
                select(SandboxTradeRow).where(SandboxTradeRow.number == number)
            ).first()
        if row is None or row.paid_at is None:
            return None
        return Notice(
            event_id=f"query:{number}",
            number=number,
            reference=f"sandbox-{row.id}",
            amount_minor=row.paid_minor,
            currency=row.currency,
            at=row.paid_at,
        )

    def refund(self, context: Context, to_refund: ToRefund) -> RefundAnswer:
        with context.session() as session:
            trade = session.scalars(
                select(SandboxTradeRow).where(SandboxTradeRow.number == to_refund.payment_number)
            ).first()
            if trade is None:
                return RefundAnswer(succeeded=False, problem="no such trade")
            row = {
                "number": to_refund.number,
                "trade_id": trade.id,
                "amount_minor": to_refund.amount_minor,
            }
            if insert_once(session, SandboxRefundRow, row, keys=["number"]):
                more = SandboxTradeRow.refunded_minor + to_refund.amount_minor
                changed = session.execute(
                    update(SandboxTradeRow)
                    .where(SandboxTradeRow.id == trade.id, more <= SandboxTradeRow.paid_minor)
                    .values(refunded_minor=more)
                )
                if changed.rowcount != 1:  # type: ignore[attr-defined]
                    session.rollback()
                    return RefundAnswer(succeeded=False, problem="more than was paid")
        return RefundAnswer(succeeded=True, reference=f"sandbox-{to_refund.number}")


def pay(
    session: Session, number: str, *, amount_minor: int | None = None
) -> tuple[dict[str, str], bytes]:
    """A shopper pays in the sandbox's app; the answer is the callback that it sends then.

    Args:
        amount_minor: another amount than was asked for, to see what happens.

    Raises:
        PaymentNotFound: the sandbox was never asked for it.

    """
    row = session.scalars(
        select(SandboxTradeRow).where(SandboxTradeRow.number == number).with_for_update()
    ).first()
    if row is None:
        raise PaymentNotFound(number[:64])
    if row.paid_at is None:
        row.paid_at = now()
        row.paid_minor = row.amount_minor if amount_minor is None else amount_minor
        session.flush()
    return callback(
        number=number,
        reference=f"sandbox-{row.id}",
        amount_minor=row.paid_minor,
        currency=row.currency,
        paid_at=row.paid_at,
    )


def callback(
    *, number: str, reference: str, amount_minor: int, currency: str, paid_at: datetime
) -> tuple[dict[str, str], bytes]:
    """A signed callback: headers and body."""
    body = msgspec.json.encode(
        _Body(
            event_id=secrets.token_hex(12),
            number=number,
            reference=reference,
            amount_minor=amount_minor,
            currency=currency,
            paid_at=paid_at,
        )
    )
    return signed(SIGNED_AS, body), body
