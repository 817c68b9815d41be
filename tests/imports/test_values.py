from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from siyu.imports.values import (
    consent_parser,
    decimal_parser,
    email_parser,
    identifier_parser,
    phone_parser,
    text_parser,
    time_parser,
)

LATEST = datetime(2026, 1, 1, tzinfo=UTC)


class TestDecimalParser:
    parse = staticmethod(decimal_parser(decimal_comma=False))

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("12.50", "12.5"),
            ("-3", "-3"),
            ("¥1,234.5", "1234.5"),
            ("￥１２．５", "12.5"),
            ("12元", "12"),
            ("(7.25)", "-7.25"),
            ("1e3", "1000"),
            ("+4", "4"),
            ("0.0010", "0.001"),
        ],
    )
    def test_reads_money_as_people_write_it(self, text, value):
        assert self.parse(text) == (Decimal(value), ())

    @given(st.decimals(-(10**9), 10**9, places=4))
    def test_is_exact(self, number):
        assert self.parse(str(number))[0] == number

    @given(st.decimals(-(10**7), 10**7, places=2))
    def test_a_decimal_comma_is_exact_too(self, number):
        text = f"{number:,}".replace(",", " ").replace(".", ",").replace(" ", ".")
        assert decimal_parser(decimal_comma=True)(text)[0] == number

    @pytest.mark.parametrize(
        "text", ["abc", "NaN", "Infinity", "1.2.3", "--1", "1-2", "0x10", "ten"]
    )
    def test_refuses_what_is_no_number(self, text):
        assert self.parse(text) == (None, ("number_malformed",))

    def test_says_what_else_is_wrong(self):
        assert self.parse("") == (None, ("number_missing",))
        assert self.parse("1e99") == (None, ("number_out_of_range",))
        assert self.parse("1.00005") == (Decimal("1.0000"), ("number_rounded",))

    @given(st.text(max_size=40))
    def test_never_breaks(self, text):
        value, codes = self.parse(text)
        assert value is not None or codes


class TestTimeParser:
    parse = staticmethod(time_parser(time_zone="Asia/Shanghai", date_order="ymd", latest=LATEST))

    @pytest.mark.parametrize(
        "text",
        [
            "2024-03-04 05:06:07",
            "2024/3/4 5:06:07",
            "2024-03-04T05:06:07",
            "2024-03-03T21:06:07Z",
            "2024-03-03T21:06:07+00:00",
            "2024年3月4日 05时06分07秒",
            "2024年3月4日 上午5:06:07",
            "20240304050607",
            "1709499967",
            "1709499967000",
            "2024.3.4 05:06:07",
        ],
    )
    def test_reads_times_as_systems_write_them(self, text):
        assert self.parse(text) == (datetime(2024, 3, 3, 21, 6, 7, tzinfo=UTC), ())

    def test_day_and_month_follow_the_option(self):
        for order, month, day in (("dmy", 3, 4), ("mdy", 4, 3)):
            parse = time_parser(time_zone="UTC", date_order=order, latest=LATEST)
            assert parse("4/3/2024")[0] == datetime(2024, month, day, tzinfo=UTC)
            assert parse("4/3/24 1:05 PM")[0] == datetime(2024, month, day, 13, 5, tzinfo=UTC)

    def test_reads_the_days_of_excel(self):
        parse = time_parser(time_zone="UTC", date_order="excel", latest=LATEST)
        assert parse("45355.5")[0] == datetime(2024, 3, 4, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("", "time_missing"),
            ("soon", "time_malformed"),
            ("2024-13-01", "time_malformed"),
            ("2024-02-30", "time_malformed"),
            ("1969-01-01", "time_out_of_range"),
            ("2031-01-01", "time_out_of_range"),
            ("0001-01-01", "time_out_of_range"),
            ("9999-12-31T23:59:59-12:00", "time_out_of_range"),
        ],
    )
    def test_says_what_is_wrong(self, text, code):
        assert self.parse(text) == (None, (code,))

    @given(
        st.text(st.characters(categories=["Nd", "Po", "Pd", "Zs", "Lu"]), max_size=30),
        st.sampled_from(["ymd", "dmy", "mdy", "excel"]),
    )
    def test_never_breaks(self, text, order):
        time_parser(time_zone="Asia/Shanghai", date_order=order, latest=LATEST)(text)


class TestIdentifierParser:
    def test_takes_a_decimal_for_the_number_it_was(self):
        parse = identifier_parser(number_as_text=True)
        assert parse("17850.0") == ("17850", ("number_as_text",))
        assert parse("00123") == ("00123", ())
        assert parse("Ｍ００１") == ("M001", ())
        assert identifier_parser(number_as_text=False)("17850.0") == ("17850.0", ())

    def test_a_number_that_lost_its_digits_is_nobody(self):
        value, codes = identifier_parser(number_as_text=True)("1.38001E+10")
        assert value == ""
        assert "number_lost_digits" in codes

    @pytest.mark.parametrize("text", ["", "nan", "NULL", "None", "#N/A", "-"])
    def test_empty_words_name_nobody(self, text):
        assert identifier_parser(number_as_text=True)(text)[0] == ""


class TestTextParser:
    parse = staticmethod(text_parser(20))

    @pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+cmd|'x'!A", "-2+3(x)"])
    def test_notes_formulas_and_keeps_them(self, text):
        value, codes = text_parser(100)(text)
        assert (value, codes) == (text, ("formula",))

    def test_takes_out_what_no_store_keeps(self):
        assert self.parse("a\x00b\x07") == ("ab", ("text_nul",))
        assert self.parse("\ufffdx") == ("\ufffdx", ("text_undecodable",))
        assert self.parse("x" * 21) == ("x" * 20, ("text_too_long",))

    @given(st.text())
    def test_what_it_gives_can_be_written(self, text):
        value, _ = self.parse(text)
        value.encode()
        assert "\x00" not in value
        assert len(value) <= 20


class TestContacts:
    def test_reads_phones(self):
        parse = phone_parser()
        assert parse("138 0013 8000")[0] == "+8613800138000"
        assert parse("13800138000.0")[0] == "+8613800138000"
        assert parse("+44 20 7946 0958")[0] == "+442079460958"
        assert parse("12345") == ("", ("phone_malformed",))

    def test_reads_addresses(self):
        assert email_parser()(" Li@Example.COM ")[0] == "li@example.com"
        assert email_parser()("li at example") == ("", ("email_malformed",))

    def test_reads_yes_and_no(self):
        assert [consent_parser()(text) for text in ("是", "N", "", "maybe")] == [
            (True, ()),
            (False, ()),
            (None, ()),
            (None, ("consent_malformed",)),
        ]
