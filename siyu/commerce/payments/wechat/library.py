"""The library ``wechatpayv3`` behind our own words; the only file that knows it.

It has no types, keeps WeChat's address in a private field, and in certificate mode asks the network
whenever a signature names a serial that it does not know. All three are dealt with here.
"""

import json
import math
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from wechatpayv3 import WeChatPay, WeChatPayType
from wechatpayv3.core import Core
from wechatpayv3.utils import (
    aes_decrypt,
    load_certificate,
    load_private_key,
    load_public_key,
    rsa_verify,
)

from siyu.kernel.clock import now

from .contracts import KeyMode, MerchantKeys, TradeType
from .errors import AnswerUntrusted, CredentialUnfit, PlatformRefused, PlatformUnavailable

TIMEOUT_SECONDS = (3, 10)
"""To connect, and to answer."""
RENEW_SECONDS_MIN = 60
"""An unknown serial makes us ask for certificates at most this often: anybody may send one."""
RETRY_SECONDS_MIN = 5
"""The same while there are none at all."""
API_V3_KEY_BYTES = 32
_TYPES = {
    TradeType.jsapi: WeChatPayType.JSAPI,
    TradeType.native: WeChatPayType.NATIVE,
    TradeType.h5: WeChatPayType.H5,
}
Answer = dict[str, Any]


class Library:
    """Calls of one merchant. Amounts are fen; every call raises what ``_said`` raises."""

    def __init__(self, keys: MerchantKeys, *, gateway: str, notify_url: str) -> None:
        self.keys = keys
        self._core = _Core(keys, gateway)
        self._pay = _Merchant(keys, self._core, notify_url)

    def start(self, trade_type: TradeType, **order: Any) -> Answer:
        """Ask WeChat to collect; the answer has ``prepay_id``, ``code_url`` or ``h5_url``."""
        return self._said(lambda: self._pay.pay(pay_type=_TYPES[trade_type], **order))

    def query(self, number: str) -> Answer:
        """What WeChat knows of a payment."""
        return self._said(lambda: self._pay.query(out_trade_no=number))

    def close(self, number: str) -> None:
        """Let nobody pay it any more."""
        self._said(lambda: self._pay.close(number))

    def refund(self, **refund: Any) -> Answer:
        """Give money back, once by ``out_refund_no``."""
        return self._said(lambda: self._pay.refund(**refund))

    def query_refund(self, number: str) -> Answer:
        """What WeChat knows of a refund."""
        return self._said(lambda: self._pay.query_refund(number))

    def ask_for_bill(self, day: str) -> Answer:
        """Where the trade bill of a day is, and its hash."""
        return self._said(lambda: self._pay.trade_bill(day))

    def download(self, url: str) -> bytes:
        """A bill as it lies there; its hash is the caller's to check."""
        found = _called(lambda: self._pay.download_bill(url))
        status, content = found
        if status != 200:
            raise _refusal(status, content)
        return content.encode() if isinstance(content, str) else bytes(content)

    def sign(self, *parts: str) -> str:
        """Our signature over lines, for the shopper's client."""
        return str(self._pay.sign(list(parts)))

    def verified(self, headers: Mapping[str, str], text: str) -> bool:
        """Whether a callback's signature is WeChat's; ``text`` is its body as it came."""
        key = self._core.key_of(headers.get("wechatpay-serial", ""))
        if key is None:
            return False
        stamp, nonce = headers.get("wechatpay-timestamp", ""), headers.get("wechatpay-nonce", "")
        signature = headers.get("wechatpay-signature", "")
        try:
            return bool(rsa_verify(stamp, nonce, text, signature, key))
        except (ValueError, TypeError):
            return False

    def decrypted(self, resource: Mapping[str, Any]) -> str | None:
        """What a callback's resource says; None where it was not meant for us."""
        try:
            found = aes_decrypt(
                nonce=resource["nonce"],
                ciphertext=resource["ciphertext"],
                associated_data=resource.get("associated_data") or "",
                apiv3_key=self.keys.api_v3_key,
            )
        except (KeyError, ValueError, TypeError, AttributeError):
            return None
        return None if found is None else str(found)

    def _said(self, call: Callable[[], tuple[int, Any]]) -> Answer:
        """What WeChat answered.

        Raises:
            PlatformRefused: it said no, and why.
            PlatformUnavailable: it did not answer, or has trouble of its own.
            AnswerUntrusted: the answer is not signed by it.

        """
        status, content = _called(call)
        if not 200 <= status < 300:
            raise _refusal(status, content)
        if not content:
            return {}
        try:
            answer = json.loads(content)
        except ValueError:
            raise AnswerUntrusted from None
        if not isinstance(answer, dict):
            raise AnswerUntrusted
        return answer


