"""One migration tree for SQLite and PostgreSQL. Migrations never import the application."""

from typing import Literal

from alembic import context
from sqlalchemy import JSON, LargeBinary

import siyu.app.house  # noqa: F401  (imports every module, so no table can be forgotten)
from siyu.kernel.cipher import Sealed
from siyu.kernel.database import Table, UtcDateTime


def render_item(_kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations are frozen history, so they must not name application types."""
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, Sealed | LargeBinary):
        return "sa.LargeBinary()"
    if isinstance(item, JSON):
        return "sa.JSON()"
    return False


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what others keep in the same database: the inbox and DBOS make their own."""
    if kind == "index" and name is not None and name.startswith("search_"):
        # Indexes for full-text search stand in DDL of their own, by database.
        return False
    return kind != "table" or name is None or name in Table.metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_server_default=True,
    include_name=include_name,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
