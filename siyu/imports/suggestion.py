"""Which column is meant by which field: by the column's name, else by what its values look like."""

from collections.abc import Sequence

from siyu.imports.contracts import ColumnSeen, Kind, Mapping, Options
from siyu.imports.fields import CUSTOMER, FIELDS, FREE_PREFIXES, PEOPLE_IDENTIFIERS, normalise
from siyu.imports.looks import date_order, decimal_comma

_NUMBER_FIELDS = ("price", "total", "cost", "quantity")


def suggest_mapping(
    kind: Kind,
    columns: Sequence[ColumnSeen],
    values: dict[str, list[str]],
    *,
    time_zone: str,
    currency: str,
) -> tuple[Mapping, list[str]]:
    """A mapping to start from, and what a person should look at.

    Args:
        values: sample of each column's cells.

    """
    chosen = _by_name(kind, columns)
    _by_looks(kind, columns, chosen)
    if kind in (Kind.people, Kind.events):
        _keep_the_rest(kind, columns, chosen)
    ambiguous: list[str] = []
    order, open_question = "ymd", False
    if column := chosen.get("time"):
        order, open_question = date_order(values[column])
    if open_question:
        ambiguous.append("date_order")
    numbers = [v for name in _NUMBER_FIELDS if name in chosen for v in values[chosen[name]]]
    identifier = _customer_identifier(chosen, columns)
    if identifier != "user_id" and identifier in chosen:
        identifier = "user_id"
    prefixes = _order_prefixes(values.get(chosen.get("order_id", ""), []))
    options = Options(
        time_zone=time_zone,
        currency=currency,
        date_order=order,  # type: ignore[arg-type]
        decimal_comma=decimal_comma(numbers),
        customer_identifier=identifier,
        cancellation_prefix=prefixes[0],
        adjustment_prefix=prefixes[1],
        event_name="",
    )
    if kind is Kind.orders and "order_id" not in chosen:  # each row is then an order of its own
        ambiguous.append("order_id")
    if kind in (Kind.orders, Kind.ad_spend) and "currency" not in chosen:
        ambiguous.append("currency")
    return Mapping(columns=chosen, options=options), ambiguous


def _by_name(kind: Kind, columns: Sequence[ColumnSeen]) -> dict[str, str]:
    """The best pairs first: a name high on a field's list beats one further down."""
    pairs = sorted(
        (field.names.index(name), place, at, field.name, column.name)
        for place, field in enumerate(FIELDS[kind])
        for at, column in enumerate(columns)
        if (name := normalise(column.name)) in field.names
    )
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for *_, field_name, column_name in pairs:
        if field_name not in chosen and column_name not in taken:
            chosen[field_name] = column_name
            taken.add(column_name)
    return chosen


def _by_looks(kind: Kind, columns: Sequence[ColumnSeen], chosen: dict[str, str]) -> None:
    for field in FIELDS[kind]:
        if field.looks and field.name not in chosen:
            for column in columns:
                if column.looks_like == field.looks and column.name not in chosen.values():
                    chosen[field.name] = column.name
                    break


def _keep_the_rest(kind: Kind, columns: Sequence[ColumnSeen], chosen: dict[str, str]) -> None:
    """Further columns become traits of the person, or properties of the event."""
    prefix = FREE_PREFIXES[kind]
    for column in columns:
        if column.name not in chosen.values() and column.looks_like not in (
            "empty",
            "phone",
            "email",
        ):
            chosen[f"{prefix}{column.name}"[:200]] = column.name


def _customer_identifier(chosen: dict[str, str], columns: Sequence[ColumnSeen]) -> str:
    """A customer column that holds phone numbers or addresses is an identifier of that type."""
    looks = {column.name: column.looks_like for column in columns}
    found = looks.get(chosen.get(CUSTOMER.name, ""), "")
    return found if found in [field.name for field in PEOPLE_IDENTIFIERS] else "user_id"


def _order_prefixes(values: list[str]) -> tuple[str, str]:
    """``C`` and ``A`` where order numbers are digits but for some with such a letter before them."""
    digits = sum(1 for value in values if value.strip().isdigit())
    letter = {
        value.strip()[0]
        for value in values
        if value.strip()[1:].isdigit() and value.strip()[0].isalpha()
    }
    if values and digits > len(values) / 2 and letter <= {"C", "A", "c", "a"}:
        return "C", "A"
    return "", ""