def check_keys(keys: MerchantKeys, mode: KeyMode) -> None:
    """Refuse keys that cannot work, before the first shopper finds out.

    Raises:
        CredentialUnfit: which, and why.

    """
    if len(keys.api_v3_key.encode()) != API_V3_KEY_BYTES:
        raise CredentialUnfit("api_v3_key", "must be 32 bytes")
    _check_key("private_key", keys.private_key, load_private_key)
    if mode == KeyMode.public_key:
        if not keys.public_key_id.startswith("PUB_KEY_ID_"):
            raise CredentialUnfit("public_key_id", "must begin with PUB_KEY_ID_")
        _check_key("public_key", keys.public_key, load_public_key)
    elif keys.public_key_id or keys.public_key:
        raise CredentialUnfit("public_key", "not used with platform certificates")


def _check_key(name: str, pem: str, load: Callable[[str], Any]) -> None:
    if not pem.strip():
        raise CredentialUnfit(name, "is missing")
    try:
        load(pem)
    except Exception:
        raise CredentialUnfit(name, "cannot be read") from None


def _called(call: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
    try:
        return call()
    except OSError:  # the base of whatever its HTTP client raises
        raise PlatformUnavailable from None
    except Exception:
        # The library has one class of error, which it raises for a bad signature too.
        raise AnswerUntrusted from None


def _refusal(status: int, content: Any) -> Exception:
    try:
        code = str(json.loads(content).get("code", ""))
    except (ValueError, AttributeError, TypeError):
        code = ""
    if status >= 500 or status == 429:
        return PlatformUnavailable()
    return PlatformRefused(status, code[:60])


class _Core(Core):  # type: ignore[misc]
    """The library's core at an address of our choice, whose certificates are swapped as a whole."""

    _certificates: list[Any]

    def __init__(self, keys: MerchantKeys, address: str) -> None:
        self._address = address.rstrip("/")
        self._renewing = threading.Lock()
        self._renewed_at = -math.inf
        super().__init__(
            mchid=keys.merchant_id,
            cert_serial_no=keys.serial_no,
            private_key=keys.private_key,
            apiv3_key=keys.api_v3_key,
            timeout=TIMEOUT_SECONDS,
            public_key=keys.public_key or None,
            public_key_id=keys.public_key_id or None,
        )

    @property
    def _gate_way(self) -> str:
        return self._address

    @_gate_way.setter
    def _gate_way(self, said: str) -> None:
        """The library sets WeChat's own address here."""

    def key_of(self, serial: str) -> Any:
        """WeChat's key of this serial, or None."""
        if serial and serial == self._public_key_id:
            return self._public_key
        try:
            wanted = int(serial, 16)
        except ValueError:
            return None
        found = self._known(wanted)
        if found is None:
            self._update_certificates()
            found = self._known(wanted)
        return found

    def _known(self, serial: int) -> Any:
        moment = now()
        for certificate in self._certificates:
            fresh = certificate.not_valid_before_utc <= moment <= certificate.not_valid_after_utc
            if certificate.serial_number == serial and fresh:
                return certificate.public_key()
        return None

    def _verify_signature(self, headers: Any, body: str) -> bool:
        key = self.key_of(headers.get("Wechatpay-Serial", ""))
        stamp, nonce = headers.get("Wechatpay-Timestamp", ""), headers.get("Wechatpay-Nonce", "")
        signature = headers.get("Wechatpay-Signature", "")
        return key is not None and bool(rsa_verify(stamp, nonce, body, signature, key))

    def _init_certificates(self) -> None:
        """Fetched when first needed, so that a start does not depend on WeChat."""

    def _update_certificates(self) -> None:
        # Whoever has certificates does not wait for new ones: a callback is answered in seconds.
        if not self._renewing.acquire(blocking=not self._certificates):
            return
        try:
            pause = RENEW_SECONDS_MIN if self._certificates else RETRY_SECONDS_MIN
            if time.monotonic() - self._renewed_at < pause:
                return
            self._renewed_at = time.monotonic()
            status, content = self.request("/v3/certificates", skip_verify=True)
            if status == 200:
                found = [self._certificate(one) for one in json.loads(content).get("data", [])]
                # All at once: others verify with the old ones meanwhile.
                self._certificates = [one for one in found if one is not None] or self._certificates
        finally:
            self._renewing.release()

    def _certificate(self, told: Mapping[str, Any]) -> Any:
        sealed = told.get("encrypt_certificate") or {}
        pem = aes_decrypt(
            nonce=sealed.get("nonce", ""),
            ciphertext=sealed.get("ciphertext", ""),
            associated_data=sealed.get("associated_data") or "",
            apiv3_key=self._apiv3_key,
        )
        return load_certificate(pem) if pem else None


class _Merchant(WeChatPay):  # type: ignore[misc]
    """The library's calls over a core that is there already."""

    def __init__(self, keys: MerchantKeys, core: _Core, notify_url: str) -> None:
        self._type = WeChatPayType.JSAPI
        self._mchid, self._appid = keys.merchant_id, keys.app_id
        self._notify_url, self._partner_mode = notify_url, False
        self._core = core
