"""Limits of WeChat Pay: data with a source and the date at which it was read there."""

import re
from dataclasses import dataclass
from datetime import date

_ORDER = "WxJava, WxPayUnifiedOrderV3Request.java: not compared with the platform's page"
_REFUND = "https://pay.weixin.qq.com/wiki/doc/api_external/en/apis/chapter3_3_3.shtml"
_BILL = "https://pay.weixin.qq.com/docs/merchant/apis/jsapi-payment/get-trade-bill.html"
_NOTICE = "pay.weixin.qq.com, payment notice, pages of 2025-02 to 2025-05"
_READ = date(2026, 11, 27)


@dataclass(frozen=True)
class PlatformLimit:
    """A number that the platform sets."""

    amount: int
    unit: str
    source: str
    read_on: date


ORDER_NUMBER_LETTERS_MIN = PlatformLimit(6, "letters", _ORDER, _READ)
ORDER_NUMBER_LETTERS_MAX = PlatformLimit(32, "letters", _ORDER, _READ)
DESCRIPTION_LETTERS_MAX = PlatformLimit(127, "letters", _ORDER, _READ)
NOTIFY_URL_LETTERS_MAX = PlatformLimit(255, "letters", _ORDER, _READ)
PREPAY_MINUTES = PlatformLimit(120, "minutes", _ORDER, _READ)
REFUND_NUMBER_LETTERS_MAX = PlatformLimit(64, "letters", _REFUND, _READ)
REFUNDS_PER_ORDER_MAX = PlatformLimit(50, "refunds", _REFUND, _READ)
REFUND_PAUSE_SECONDS = PlatformLimit(60, "seconds between refunds of one order", _REFUND, _READ)
REFUND_AGE_DAYS_MAX = PlatformLimit(365, "days", _REFUND, _READ)
REFUND_ERRORS_PER_SECOND_MAX = PlatformLimit(6, "refused refunds a second", _REFUND, _READ)
BILL_AGE_DAYS_MAX = PlatformLimit(90, "days", _BILL, _READ)
BILL_READY_HOUR = PlatformLimit(10, "o'clock of the next day, China", _BILL, _READ)
NOTICE_ANSWER_SECONDS_MAX = PlatformLimit(5, "seconds", _NOTICE, _READ)
NOTICE_AGE_SECONDS_MAX = PlatformLimit(300, "seconds", "our own choice", _READ)
NOTICE_PAUSES_SECONDS = (
    15, 15, 30, 180, 600, 1200, 1800, 1800, 1800, 3600, 10_800, 10_800, 10_800, 21_600, 21_600
)  # fmt: skip
"""Pauses between tries of a callback that is not answered well; same source and date as the rest."""

ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-|*]+")
"""Letters that an order number may have."""
