import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from siyu.warehouse import WarehouseRefused, canonical, known_message_ids, reload_redirects

from .lines import body, line

ORDER = {
    "order_id": "O-1",
    "revenue": 764.29,
    "currency": "CNY",
    "coupon": "SUMMER",
    "channel": "mini-program",
    "products": [
        {
            "product_id": "p1",
            "sku": "s1",
            "name": "毛绒 小熊",
            "category": "toys",
            "brand": "熊",
            "price": 19.9,
            "quantity": 2,
        },
        {"product_id": "p2", "price": "59.005"},
    ],
}


def load(warehouse, *properties, context=None):
    lines = [
        line(number, event="Thing", properties_json=each, context_json=context or {})
        for number, each in enumerate(properties)
    ]
    warehouse.insert_json_lines("event_lines", body(*lines), token=str(id(lines)))
    return warehouse.rows("SELECT * FROM events ORDER BY toUInt32(substring(message_id, 2))")


class TestCommerce:
    def test_an_order_fills_typed_columns(self, tables):
        (found,) = load(tables, ORDER)
        assert found["order_id"] == "O-1"
        assert found["revenue"] == Decimal("764.29")
        assert found["currency"] == "CNY"
        assert found["coupon"] == "SUMMER"
        assert found["product.id"] == ["p1", "p2"]
        assert found["product.sku"] == ["s1", ""]
        assert found["product.name"] == ["毛绒 小熊", ""]
        assert found["product.category"] == ["toys", ""]
        assert found["product.brand"] == ["熊", ""]
        assert found["product.price"] == [Decimal("19.9"), Decimal("59.005")]
        assert found["product.quantity"] == [Decimal(2), Decimal(1)]
        assert found["quantity"] == Decimal(3)

    def test_a_product_at_the_top_is_a_list_of_one(self, tables):
        (found,) = load(tables, {"product_id": "p1", "price": 5, "quantity": 3})
        assert found["product.id"] == ["p1"]
        assert found["product.price"] == [Decimal(5)]
        assert found["quantity"] == Decimal(3)

    def test_an_event_without_products_has_none(self, tables):
        (found,) = load(tables, {"price": 5, "name": "a search"})
        assert found["product.id"] == found["product.price"] == []
        assert found["quantity"] == 0

    @pytest.mark.parametrize(
        ("sent", "revenue"),
        [
            ({"revenue": 1.15}, "1.15"),
            ({"revenue": "1.15"}, "1.15"),
            ({"total": 0.07}, "0.07"),
            ({"value": 19.99}, "19.99"),
            ({"revenue": 1, "total": 2, "value": 3}, "1"),
            ({"revenue": -12.5}, "-12.5"),
            ({"revenue": 12345678901.1234}, "12345678901.1234"),
            ({"revenue": "a lot"}, "0"),
            ({"revenue": {"x": 1}}, "0"),
            ({"revenue": None, "total": 5}, "5"),
            ({"revenue": 1e300}, "0"),
        ],
    )
    def test_money_is_exact_to_four_places_or_nothing(self, tables, sent, revenue):
        (found,) = load(tables, sent)
        assert found["revenue"] == Decimal(revenue)

    def test_sums_are_exact(self, tables):
        load(tables, *({"revenue": 0.1} for _ in range(1000)))
        assert tables.value("SELECT sum(revenue) FROM person_days") == 100
        assert tables.value("SELECT sum(revenue) FROM person_life") == 100


class TestContext:
    def test_is_read_into_parts(self, tables):
        (found,) = load(
            tables,
            {},
            context={
                "ip": "1.2.3.4",
                "userAgent": "MicroMessenger",
                "locale": "zh-CN",
                "page": {
                    "url": "https://a/b?c",
                    "path": "/b",
                    "referrer": "https://r",
                    "title": "熊",
                },
                "campaign": {"source": "wechat", "medium": "qr", "name": "autumn"},
                "os": {"name": "iOS", "version": "17"},
                "device": {"type": "mobile"},
                "screen": {"density": 2},
            },
        )
        context = found["context"]
        assert context["page"]["path"] == "/b"
        assert context["campaign"]["source"] == "wechat"
        assert context["os"] == {"name": "iOS", "version": "17"}
        assert json.loads(found["context_json"])["screen"] == {"density": 2}

    def test_is_asked_by_path(self, tables):
        load(tables, {}, context={"page": {"path": "/b"}})
        assert tables.value("SELECT count() FROM events WHERE context.page.path = '/b'") == 1


