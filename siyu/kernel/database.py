"""The relational store: SQLite made to behave, or PostgreSQL, behind one set of tables.

Use cases flush; only the edge of a request, a job or a handler commits.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    TypeDecorator,
    create_engine,
    event,
    literal,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from .turns import TurnConnection, Turns

__all__ = [
    "BigId",
    "Record",
    "Session",
    "Table",
    "UtcDateTime",
    "insert_missing",
    "insert_once",
    "insert_once_returning",
    "open_engine",
    "sessionmaker",
    "upsert",
]

# SQLite numbers rows by itself only for INTEGER PRIMARY KEY; PostgreSQL wants eight bytes.
BigId = BigInteger().with_variant(Integer, "sqlite")

LOCK_WAIT_MS_MAX = 15_000
STATEMENTS_KEPT_MAX = 500


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC instants on every database; SQLite alone would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime instead of guessing its zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"naive datetime: {value!r}")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back where the database dropped it."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of all tables. Constraints are named: batch migrations cannot drop a nameless one."""

    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
        bytes: LargeBinary,
    }
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Record(Table):
    """A row with an integer id; ``kernel.ids`` makes its outside code."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)


def open_engine(url: str, *, pool_size: int = 20) -> Engine:
    """Engine for a store; creates the folder of a SQLite file."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=pool_size, max_overflow=20, pool_pre_ping=True)
    engine = create_engine(
        url, pool_size=pool_size, max_overflow=20, connect_args={"factory": TurnConnection}
    )
    turns = Turns()

    @event.listens_for(engine, "connect")
    def configure(raw: Any, _: object) -> None:
        raw.isolation_level = None
        for pragma in (
            f"busy_timeout={LOCK_WAIT_MS_MAX}",
            "journal_mode=wal",
            "synchronous=full",
            "foreign_keys=on",
            "cache_size=-16000",
            "temp_store=memory",
        ):
            raw.execute(f"pragma {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A deferred transaction that reads, then writes, fails at once when another wrote between.
        # A reader that says so (``read_only``) does not queue behind writers.
        if connection.get_execution_options().get("read_only", False):
            connection.exec_driver_sql("begin")
            return
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, TurnConnection)
        raw.take_turn(turns, LOCK_WAIT_MS_MAX / 1000)
        try:
            connection.exec_driver_sql("begin immediate")
        except BaseException:
            raw.give_turn()
            raise

    return engine


def insert_missing(
    session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]], *, keys: Iterable[str]
) -> None:
    """Insert the rows whose ``keys`` are not there yet; leave the others alone."""
    if rows:
        statement = _missing(_dialect(session), table, tuple(keys))
        session.connection().execute(statement, list(rows))


def insert_once(
    session: Session,
    table: type[Table],
    row: Mapping[str, Any],
    *,
    keys: Iterable[str] | None,
) -> bool:
    """Insert one row; False when its ``keys`` were there already and nothing changed.

    Args:
        keys: of one unique index; None for whichever is there. Where a second unique index holds
            the same fact, PostgreSQL raises for that one if another transaction is quick enough.

    """
    # RETURNING and not rowcount: psycopg reports -1 for some inserts.
    statement = _once(_dialect(session), table, None if keys is None else tuple(keys), None)
    return session.connection().execute(statement, dict(row)).first() is not None


def insert_once_returning(
    session: Session,
    table: type[Table],
    row: Mapping[str, Any],
    *,
    keys: Iterable[str],
    column: str,
) -> Any:
    """As ``insert_once``: the new row's value in ``column``, or None when its ``keys`` were there already."""
    statement = _once(_dialect(session), table, tuple(keys), column)
    return session.connection().execute(statement, dict(row)).scalar()


def upsert(
    session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]], *, keys: Iterable[str]
) -> None:
    """Insert rows, or overwrite all other given columns of those whose ``keys`` are there."""
    if not rows:
        return
    statement = _overwriting(_dialect(session), table, tuple(keys), tuple(rows[0]))
    session.connection().execute(statement, list(rows))


def _dialect(session: Session) -> Any:
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


# Built once for each table: building a statement takes longer than running it.
@lru_cache(STATEMENTS_KEPT_MAX)
def _missing(dialect: Any, table: type[Table], keys: tuple[str, ...]) -> Any:
    return dialect.insert(table).on_conflict_do_nothing(index_elements=keys)


@lru_cache(STATEMENTS_KEPT_MAX)
def _once(
    dialect: Any, table: type[Table], keys: tuple[str, ...] | None, column: str | None
) -> Any:
    told = literal(1) if column is None else table.__table__.c[column]
    insert = dialect.insert(table)
    return insert.on_conflict_do_nothing(index_elements=keys).returning(told)


@lru_cache(STATEMENTS_KEPT_MAX)
def _overwriting(
    dialect: Any, table: type[Table], keys: tuple[str, ...], columns: tuple[str, ...]
) -> Any:
    insert = dialect.insert(table)
    changed = {name: insert.excluded[name] for name in columns if name not in keys}
    return insert.on_conflict_do_update(index_elements=keys, set_=changed)
