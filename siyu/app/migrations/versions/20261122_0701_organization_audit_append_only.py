"""organization: the audit log is append only

Revision ID: a0c5e1d20002
Revises: a0c5e1d20001
"""

from alembic import op

revision = "a0c5e1d20002"
down_revision = "a0c5e1d20001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "create function organization_audit_append_only() returns trigger as $$ "
            "begin raise exception 'the audit log is append only'; end $$ language plpgsql"
        )
        op.execute(
            "create trigger organization_audit_append_only before update or delete "
            "on organization_audit for each row execute function organization_audit_append_only()"
        )
        return
    for act in ("update", "delete"):
        op.execute(
            f"create trigger organization_audit_no_{act} before {act} on organization_audit "
            "begin select raise(abort, 'the audit log is append only'); end"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("drop trigger organization_audit_append_only on organization_audit")
        op.execute("drop function organization_audit_append_only()")
        return
    for act in ("update", "delete"):
        op.execute(f"drop trigger organization_audit_no_{act}")
