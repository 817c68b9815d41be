"""The twin's book: trades and refunds, with the platform's rules and its words for breaking them."""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from siyu.kernel.clock import now

from ..limits import (
    DESCRIPTION_LETTERS_MAX,
    NOTIFY_URL_LETTERS_MAX,
    ORDER_NUMBER,
    ORDER_NUMBER_LETTERS_MAX,
    ORDER_NUMBER_LETTERS_MIN,
    REFUND_AGE_DAYS_MAX,
    REFUND_ERRORS_PER_SECOND_MAX,
    REFUND_NUMBER_LETTERS_MAX,
    REFUND_PAUSE_SECONDS,
    REFUNDS_PER_ORDER_MAX,
)
from .keys import Merchant


class Refusal(Exception):
    """The platform says no: an HTTP status and its code."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message or code


@dataclass
class Refund:
    """Money given back, or about to be."""

    number: str
    refund_id: str
    amount: int
    made_at: datetime
    notify_url: str
    status: str = "PROCESSING"
    succeeded_at: datetime | None = None


@dataclass
class Trade:
    """One order of a merchant."""

    merchant: Merchant
    number: str
    app_id: str
    trade_type: str
    total: int
    currency: str
    description: str
    notify_url: str
    payer: str
    expires_at: datetime | None
    asked: dict[str, Any]
    state: str = "NOTPAY"
    transaction_id: str = ""
    paid_at: datetime | None = None
    refunds: dict[str, Refund] = field(default_factory=dict)

    def back(self) -> int:
        """Fen that went back, or are about to."""
        return sum(r.amount for r in self.refunds.values() if r.status in ("SUCCESS", "PROCESSING"))


class Book:
    """Everything merchants have asked for.

    Args:
        refund_pause: refuse a second refund of one order within a minute, as the platform does.

    """

    def __init__(self, *, refund_pause: bool = True) -> None:
        self.trades: dict[tuple[str, str], Trade] = {}
        self.refund_pause = refund_pause
        self.refunds_at_once = True
        self._lock = threading.RLock()
        self._refused_at: list[datetime] = []

    def order(self, merchant: Merchant, trade_type: str, asked: Mapping[str, Any]) -> Trade:
        """Take an order; the same again is the same."""
        with self._lock:
            _check_order(merchant, trade_type, asked)
            key = (merchant.merchant_id, asked["out_trade_no"])
            told = {name: asked.get(name) for name in ("amount", "payer", "appid")}
            kept = self.trades.get(key)
            if kept is not None:
                if kept.state == "CLOSED":
                    raise Refusal(400, "ORDER_CLOSED")
                if kept.state != "NOTPAY":
                    raise Refusal(400, "ORDERPAID")
                if kept.asked != told or kept.trade_type != trade_type:
                    raise Refusal(403, "OUT_TRADE_NO_USED")
                return kept
            amount, expires = asked["amount"], asked.get("time_expire")
            made = self.trades[key] = Trade(
                merchant=merchant,
                number=asked["out_trade_no"],
                app_id=asked["appid"],
                trade_type=trade_type,
                total=amount["total"],
                currency=amount.get("currency", "CNY"),
                description=asked["description"],
                notify_url=asked["notify_url"],
                payer=(asked.get("payer") or {}).get("openid", "o-scanned"),
                expires_at=datetime.fromisoformat(expires) if expires else None,
                asked=told,
            )
            return made

    def pay(self, merchant_id: str, number: str) -> Trade:
        """A shopper pays."""
        with self._lock:
            trade = self.require(merchant_id, number)
            if trade.state != "NOTPAY":
                raise Refusal(400, "ORDER_CLOSED" if trade.state == "CLOSED" else "ORDERPAID")
            if trade.expires_at is not None and trade.expires_at <= now():
                raise Refusal(400, "ORDER_CLOSED")
            trade.state, trade.paid_at = "SUCCESS", now()
            trade.transaction_id = f"42000{secrets.randbelow(10**23):023d}"
            return trade

    def close(self, merchant_id: str, number: str) -> None:
        """Let nobody pay it any more."""
        with self._lock:
            trade = self.require(merchant_id, number)
            if trade.paid_at is not None:
                raise Refusal(400, "ORDERPAID")
            if trade.state == "CLOSED":
                raise Refusal(400, "ORDER_CLOSED")
            trade.state = "CLOSED"

    def refund(self, merchant: Merchant, asked: Mapping[str, Any]) -> tuple[Trade, Refund]:
        """Give money back, once by its number."""
        with self._lock:
            try:
                return self._refund(merchant, asked)
            except Refusal as refusal:
                self._refused_at = [
                    at for at in self._refused_at if at > now() - timedelta(seconds=1)
                ]
                if len(self._refused_at) >= REFUND_ERRORS_PER_SECOND_MAX.amount:
                    raise Refusal(429, "FREQUENCY_LIMITED") from refusal
                self._refused_at.append(now())
                raise

    def finish(self, refund: Refund, status: str = "SUCCESS") -> None:
        """The bank says what became of a refund."""
        with self._lock:
            refund.status = status
            refund.succeeded_at = now() if status == "SUCCESS" else None

    def require(self, merchant_id: str, number: str) -> Trade:
        """The merchant's trade of this number."""
        found = self.trades.get((merchant_id, number))
        if found is None:
            raise Refusal(404, "ORDER_NOT_EXIST")
        return found

    def require_refund(self, merchant_id: str, number: str) -> tuple[Trade, Refund]:
        """The merchant's refund of this number."""
        for (owner, _), trade in list(self.trades.items()):
            if owner == merchant_id and number in trade.refunds:
                return trade, trade.refunds[number]
        raise Refusal(404, "RESOURCE_NOT_EXISTS")

    def _refund(self, merchant: Merchant, asked: Mapping[str, Any]) -> tuple[Trade, Refund]:
        number, amount = str(asked.get("out_refund_no", "")), asked.get("amount") or {}
        if not 0 < len(number) <= REFUND_NUMBER_LETTERS_MAX.amount:
            raise Refusal(400, "PARAM_ERROR", "out_refund_no")
        trade = self._of_transaction(merchant, asked)
        kept = trade.refunds.get(number)
        refund, total = amount.get("refund"), amount.get("total")
        if not _positive(refund) or total != trade.total:
            raise Refusal(400, "PARAM_ERROR", "amount")
        if kept is not None:
            if kept.amount != refund:
                raise Refusal(400, "INVALID_REQUEST", "other amount for the same refund")
            return trade, kept
        if trade.back() + int(refund or 0) > trade.total:
            raise Refusal(403, "NOT_ENOUGH", "refunds would exceed what was paid")
        moment = now()
        if trade.paid_at and trade.paid_at < moment - timedelta(days=REFUND_AGE_DAYS_MAX.amount):
            raise Refusal(403, "TRADE_OVERDUE")
        if len(trade.refunds) >= REFUNDS_PER_ORDER_MAX.amount:
            raise Refusal(400, "INVALID_REQUEST", "too many refunds of one order")
        last = max((r.made_at for r in trade.refunds.values()), default=None)
        pause = timedelta(seconds=REFUND_PAUSE_SECONDS.amount)
        if self.refund_pause and last is not None and moment < last + pause:
            raise Refusal(429, "FREQUENCY_LIMITED")
        made = Refund(
            number=number,
            refund_id=f"50{secrets.randbelow(10**27):027d}",
            amount=int(refund or 0),
            made_at=moment,
            notify_url=str(asked.get("notify_url", "")),
        )
        trade.refunds[number] = made
        trade.state = "REFUND"
        if self.refunds_at_once:
            self.finish(made)
        return trade, made

    def _of_transaction(self, merchant: Merchant, asked: Mapping[str, Any]) -> Trade:
        for (owner, number), trade in self.trades.items():
            named = (asked.get("transaction_id"), asked.get("out_trade_no"))
            if owner == merchant.merchant_id and (
                trade.paid_at is not None
                and (trade.transaction_id == named[0] or number == named[1])
            ):
                return trade
        raise Refusal(404, "RESOURCE_NOT_EXISTS")


