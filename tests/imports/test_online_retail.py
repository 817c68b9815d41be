"""The real file, whole: its dirt named with its count, its sums exactly out of the warehouse."""

from decimal import Decimal

import pytest

from siyu import tracking
from siyu.app.house import House
from siyu.imports import Kind, Report, check_file, import_file, order_sums
from siyu.warehouse import Warehouse
from tests.imports.loading import load

DIRT = {
    "customer_missing": 135_080,
    "number_as_text": 406_829,
    "description_missing": 1_454,
    "cancellation": 9_288,
    "adjustment": 3,
    "negative_price": 2,
    "negative_quantity": 1_336,
    "zero_price": 2_515,
    "duplicate_row": 5_268,
    "order_times_differ": 43,
}


def dirt_of(report: Report) -> dict[str, int]:
    return {finding.code: finding.count for finding in report.findings}


@pytest.mark.slow
@pytest.mark.database
def test_every_row_reaches_the_warehouse_exactly_and_once(house: House, online_retail):
    """One test, since the file takes seconds: dry run, import, sums, and the same file again."""
    context = house.context
    warehouse = context.get(Warehouse)

    dry = check_file(context, online_retail, kind=Kind.orders)
    assert (dry.rows, dry.kept, dry.rejected) == (541_909, 541_909, 0)
    assert dirt_of(dry) == DIRT
    assert (dry.total, dry.customers) == ("9747747.934", 4_372)
    assert dry.items == {
        "Order Completed": 20_725,
        "Order Refunded": 3_836,
        "Order Adjusted": 1_339,
    }
    assert tracking.loaded_until(context) == 0, "a dry run sends nothing"

    report = import_file(context, online_retail, kind=Kind.orders)
    assert (report.sent, report.already_there, report.corrected) == (25_900, 0, 0)
    assert dirt_of(report) == DIRT
    load(context)
    sums = order_sums(warehouse)
    assert (sums.lines, sums.orders, sums.total) == (541_909, 25_900, Decimal("9747747.934"))
    assert sums.customers_total == Decimal("8300065.814")
    assert (sums.sold_lines, sums.sold_customers, sums.sold_orders) == (397_884, 4_338, 18_532)
    assert sums.sold_total == Decimal("8911407.904")
    days = warehouse.row("SELECT sum(revenue) AS revenue, sum(count) AS orders FROM person_days")
    assert days == {"revenue": Decimal("9747747.934"), "orders": 25_900}

    again = import_file(context, online_retail, kind=Kind.orders)
    assert (again.sent, again.already_there, again.corrected) == (0, 25_900, 0)
    assert again.import_id != report.import_id
    load(context)
    assert order_sums(warehouse) == sums