class TestProperties:
    def test_are_asked_by_path_with_their_type(self, tables):
        load(tables, {"n": 5, "s": "x", "b": True, "deep": {"er": "y"}}, {"n": "5"}, {})
        count = "SELECT count() FROM events WHERE "
        assert tables.value(count + "properties.n.:Int64 = 5") == 1
        assert tables.value(count + "toFloat64OrNull(properties.n::String) = 5") == 2
        assert tables.value(count + "properties.deep.er = 'y'") == 1
        assert tables.value(count + "isNotNull(properties.s)") == 1


HOSTILE = {
    "duplicate keys": b'{"a":1,"a":2}',
    "a path twice": b'{"a.b":1,"a":{"b":2}}',
    "a path and its parent": b'{"a":1,"a":{"b":2}}',
    "beyond float": b'{"a":1e999}',
    "beyond integers": b'{"a":99999999999999999999999999999999}',
    "empty key": b'{"":1}',
    "key of NUL": b'{"\\u0000":"\\u0000"}',
    "half a surrogate": b'{"a":"\\ud800"}',
    "deep arrays": b'{"a":' + b"[" * 9_000 + b"]" * 9_000 + b"}",
    "deep objects": b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    "an array": b"[1,2]",
    "a string": b'"x"',
    "a number": b"7",
    "null": b"null",
    "mixed array": b'{"x":[1,"a",{"b":[]},null]}',
    "many keys": json.dumps({f"k{n}": n for n in range(5_000)}).encode(),
    "a long key": b'{"' + b"k" * 100_000 + b'":1}',
    "products that are none": b'{"products":"none","revenue":{"x":1}}',
    "products of all kinds": b'{"products":[{"product_id":5,"price":"1.15"},"x",null,[1]],"order_id":77}',
    "SQL": b'{"a":"\'); DROP TABLE events; --"}',
}


class TestHostileJson:
    @pytest.mark.parametrize("properties", HOSTILE.values(), ids=HOSTILE.keys())
    def test_is_kept_and_harms_no_other_row(self, tables, properties):
        good = body(line(0), line(2))
        bad = (
            b'{"event":"Bad","message_id":"bad","day":"2026-10-01","person":3,"properties_json":'
            + properties
            + b',"context_json":'
            + properties
            + b"}"
        )
        tables.insert_json_lines("event_lines", good + b"\n" + bad + b"\n", token="t")
        assert tables.value("SELECT count() FROM events") == 3
        assert (
            tables.value("SELECT count() FROM events WHERE message_id = 'm0' AND revenue = 1.15")
            == 1
        )
        kept = tables.value("SELECT properties_json FROM events WHERE message_id = 'bad'")
        if properties != b"null":
            assert kept.encode() == (
                json.loads(properties).encode() if properties == b'"x"' else properties
            )
        tables.rows("SELECT toString(properties) AS properties, context FROM events")
        tables.command("OPTIMIZE TABLE events FINAL")
        assert tables.value("SELECT count() FROM events WHERE properties.currency = 'CNY'") == 1

    def test_a_line_cut_off_refuses_the_batch_whole(self, tables):
        with pytest.raises(WarehouseRefused):
            tables.insert_json_lines(
                "event_lines", body(line(0)) + b'\n{"event":"x","prop', token="t"
            )
        assert tables.value("SELECT count() FROM events") == 0
        assert tables.value("SELECT count() FROM person_days") == 0
        tables.insert_json_lines("event_lines", body(line(0)), token="t")
        assert tables.value("SELECT count() FROM events") == 1


