"""What the values of a column look like, from a sample."""

import re
from collections.abc import Sequence

_MATCHES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", re.compile(r"(\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(\.0)?")),
    ("email", re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")),
    (
        "time",
        re.compile(
            r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( .*)?|"
            r"(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])(\d{4,6})?"
        ),
    ),
    ("integer", re.compile(r"[+-]?\d+(\.0+)?")),
    ("number", re.compile(r"[¥￥$€£]?\s?[+-]?\(?\d[\d,.\s]*\)?\s?(元|%)?")),
    ("json", re.compile(r"[{\[].*[}\]]", re.DOTALL)),
)
SHARE_NEEDED = 0.9


def looks_like(values: Sequence[str]) -> str:
    """``phone email time integer number json text`` or ``empty``."""
    filled = [text for value in values if (text := value.strip())]
    if not filled:
        return "empty"
    for name, pattern in _MATCHES:
        if sum(1 for value in filled if pattern.fullmatch(value)) >= SHARE_NEEDED * len(filled):
            return name
    return "text"


def date_order(values: Sequence[str]) -> tuple[str, bool]:
    """How dates are written, and whether the sample leaves it open."""
    filled = [value.strip() for value in values if value.strip()]
    if filled and all(re.fullmatch(r"\d{5}(\.\d+)?", value) for value in filled):
        return "excel", False
    pairs = [
        (int(found[1]), int(found[2]))
        for value in filled
        if (found := re.match(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}", value))
    ]
    if not pairs:
        return "ymd", False
    if any(first > 12 for first, _ in pairs):
        return "dmy", False
    if any(second > 12 for _, second in pairs):
        return "mdy", False
    return ("dmy", True) if any("." in value for value in filled[:1]) else ("mdy", True)


def decimal_comma(values: Sequence[str]) -> bool:
    """Whether numbers are written ``1.234,50``."""
    comma = sum(
        1 for v in values if re.fullmatch(r"\D*\d{1,3}(\.\d{3})*,\d{1,2}\D*|\D*\d+,\d{1,2}\D*", v)
    )
    point = sum(1 for v in values if re.search(r"\d\.\d{1,2}\D*$|\d\.\d{4,}", v))
    return comma > point
