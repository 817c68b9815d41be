"""What WeChat's answers and callbacks say, checked against whom and what we asked."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from siyu.kernel.clock import now

from ..contracts import Notice, RefundAnswer, ToRefund
from .contracts import PLATFORM, MerchantKeys
from .errors import AnswerUntrusted, NoticeMismatched

PAID = ("SUCCESS", "REFUND")
"""Trade states in which money has come; it may have gone back since."""
CURRENCY = "CNY"


class _Amount(msgspec.Struct):
    total: int
    currency: str = CURRENCY


class Transaction(msgspec.Struct):
    """A payment, as callbacks and queries tell it."""

    out_trade_no: str
    trade_state: str
    appid: str = ""
    mchid: str = ""
    transaction_id: str = ""
    success_time: datetime | None = None
    amount: _Amount | None = None


class _RefundAmount(msgspec.Struct):
    total: int
    refund: int


class RefundTold(msgspec.Struct):
    """A refund, as callbacks tell it."""

    mchid: str
    out_trade_no: str
    out_refund_no: str
    refund_id: str
    refund_status: str
    amount: _RefundAmount
    transaction_id: str = ""
    success_time: datetime | None = None


class _RefundAnswered(msgspec.Struct):
    refund_id: str
    out_refund_no: str
    status: str
    amount: _RefundAmount
    out_trade_no: str = ""


def notice_of(answer: Mapping[str, Any], keys: MerchantKeys, number: str) -> Notice | None:
    """What a query says; None where no money has come.

    Raises:
        AnswerUntrusted: it cannot be read, or is about something else.

    """
    try:
        told = msgspec.convert(answer, Transaction)
    except msgspec.ValidationError:
        raise AnswerUntrusted from None
    if told.out_trade_no != number:
        raise AnswerUntrusted
    if told.trade_state not in PAID:
        return None
    try:
        return paid_notice(told, keys, event_id=f"query:{number}")
    except NoticeMismatched:
        raise AnswerUntrusted from None


def paid_notice(told: Transaction, keys: MerchantKeys, *, event_id: str) -> Notice:
    """The notice of a payment that was made.

    Raises:
        NoticeMismatched: another merchant's or app's, or no amount is told.

    """
    for field, theirs, ours in (
        ("mchid", told.mchid, keys.merchant_id),
        ("appid", told.appid, keys.app_id),
    ):
        if theirs != ours:
            raise NoticeMismatched(field)
    if told.amount is None or told.amount.total <= 0:
        raise NoticeMismatched("amount")
    return Notice(
        event_id=event_id,
        number=told.out_trade_no,
        reference=told.transaction_id,
        amount_minor=told.amount.total,
        currency=told.amount.currency,
        at=told.success_time or now(),
    )


def refund_answer_of(answer: Mapping[str, Any], to_refund: ToRefund) -> RefundAnswer:
    """What an answer to a refund says.

    Raises:
        AnswerUntrusted: it cannot be read, or is about something else.

    """
    try:
        told = msgspec.convert(answer, _RefundAnswered)
    except msgspec.ValidationError:
        raise AnswerUntrusted from None
    asked = (to_refund.number, to_refund.amount_minor)
    if (told.out_refund_no, told.amount.refund) != asked:
        raise AnswerUntrusted
    return answer_of(told.status, told.refund_id)


def answer_of(status: str, reference: str) -> RefundAnswer:
    """A refund's state in our words."""
    if status == "SUCCESS":
        return RefundAnswer(succeeded=True, reference=reference)
    if status == "PROCESSING":
        return RefundAnswer(succeeded=False, pending=True, reference=reference)
    # CLOSED, ABNORMAL: somebody has to look; the bank refused, or the account is gone.
    return RefundAnswer(succeeded=False, reference=reference, problem=f"{PLATFORM} {status}"[:60])
