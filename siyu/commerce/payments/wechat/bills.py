"""The trade bill (交易账单) of a day: fetched, checked against its hash, read."""

import csv
import gzip
import hashlib
import hmac
import io
import zlib
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .contracts import Subject
from .errors import BillUnfit, PlatformRefused

# What it stands on is brought in where an account is first used: many have none.
if TYPE_CHECKING:
    from .library import Library

CHINA = ZoneInfo("Asia/Shanghai")
"""The platform cuts its days in China, wherever the brand is."""
BYTES_MAX = 512 << 20
NO_BILL = "NO_STATEMENT_EXIST"


@dataclass(frozen=True, slots=True)
class BillLine:
    """A payment that was made, or a refund that was taken; fen."""

    subject: Subject
    number: str
    reference: str
    amount_minor: int
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bill:
    """A day's lines, and the hash of its file."""

    lines: tuple[BillLine, ...]
    sha1: str


def fetch_bill(library: "Library", day: date) -> Bill:
    """The bill of a day of China; one without lines where nothing was paid.

    Raises:
        BillUnfit: it does not match its hash, or cannot be read.
        PlatformRefused, PlatformUnavailable, AnswerUntrusted: ask again later.

    """
    try:
        told = library.ask_for_bill(day.isoformat())
    except PlatformRefused as refused:
        if refused.platform_code == NO_BILL:
            return Bill((), "")
        raise
    plain = _unpacked(library.download(str(told.get("download_url", ""))))
    # The hash is over the file before it was packed.
    found = hashlib.sha1(plain, usedforsecurity=False).hexdigest()
    if not hmac.compare_digest(found, str(told.get("hash_value", "")).lower()):
        raise BillUnfit("hash")
    return Bill(tuple(read_bill(plain, library.keys.merchant_id)), found)


def read_bill(plain: bytes, merchant_id: str) -> list[BillLine]:
    """Lines of a bill's file, by the names of its columns.

    Raises:
        BillUnfit: not a bill of this merchant.

    """
    try:
        rows = csv.reader(io.StringIO(plain.decode("utf-8-sig")))
        columns = {name.strip(): place for place, name in enumerate(next(rows, []))}
        lines = []
        for row in rows:
            # The totals follow the lines under a header of their own, without a backtick.
            if not row or not row[0].startswith("`"):
                break
            lines.append(
                _line({n: row[p].removeprefix("`") for n, p in columns.items()}, merchant_id)
            )
    except (KeyError, IndexError, ValueError, InvalidOperation, csv.Error):
        raise BillUnfit("cannot be read") from None
    return lines


def _line(told: dict[str, str], merchant_id: str) -> BillLine:
    if told["商户号"] != merchant_id:
        raise BillUnfit("another merchant")
    at = datetime.strptime(told["交易时间"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)
    if told["交易状态"] in ("REFUND", "REVOKED"):
        return BillLine(
            Subject.refund,
            told["商户退款单号"],
            told["微信退款单号"],
            _fen(told["申请退款金额"]),
            told["退款状态"],
            at,
        )
    return BillLine(
        Subject.payment,
        told["商户订单号"],
        told["微信订单号"],
        _fen(told["订单金额"]),
        told["交易状态"],
        at,
    )


def _fen(yuan: str) -> int:
    fen = Decimal(yuan) * 100
    if fen != fen.to_integral_value():
        raise ValueError(yuan)
    return int(fen)


def _unpacked(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            plain = packed.read(BYTES_MAX + 1)
    except (OSError, EOFError, zlib.error):
        raise BillUnfit("cannot be unpacked") from None
    if len(plain) > BYTES_MAX:
        raise BillUnfit("too large")
    return plain