class TestAggregates:
    def test_count_by_person_and_day(self, tables):
        same = {"event": "Page", "person": 3, "day": "2026-10-05"}
        tables.insert_json_lines("event_lines", body(line(0, **same), line(1, **same)), token="a")
        tables.insert_json_lines("event_lines", body(line(2, **same)), token="b")
        found = tables.rows(
            "SELECT event, day, person, sum(count) AS n FROM person_days GROUP BY ALL"
        )
        assert found == [{"event": "Page", "day": date(2026, 10, 5), "person": 3, "n": 3}]

    def test_keep_first_and_last(self, tables):
        for number, hour in enumerate((9, 3, 6)):
            time = f"2026-10-05T{hour:02}:00:00Z"
            tables.insert_json_lines(
                "event_lines",
                body(line(number, event="Page", person=3, time=time)),
                token=str(number),
            )
        found = tables.row(
            "SELECT min(first) AS first, max(last) AS last, sum(count) AS n FROM person_life"
        )
        assert found == {
            "first": datetime(2026, 10, 5, 3, tzinfo=UTC),
            "last": datetime(2026, 10, 5, 9, tzinfo=UTC),
            "n": 3,
        }


class TestMessageIds:
    def test_knows_what_was_loaded(self, tables):
        tables.insert_json_lines(
            "event_lines", body(line(0), line(1, message_id="it's \\ 毛")), token="t"
        )
        assert known_message_ids(tables, ["m0", "it's \\ 毛", "new"]) == {"m0", "it's \\ 毛"}

    def test_nothing_asked_is_nothing_known(self, tables):
        assert known_message_ids(tables, []) == set()

    def test_are_forgotten_after_four_days(self, tables):
        long_ago = datetime.now(UTC) - timedelta(days=6)
        tables.insert_json_lines(
            "event_lines", body(line(0, received_at=long_ago.isoformat())), token="t"
        )
        tables.command("OPTIMIZE TABLE message_ids FINAL")
        assert known_message_ids(tables, ["m0"]) == set()


class TestRedirects:
    def test_follow_a_merge_and_its_undoing(self, tables):
        columns = ["node", "person", "version", "removed"]
        ask = f"SELECT {canonical('toUInt32(7)')}"
        assert tables.value(ask) == 7
        tables.insert_rows("redirects", columns, [(7, 3, 1, 0)])
        reload_redirects(tables)
        assert tables.value(ask) == 3
        tables.insert_rows("redirects", columns, [(7, 3, 2, 1)])
        reload_redirects(tables)
        assert tables.value(ask) == 7

    def test_count_merged_people_once(self, tables):
        tables.insert_json_lines(
            "event_lines", body(line(0, person=3), line(1, person=7)), token="t"
        )
        tables.insert_rows("redirects", ["node", "person", "version"], [(7, 3, 1)])
        reload_redirects(tables)
        assert tables.value(f"SELECT uniqExact({canonical()}) FROM events") == 1


class TestPersonValues:
    def test_the_newest_version_counts_and_removed_ones_are_gone(self, tables):
        columns = ["key", "person", "value", "number", "version", "removed"]
        tables.insert_rows(
            "person_values", columns, [("tier", 1, "gold", 0, 2, 0), ("tier", 1, "silver", 0, 1, 0)]
        )
        tables.insert_rows("person_values", columns, [("tag:5", 1, "", 0, 1, 0)])
        tables.insert_rows("person_values", columns, [("tag:5", 1, "", 0, 2, 1)])
        assert tables.rows("SELECT key, value FROM person_values FINAL") == [
            {"key": "tier", "value": "gold"}
        ]


class TestSegments:
    def test_members_are_a_bitmap(self, tables):
        tables.command(
            "INSERT INTO segment_members SELECT 'segment', 1, 0, groupBitmapState(toUInt32(number)), 1 FROM numbers(1000)"
        )
        tables.command(
            "INSERT INTO segment_members SELECT 'segment', 1, 0, groupBitmapState(toUInt32(number)), 2 FROM numbers(10)"
        )
        assert (
            tables.value(
                "SELECT groupBitmapMerge(members) FROM segment_members FINAL WHERE owner = 1"
            )
            == 10
        )
