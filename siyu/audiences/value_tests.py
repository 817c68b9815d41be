"""Tests of one value, as SQL."""

import re
from dataclasses import dataclass

from .binder import Binder
from .comparisons import BetweenNumbers, Contains, Equals, Exactly, IsSet, OneOf, Ranks
from .plan import Comes, NearPoint, OnDays, Test, TextIs, Within

OPERATORS = {"greater": ">", "at_least": ">=", "less": "<", "at_most": "<="}


# Of a JSON value only a text can read like this: no number, yes/no, date or list does.
_ONLY_TEXT = re.compile(r"(?!\[).*[^0-9+\-.:eEnaiftrulsTZ ]", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """How to read a value in SQL.

    Args:
        text: as text, empty where it is missing.
        number: as a number, NULL or NaN where it is none.
        present: condition that it is set; empty where it always is.
        plain: as text where it was sent as text, and NULL otherwise: cheaper to read.

    """

    text: str
    number: str
    present: str = ""
    plain: str = ""


def test_sql(test: Test, column: Column, bind: Binder) -> str:
    """Condition that is true where the test passes, and false or NULL where not."""
    passing = _passing(test, column, bind)
    present = column.present if _passes_empty(test) else ""
    return " AND ".join(part for part in (present, passing) if part)


def measure_sql(compare: Ranks | BetweenNumbers | Exactly, number: str, bind: Binder) -> str:
    """Condition on a number."""
    match compare:
        case BetweenNumbers(low=low, high=high):
            return f"{number} BETWEEN {bind(low, 'Float64')} AND {bind(high, 'Float64')}"
        case Exactly(op=op, value=value):
            return f"{number} {'=' if op == 'equals' else '!='} {bind(value, 'Float64')}"
        case Ranks(op=op, value=value):
            return f"{number} {OPERATORS[op]} {bind(value, 'Float64')}"


def day_of(text: str, bind: Binder) -> str:
    """Business day of an ISO 8601 date or time; NULL where the text is neither."""
    zone = bind(bind.zone, "String")
    date = f"toDate32OrNull(substring({text}, 1, 10))"
    return (
        f"multiIf(ifNull(toString({date}), '') != substring({text}, 1, 10), NULL, length({text}) = 10, {date}, "
        f"toDate32(parseDateTime64BestEffortOrNull({text}, 3, 'UTC'), {zone}))"
    )


def month_day(day: str) -> str:
    return f"toMonth({day}) * 100 + toDayOfMonth({day})"


def _passing(test: Test, column: Column, bind: Binder) -> str:
    match test:
        case IsSet(op=op):
            # Only for events: of a person, a missing value has no row to look at.
            return "" if op == "is_set" else "0"
        case TextIs(value=value):
            return f"{column.text} = {bind(value, 'String')}"
        case Equals(op=op, value=value):
            same = _same((value,), column, bind)
            return same if op == "equals" else f"NOT ifNull({same}, 0)"
        case OneOf(op=op, values=values):
            same = _same(tuple(values), column, bind)
            return same if op == "in" else f"NOT ifNull({same}, 0)"
        case Contains(op="contains", value=value):
            return f"position({column.text}, {bind(value, 'String')}) > 0"
        case Contains(op="not_contains", value=value):
            return f"position({column.text}, {bind(value, 'String')}) = 0"
        case Contains(op="starts_with", value=value):
            return f"startsWith({column.text}, {bind(value, 'String')})"
        case Contains(value=value):
            return f"endsWith({column.text}, {bind(value, 'String')})"
        case Within() | Comes() | OnDays():
            exact = day_sql(test, day_of(column.text, bind), bind)
            rough = _rough_day(test, column.text, bind)
            return f"{rough} AND {exact}" if rough else exact
        case NearPoint():
            return _near(test, bind)
        case Ranks() | BetweenNumbers() | Exactly():
            return measure_sql(test, column.number, bind)
        case _:
            raise TypeError(f"no SQL for {type(test).__name__}")


def day_sql(test: Within | Comes | OnDays, day: str, bind: Binder) -> str:
    """Condition on a Date32."""
    match test:
        case Within(first=first, last=last):
            ends = [f"{day} >= {bind(first, 'Date32')}"] if first else []
            ends += [f"{day} <= {bind(last, 'Date32')}"] if last else []
            return " AND ".join(ends) or f"{day} IS NOT NULL"
        case Comes(month_days=month_days, before=before):
            listed = bind(list(month_days), "Array(UInt16)")
            return f"{month_day(day)} IN {listed} AND {day} < {bind(before, 'Date32')}"
        case OnDays(days=days):
            return f"{day} IN {bind(list(days), 'Array(Date32)')}"


def _rough_day(test: Within | Comes | OnDays, text: str, bind: Binder) -> str:
    """Cheap condition that holds wherever the exact one does: dates as text, times unlooked at."""
    match test:
        case Within(first=first, last=last):
            ends = [f"{text} >= {bind(first.isoformat(), 'String')}"] if first else []
            ends += [f"{text} <= {bind(last.isoformat(), 'String')}"] if last else []
            rough = " AND ".join(ends)
        case Comes(month_days=month_days):
            days = [f"{month_day // 100:02}-{month_day % 100:02}" for month_day in month_days]
            rough = f"substring({text}, 6) IN {bind(days, 'Array(String)')}"
        case OnDays(days=on_days):
            rough = f"{text} IN {bind([day.isoformat() for day in on_days], 'Array(String)')}"
    return f"(length({text}) != 10 OR ({rough}))" if rough else ""


def _passes_empty(test: Test) -> bool:
    """Whether empty text, as which a missing value may be read, could pass."""
    match test:
        case Equals(op="equals", value=value):
            return value == ""
        case OneOf(op="in", values=values):
            return "" in values
        case Contains(op="not_contains") | Equals() | OneOf() | IsSet() | TextIs():
            return True
        case _:
            return False


def _same(values: tuple[bool | float | str, ...], column: Column, bind: Binder) -> str:
    texts = [
        v if isinstance(v, str) else str(v).lower() for v in values if isinstance(v, (str, bool))
    ]
    numbers = [float(v) for v in values if not isinstance(v, (str, bool))]
    parts = []
    if texts:
        one = len(texts) == 1
        bound = bind(texts[0], "String") if one else bind(texts, "Array(String)")
        plain = column.plain and all(_ONLY_TEXT.match(text) for text in texts)
        read = column.plain if plain else column.text
        parts.append(f"{read} {'=' if one else 'IN'} {bound}")
    if numbers:
        one = len(numbers) == 1
        bound = bind(numbers[0], "Float64") if one else bind(numbers, "Array(Float64)")
        parts.append(f"{column.number} {'=' if one else 'IN'} {bound}")
    return parts[0] if len(parts) == 1 else f"({' OR '.join(parts)})"


def _near(test: NearPoint, bind: Binder) -> str:
    longitude, latitude = bind(test.longitude, "Float64"), bind(test.latitude, "Float64")
    distance = bind(test.distance_meters, "Float64")
    # A degree of latitude is at least 110 567 m: the cheap comparison goes first.
    degrees = bind(test.distance_meters / 110_000, "Float64")
    return (
        f"abs(latitude - {latitude}) <= {degrees}"
        f" AND geoDistance(longitude, latitude, {longitude}, {latitude}) <= {distance}"
    )
