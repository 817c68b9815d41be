"""The same orders in every format become the same events."""

import csv
import datetime as dt
import io
from decimal import Decimal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from siyu.imports import Kind, inspect_file
from siyu.imports.preparing import prepare
from siyu.warehouse import Warehouse
from tests.imports.conftest import AT

ROWS = [
    ("A1", "c1", dt.datetime(2024, 1, 2, 3, 4, 5), "面霜", 2, Decimal("3.125")),
    ("A1", "c1", dt.datetime(2024, 1, 2, 3, 4, 5), "水", 1, Decimal("0.5")),
    ("A2", None, dt.datetime(2024, 1, 3), 'a"b,c\nd', -1, Decimal("1000000.0001")),
]
NAMES = ["order_id", "customer_id", "order_date", "product_name", "quantity", "unit_price"]


def csv_text(delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(NAMES)
    writer.writerows(ROWS)
    return file.getvalue()


@pytest.fixture
def read(tmp_path, house):
    def run(path):
        warehouse = house.context.get(Warehouse)
        detection = inspect_file(path, Kind.orders, warehouse=warehouse, time_zone="UTC")
        report, items = prepare(
            path,
            detection,
            detection.mapping,
            source="1",
            at=AT,
            folder=tmp_path / "between",
            warehouse=warehouse,
        )
        assert report.rejected == 0, report
        return [msgspec.json.decode(item.event) for _, item in items.read()]

    return run


def test_every_format_says_the_same(tmp_path, make_file, read):
    files = {
        "plain": make_file(csv_text(), "plain.csv"),
        "packed": make_file(csv_text(), "packed.csv.gz"),
        "utf16": make_file(csv_text("\t").encode("utf-16"), "utf16.txt"),
        "gbk": make_file(csv_text(";").encode("gbk"), "gbk.csv"),
        "json": make_file(json_lines(), "lines.jsonl.gz"),
    }
    book = Workbook()
    book.active.append(NAMES)
    for row in ROWS:
        book.active.append([float(v) if isinstance(v, Decimal) else v for v in row])
    book.save(tmp_path / "book.xlsx")
    files["xlsx"] = tmp_path / "book.xlsx"
    columns = dict(zip(NAMES, map(list, zip(*ROWS, strict=True)), strict=True))
    columns["unit_price"] = pa.array(columns["unit_price"], pa.decimal128(18, 4))
    pq.write_table(pa.table(columns), tmp_path / "file.parquet")
    files["parquet"] = tmp_path / "file.parquet"

    wanted = read(files.pop("plain"))
    assert len(wanted) == 2
    assert wanted[0]["properties"]["revenue"] in ("6.75", "-1000000.0001")
    for name, path in files.items():
        assert read(path) == wanted, name


def json_lines() -> str:
    encoder = msgspec.json.Encoder(decimal_format="number")
    return "".join(
        encoder.encode(
            {
                n: str(v) if isinstance(v, dt.datetime) else v
                for n, v in zip(NAMES, row, strict=True)
            }
        ).decode()
        + "\n"
        for row in ROWS
    )


def test_parquet_instants_keep_their_zone(tmp_path, read):
    instant = pa.array([dt.datetime(2024, 1, 2, 3, 4, 5)], pa.timestamp("ms", tz="Asia/Shanghai"))
    pq.write_table(
        pa.table({"order_id": ["1"], "order_date": instant, "amount": [1]}),
        tmp_path / "zoned.parquet",
    )
    assert read(tmp_path / "zoned.parquet")[0]["timestamp"] == "2024-01-02T03:04:05.000Z"


def test_a_nine_digit_number_of_excel_is_no_float(tmp_path, read):
    book = Workbook()
    book.active.append(["order_id", "customer_id", "order_date", "amount"])
    book.active.append([202401010001, 17850.0, dt.date(2024, 1, 1), 12])
    book.save(tmp_path / "numbers.xlsx")
    event = read(tmp_path / "numbers.xlsx")[0]
    assert (event["properties"]["order_id"], event["userId"]) == ("202401010001", "17850")
