import os
import threading
from pathlib import Path

import pytest

from siyu.warehouse import BackupNotFound, backup, canonical, reload_redirects, restore

from .lines import batch
from .test_exactly_once import SIZE, counted, expected


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where a backup may be written: on a server, under its own allowed path."""
    on_server = os.environ.get("SIYU_TEST_CLICKHOUSE_BACKUPS")
    return Path(on_server or tmp_path) / f"backup-{tmp_path.name}"


class TestBackup:
    def test_restores_every_table_and_view(self, tables, folder):
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        tables.insert_rows("redirects", ["node", "person", "version"], [(7, 8, 1)])
        rows = backup(tables, folder)
        assert rows["events"] == SIZE

        tables.insert_json_lines("event_lines", batch(1), token="b1")
        tables.command("DROP TABLE person_life")
        assert restore(tables, folder) == rows
        assert counted(tables) == expected(1)

        tables.insert_json_lines("event_lines", batch(1), token="b1")
        assert counted(tables) == expected(2)
        reload_redirects(tables)
        assert tables.value(f"SELECT {canonical('toUInt32(7)')}") == 8

    def test_is_consistent_while_being_written_to(self, tables, folder):
        stop = threading.Event()
        written: list[int] = []

        def write() -> None:
            while not stop.is_set():
                tables.insert_json_lines(
                    "event_lines", batch(len(written)), token=f"b{len(written)}"
                )
                written.append(1)

        at_pause: list[int] = []
        writer = threading.Thread(target=write)
        writer.start()
        while len(written) < 2:
            stop.wait(0.01)
        rows = backup(
            tables,
            folder,
            while_paused=lambda: at_pause.append(tables.value("SELECT count() FROM events")),
        )
        during = len(written)
        stop.set()
        writer.join()
        restore(tables, folder)
        assert rows["events"] == at_pause[0]
        assert rows["events"] % SIZE == 0
        assert counted(tables) == expected(rows["events"] // SIZE)
        assert during >= rows["events"] // SIZE

    def test_leaves_nothing_behind(self, tables, folder):
        backup(tables, folder)
        assert (
            tables.value(
                "SELECT count() FROM system.databases WHERE name = {name:String}",
                {"name": f"{tables.database}_backup"},
            )
            == 0
        )

    def test_refuses_a_folder_that_is_taken(self, tables, folder):
        backup(tables, folder)
        with pytest.raises(Exception, match="exist"):
            backup(tables, folder)

    @pytest.mark.skipif(
        "SIYU_TEST_CLICKHOUSE_URL" in os.environ, reason="the server knows its own disk"
    )
    def test_of_an_empty_folder_leaves_the_database_alone(self, tables, folder):
        tables.insert_json_lines("event_lines", batch(0), token="b0")
        with pytest.raises(BackupNotFound):
            restore(tables, folder)
        assert counted(tables) == expected(1)
