"""The same block under the same token changes nothing, whatever happened in between."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from siyu.warehouse import Warehouse

from .lines import batch

SIZE = 300
WRITER = Path(__file__).with_name("endless_writer.py")


def counted(warehouse: Warehouse) -> dict[str, object]:
    """Raw counts, without FINAL: a row written twice shows."""
    return {
        "events": warehouse.value("SELECT count() FROM events"),
        "distinct": warehouse.value("SELECT uniqExact(message_id) FROM events"),
        "person_days": warehouse.value("SELECT sum(count) FROM person_days"),
        "person_life": warehouse.value("SELECT sum(count) FROM person_life"),
        "message_ids": warehouse.value("SELECT count() FROM message_ids"),
        "revenue": str(warehouse.value("SELECT sum(revenue) FROM person_days")),
    }


def expected(batches: int) -> dict[str, object]:
    events = batches * SIZE
    return {
        "events": events,
        "distinct": events,
        "person_days": events,
        "person_life": events,
        "message_ids": events,
        "revenue": f"{events / 3 * 1.15:.4f}",
    }


class TestRepeatedBlocks:
    def test_change_nothing(self, tables):
        for _ in range(3):
            tables.insert_json_lines("event_lines", batch(0), token="b0")
        assert counted(tables) == expected(1)

    def test_too_large_for_one_parse_are_still_one_block(self, tables):
        """The engine parses bodies over 10 MB in parallel pieces."""
        size = 60_000
        large = batch(0, size)
        assert len(large) > 10 << 20
        for _ in range(2):
            tables.insert_json_lines("event_lines", large, token="large")
        assert counted(tables)["events"] == size
        assert counted(tables)["person_days"] == size

    def test_of_another_token_are_kept(self, tables):
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        tables.insert_json_lines("event_lines", batch(1), token="b1")
        assert counted(tables) == expected(2)

    def test_the_token_decides_not_the_bytes(self, tables):
        """Two senders may truly send equal rows."""
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        tables.insert_json_lines("event_lines", batch(0), token="b1")
        assert tables.value("SELECT sum(count) FROM person_days") == 2 * SIZE

    @pytest.mark.parametrize("table", ["person_days", "person_life", "message_ids"])
    def test_fill_what_a_crash_left_empty(self, tables, table):
        """A crash between an event's part and its aggregates: the repeat completes them."""
        view = f"{table}_view"
        ddl = tables.value(f"SHOW CREATE TABLE {view}")
        tables.command(f"DROP TABLE {view}")
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        assert tables.value(f"SELECT count() FROM {table}") == 0
        tables.command(ddl.replace("\\n", "\n"))
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        assert counted(tables) == expected(1)


@pytest.mark.slow
@pytest.mark.skipif(
    "SIYU_TEST_CLICKHOUSE_URL" in os.environ, reason="kills the engine's own process"
)
class TestKilled:
    def test_in_the_middle_of_inserts_loses_none_and_counts_none_twice(self, tmp_path):
        dice = random.Random(7)
        done = tmp_path / "done"
        done.write_text("0")
        for _ in range(6):
            writer = subprocess.Popen(
                [sys.executable, str(WRITER), str(tmp_path / "chdb"), str(done)],
                cwd=Path(__file__).parents[2],
                stdout=subprocess.PIPE,
            )
            assert writer.stdout is not None
            for _ in range(dice.randint(2, 5)):
                writer.stdout.readline()
            time.sleep(dice.uniform(0, 0.1))
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            writer.stdout.close()
        reader = subprocess.run(
            [sys.executable, str(WRITER), str(tmp_path / "chdb"), str(done), "read"],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        batches, found = eval(reader.stdout)
        assert batches >= 6
        assert found == expected(batches)
