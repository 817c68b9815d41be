"""Ledgers are append-only: the database itself refuses to change or remove a line.

Only ``note`` may change, because an erased person's words must go.
Migrations carry these triggers too: they cannot be read off the models.
"""

from sqlalchemy import DDL, event

from .models import GrowthLineRow, PointsLineRow, PointsUseRow

_FIXED = {
    PointsLineRow: "id, person_id, kind, debit, credit, points, cause, reason, by, of_id, at",
    PointsUseRow: "id, line_id, lot_id, points",
    GrowthLineRow: "id, person_id, home_id, kind, growth, cause, reason, by, at",
}


def _guards(table: str, columns: str) -> dict[str, list[str]]:
    said = "this ledger is append only"
    quoted = ", ".join(f'"{name}"' for name in columns.split(", "))
    return {
        "sqlite": [
            (
                f"create trigger {table}_no_update before update of {quoted} on {table} "
                f"begin select raise(abort, '{said}'); end"
            ),
            (
                f"create trigger {table}_no_delete before delete on {table} "
                f"begin select raise(abort, '{said}'); end"
            ),
        ],
        "postgresql": [
            (
                f"create or replace function {table}_append_only() returns trigger as $$ "
                f"begin raise exception '{said}'; end $$ language plpgsql"
            ),
            (
                f"create trigger {table}_no_update before update of {quoted} on {table} "
                f"for each row execute function {table}_append_only()"
            ),
            (
                f"create trigger {table}_no_delete before delete on {table} "
                f"for each row execute function {table}_append_only()"
            ),
        ],
    }


for _table, _columns in _FIXED.items():
    for _dialect, _statements in _guards(_table.__tablename__, _columns).items():
        for _statement in _statements:
            event.listen(
                _table.__table__,
                "after_create",
                DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
            )
