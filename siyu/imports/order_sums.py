"""What the orders in the warehouse add up to, line by line, exactly."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from siyu.warehouse import Warehouse, load_sql

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, kw_only=True)
class OrderSums:
    """Sums over the lines of all orders, refunds and adjustments; nobody has ``customers`` of none.

    Args:
        total: all lines.
        customers_total: lines of somebody, net of refunds.
        sold_lines, sold_customers, sold_orders, sold_total: of completed orders of somebody, lines
            with quantity and price above zero.

    """

    lines: int
    orders: int
    total: Decimal
    customers_total: Decimal
    sold_lines: int
    sold_customers: int
    sold_orders: int
    sold_total: Decimal


def order_sums(warehouse: Warehouse, *, source: str = "") -> OrderSums:
    """Add up the orders in the warehouse.

    Args:
        source: only orders of this source; empty means all.

    """
    row = warehouse.row(load_sql(_SQL, "order_sums"), {"source": source})
    assert row is not None, "an aggregate without groups has one row"
    return OrderSums(**row)
