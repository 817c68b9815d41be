"""Callbacks of the twin: signed as the platform signs, and forged as an attacker would."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from siyu.kernel.clock import now

from .book import Refund, Trade
from .keys import Merchant, Platform, SigningKey, new_platform, seal
from .telling import refund_told, trade_told


@dataclass(frozen=True)
class Callback:
    """What would be posted, where to, and with which headers."""

    url: str
    headers: dict[str, str]
    body: bytes


class Callbacks:
    """Makes callbacks. Every method gives one with an id of its own; to repeat one, post it again."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def paid(self, trade: Trade, **changes: Any) -> Callback:
        """A trade was paid; ``changes`` are told instead of the truth, signed all the same."""
        told = {**trade_told(trade), **changes}
        return self._made(trade.merchant, trade.notify_url, "TRANSACTION.SUCCESS", told)

    def refunded(self, trade: Trade, refund: Refund, **changes: Any) -> Callback:
        """A refund came to an end."""
        told = {**refund_told(trade, refund), **changes}
        event = f"REFUND.{told['refund_status']}"
        return self._made(trade.merchant, refund.notify_url, event, told)

    def other(self, trade: Trade, event_type: str) -> Callback:
        """An event of another kind."""
        return self._made(trade.merchant, trade.notify_url, event_type, trade_told(trade))

    def resigned(self, callback: Callback, merchant: Merchant, *, seconds_ago: int = 0) -> Callback:
        """The same body, signed at another time."""
        return self._signed(callback, self._key_for(merchant), seconds_ago=seconds_ago)

    def forged(self, callback: Callback, how: str) -> Callback:
        """A callback that must be refused: see ``FORGERIES``."""
        return FORGERIES[how](callback)

    def _key_for(self, merchant: Merchant) -> SigningKey:
        platform = self._platform
        return platform.public_key if merchant.by_public_key else platform.certificate

    def _made(
        self, merchant: Merchant, url: str, event_type: str, told: dict[str, Any]
    ) -> Callback:
        kind = "refund" if event_type.startswith("REFUND") else "transaction"
        body = {
            "id": f"EV-{secrets.token_hex(16)}"[:36],
            "create_time": now().isoformat(timespec="seconds"),
            "resource_type": "encrypt-resource",
            "event_type": event_type,
            "summary": "支付成功",
            "resource": {
                "original_type": kind,
                **seal(
                    merchant.api_v3_key,
                    json.dumps(told, ensure_ascii=False),
                    associated_data=kind,
                ),
            },
        }
        # Spaces as no serializer of ours writes them: whoever signs over a re-written body fails.
        raw = json.dumps(body, ensure_ascii=False, separators=(" ,", " : ")).encode()
        return self._signed(Callback(url, {}, raw), self._key_for(merchant))

    def _signed(self, callback: Callback, key: SigningKey, *, seconds_ago: int = 0) -> Callback:
        stamp = str(int((now() - timedelta(seconds=seconds_ago)).timestamp()))
        return replace(callback, headers=signed_headers(key, callback.body, stamp=stamp))


def signed_headers(key: SigningKey, body: bytes, *, stamp: str = "") -> dict[str, str]:
    """The platform's signature over a body."""
    stamp, nonce = stamp or str(int(now().timestamp())), secrets.token_hex(16)
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Wechatpay-Serial": key.serial,
        "Wechatpay-Timestamp": stamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Signature": key.sign(f"{stamp}\n{nonce}\n".encode() + body + b"\n"),
        "Wechatpay-Signature-Type": "WECHATPAY2-SHA256-RSA2048",
    }


def _with(callback: Callback, **headers: str) -> Callback:
    named = {f"Wechatpay-{name.capitalize()}": text for name, text in headers.items()}
    return replace(callback, headers={**callback.headers, **named})


def _by_another(callback: Callback) -> Callback:
    """Signed by somebody who claims to be the platform."""
    other, serial = new_platform().certificate, callback.headers["Wechatpay-Serial"]
    headers = signed_headers(other, callback.body)
    return replace(callback, headers={**headers, "Wechatpay-Serial": serial})


def _without(callback: Callback) -> Callback:
    return replace(callback, headers={"Content-Type": "application/json"})


FORGERIES: dict[str, Callable[[Callback], Callback]] = {
    "signature": lambda c: _with(c, signature=c.headers["Wechatpay-Signature"][::-1]),
    "probe": lambda c: _with(c, signature="WECHATPAY/SIGNTEST/" + secrets.token_hex(40)),
    "no_base64": lambda c: _with(c, signature="!"),
    "another_key": _by_another,
    "unknown_serial": lambda c: _with(c, serial="7F" * 20),
    "unknown_public_key": lambda c: _with(c, serial="PUB_KEY_ID_0000000000"),
    "no_serial": lambda c: _with(c, serial=""),
    "nonce": lambda c: _with(c, nonce="other"),
    "timestamp": lambda c: _with(c, timestamp=str(int(c.headers["Wechatpay-Timestamp"]) + 1)),
    "timestamp_text": lambda c: _with(c, timestamp="soon"),
    "body": lambda c: replace(c, body=c.body.replace(b" ,", b",")),
    "not_text": lambda c: replace(c, body=b"\xff" + c.body),
    "unsigned": _without,
}
