"""Databases of a PostgreSQL server for tests: emptied and used again.

Making one costs milliseconds, but dropping it waits a second or more for a checkpoint, which was most of what a thousand
tests took.
"""

import uuid

from sqlalchemy import Connection, create_engine, make_url, text

from siyu.kernel.database import Table, open_engine


class Databases:
    """Empty databases with every table."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._free: list[str] = []
        self._made: list[str] = []
        self._template = ""

    def take(self) -> str:
        """URL of an empty one."""
        return self._free.pop() if self._free else self._make()

    def give_back(self, url: str) -> None:
        """Empty it for the next test; whoever is still connected is sent away."""
        name = make_url(url).database
        self._run(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            f" where datname = '{name}' and pid <> pg_backend_pid()"
        )
        engine = create_engine(url)
        with engine.begin() as connection:
            _empty(connection)
        engine.dispose()
        self._free.append(url)

    def close(self) -> None:
        for name in self._made:
            self._run(f'drop database "{name}" with (force)')

    def _make(self) -> str:
        if not self._template:
            self._template = self._create("")
            engine = open_engine(self._url(self._template))
            Table.metadata.create_all(engine)
            engine.dispose()
        return self._url(self._create(f'template "{self._template}"'))

    def _create(self, how: str) -> str:
        name = f"siyu_test_{uuid.uuid4().hex[:12]}"
        self._run(f'create database "{name}" {how}')
        self._made.append(name)
        return name

    def _url(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        engine = create_engine(self._server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


def _empty(connection: Connection) -> None:
    for (schema,) in connection.execute(text(_OTHER_SCHEMAS)).all():
        connection.execute(text(f'drop schema "{schema}" cascade'))
    ours = set(Table.metadata.tables)
    names = {name for (name,) in connection.execute(text(_TABLES))}
    for name in sorted(names - ours):
        connection.execute(text(f'drop table "{name}" cascade'))
    # Neither foreign keys nor the triggers that keep ledgers as they are.
    connection.execute(text("set local session_replication_role = replica"))
    held = " union all ".join(
        f"select '{name}' where exists (select 1 from \"{name}\")" for name in sorted(names & ours)
    )
    for (name,) in connection.execute(text(held)).all():
        connection.execute(text(f'delete from "{name}"'))
    for (name,) in connection.execute(text(_SEQUENCES)).all():
        connection.execute(text(f'alter sequence "{name}" restart'))


_OTHER_SCHEMAS = """select nspname from pg_namespace
where nspname not like 'pg\\_%' and nspname not in ('public', 'information_schema')"""
_TABLES = "select tablename from pg_tables where schemaname = 'public'"
_SEQUENCES = """select sequencename from pg_sequences
where schemaname = 'public' and last_value is not null"""
