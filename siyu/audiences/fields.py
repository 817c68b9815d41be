"""Fields of an event, as SQL: typed columns, and properties of its JSON."""

import re

from .binder import Binder
from .comparisons import IsSet
from .plan import Test
from .value_tests import Column, test_sql

_DECIMALS = frozenset({"revenue", "quantity"})
_LISTS = frozenset(
    {"product.id", "product.sku", "product.name", "product.category", "product.brand"}
)
_COLUMNS = frozenset({"order_id", "currency", "coupon", "source", "type"})
_PLAIN_PATH = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*\Z")


def field_sql(field: str, test: Test, bind: Binder) -> str:
    """Condition that is true of events whose field passes."""
    if isinstance(test, IsSet) and test.op == "is_not_set":
        return _missing(field, bind)
    if field in _LISTS:
        inner = test_sql(test, Column("x", "toFloat64OrNull(x)", "x != ''"), bind)
        return f"arrayExists(x -> ifNull({inner}, 0), `{field}`)"
    if field == "product.price":
        inner = test_sql(test, Column("toString(x)", "toFloat64(x)"), bind) or "1"
        return f"arrayExists(x -> ifNull({inner}, 0), `product.price`)"
    return f"({test_sql(test, column_of(field, bind), bind) or '1'})"


def column_of(field: str, bind: Binder) -> Column:
    """How to read a field that has one value."""
    if field in _DECIMALS:
        return Column(f"toString({field})", f"toFloat64({field})")
    if field in _COLUMNS:
        return Column(f"toString({field})", f"toFloat64OrNull(toString({field}))", f"{field} != ''")
    if field.startswith("properties."):
        return _property(field.removeprefix("properties."), bind)
    return Column(
        f"toString(context.{field})",
        f"toFloat64OrNull(toString(context.{field}))",
        f"context.{field} != ''",
    )


def number_of(field: str, bind: Binder) -> str:
    """A field as a number for measures, NULL where it is none; of products, the first one's."""
    if field in _LISTS or field == "product.price":
        return f"toFloat64OrNull(toString(`{field}`[1]))"
    column = column_of(field, bind)
    return column.number


def text_of(field: str, bind: Binder) -> str:
    """A field as text for counting distinct values, NULL where it is not set."""
    if field in _LISTS or field == "product.price":
        return f"nullIf(toString(`{field}`[1]), '')"
    column = column_of(field, bind)
    return column.text if not column.present else f"if({column.present}, {column.text}, NULL)"


def _missing(field: str, bind: Binder) -> str:
    if field in _LISTS or field == "product.price":
        return f"NOT arrayExists(x -> toString(x) != '', `{field}`)"
    present = column_of(field, bind).present
    return f"NOT ({present})" if present else "0"


def _property(path: str, bind: Binder) -> Column:
    if not _PLAIN_PATH.match(path):
        # An identifier cannot spell odd names; the function can, and reads the whole object.
        value = f"getSubcolumn(properties, {bind(path, 'String')})"
        text = f"toString({value})"
        return Column(text, f"toFloat64OrNull({text})", f"{value} IS NOT NULL")
    value = bind(f"properties.{path}", "Identifier")
    # Each type that values came in is a column of its own: five times faster than all of them as text.
    text = f"{value}.:String"
    number = (
        f"coalesce(toFloat64({value}.:Int64), {value}.:Float64, toFloat64({value}.:UInt64),"
        f" toFloat64OrNull({text}))"
    )
    return Column(f"toString({value})", number, f"{value} IS NOT NULL", plain=text)
