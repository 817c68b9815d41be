"""Text of a cell → value, with the codes of what was wrong on the way.

Parsers are closures over the options and remember what they have read: a column repeats itself.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import TypeVar
from zoneinfo import ZoneInfo

import phonenumbers

T = TypeVar("T")

Parsed = tuple[T, tuple[str, ...]]
"""A value, and the codes of ``dirt.DIRT`` that its text had."""

REMEMBERED_MAX = 100_000
NUMBER_MAX = Decimal(10) ** 10
"""Price × quantity must stay within the 18 digits of the warehouse's money."""

_STEP = Decimal("0.0001")
_PLAIN = re.compile(r"-?[1-9]\d{0,9}(\.\d{0,3}[1-9])?")
_MONEY_MARKS = re.compile(r"[¥￥$€£元圆块\s\u00a0]|CNY|RMB|USD|EUR|GBP|HKD")
_ODD_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffd]|^[=@\t\r]|^[+-].*[(!|]")
_FLOAT_ID = re.compile(r"(\d+)\.0+")
_EXPONENT_ID = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_EMAIL = re.compile(r"[^@\s,;<>]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


class Remembering(dict[str, Parsed[T]]):
    """A parser that keeps what it has read, within bounds: ``parser[text]``, or as a function."""

    def __init__(self, parse: Callable[[str], Parsed[T]]) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, text: str) -> Parsed[T]:
        if len(self) >= REMEMBERED_MAX:
            self.clear()
        value = self[text] = self._parse(text)
        return value

    def __call__(self, text: str) -> Parsed[T]:
        return self[text]


def text_parser(chars_max: int) -> Remembering[str]:
    """Text without control characters, trimmed, cut at ``chars_max``."""

    def parse(text: str) -> Parsed[str]:
        codes: list[str] = []
        value = text.strip()
        if _ODD_TEXT.search(value):
            if "\ufffd" in value:
                codes.append("text_undecodable")
            if "\0" in value:
                codes.append("text_nul")
            if looks_like_formula(value):
                codes.append("formula")
            value = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
        if len(value) > chars_max:
            codes.append("text_too_long")
            value = value[:chars_max]
        # A lone surrogate, which JSON can smuggle in, cannot be written anywhere.
        value = value.encode("utf-8", "replace").decode() if not value.isascii() else value
        return value, tuple(codes)

    return Remembering(parse)


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run it."""
    return text[:1] in ("=", "@", "\t", "\r") or bool(re.match(r"[+-].*[(!|]", text))


def identifier_parser(*, number_as_text: bool, chars_max: int = 200) -> Remembering[str]:
    """An identifier; empty where it cannot be one."""
    clean = text_parser(chars_max)

    def parse(text: str) -> Parsed[str]:
        value, codes = clean(text)
        value = unicodedata.normalize("NFKC", value) if not value.isascii() else value
        if "text_too_long" in codes or "\ufffd" in value:
            return "", (*codes, "identifier_malformed")
        if number_as_text:
            if found := _FLOAT_ID.fullmatch(value):
                return found[1], (*codes, "number_as_text")
            if _EXPONENT_ID.fullmatch(value):
                return "", (*codes, "number_lost_digits", "identifier_malformed")
        if value.lower() in ("nan", "null", "none", "n/a", "#n/a", "-", "\\n"):
            return "", codes
        return value, codes

    return Remembering(parse)


def decimal_parser(*, decimal_comma: bool) -> Remembering[Decimal | None]:
    """A number of at most four decimals; None where the cell is empty or cannot be read."""

    def parse(text: str) -> Parsed[Decimal | None]:
        if _PLAIN.fullmatch(text):
            return Decimal(text), ()
        value = _MONEY_MARKS.sub("", unicodedata.normalize("NFKC", text[:200]))
        if not value:
            return None, ("number_missing",) if not text.strip() else ("number_malformed",)
        if value[0] == "(" and value[-1] == ")":  # how accountants write a negative
            value = f"-{value[1:-1]}"
        value = (
            value.replace(".", "").replace(",", ".") if decimal_comma else value.replace(",", "")
        )
        try:
            number = Decimal(value)
        except InvalidOperation:
            return None, ("number_malformed",)
        if not number.is_finite():
            return None, ("number_malformed",)
        if abs(number) >= NUMBER_MAX:
            return None, ("number_out_of_range",)
        rounded = number.quantize(_STEP, ROUND_HALF_EVEN)
        if rounded != number:
            return rounded, ("number_rounded",)
        return rounded.normalize() + 0, ()

    return Remembering(parse)


_DATE = re.compile(
    r"(\d{1,4})[-/.年](\d{1,2})[-/.月](\d{1,4})日?"
    r"(?:[T\s]*(上午|下午|AM|PM)?\s*(\d{1,2})[:时点](\d{1,2})分?(?:[:]?(\d{1,2})(?:[.,](\d{1,9}))?秒?)?)?"
    r"\s*(AM|PM|am|pm)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[ T_-]?(\d{2})(\d{2})(\d{2})?)?")
_EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (Excel's days have no zone)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def time_parser(
    *, time_zone: str, date_order: str, latest: datetime
) -> Remembering[datetime | None]:
    """An instant; None where the cell is empty or cannot be read."""
    zone = ZoneInfo(time_zone)

    def parse(text: str) -> Parsed[datetime | None]:
        value = unicodedata.normalize("NFKC", text[:100]).strip()
        if not value:
            return None, ("time_missing",)
        try:
            found = read_time(value, date_order)
            if found is None:
                return None, ("time_malformed",)
            instant = found.replace(tzinfo=found.tzinfo or zone).astimezone(UTC)
        except OverflowError:
            return None, ("time_out_of_range",)
        except ValueError:
            return None, ("time_malformed",)
        if not _EPOCH <= instant <= latest:
            return None, ("time_out_of_range",)
        return instant, ()

    return Remembering(parse)


def read_time(value: str, date_order: str) -> datetime | None:
    """A date or time as written, naive where it names no zone.

    Raises:
        ValueError: a thirteenth month, and the like.

    """
    if len(value) >= 10 and value[4] == "-":
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    if re.fullmatch(r"\d{1,14}(\.\d+)?", value):
        return _from_number(value, date_order)
    if not (found := _DATE.fullmatch(value)):
        return None
    one, two, three, early, hour, minute, second, part, late, zone = found.groups()
    if len(one) == 4:
        year, month, day = int(one), int(two), int(three)
    elif date_order == "mdy":
        month, day, year = int(one), int(two), int(three)
    elif date_order == "ymd" and len(three) <= 2:
        year, month, day = 2000 + int(one), int(two), int(three)
    else:
        day, month, year = int(one), int(two), int(three)
    year += 2000 if year < 70 else 1900 if year < 100 else 0
    hours = int(hour or 0)
    half = {"上午": "AM", "下午": "PM"}.get(early or "", (early or late or "").upper())
    if half and hours <= 12:
        hours = hours % 12 + (12 if half == "PM" else 0)
    micro = int((part or "0").ljust(6, "0")[:6])
    naive = datetime(year, month, day, hours, int(minute or 0), int(second or 0), micro)  # noqa: DTZ001
    if not zone:
        return naive
    if zone in ("Z", "UTC", "GMT"):
        return naive.replace(tzinfo=UTC)
    return datetime.fromisoformat(f"{naive.isoformat()}{zone[:3]}:{zone[-2:]}")


def _from_number(value: str, date_order: str) -> datetime | None:
    whole = value.split(".", maxsplit=1)[0]
    if date_order == "excel" and len(whole) <= 6:
        return _EXCEL_DAY_ZERO + timedelta(seconds=round(float(value) * 86400, 3))
    if len(whole) in (8, 12, 14) and (found := _COMPACT.fullmatch(value)):
        return datetime(*(int(part or 0) for part in found.groups()))  # type: ignore[arg-type] # noqa: DTZ001
    if len(whole) in (10, 13):
        return _EPOCH + timedelta(seconds=float(value) / (1000 if len(whole) == 13 else 1))
    return None


def plain(number: Decimal) -> str:
    """The one way to write a number: no exponent, no zeros behind the last decimal."""
    return format(number.normalize() + 0, "f")


def phone_parser(region: str = "CN") -> Remembering[str]:
    """A phone number in E.164; empty where it is none."""
    clean = identifier_parser(number_as_text=True)

    def parse(text: str) -> Parsed[str]:
        value, codes = clean(text)
        if not value:
            return "", codes
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            return "", (*codes, "phone_malformed")
        if not phonenumbers.is_valid_number(number):
            return "", (*codes, "phone_malformed")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), codes

    return Remembering(parse)


def email_parser() -> Remembering[str]:
    """An e-mail address in lower case; empty where it is none."""
    clean = text_parser(254)

    def parse(text: str) -> Parsed[str]:
        value, codes = clean(text)
        if not value or _EMAIL.fullmatch(value):
            return value.lower(), codes
        return "", (*codes, "email_malformed")

    return Remembering(parse)


_YES = re.compile("1|y|yes|true|t|on|ok|agreed?|granted|subscribed|是|同意|已同意|有|开")
_NO = re.compile(
    "0|n|no|false|f|off|refused|denied|revoked|unsubscribed|否|不同意|拒绝|已拒绝|无|关"
)


def consent_parser() -> Remembering[bool | None]:
    """Yes, no, or None where the cell is empty or says neither."""

    def parse(text: str) -> Parsed[bool | None]:
        value = text.strip().lower()
        if _YES.fullmatch(value):
            return True, ()
        return (
            (False, ()) if _NO.fullmatch(value) else (None, ("consent_malformed",) if value else ())
        )

    return Remembering(parse)


def looks_like_number(text: str) -> bool:
    """A plain number that a float holds exactly as written, without a leading zero."""
    return bool(re.fullmatch(r"-?(0|[1-9]\d{0,14})(\.\d{1,6})?", text)) and len(text) <= 16
