import threading
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest

from siyu.warehouse import (
    QueryCancelled,
    QueryTooExpensive,
    Warehouse,
    WarehouseFault,
    WarehouseRefused,
    WarehouseUnavailable,
)

ENDLESS = "SELECT sum(sipHash64(number)) FROM numbers(100000000000)"


class TestReading:
    def test_gives_rows_row_and_value(self, warehouse):
        assert warehouse.rows("SELECT number AS n FROM numbers(2)") == [{"n": 0}, {"n": 1}]
        assert warehouse.row("SELECT 1 AS a WHERE 0") is None
        assert warehouse.value("SELECT {a:UInt8} + 1", {"a": 1}) == 2

    def test_binds_values_that_look_like_sql(self, warehouse):
        hostile = "'; DROP TABLE x -- \\ \n \t {b:String} %s 毛绒 \x00"
        assert warehouse.value("SELECT {a:String}", {"a": hostile}) == hostile

    def test_binds_arrays_times_and_decimals(self, warehouse):
        time_ = datetime(2026, 1, 1, 1, 1, 1, 123000, tzinfo=UTC)
        found = warehouse.row(
            "SELECT {t:DateTime64(3,'UTC')} AS t, {a:Array(UInt32)} AS a, {s:Array(String)} AS s,"
            " {d:Date} AS d, {m:Decimal(18,4)} AS m",
            {
                "t": time_,
                "a": [1, 2],
                "s": ["it's \\", "毛\n"],
                "d": date(2026, 1, 2),
                "m": Decimal("1.25"),
            },
        )
        assert found == {
            "t": time_,
            "a": [1, 2],
            "s": ["it's \\", "毛\n"],
            "d": date(2026, 1, 2),
            "m": Decimal("1.25"),
        }

    def test_columns_of_numbers_are_numpy(self, warehouse):
        found = warehouse.columns(
            "SELECT toUInt32(number) AS n, toString(number) AS s FROM numbers(100000)"
        )
        assert isinstance(found["n"], np.ndarray)
        assert found["n"].dtype == np.uint32
        assert int(found["n"].sum()) == 99999 * 100000 // 2
        assert found["s"][-1] == "99999"

    def test_columns_of_nothing_keep_their_names(self, warehouse):
        found = warehouse.columns(
            "SELECT number AS n FROM numbers(0) WHERE number = {x:UInt8}", {"x": 1}
        )
        assert {name: list(column) for name, column in found.items()} == {"n": []}

    def test_a_stream_left_early_frees_its_handle(self, warehouse_url_of):
        with Warehouse(warehouse_url_of("streams"), handles_max=1, seconds_max=5) as one_handle:
            stream = one_handle.stream("SELECT number AS n FROM system.numbers")
            assert len(next(stream)["n"]) > 0
            stream.close()
            assert one_handle.value("SELECT 1") == 1

    def test_a_wrong_statement_is_our_fault(self, warehouse):
        with pytest.raises(WarehouseFault, match="nowhere"):
            warehouse.rows("SELECT * FROM nowhere")
        with pytest.raises(WarehouseFault):
            warehouse.command("SELEC 1")

    def test_a_parameter_of_another_type_is_refused(self, warehouse):
        with pytest.raises(WarehouseRefused):
            warehouse.value("SELECT {a:UInt8}", {"a": "x"})