def _check_order(merchant: Merchant, trade_type: str, asked: Mapping[str, Any]) -> None:
    number, amount = str(asked.get("out_trade_no", "")), asked.get("amount") or {}
    if asked.get("mchid") != merchant.merchant_id:
        raise Refusal(400, "PARAM_ERROR", "mchid")
    if asked.get("appid") != merchant.app_id:
        raise Refusal(400, "APPID_MCHID_NOT_MATCH")
    if not ORDER_NUMBER_LETTERS_MIN.amount <= len(
        number
    ) <= ORDER_NUMBER_LETTERS_MAX.amount or not ORDER_NUMBER.fullmatch(number):
        raise Refusal(400, "PARAM_ERROR", "out_trade_no")
    if not 0 < len(str(asked.get("description", ""))) <= DESCRIPTION_LETTERS_MAX.amount:
        raise Refusal(400, "PARAM_ERROR", "description")
    if not _positive(amount.get("total")) or amount.get("currency", "CNY") != "CNY":
        raise Refusal(400, "PARAM_ERROR", "amount")
    url = str(asked.get("notify_url", ""))
    if not 0 < len(url) <= NOTIFY_URL_LETTERS_MAX.amount or "?" in url:
        raise Refusal(400, "PARAM_ERROR", "notify_url")
    if trade_type == "jsapi" and not (asked.get("payer") or {}).get("openid"):
        raise Refusal(400, "PARAM_ERROR", "payer")
    if trade_type == "h5" and not (asked.get("scene_info") or {}).get("payer_client_ip"):
        raise Refusal(400, "PARAM_ERROR", "scene_info")
    expires = asked.get("time_expire")
    if expires and datetime.fromisoformat(expires) <= now():
        raise Refusal(400, "PARAM_ERROR", "time_expire")


def _positive(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0
