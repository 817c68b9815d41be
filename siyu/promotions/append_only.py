"""Ledgers are append-only: the database itself refuses to change or delete a line."""

from sqlalchemy import DDL, event

from siyu.kernel.database import Table


def guards(table: str) -> dict[str, list[str]]:
    """Statements by dialect that guard a ledger; its migration carries them too."""
    said = f"lines of {table} are append only"
    return {
        "sqlite": [
            f"create trigger {table}_no_{act} before {act} on {table} "
            f"begin select raise(abort, '{said}'); end"
            for act in ("update", "delete")
        ],
        "postgresql": [
            (
                f"create or replace function {table}_append_only() returns trigger as $$ "
                f"begin raise exception '{said}'; end $$ language plpgsql"
            ),
            (
                f"create trigger {table}_append_only before update or delete "
                f"on {table} for each row execute function {table}_append_only()"
            ),
        ],
    }


def guard(row: type[Table]) -> None:
    """Let the table's creation bring its guards."""
    for dialect, statements in guards(row.__tablename__).items():
        for statement in statements:
            event.listen(
                row.__table__,
                "after_create",
                DDL(statement).execute_if(dialect=dialect),  # type: ignore[no-untyped-call]
            )
