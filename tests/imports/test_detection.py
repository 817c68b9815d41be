import gzip

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import Workbook

from siyu.imports import FileEmpty, FileUnreadable, Format, Kind, inspect_file
from siyu.warehouse import Warehouse

CHINESE = "订单编号\t会员号\t手机号\t下单时间\t商品名称\t数量\t单价\n1\tM1\t13800138000\t2024/1/2 10:00\t面霜\t1\t9.5\n2\tM2\t13900139000\t2024/1/3 11:00\t水\t2\t3\n"


class TestInspectFile:
    def test_finds_chinese_columns_in_a_tab_separated_gbk_file(self, make_file):
        found = inspect_file(make_file(CHINESE.encode("gbk")), Kind.orders)
        assert (found.reading.encoding, found.reading.delimiter, found.reading.header) == (
            "gb18030",
            "\t",
            True,
        )
        assert found.mapping.columns == {
            "order_id": "订单编号",
            "member_no": "会员号",
            "phone": "手机号",
            "time": "下单时间",
            "name": "商品名称",
            "quantity": "数量",
            "price": "单价",
        }

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_finds_the_delimiter(self, make_file, delimiter):
        text = "id,time,amount\n1,2024-01-01,3\n2,2024-01-02,4\n".replace(",", delimiter)
        assert inspect_file(make_file(text), Kind.orders).reading.delimiter == delimiter

    def test_decimal_commas_do_not_pass_for_delimiters(self, make_file):
        text = "Bestellnr;Datum;Betrag\n1;03.12.2024;1.234,50\n2;31.12.2024;7,20\n"
        found = inspect_file(make_file(text), Kind.orders)
        assert found.reading.delimiter == ";"

    def test_a_file_without_header_has_numbered_columns(self, make_file):
        found = inspect_file(
            make_file("1001,2024-01-01,12.50\n1002,2024-01-02,3.00\n"), Kind.orders
        )
        assert not found.reading.header
        assert [column.name for column in found.columns] == ["1", "2", "3"]

    def test_columns_are_found_by_content_where_names_say_nothing(self, make_file):
        found = inspect_file(
            make_file("甲,乙,丙\n13800138000,a@b.cn,2024-01-01\n13900139000,c@d.cn,2024-01-02\n"),
            Kind.people,
        )
        assert found.mapping.columns["phone"] == "甲"
        assert found.mapping.columns["email"] == "乙"
        assert found.mapping.columns["time"] == "丙"

    def test_two_columns_of_one_name_stay_two(self, make_file):
        found = inspect_file(make_file("Name,Name,Date\na,b,2024-01-01\n"), Kind.people)
        assert [column.name for column in found.columns] == ["Name", "Name (2)", "Date"]

    @pytest.mark.parametrize(
        ("date", "order", "open_question"),
        [
            ("13/02/2024", "dmy", False),
            ("02/13/2024", "mdy", False),
            ("02/03/2024", "mdy", True),
            ("2024-02-03", "ymd", False),
        ],
    )
    def test_says_when_a_date_can_be_read_in_two_ways(self, make_file, date, order, open_question):
        found = inspect_file(make_file(f"order id,date,amount\n1,{date},2\n"), Kind.orders)
        assert found.mapping.options.date_order == order
        assert ("date_order" in found.ambiguous) is open_question

    def test_equal_columns_have_one_signature_in_any_order(self, make_file):
        one = inspect_file(make_file("Order ID,Date,Amount\n1,2024-01-01,2\n"), Kind.orders)
        other = inspect_file(make_file("amount,order_id,date\n2,1,2024-01-01\n"), Kind.orders)
        assert one.signature == other.signature
        assert (
            one.signature
            != inspect_file(
                make_file("Order ID,Date,Amount\n1,2024-01-01,2\n"), Kind.events
            ).signature
        )

    def test_json_lines_spread_nested_keys(self, make_file):
        found = inspect_file(
            make_file('{"user_id":"u1","event":"Seen","time":"2024-01-01","page":{"path":"/a"}}\n'),
            Kind.events,
        )
        assert found.reading.format is Format.json_lines
        assert found.mapping.columns["property:page.path"] == "page.path"

    def test_reads_a_named_sheet(self, tmp_path):
        book = Workbook()
        book.active.title = "说明"
        book.active.append(["看下一页"])
        sheet = book.create_sheet("订单")
        sheet.append(["订单号", "下单时间", "金额"])
        sheet.append(["A1", "2024-01-01", 12.5])
        book.save(tmp_path / "book.xlsx")
        found = inspect_file(tmp_path / "book.xlsx", Kind.orders)
        assert found.sheets == ["说明", "订单"]
        reading = found.reading.__class__(format=Format.xlsx, sheet="订单")
        assert inspect_file(
            tmp_path / "book.xlsx", Kind.orders, reading=reading
        ).mapping.columns == {
            "order_id": "订单号",
            "time": "下单时间",
            "total": "金额",
        }

    def test_reads_parquet(self, tmp_path, house):
        table = pa.table({"order_id": ["a"], "order_date": ["2024-01-01"], "amount": [1.5]})
        pq.write_table(table, tmp_path / "file.parquet")
        found = inspect_file(
            tmp_path / "file.parquet", Kind.orders, warehouse=house.context.get(Warehouse)
        )
        assert found.reading.format is Format.parquet
        assert set(found.mapping.columns) == {"order_id", "time", "total"}

    @pytest.mark.parametrize(
        "raw", [b"", b"\n\n  \n", b"\xef\xbb\xbf", gzip.compress(b"", mtime=0)]
    )
    def test_an_empty_file_says_so(self, make_file, raw):
        with pytest.raises(FileEmpty):
            inspect_file(make_file(raw), Kind.orders)

    @pytest.mark.parametrize(
        "raw",
        [
            b"\x1f\x8b\x08garbage",
            b"PK\x03\x04garbage",
            b"PAR1garbagePAR1",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"%PDF-1.7",
            gzip.compress(gzip.compress(b"a,b\n1,2\n", mtime=0), mtime=0),
            gzip.compress(b"PK\x03\x04", mtime=0),
        ],
    )
    def test_what_is_no_table_is_refused(self, make_file, house, raw):
        with pytest.raises(FileUnreadable):
            inspect_file(make_file(raw), Kind.orders, warehouse=house.context.get(Warehouse))