class TestLimits:
    def test_time(self, warehouse):
        with pytest.raises(QueryTooExpensive):
            warehouse.value(ENDLESS, settings={"max_execution_time": 0.3})

    def test_memory(self, warehouse):
        with pytest.raises(QueryTooExpensive):
            warehouse.value(
                "SELECT count() FROM (SELECT number FROM numbers(100000000) GROUP BY number)",
                settings={"max_memory_usage": 50 << 20},
            )

    def test_the_warehouse_s_own_limits_hold_on_every_handle(self, warehouse_url_of):
        with Warehouse(warehouse_url_of("limits"), seconds_max=0.3) as hasty:
            for _ in range(2):
                with pytest.raises(QueryTooExpensive):
                    hasty.value(ENDLESS)

    def test_a_full_pool_says_so(self, warehouse_url_of):
        with Warehouse(warehouse_url_of("full"), handles_max=1, seconds_max=0.2) as one_handle:
            stream = one_handle.stream("SELECT number AS n FROM system.numbers")
            next(stream)
            with pytest.raises(WarehouseUnavailable, match="busy"):
                one_handle.value("SELECT 1")
            stream.close()

    def test_threads_that_come_and_go_leave_no_handles(self, warehouse_url_of):
        with Warehouse(warehouse_url_of("churn"), handles_max=3) as churned:
            for _ in range(10):
                threads = [threading.Thread(target=churned.ping) for _ in range(8)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
            assert churned._pool._opened <= 3


class TestCancel:
    def test_ends_a_running_query(self, warehouse):
        caught: list[Exception] = []

        def ask():
            try:
                warehouse.value(ENDLESS, query_id="cancel-me")
            except Exception as error:
                caught.append(error)

        thread = threading.Thread(target=ask)
        thread.start()
        deadline = time.monotonic() + 10
        while warehouse.cancel("cancel-me") == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        thread.join(timeout=10)
        assert isinstance(caught[0], QueryCancelled)

    def test_of_nothing_is_nothing(self, warehouse):
        assert warehouse.cancel("it's nobody") == 0


class TestInsert:
    @pytest.fixture
    def table(self, warehouse):
        warehouse.command(
            "CREATE TABLE things (id UInt32, name String, at DateTime64(3, 'UTC'), price Decimal(18, 4))"
            " ENGINE = MergeTree ORDER BY id"
        )
        return "things"

    def test_json_lines(self, warehouse, table):
        warehouse.insert_json_lines(
            table, b'{"id":1,"name":"\\u6bdb"}\n{"id":2,"at":"2026-01-01T00:00:00.5Z"}\n'
        )
        assert warehouse.rows(f"SELECT id, name, at FROM {table} ORDER BY id") == [
            {"id": 1, "name": "毛", "at": datetime(1970, 1, 1, tzinfo=UTC)},
            {"id": 2, "name": "", "at": datetime(2026, 1, 1, 0, 0, 0, 500000, tzinfo=UTC)},
        ]

    def test_nothing_is_nothing(self, warehouse, table):
        warehouse.insert_json_lines(table, b"")
        warehouse.insert_rows(table, ["id"], [])
        assert warehouse.value(f"SELECT count() FROM {table}") == 0

    def test_rows(self, warehouse, table):
        at = datetime(2026, 1, 1, 8, 0, 0, 123000, tzinfo=UTC)
        warehouse.insert_rows(table, ["id", "at", "price"], [(1, at, Decimal("1.0001"))])
        assert warehouse.rows(f"SELECT id, at, price FROM {table}") == [
            {"id": 1, "at": at, "price": Decimal("1.0001")}
        ]

    @pytest.mark.parametrize(
        "line",
        [
            b'{"id":1,"at":"soon"}',
            b'{"id":-1}',
            b'{"id":1',
            b"[1]",
            b'{"id":1,"nobody_knows":1}',
            b'{"id":1,"id":2}',
            b'{"id":"x"}',
            b'{"id":1,"name":' + b"[" * 20_000 + b"}",
        ],
    )
    def test_a_line_it_cannot_read_refuses_the_whole_body(self, warehouse, table, line):
        with pytest.raises(WarehouseRefused):
            warehouse.insert_json_lines(table, b'{"id":7}\n' + line + b'\n{"id":8}\n')
        assert warehouse.value(f"SELECT count() FROM {table}") == 0
        warehouse.insert_json_lines(table, b'{"id":9}')
        assert warehouse.value(f"SELECT count() FROM {table}") == 1

    def test_a_disk_nearly_full_takes_nothing_and_the_same_block_later(
        self, warehouse, table, monkeypatch
    ):
        """The engine remembers tokens of blocks that a full disk did not let it keep."""
        if not warehouse.address.embedded:
            pytest.skip("a server looks after its own disk")
        with monkeypatch.context() as full:
            full.setattr("siyu.warehouse.room.BYTES_FREE_MIN", 1 << 60)
            with pytest.raises(WarehouseUnavailable):
                warehouse.insert_json_lines(table, b'{"id":1}', token="t")
        warehouse.insert_json_lines(table, b'{"id":1}', token="t")
        assert warehouse.value(f"SELECT count() FROM {table}") == 1

    def test_into_no_table_is_our_fault(self, warehouse):
        with pytest.raises(WarehouseFault):
            warehouse.insert_json_lines("nowhere", b'{"id":1}')


class TestAway:
    def test_a_server_that_is_not_there_is_unavailable(self):
        with Warehouse("http://127.0.0.1:9/siyu", seconds_max=1) as away:
            assert not away.ping()
            with pytest.raises(WarehouseUnavailable):
                away.value("SELECT 1")

    def test_an_address_of_another_kind_is_refused_at_once(self):
        with pytest.raises(ValueError, match="warehouse URL"):
            Warehouse("mysql://x")

    def test_closed_is_unavailable(self, warehouse_url_of):
        closed = Warehouse(warehouse_url_of("closed"))
        closed.close()
        assert not closed.ping()
