"""A consistent copy of every PostgreSQL table by COPY, in one snapshot, without outside tools."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

_TABLES = text(
    "select schemaname, tablename from pg_tables"
    " where schemaname in (current_schema(), 'dbos') order by 1, 2"
)
_SEQUENCES = text(
    "select schemaname, sequencename, last_value from pg_sequences"
    " where schemaname in (current_schema(), 'dbos') and last_value is not null"
)


def dump_tables(engine: Engine, folder: Path) -> None:
    """Write ``<schema>.<table>.copy`` for every table, all as of one instant."""
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        for schema, table in connection.execute(_TABLES).all():
            with (folder / f"{schema}.{table}.copy").open("wb") as file:
                cursor = connection.connection.cursor()
                with cursor.copy(f"copy {_quoted(schema, table)} to stdout") as copy:
                    for block in copy:
                        file.write(block)
        lines = [
            f"{schema}\t{name}\t{value}\n" for schema, name, value in connection.execute(_SEQUENCES)
        ]
        (folder / "sequences.tsv").write_text("".join(lines))
        connection.rollback()


def load_tables(engine: Engine, folder: Path) -> None:
    """Replace the contents of every table with the copy's; the schema must be the copy's own."""
    with engine.begin() as connection:
        # Foreign keys are right as a whole, not in the order in which tables arrive.
        connection.execute(text("set session_replication_role = replica"))
        copies = {
            _quoted(*path.name.removesuffix(".copy").split(".", 1)): path
            for path in sorted(folder.glob("*.copy"))
        }
        # All at once: a single TRUNCATE ... CASCADE would empty tables that are filled already.
        connection.exec_driver_sql(f"truncate {', '.join(copies)}")
        for table, path in copies.items():
            _fill(connection, table, path)
        for line in (folder / "sequences.tsv").read_text().splitlines():
            schema, name, value = line.split("\t")
            connection.execute(
                text("select setval(cast(:name as regclass), :value)"),
                {"name": _quoted(schema, name), "value": int(value)},
            )
        connection.execute(text("set session_replication_role = origin"))


def _fill(connection: Connection, table: str, path: Path) -> None:
    cursor = connection.connection.cursor()
    with cursor.copy(f"copy {table} from stdin") as copy, path.open("rb") as file:
        while block := file.read(1 << 20):
            copy.write(block)


def _quoted(schema: str, name: str) -> str:
    return '"{}"."{}"'.format(schema.replace('"', '""'), name.replace('"', '""'))
