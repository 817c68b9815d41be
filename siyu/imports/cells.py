"""The cells of one row, by field: what every kind of import reads in the same way."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from siyu.imports.contracts import Mapping
from siyu.imports.fields import CUSTOMER, IDENTIFIERS
from siyu.imports.tally import Tally
from siyu.imports.values import (
    Parsed,
    Remembering,
    decimal_parser,
    email_parser,
    identifier_parser,
    phone_parser,
    text_parser,
    time_parser,
)

TEXT_CHARS_MAX = 2000
NOBODY = 0
encode = msgspec.json.encode


class RowRejected(Exception):
    """This row cannot be taken; the code says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Cells:
    """Readers of the mapped columns.

    Args:
        at: the moment that counts as now: times a day past it are rejected.

    """

    def __init__(
        self, mapping: Mapping, columns: Sequence[str], tally: Tally, *, at: datetime
    ) -> None:
        self.options = mapping.options
        self.tally = tally
        self._mapping = mapping
        self._places = {name: place for place, name in enumerate(columns)}
        self._at = at
        self.identifier_fields = [field.name for field in IDENTIFIERS if self.has(field.name)]
        self._identifiers = [
            (self._type_of(name), self._identifier(name)) for name in self.identifier_fields
        ]

    def has(self, field: str) -> bool:
        return field in self._mapping.columns

    def place(self, field: str) -> int | None:
        """Position of the field's column in a row."""
        return self._places.get(self._mapping.columns.get(field, ""))

    def text(self, field: str, chars_max: int = 500) -> Callable[[Sequence[str]], Parsed[str]]:
        return self._reader(field, text_parser(chars_max), "")

    def number(self, field: str) -> Callable[[Sequence[str]], Parsed[Decimal | None]]:
        return self._reader(field, decimal_parser(decimal_comma=self.options.decimal_comma), None)

    def identifier(self, field: str) -> Callable[[Sequence[str]], Parsed[str]]:
        """An id that is not a person's: an order, a product."""
        return self._reader(
            field, identifier_parser(number_as_text=self.options.number_as_text), ""
        )

    def time(self, field: str) -> Callable[[Sequence[str]], Parsed[datetime | None]]:
        return self._instants(field, self._at + timedelta(days=1))

    def future(self, field: str) -> Callable[[Sequence[str]], Parsed[datetime | None]]:
        """A time that may lie ahead, such as when something expires."""
        return self._instants(field, self._at + timedelta(days=365 * 100))

    def is_midnight(self, instant: datetime) -> bool:
        """Whether it is a day without a time, in the file's zone."""
        local = instant.astimezone(ZoneInfo(self.options.time_zone))
        return local.hour == local.minute == local.second == 0

    def free(self, prefix: str) -> list[tuple[str, Callable[[Sequence[str]], Parsed[str]]]]:
        """Readers of the columns that keep a name of their own: traits or properties."""
        return [
            (field.removeprefix(prefix), self.text(field, TEXT_CHARS_MAX))
            for field in self._mapping.columns
            if field.startswith(prefix)
        ]

    def identifiers(self, cells: Sequence[str], row: int) -> dict[str, str]:
        """Type → value of everything that says who it is."""
        found: dict[str, str] = {}
        for type_, read in self._identifiers:
            value, codes = read(cells)
            if codes:
                self.tally.note_all(codes, row)
            if value:
                found[type_] = value
        return found

    def _instants(
        self, field: str, latest: datetime
    ) -> Callable[[Sequence[str]], Parsed[datetime | None]]:
        parse = time_parser(
            time_zone=self.options.time_zone, date_order=self.options.date_order, latest=latest
        )
        return self._reader(field, parse, None)

    def _reader(
        self, field: str, parse: Remembering[Any], default: Any
    ) -> Callable[[Sequence[str]], Parsed[Any]]:
        place = self.place(field)
        if place is None:
            return lambda _: (default, ())
        known = parse.__getitem__  # in C for what has been read before
        return lambda cells: known(cells[place])

    def _identifier(self, field: str) -> Callable[[Sequence[str]], Parsed[str]]:
        match self._type_of(field):
            case "phone":
                return self._reader(field, phone_parser(), "")
            case "email":
                return self._reader(field, email_parser(), "")
            case _:
                return self.identifier(field)

    def _type_of(self, field: str) -> str:
        if field == CUSTOMER.name:
            field = self.options.customer_identifier
        if field == "openid" and self.options.wechat_app_id:
            return f"openid:{self.options.wechat_app_id}"
        return field


def identity_of(identifiers: dict[str, str]) -> dict[str, Any]:
    """The part of a tracking item that says who it is."""
    item: dict[str, Any] = {}
    outside = []
    for type_, value in identifiers.items():
        if type_ == "user_id":
            item["userId"] = value
        elif type_ == "anonymous_id":
            item["anonymousId"] = value
        else:
            outside.append({"id": value, "type": type_, "collection": "users", "encoding": "none"})
    context: dict[str, Any] = {"library": {"name": "siyu-imports", "version": "1"}}
    if outside:
        context["externalIds"] = outside
    item["context"] = context
    if not identifiers:
        item["personId"] = NOBODY
    return item


def digest(*parts: object) -> str:
    """32 hex digits that are equal for equal parts, on every machine."""
    return blake2b(encode(parts), digest_size=16).hexdigest()
