from decimal import Decimal

import pytest

from siyu.imports import Kind
from tests.imports.conftest import line_total

HEADER = "order_id,customer,date,sku,name,qty,price\n"


class TestEvents:
    def test_an_order_is_brought_together_wherever_its_lines_stand(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER
            + "1,c1,2024-01-01 10:00,s1,Cup,2,3.125\n2,c2,2024-01-01,s9,Pen,1,1\n1,c1,2024-01-01 10:00,s2,Mug,1,0.0005\n",
        )
        event = next(e for e in found.events if e["properties"]["order_id"] == "1")
        assert event["event"] == "Order Completed"
        assert event["userId"] == "c1"
        assert event["timestamp"] == "2024-01-01T10:00:00.000Z"
        assert event["properties"]["revenue"] == "6.2505"
        assert event["properties"]["products"] == [
            {"sku": "s1", "name": "Cup", "price": "3.125", "quantity": "2"},
            {"sku": "s2", "name": "Mug", "price": "0.0005", "quantity": "1"},
        ]

    def test_prefixes_tell_refunds_and_adjustments(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER
            + "1,c1,2024-01-01,s1,Cup,2,3\nC2,c1,2024-01-02,s1,Cup,-1,3\nA3,,2024-01-03,B,Bad debt,1,-10.5\n4,,2024-01-04,s1,Cup,-5,0\n",
            cancellation_prefix="C",
            adjustment_prefix="A",
        )
        assert {e["properties"]["order_id"]: e["event"] for e in found.events} == {
            "1": "Order Completed",
            "C2": "Order Refunded",
            "A3": "Order Adjusted",
            "4": "Order Adjusted",
        }
        assert found.dirt == {
            "cancellation": 1,
            "adjustment": 1,
            "negative_price": 1,
            "negative_quantity": 1,
            "zero_price": 1,
            "customer_missing": 2,
        }

    def test_prefixes_are_suggested_where_numbers_are_digits_but_for_them(self, dry_run):
        rows = "".join(f"{number},c1,2024-01-01,s1,Cup,2,3\n" for number in (1, 2, 3, "C4"))
        options = dry_run(Kind.orders, HEADER + rows).detection.mapping.options
        assert (options.cancellation_prefix, options.adjustment_prefix) == ("C", "A")

    def test_without_prefixes_an_order_that_only_takes_back_is_a_refund(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER
            + "X1,c1,2024-01-01,s1,Cup,-2,3\nX2,c1,2024-01-01,s1,Cup,-2,3\nX2,c1,2024-01-01,s2,Mug,1,9\n",
        )
        assert {e["properties"]["order_id"]: e["event"] for e in found.events} == {
            "X1": "Order Refunded",
            "X2": "Order Completed",
        }

    def test_a_refund_written_without_signs_is_negative(self, dry_run):
        found = dry_run(
            Kind.orders,
            HEADER + "1,c1,2024-01-01,s1,Cup,2,3\nC2,c1,2024-01-02,s1,Cup,1,3\n",
            cancellation_prefix="C",
        )
        refund = found.event("Order Refunded")["properties"]
        assert (refund["revenue"], refund["products"][0]["quantity"]) == ("-3", "-1")

    def test_an_order_of_nobody_says_so(self, dry_run):
        found = dry_run(
            Kind.orders, HEADER + "1,,2024-01-01,s1,Cup,2,3\n2,c,2024-01-01,s1,Cup,2,3\n"
        )
        nobody, somebody = sorted(found.events, key=lambda e: e["properties"]["order_id"])
        assert nobody["personId"] == 0
        assert "userId" not in nobody
        assert "personId" not in somebody

    def test_phones_and_member_numbers_become_typed_identifiers(self, dry_run):
        found = dry_run(
            Kind.orders, "订单号,会员号,手机号,下单时间,金额\n1,M7,13800138000,2024-01-01,9.9\n"
        )
        assert [
            (e["type"], e["id"]) for e in found.event("Order Completed")["context"]["externalIds"]
        ] == [
            ("member_no", "M7"),
            ("phone", "+8613800138000"),
        ]

    def test_the_total_may_have_a_column_of_its_own(self, dry_run):
        found = dry_run(
            Kind.orders,
            "order_id,date,sku,qty,price,total\n1,2024-01-01,a,1,10,17\n1,2024-01-01,b,1,10,17\n2,2024-01-01,a,1,10,10\n",
        )
        revenue = {e["properties"]["order_id"]: e["properties"]["revenue"] for e in found.events}
        assert revenue == {"1": "17", "2": "10"}
        assert found.dirt == {"order_total_differs": 1}

    def test_a_file_of_totals_alone_needs_no_lines(self, dry_run):
        found = dry_run(Kind.orders, "order_id,customer,date,amount\n1,c,2024-01-01,12.345\n")
        assert found.event("Order Completed")["properties"] == {
            "order_id": "1",
            "revenue": "12.345",
            "currency": "CNY",
            "products": [],
        }

    def test_words_for_currencies(self, dry_run):
        found = dry_run(
            Kind.orders,
            "order_id,date,amount,currency\n1,2024-01-01,1,人民币\n2,2024-01-01,1,gbp\n3,2024-01-01,1,shells\n",
        )
        assert [
            e["properties"]["currency"]
            for e in sorted(found.events, key=lambda e: e["properties"]["order_id"])
        ] == ["CNY", "GBP", "CNY"]
        assert found.dirt == {"currency_malformed": 1}

    @pytest.mark.parametrize("value", ["99999999999", "1e15"])
    def test_what_the_warehouse_cannot_hold_is_rejected(self, dry_run, value):
        found = dry_run(
            Kind.orders,
            HEADER
            + f"1,c,2024-01-01,s,Cup,1,{value}\n2,c,2024-01-01,s,Cup,9999999999,9999999999\n",
        )
        assert found.report.kept == 0
        assert found.dirt == {"number_out_of_range": 1, "order_out_of_range": 1}

    def test_the_report_adds_up_to_what_is_sent(self, dry_run):
        lines = "".join(
            f"{n % 7},c{n % 3},2024-01-0{n % 9 + 1},s{n},Cup,{n - 10},{n}.{n:03}\n"
            for n in range(40)
        )
        found = dry_run(Kind.orders, HEADER + lines)
        assert (
            line_total(found.events)
            == Decimal(found.report.total)
            == sum(Decimal(e["properties"]["revenue"]) for e in found.events)
        )

    def test_keys_depend_on_the_order_and_not_on_the_place_of_its_file(self, dry_run):
        one = dry_run(Kind.orders, HEADER + "1,c,2024-01-01,s,Cup,1,2\n2,c,2024-01-01,s,Cup,1,2\n")
        other = dry_run(
            Kind.orders, HEADER + "2,c,2024-01-01,s,Cup,1,2\n1,c,2024-01-01,s,Cup,1,2\n"
        )
        assert sorted(map(str, one.events)) == sorted(map(str, other.events))

    def test_without_order_numbers_each_row_is_an_order_the_same_at_every_import(self, dry_run):
        text = "customer,date,amount\nc,2024-01-01,5\nc,2024-01-01,5\nd,2024-01-02,7\n"
        one, again = dry_run(Kind.orders, text), dry_run(Kind.orders, text)
        assert "order_id" in one.detection.ambiguous
        assert one.report.items == {"Order Completed": 3}
        assert len({event["properties"]["order_id"] for event in one.events}) == 3
        assert one.events == again.events
