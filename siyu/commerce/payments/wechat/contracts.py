"""Words of WeChat Pay."""

from dataclasses import dataclass, field
from enum import StrEnum

PLATFORM = "wechat"
GATEWAY = "https://api.mch.weixin.qq.com"


class TradeType(StrEnum):
    """How the shopper pays."""

    jsapi = "jsapi"
    """Inside WeChat: mini-programs and pages of a service account."""
    native = "native"
    """By scanning a code."""
    h5 = "h5"
    """From a browser on a phone, outside WeChat."""


class KeyMode(StrEnum):
    """By what WeChat's signatures are verified."""

    certificate = "certificate"
    """Platform certificates (平台证书), fetched and renewed through the API."""
    public_key = "public_key"
    """The merchant's copy of WeChat Pay's public key (微信支付公钥)."""


class Heard(StrEnum):
    """What came of a callback."""

    taken = "taken"
    repeated = "repeated"
    ignored = "ignored"
    """A kind of event that nothing here follows."""


class DifferenceKind(StrEnum):
    """How our book and WeChat's bill differ."""

    missing_here = "missing_here"
    missing_there = "missing_there"
    other_amount = "other_amount"


class Subject(StrEnum):
    """What a line of a bill is about."""

    payment = "payment"
    refund = "refund"


@dataclass(frozen=True, slots=True, kw_only=True)
class MerchantKeys:
    """Who we are to WeChat, with secrets in the clear: never log, never answer them.

    Args:
        serial_no: of the merchant's certificate, whose private key is ``private_key``.
        api_v3_key: 32 bytes, by which callbacks and certificates are decrypted.
        public_key_id: ``PUB_KEY_ID_…``; empty in certificate mode, as ``public_key`` is.

    """

    merchant_id: str
    app_id: str
    serial_no: str
    private_key: str = field(repr=False)
    api_v3_key: str = field(repr=False)
    public_key_id: str = ""
    public_key: str = field(default="", repr=False)


def way_name(trade_type: TradeType) -> str:
    """The way to pay, as clients name it: ``wechat_jsapi``."""
    return f"{PLATFORM}_{trade_type}"
