"""Ledgers that only grow: the database itself refuses to change or remove a line.

A column of words may be left open, because an erased person's words must go.
"""

from collections.abc import Sequence

from sqlalchemy import DDL, event

from siyu.kernel.database import Table


def append_only(row: type[Table], *, words: str = "") -> None:
    """Let tables made from the models carry the triggers; migrations carry the same.

    Args:
        words: the one column that may change.

    """
    fixed = [column.name for column in row.__table__.columns if column.name != words]
    for dialect, statements in guards(row.__tablename__, fixed if words else []).items():
        for statement in statements:
            event.listen(
                row.__table__,
                "after_create",
                DDL(statement).execute_if(dialect=dialect),  # type: ignore[no-untyped-call]
            )


def guards(table: str, fixed: Sequence[str] = ()) -> dict[str, list[str]]:
    """Statements by dialect that make ``table`` refuse UPDATE, of ``fixed`` columns where given, and DELETE."""
    said = f"{table} is append only"
    update = f"update of {', '.join(fixed)}" if fixed else "update"
    return {
        "sqlite": [
            f"create trigger {table}_no_{name} before {act} on {table} "
            f"begin select raise(abort, '{said}'); end"
            for name, act in (("update", update), ("delete", "delete"))
        ],
        "postgresql": [
            (
                f"create or replace function {table}_append_only() returns trigger as $$ "
                f"begin raise exception '{said}'; end $$ language plpgsql"
            ),
            (
                f"create trigger {table}_append_only before {update} or delete on {table} "
                f"for each row execute function {table}_append_only()"
            ),
        ],
    }
