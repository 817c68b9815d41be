"""What a template may do to a value before it is shown."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

LENGTH_MAX = 10_000
DATE_MARKS = frozenset("YmdHMBbAaypI%")


@dataclass(frozen=True)
class Filter:
    """A filter: the types of its arguments, how many it must have, and what it does.

    ``apply(value, *arguments, zone=…)`` never raises: a value it cannot use comes back unchanged.
    """

    apply: Callable[..., Any]
    arguments: tuple[type, ...] = ()
    required: int = 0

    def refuses(self, arguments: Sequence[str | float]) -> str | None:
        """What is wrong with these arguments."""
        if not self.required <= len(arguments) <= len(self.arguments):
            return f"takes {self.required} to {len(self.arguments)} arguments"
        for value, kind in zip(arguments, self.arguments, strict=False):
            if kind is str and not isinstance(value, str):
                return "wants text in quotes"
            if kind is int and not (isinstance(value, int) and 0 <= value <= LENGTH_MAX):
                return f"wants a whole number from 0 to {LENGTH_MAX}"
        if self.apply is _date and arguments and _odd_marks(str(arguments[0])):
            return "knows %Y %m %d %H %M %B %b %A %a %y %p %I"
        return None


def _default(value: Any, instead: str | float, *, zone: str) -> Any:
    return instead if value is None or value == "" else value


def _upper(value: Any, *, zone: str) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any, *, zone: str) -> Any:
    return value.lower() if isinstance(value, str) else value


def _truncate(value: Any, length: int, end: str = "…", *, zone: str) -> Any:
    text = "" if value is None else str(value)
    return text if len(text) <= length else text[: max(0, length - len(end))] + end


def _number(value: Any, digits: int = 0, *, zone: str) -> Any:
    amount = _decimal(value)
    if amount is None:
        return value
    step = Decimal(1).scaleb(-min(digits, 10))
    return f"{amount.quantize(step, rounding=ROUND_HALF_UP):,}"


def _money(value: Any, sign: str = "¥", *, zone: str) -> Any:
    amount = _decimal(value)
    return value if amount is None else f"{sign}{amount.quantize(Decimal('0.01')):,}"


def _date(value: Any, form: str = "%Y-%m-%d", *, zone: str) -> Any:
    instant = _instant(value, zone)
    return value if instant is None else instant.astimezone(ZoneInfo(zone)).strftime(form)


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < Decimal(10) ** 15 else None


def _instant(value: Any, zone: str) -> datetime | None:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime) or not 2 <= value.year <= 9998:
        return None
    return value if value.tzinfo else value.replace(tzinfo=ZoneInfo(zone))


def _odd_marks(form: str) -> bool:
    return any(mark not in DATE_MARKS or not mark for mark in re.findall(r"%(.?)", form))


FILTERS = {
    "default": Filter(_default, (object,), 1),
    "upper": Filter(_upper),
    "lower": Filter(_lower),
    "truncate": Filter(_truncate, (int, str), 1),
    "number": Filter(_number, (int,)),
    "money": Filter(_money, (str,)),
    "date": Filter(_date, (str,)),
}
