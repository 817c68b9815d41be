"""What crosses the front door: kinds, how a file is read, how columns are meant, what came of it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Literal

import msgspec

Text = Annotated[str, msgspec.Meta(max_length=200)]


class Kind(StrEnum):
    """What the rows of a file are."""

    people = "people"
    events = "events"
    orders = "orders"
    tags = "tags"
    ad_spend = "ad_spend"


class Format(StrEnum):
    """How a file holds its rows."""

    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    json_lines = "json_lines"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How to read a file; detected, and an operator may overrule it.

    Args:
        packed: ``gzip`` or nothing.
        delimiter: of CSV; one character.
        header: the first row holds names; without one, columns are called ``1``, ``2`` …
        sheet: of XLSX; empty means the first.

    """

    format: Format
    packed: Literal["", "gzip"] = ""
    encoding: Annotated[str, msgspec.Meta(max_length=40)] = "utf-8"
    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] = ","
    header: bool = True
    sheet: Text = ""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a file leaves unsaid.

    Args:
        time_zone: of times that name none (IANA name).
        date_order: how ``03/04/2024`` is meant; ``excel`` reads numbers as Excel's day count.
        decimal_comma: ``1.234,50`` instead of ``1,234.50``.
        currency: of amounts that name none (ISO 4217).
        customer_identifier: type of the identifier in the customer column, such as ``user_id``.
        wechat_app_id: the app that the open ids belong to.
        number_as_text: take ``17850.0`` in identifier columns for ``17850``.
        cancellation_prefix: orders whose number starts so are refunds; empty: none are.
        adjustment_prefix: orders whose number starts so are adjustments; empty: none are.
        changed_orders: what to do with an order that came before with other content: correct it by an
            adjustment of the difference, or leave it as it is. Either way it is reported.
        event_name: name of all events, where the file has no column for it.
        tag_group: group of imported tags.
        consent_purpose, consent_channel: what a yes in the consent column allows.

    """

    time_zone: Text = "Asia/Shanghai"
    date_order: Literal["ymd", "dmy", "mdy", "excel"] = "ymd"
    decimal_comma: bool = False
    currency: Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")] = "CNY"
    customer_identifier: Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,39}$")] = "user_id"
    wechat_app_id: Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_.-]{0,128}$")] = ""
    number_as_text: bool = True
    cancellation_prefix: Annotated[str, msgspec.Meta(max_length=20)] = ""
    adjustment_prefix: Annotated[str, msgspec.Meta(max_length=20)] = ""
    changed_orders: Literal["adjust", "leave"] = "adjust"
    event_name: Text = ""
    tag_group: Text = "imported"
    consent_purpose: Text = "marketing"
    consent_channel: Text = "any"


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """Which column fills which field, and the options.

    Args:
        columns: field → column name. ``trait:<name>`` and ``property:<name>`` are fields too.

    """

    columns: dict[Text, Text] = field(default_factory=dict)
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, kw_only=True)
class ColumnSeen:
    """A column of a file: its name, what its values look like, a few of them."""

    name: str
    looks_like: str
    samples: list[str]


@dataclass(frozen=True, kw_only=True)
class Detection:
    """What a file turned out to be.

    Args:
        signature: of the kind and the column names; a saved mapping is found by it.
        ambiguous: what the file does not decide and a person should check, such as ``date_order``.
        rows: the first rows, a cell per column, cut short.

    """

    kind: Kind
    reading: Reading
    columns: list[ColumnSeen]
    signature: str
    mapping: Mapping
    ambiguous: list[str] = field(default_factory=list)
    sheets: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Severity(StrEnum):
    """What became of the rows: kept and only noted, or rejected."""

    noted = "noted"
    rejected = "rejected"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One kind of dirt: how many rows (or orders) have it, and where the first are."""

    code: str
    severity: Severity
    count: int
    first_rows: list[int]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a file holds, and what an import did.

    Args:
        rows: data rows seen; always ``kept + rejected``.
        items: what they become: event name → count, and ``people``, ``tags`` …
        total: exact sum of quantity × price (orders) or cost (ad spend), as text.
        first_time, last_time: of the rows kept, UTC, ISO 8601.
        sent, already_there, corrected: of an import: items new, imported before, corrected orders.
        position: of the last batch in the inbox; ``tracking.wait_until_loaded`` takes it.

    """

    kind: Kind
    rows: int
    kept: int
    rejected: int
    items: dict[str, int]
    findings: list[Finding]
    customers: int = 0
    total: str = "0"
    currency: str = ""
    first_time: str | None = None
    last_time: str | None = None
    sent: int = 0
    already_there: int = 0
    corrected: int = 0
    position: int = 0
    finished: bool = False
    import_id: int = 0
