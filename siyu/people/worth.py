"""What people have spent, from the sums that the warehouse keeps of their orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from siyu.kernel.money import to_minor
from siyu.warehouse import Warehouse, load_sql

SQL = Path(__file__).parent / "sql"
NAMES_MAX = 500


@dataclass(frozen=True, kw_only=True)
class Worth:
    """Orders of one person; amounts in minor units of the brand's currency.

    Args:
        total_minor: what was ordered less what was refunded.

    """

    orders: int = 0
    refunds: int = 0
    total_minor: int = 0
    refunded_minor: int = 0
    first_order_at: datetime | None = None
    last_order_at: datetime | None = None


@dataclass(frozen=True)
class MonthWorth:
    """A month's orders less refunds."""

    month: date
    orders: int
    total_minor: int


@dataclass(frozen=True)
class EventName:
    """How often an event of this name happened to somebody."""

    event: str
    count: int
    first_at: datetime
    last_at: datetime


def worth_of(warehouse: Warehouse, nodes: Mapping[int, int], *, currency: str) -> dict[int, Worth]:
    """Person → worth; who never ordered is left out.

    Args:
        nodes: node → person.

    """
    rows: dict[int, list[dict[str, Any]]] = {}
    if nodes:
        for row in warehouse.rows(load_sql(SQL, "worth"), {"nodes": sorted(nodes)}):
            rows.setdefault(nodes[row["node"]], []).append(row)
    return {person: _worth(of_nodes, currency) for person, of_nodes in rows.items()}


def worth_by_month(
    warehouse: Warehouse, nodes: Sequence[int], *, since: date, currency: str
) -> list[MonthWorth]:
    """Months with orders, the oldest first.

    Args:
        since: first day of the first month.

    """
    params = {"nodes": list(nodes), "since": since.isoformat()}
    return [
        MonthWorth(row["month"], int(row["orders"]), to_minor(Decimal(row["amount"]), currency))
        for row in warehouse.rows(load_sql(SQL, "worth_by_month"), params)
    ]


def event_names(warehouse: Warehouse, nodes: Sequence[int]) -> list[EventName]:
    """Names of what happened to a person, the most frequent first."""
    params = {"nodes": list(nodes), "most": NAMES_MAX}
    return [
        EventName(row["event"], int(row["happened"]), row["first_at"], row["last_at"])
        for row in warehouse.rows(load_sql(SQL, "event_names"), params)
    ]


def _worth(rows: Sequence[Mapping[str, Any]], currency: str) -> Worth:
    # A node with refunds only has no first order: the warehouse says 1970.
    buying = [row for row in rows if row["orders"]]
    refunded = sum((Decimal(row["refunded"]) for row in rows), Decimal())
    spent = sum((Decimal(row["spent"]) for row in rows), Decimal())
    return Worth(
        orders=sum(int(row["orders"]) for row in rows),
        refunds=sum(int(row["refunds"]) for row in rows),
        total_minor=to_minor(spent - refunded, currency),
        refunded_minor=to_minor(refunded, currency),
        first_order_at=min((row["first_order_at"] for row in buying), default=None),
        last_order_at=max((row["last_order_at"] for row in buying), default=None),
    )
