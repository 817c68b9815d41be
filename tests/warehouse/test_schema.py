import re
from pathlib import Path

import pytest

from siyu.warehouse import migrate, pending
from siyu.warehouse.schema import migrations
from siyu.warehouse.template import Place, fill

SNAPSHOTS = Path(__file__).parent / "snapshots"


class TestMigrate:
    def test_applies_each_once(self, warehouse):
        assert [each.number for each in pending(warehouse)] == [
            each.number for each in migrations()
        ]
        assert migrate(warehouse) != []
        assert pending(warehouse) == []
        assert migrate(warehouse) == []

    def test_can_be_repeated_after_breaking_half_way(self, warehouse):
        migrate(warehouse)
        warehouse.command("TRUNCATE TABLE migrations")
        assert len(migrate(warehouse)) == len(list(migrations()))

    def test_numbers_are_one_two_three(self):
        assert [each.number for each in migrations()] == list(range(1, 1 + len(list(migrations()))))


class TestFill:
    @pytest.mark.parametrize("cluster", [None, "blue"], ids=["one machine", "cluster"])
    @pytest.mark.parametrize("migration", list(migrations()), ids=lambda migration: migration.name)
    def test_text_is_that_of_the_snapshot(self, migration, cluster):
        """Written anew where the file is missing; then read the difference."""
        text = ";\n\n".join(fill(migration.sql, Place("siyu", cluster))) + ";\n"
        snapshot = SNAPSHOTS / f"{migration.number:04}_{cluster or 'one'}.sql"
        if not snapshot.exists():
            snapshot.write_text(text, encoding="utf-8")
            pytest.fail(f"{snapshot.name} was missing and is written: look at it")
        assert text == snapshot.read_text(encoding="utf-8")

    def test_on_a_cluster_every_table_is_everywhere_and_replicated(self):
        for migration in migrations():
            for statement in fill(migration.sql, Place("siyu", "blue")):
                if statement.startswith("CREATE"):
                    assert "ON CLUSTER `blue`" in statement, statement
                for engine in re.findall(r"ENGINE = (\w+)", statement):
                    assert engine.startswith("Replicated") or engine in ("Distributed", "Null")

    def test_an_unknown_marker_is_an_error(self):
        with pytest.raises(KeyError):
            fill("{{engin:MergeTree}}", Place("siyu"))
