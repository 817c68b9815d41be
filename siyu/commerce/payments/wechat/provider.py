"""The ways to pay ``wechat_jsapi``, ``wechat_native`` and ``wechat_h5``."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import insert_once

from ...orders import require_order
from ..contracts import Notice, RefundAnswer, ToPay, ToRefund
from ..errors import CallbackMalformed
from ..models import PaymentRow
from .accounts import account_for
from .clients import Clients
from .contracts import TradeType, way_name
from .errors import AnswerUntrusted, PayerMissing, PlatformRefused
from .limits import PREPAY_MINUTES
from .models import WechatTradeRow
from .reading import notice_of, refund_answer_of

# What it stands on is brought in where an account is first used: many have none.
if TYPE_CHECKING:
    from .library import Library

CHINA = ZoneInfo("Asia/Shanghai")
PREPAY_MINUTES_KEPT = PREPAY_MINUTES.amount - 10
"""A prepay id that is about to end is asked for anew."""


class WechatProvider:
    """One trade type of WeChat Pay."""

    def __init__(self, trade_type: TradeType, clients: Clients) -> None:
        self.name = way_name(trade_type)
        self.method = METHOD
        self._type = trade_type
        self._clients = clients

    def start(self, context: Context, to_pay: ToPay) -> Mapping[str, Any]:
        """What the shopper's client needs; the same number again asks WeChat no second time.

        Raises:
            PaymentAccountMissing: no account is open for the order.
            PayerMissing: JSAPI needs the shopper's openid, H5 the address it comes from.
            PlatformRefused, PlatformUnavailable, AnswerUntrusted: nothing is lost, it may be tried again.

        """
        self._require_payer(to_pay)
        account_id, prepared = self._trade(context, to_pay)
        library = self._clients.of(context, account_id)
        if not prepared:
            answer = library.start(self._type, **self._order(to_pay))
            prepared = str(answer.get(_ANSWER[self._type], ""))
            if not prepared:
                raise AnswerUntrusted
            with context.session() as session:
                session.execute(
                    update(WechatTradeRow)
                    .where(WechatTradeRow.number == to_pay.number)
                    .values(prepared=prepared, prepared_at=now())
                )
        return self._parameters(library, prepared)

    def read_callback(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """Refused: WeChat calls back at an address of the account, see ``callback_api``."""
        raise CallbackMalformed(self.name)

    def find_paid(self, context: Context, number: str) -> Notice | None:
        with context.session(read_only=True) as session:
            account_id = session.scalar(
                select(WechatTradeRow.account_id).where(WechatTradeRow.number == number)
            )
        if account_id is None:
            return None  # WeChat was never asked
        library = self._clients.of(context, account_id)
        try:
            answer = library.query(number)
        except PlatformRefused as refused:
            if refused.platform_code in UNKNOWN_THERE:
                return None
            raise
        return notice_of(answer, library.keys, number)

    def refund(self, context: Context, to_refund: ToRefund) -> RefundAnswer:
        with context.session(read_only=True) as session:
            account_id = session.scalar(
                select(WechatTradeRow.account_id).where(
                    WechatTradeRow.number == to_refund.payment_number
                )
            )
        if account_id is None:
            return RefundAnswer(succeeded=False, problem="no such trade")
        library = self._clients.of(context, account_id)
        try:
            return refund_answer_of(_refunded(library, to_refund), to_refund)
        except PlatformRefused as refused:
            return RefundAnswer(succeeded=False, problem=refused.platform_code or "refused")

    def _require_payer(self, to_pay: ToPay) -> None:
        if self._type == TradeType.jsapi and not to_pay.payer:
            raise PayerMissing("payer")
        if self._type == TradeType.h5 and not to_pay.payer_ip:
            raise PayerMissing("payer_ip")

    def _trade(self, context: Context, to_pay: ToPay) -> tuple[int, str]:
        """Account of the trade, and what WeChat answered before, where that still holds."""
        with context.session() as session:
            order_id = session.scalars(
                select(PaymentRow.order_id).where(PaymentRow.number == to_pay.number)
            ).one()
            kept = session.scalars(
                select(WechatTradeRow).where(WechatTradeRow.number == to_pay.number)
            ).one_or_none()
            if kept is not None:
                fresh = kept.prepared_at and kept.prepared_at > now() - timedelta(
                    minutes=PREPAY_MINUTES_KEPT
                )
                same = kept.payer == to_pay.payer
                kept.payer = to_pay.payer
                return kept.account_id, kept.prepared if fresh and same else ""
            account = account_for(session, require_order(session, order_id))
            row = {
                "number": to_pay.number,
                "account_id": account.id,
                "trade_type": str(self._type),
                "payer": to_pay.payer,
                "prepared": "",
                "asked_at": now(),
            }
            # Written before WeChat is asked: whatever comes of it, the account is known.
            insert_once(session, WechatTradeRow, row, keys=["number"])
            return account.id, ""

    def _order(self, to_pay: ToPay) -> dict[str, Any]:
        order: dict[str, Any] = {
            "description": to_pay.subject[:127],
            "out_trade_no": to_pay.number,
            "amount": {"total": to_pay.amount_minor, "currency": to_pay.currency},
        }
        if to_pay.expires_at is not None:
            order["time_expire"] = _stamp(to_pay.expires_at)
        if self._type == TradeType.jsapi:
            order["payer"] = {"openid": to_pay.payer}
        if self._type == TradeType.h5:
            order["scene_info"] = {"payer_client_ip": to_pay.payer_ip, "h5_info": {"type": "Wap"}}
        return order

    def _parameters(self, library: "Library", prepared: str) -> dict[str, Any]:
        if self._type != TradeType.jsapi:
            return {_ANSWER[self._type]: prepared}
        stamp, nonce = str(int(now().timestamp())), secrets.token_hex(16)
        package = f"prepay_id={prepared}"
        return {
            "appId": library.keys.app_id,
            "timeStamp": stamp,
            "nonceStr": nonce,
            "package": package,
            "signType": "RSA",
            "paySign": library.sign(library.keys.app_id, stamp, nonce, package),
        }


def providers(clients: Clients) -> dict[str, WechatProvider]:
    """Every way to pay by WeChat, by name."""
    made = [WechatProvider(trade_type, clients) for trade_type in TradeType]
    return {provider.name: provider for provider in made}


METHOD = "wechat"
UNKNOWN_THERE = ("ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS")
_ANSWER = {
    TradeType.jsapi: "prepay_id",
    TradeType.native: "code_url",
    TradeType.h5: "h5_url",
}


def _refunded(library: "Library", to_refund: ToRefund) -> dict[str, Any]:
    if to_refund.asked_before:
        try:
            return library.query_refund(to_refund.number)
        except PlatformRefused as refused:
            if refused.platform_code not in UNKNOWN_THERE:
                raise
    return library.refund(
        out_refund_no=to_refund.number,
        transaction_id=to_refund.reference,
        amount={
            "refund": to_refund.amount_minor,
            "total": to_refund.paid_minor,
            "currency": to_refund.currency,
        },
    )


def _stamp(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat(timespec="seconds")
