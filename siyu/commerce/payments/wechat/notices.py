"""Callbacks: verified as they came, written once by their id, and followed in the same transaction."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

import msgspec
import structlog
from sqlalchemy import select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_once

from ..contracts import Outcome
from ..errors import CallbackForged, CallbackMalformed, PaymentNotFound, RefundNotFound
from ..models import PaymentRow, RefundRow
from ..paying import take_notice
from ..refunds import settle_refund
from .clients import Clients
from .contracts import PLATFORM, Heard, TradeType, way_name
from .errors import NoticeMismatched
from .limits import NOTICE_AGE_SECONDS_MAX
from .models import WechatNoticeRow, WechatTradeRow
from .reading import RefundTold, Transaction, answer_of, paid_notice

# What it stands on is brought in where an account is first used: many have none.
if TYPE_CHECKING:
    from .library import Library

PAID_EVENT = "TRANSACTION.SUCCESS"
REFUND_EVENTS = "REFUND."
ALGORITHM = "AEAD_AES_256_GCM"

log = structlog.get_logger(__name__)
Told = TypeVar("Told", Transaction, RefundTold)


class _Resource(msgspec.Struct):
    algorithm: str
    ciphertext: str
    nonce: str
    associated_data: str | None = None


class _Envelope(msgspec.Struct):
    id: str
    event_type: str
    resource_type: str
    resource: _Resource


def hear(context: Context, account_id: int, headers: Mapping[str, str], body: bytes) -> Heard:
    """WeChat calls back for an account.

    Args:
        headers: by lower-case name.
        body: as it came: the signature is over these very bytes.

    Raises:
        PaymentAccountNotFound: no such account.
        CallbackForged: not signed by WeChat, or too long ago.
        CallbackMalformed: signed, but not to be read or not meant for this account.
        NoticeMismatched: about another merchant, app or amount.
        PaymentNotFound, RefundNotFound: nothing of ours has this number; WeChat will call again.

    """
    library = context.get(Clients).of(context, account_id)
    envelope, plain = _opened(library, headers, body)
    with context.session() as session:
        if envelope.event_type == PAID_EVENT:
            return _hear_payment(session, library, account_id, envelope, plain)
        if envelope.event_type.startswith(REFUND_EVENTS):
            return _hear_refund(session, library, account_id, envelope, plain)
        log.warning("wechat.notice_ignored", event_type=envelope.event_type[:40])
        _write(session, account_id, envelope, "", Heard.ignored)
        return Heard.ignored


def _opened(library: "Library", headers: Mapping[str, str], body: bytes) -> tuple[_Envelope, str]:
    stamp = headers.get("wechatpay-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise CallbackForged(PLATFORM)
    if abs(now().timestamp() - int(stamp)) > NOTICE_AGE_SECONDS_MAX.amount:
        raise CallbackForged(PLATFORM)
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise CallbackForged(PLATFORM) from None
    if not library.verified(headers, text):
        raise CallbackForged(PLATFORM)
    try:
        envelope = msgspec.json.decode(body, type=_Envelope)
    except msgspec.MsgspecError:
        raise CallbackMalformed(PLATFORM) from None
    resource = envelope.resource
    if resource.algorithm != ALGORITHM or not 0 < len(envelope.id) <= 64:
        raise CallbackMalformed(PLATFORM)
    plain = library.decrypted(msgspec.to_builtins(resource))
    if plain is None:
        raise CallbackMalformed(PLATFORM)
    return envelope, plain


def _hear_payment(
    session: Session, library: "Library", account_id: int, envelope: _Envelope, plain: str
) -> Heard:
    told = _decoded(plain, Transaction)
    notice = paid_notice(told, library.keys, event_id=envelope.id)
    if told.trade_state != "SUCCESS":
        raise NoticeMismatched("trade_state")
    trade = session.execute(
        select(WechatTradeRow.id, WechatTradeRow.trade_type).where(
            WechatTradeRow.number == notice.number, WechatTradeRow.account_id == account_id
        )
    ).first()
    if trade is None:
        raise PaymentNotFound(notice.number[:64])
    if not _write(session, account_id, envelope, notice.number, Heard.taken):
        return Heard.repeated
    outcome = take_notice(session, way_name(TradeType(trade.trade_type)), notice)
    if outcome == Outcome.unknown:
        raise PaymentNotFound(notice.number[:64])
    settle_trade(session, notice.number)
    return Heard.taken


def _hear_refund(
    session: Session, library: "Library", account_id: int, envelope: _Envelope, plain: str
) -> Heard:
    told = _decoded(plain, RefundTold)
    if told.mchid != library.keys.merchant_id:
        raise NoticeMismatched("mchid")
    try:
        refund_id = ids.number("rfd", told.out_refund_no)
    except ids.MalformedCode:
        raise RefundNotFound(0) from None
    known = session.execute(
        select(RefundRow.amount_minor, PaymentRow.received_minor)
        .join(PaymentRow, PaymentRow.id == RefundRow.payment_id)
        .join(WechatTradeRow, WechatTradeRow.number == PaymentRow.number)
        .where(
            RefundRow.id == refund_id,
            PaymentRow.number == told.out_trade_no,
            WechatTradeRow.account_id == account_id,
        )
    ).first()
    if known is None:
        raise RefundNotFound(refund_id)
    if (told.amount.refund, told.amount.total) != (known.amount_minor, known.received_minor):
        raise NoticeMismatched("amount")
    if not _write(session, account_id, envelope, told.out_refund_no, Heard.taken):
        return Heard.repeated
    settle_refund(session, refund_id, answer_of(told.refund_status, told.refund_id))
    return Heard.taken


def settle_trade(session: Session, number: str) -> None:
    """Nothing more can come of this trade: it was paid, or is closed at WeChat."""
    session.execute(
        update(WechatTradeRow)
        .where(WechatTradeRow.number == number, WechatTradeRow.settled_at.is_(None))
        .values(settled_at=now())
    )


def _write(
    session: Session, account_id: int, envelope: _Envelope, number: str, outcome: Heard
) -> bool:
    row = {
        "account_id": account_id,
        "event_id": envelope.id,
        "event_type": envelope.event_type[:40],
        "number": number[:64],
        "outcome": str(outcome),
        "heard_at": now(),
    }
    return insert_once(session, WechatNoticeRow, row, keys=["account_id", "event_id"])


def _decoded(plain: str, kind: type[Told]) -> Told:
    try:
        return msgspec.json.decode(plain, type=kind)
    except msgspec.MsgspecError:
        raise CallbackMalformed(PLATFORM) from None
