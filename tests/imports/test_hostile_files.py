"""Whatever stands in a file: counted, told, kept out or kept in, and never a crash."""

import csv
import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from siyu.imports import (
    FileUnpacksTooLarge,
    FileUnreadable,
    Format,
    Kind,
    Reading,
    inspect_file,
    unpacking,
    xlsx_rows,
)
from siyu.kernel.errors import SiyuError

HEADER = "order_id,customer,date,sku,name,qty,price\n"
GOOD = "1,c1,2024-01-01,s1,Cup,2,3.50\n"


class TestRows:
    def test_every_row_is_kept_or_rejected_with_its_reason(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER
            + GOOD
            + "2,c1,2024-01-01,s1,Cup,2\n"
            + "3,c1,2024-01-01,s1,Cup,2,3,4\n"
            + ",c1,2024-01-01,s1,Cup,2,3\n"
            "5,c1,someday,s1,Cup,2,3\n6,c1,2024-01-01,s1,Cup,two,3\n7,c1,2024-01-01,s1,Cup,2,\n8,c1,2099-01-01,s1,Cup,2,3\n\n,,,,,,\n",
        )
        assert (found.report.rows, found.report.kept, found.report.rejected) == (8, 1, 7)
        assert found.dirt == {
            "too_few_cells": 1,
            "too_many_cells": 1,
            "order_missing": 1,
            "time_malformed": 1,
            "number_malformed": 1,
            "number_missing": 1,
            "time_out_of_range": 1,
            "blank_row": 2,
        }
        rejects = list(csv.reader(io.StringIO(found.rejects)))
        assert [row[:2] for row in rejects[1:]] == [
            ["2", "too_few_cells"],
            ["3", "too_many_cells"],
            ["4", "order_missing"],
            ["5", "time_malformed"],
            ["6", "number_malformed"],
            ["7", "number_missing"],
            ["8", "time_out_of_range"],
        ]

    def test_formulas_are_text_and_harmless_in_the_rejects(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER
            + "1,c1,2024-01-01,s1,\"=cmd|' /C calc'!A0\",2,3.50\n"
            + "=1+1,@c,bad,+1|x,-x,2,3\n"
            + GOOD,
        )
        assert found.dirt["formula"] >= 1
        cells = list(csv.reader(io.StringIO(found.rejects)))[1]
        assert all(not cell.startswith(("=", "@", "+", "-")) for cell in cells)

    def test_bytes_of_another_encoding_in_the_middle_are_counted_and_kept(self, dry_run):
        raw = (
            (HEADER + GOOD.replace("Cup", "杯子") * 100).encode()
            + "2,c1,2024-01-01,s1,面霜,2,3\n".encode("gbk")
            + GOOD.encode() * 100
        )
        found = dry_run(Kind.orders, raw)
        assert found.detection.reading.encoding == "utf-8"
        assert found.dirt["text_undecodable"] == 1
        assert found.report.rejected == 0

    def test_nul_is_taken_out(self, dry_run):
        found = dry_run(Kind.orders, (HEADER + "1,c1,2024-01-01,s1,C\x00up,2,3\n").encode())
        assert found.dirt["text_nul"] == 1
        assert found.event("Order Completed")["properties"]["products"][0]["name"] == "Cup"

    def test_an_overlong_field_is_cut_and_told(self, dry_run):
        found = dry_run(Kind.orders, HEADER + f"1,c1,2024-01-01,s1,{'x' * 5000},2,3\n")
        assert found.dirt["text_too_long"] == 1
        assert len(found.event("Order Completed")["properties"]["products"][0]["name"]) == 500

    def test_an_order_of_endless_lines_is_rejected_whole(self, dry_run):
        found = dry_run(Kind.orders, HEADER + GOOD * 5001 + "2,c1,2024-01-01,s1,Cup,1,1\n")
        assert found.dirt["order_too_long"] == 5001
        assert found.report.kept == 1
        assert found.report.items == {"Order Completed": 1}

    def test_a_packed_file_that_ends_too_early_gives_what_it_has(
        self, dry_run, make_file, tmp_path
    ):
        packed = gzip.compress(
            (
                HEADER + "".join(f"{n},c1,2024-01-01,s1,Cup {n * 7919},2,3\n" for n in range(9000))
            ).encode()
        )
        path = tmp_path / "cut.csv.gz"
        path.write_bytes(packed[: len(packed) // 2])
        found = dry_run(Kind.orders, path)
        assert found.dirt["file_cut_short"] == 1
        assert 3000 < found.report.kept < 9000

    @given(body=st.binary(max_size=400), kind=st.sampled_from(list(Kind)))
    @settings(max_examples=120, deadline=None)
    def test_any_bytes_behind_a_header_are_accounted_for(self, tmp_path_factory, body, kind):
        from siyu.imports.preparing import prepare
        from tests.imports.conftest import AT

        folder = tmp_path_factory.mktemp("hostile")
        headers = {
            Kind.orders: b"order_id,customer,date,qty,price\n1,c,2024-01-01,1,2\n",
            Kind.people: b"customer,phone,tags\nc,13800138000,a\n",
            Kind.events: b"user_id,event,time,properties\nu,E,2024-01-01,{}\n",
            Kind.tags: b"customer,tag\nc,t\n",
            Kind.ad_spend: b"date,channel,cost\n2024-01-01,x,1\n",
        }
        path = folder / "file.csv"
        path.write_bytes(headers[kind] + body)
        found = inspect_file(path, kind, reading=Reading(format=Format.csv))
        report, items = prepare(
            path, found, found.mapping, source="1", at=AT, folder=folder / "between"
        )
        assert report.rows == report.kept + report.rejected
        rejected = sum(f.count for f in report.findings if f.severity == "rejected")
        assert rejected == report.rejected
        assert sum(1 for _ in items.read()) == items.count()

    @given(raw=st.binary(max_size=400), kind=st.sampled_from(list(Kind)))
    @settings(max_examples=150, deadline=None)
    def test_any_file_at_all_is_read_or_refused_in_words(self, tmp_path_factory, raw, kind):
        path = tmp_path_factory.mktemp("hostile") / "file"
        path.write_bytes(raw)
        try:
            assert inspect_file(path, kind).columns
        except SiyuError as error:
            assert error.status < 500


class TestBombs:
    def test_a_zip_bomb_is_stopped(self, tmp_path, dry_run, monkeypatch):
        monkeypatch.setattr(unpacking, "RATIO_COUNTS_FROM_BYTES", 1 << 16)
        path = tmp_path / "bomb.csv.gz"
        with gzip.open(path, "wb") as file:
            file.write(HEADER.encode() + GOOD.encode())
            for _ in range(2):
                file.write(b"\n" * (1 << 20))
        with pytest.raises(FileUnpacksTooLarge):
            dry_run(Kind.orders, path)

    def test_a_workbook_that_unpacks_too_large_is_refused_whatever_it_claims(
        self, tmp_path, monkeypatch
    ):
        monkeypatch.setattr(xlsx_rows, "UNPACKED_BYTES_MAX", 1 << 20)
        path = tmp_path / "bomb.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * (8 << 20))
        raw = path.read_bytes()
        path.write_bytes(raw.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little")))
        with pytest.raises(FileUnpacksTooLarge):
            inspect_file(path, Kind.orders)

    def test_a_sheet_with_a_cell_at_its_far_corner_is_refused(self, tmp_path):
        book = Workbook()
        book.active["A1"] = "order id"
        book.active["XFD1048576"] = 1
        book.save(tmp_path / "corner.xlsx")
        with pytest.raises(FileUnpacksTooLarge):
            inspect_file(tmp_path / "corner.xlsx", Kind.orders)

    @pytest.mark.parametrize(
        "content", [{}, {"xl/workbook.xml": b"<x"}, {"word/document.xml": b"<a/>"}]
    )
    def test_another_archive_is_no_workbook(self, tmp_path, content):
        path = tmp_path / "other.xlsx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a", b"b")
            for name, raw in content.items():
                archive.writestr(name, raw)
        with pytest.raises(FileUnreadable):
            inspect_file(path, Kind.orders)

    def test_deep_json_is_a_rejected_row(self, dry_run):
        deep = "[" * 10_000 + "]" * 10_000
        found = dry_run(
            Kind.events,
            f'{{"user_id":"u","event":"E","time":"2024-01-01"}}\n{{"user_id":"u","event":"E","time":{deep}}}\n',
        )
        assert found.dirt == {"json_malformed": 1}

    def test_deep_properties_are_a_rejected_row(self, dry_run):
        deep = '{"a":' * 500 + "1" + "}" * 500
        found = dry_run(
            Kind.events,
            f'user_id,event,time,properties\nu,E,2024-01-01,{{}}\nu,E,2024-01-01,"{deep.replace(chr(34), chr(34) * 2)}"\n',
        )
        assert found.dirt == {"properties_malformed": 1}
