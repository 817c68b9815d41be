"""commerce notes can be forgotten

Revision ID: 5b1f0c9d2e44
Revises: 02f53190af7e
"""

from alembic import op

revision = "5b1f0c9d2e44"
down_revision = "02f53190af7e"
branch_labels = None
depends_on = None

TABLE = "commerce_order_note"
FIXED = "order_id, author, at, id"
SAID = f"{TABLE} is append only"


def _guard_updates(update: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"drop trigger {TABLE}_append_only on {TABLE}")
        op.execute(
            f"create trigger {TABLE}_append_only before {update} or delete on {TABLE} "
            f"for each row execute function {TABLE}_append_only()"
        )
        return
    op.execute(f"drop trigger {TABLE}_no_update")
    op.execute(
        f"create trigger {TABLE}_no_update before {update} on {TABLE} "
        f"begin select raise(abort, '{SAID}'); end"
    )


def upgrade() -> None:
    _guard_updates(f"update of {FIXED}")


def downgrade() -> None:
    _guard_updates("update")
