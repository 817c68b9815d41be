"""Numbered SQL, applied once each and in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from siyu.warehouse.client import Warehouse
from siyu.warehouse.template import Place, fill

FOLDER = Path(__file__).parent / "migrations"

_REGISTER = """
CREATE TABLE IF NOT EXISTS {{everywhere:migrations}}
(
    number     UInt32,
    name       String,
    applied_at DateTime DEFAULT now()
)
ENGINE = {{engine_everywhere:MergeTree}}
ORDER BY number
"""


@dataclass(frozen=True)
class Migration:
    """One file of ``migrations/``."""

    number: int
    name: str
    sql: str


def migrate(warehouse: Warehouse) -> list[Migration]:
    """Bring the schema up to date.

    A migration that breaks half-way runs again from its start, so each statement must bear
    repetition (``IF NOT EXISTS``): ClickHouse has no transactions for them.

    Returns:
        What was applied.

    """
    place = Place(warehouse.database, warehouse.cluster)
    for statement in fill(_REGISTER, place):
        warehouse.command(statement)
    applied = pending(warehouse)
    for migration in applied:
        for statement in fill(migration.sql, place):
            warehouse.command(statement)
        warehouse.insert_rows(
            "migrations", ["number", "name"], [(migration.number, migration.name)]
        )
    return applied


def pending(warehouse: Warehouse) -> list[Migration]:
    """Migrations not applied yet."""
    known = warehouse.value(
        "SELECT count() FROM system.tables WHERE database = {database:String} AND name = 'migrations'",
        {"database": warehouse.database},
    )
    rows = warehouse.rows("SELECT number FROM migrations") if known else []
    done = {row["number"] for row in rows}
    return [migration for migration in migrations() if migration.number not in done]


def migrations() -> Iterator[Migration]:
    """Every migration, in order."""
    for path in sorted(FOLDER.glob("[0-9]*.sql")):
        number, _, name = path.stem.partition("_")
        yield Migration(number=int(number), name=name, sql=path.read_text(encoding="utf-8"))
