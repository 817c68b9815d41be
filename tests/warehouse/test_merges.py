import time

import pytest

TABLE = "CREATE TABLE counted (id UInt32) ENGINE = MergeTree ORDER BY id SETTINGS merge_selector_base = 2"


def parts(warehouse) -> int:
    sql = (
        "SELECT count() FROM system.parts"
        " WHERE active AND database = currentDatabase() AND table = 'counted'"
    )
    return int(warehouse.value(sql))


def fill(warehouse, count: int) -> None:
    for number in range(count):
        warehouse.insert_rows("counted", ["id"], [(number,)])


def wait_until_fewer(warehouse, than: int) -> bool:
    deadline = time.monotonic() + 60
    while parts(warehouse) >= than:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


class TestMerges:
    def test_waits_while_held_and_goes_on_when_released(self, warehouse):
        if not warehouse.embedded:
            pytest.skip("a server merges as it likes")
        warehouse.command(TABLE)
        warehouse.merges.hold(["counted"])
        fill(warehouse, 20)
        assert parts(warehouse) == 20
        warehouse.merges.release()
        fill(warehouse, 1)
        assert wait_until_fewer(warehouse, 20)

    def test_a_mutation_does_not_wait_for_who_holds_merges(self, warehouse):
        if not warehouse.embedded:
            pytest.skip("a server merges as it likes")
        warehouse.command(TABLE)
        warehouse.merges.hold(["counted"])
        fill(warehouse, 3)
        with warehouse.merges.needed():
            warehouse.merges.hold(["counted"])
            settings = {"mutations_sync": 2}
            warehouse.command("ALTER TABLE counted DELETE WHERE id = 1", settings=settings)
        assert warehouse.value("SELECT count() FROM counted") == 2
