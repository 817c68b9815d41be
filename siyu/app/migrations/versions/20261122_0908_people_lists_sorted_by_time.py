"""people lists sorted by time

Revision ID: 26cc2bf1a172
Revises: a0c5e1d20002
"""

from alembic import op

revision = "26cc2bf1a172"
down_revision = "a0c5e1d20002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.create_index("ix_people_person_first_seen", ["first_seen_at", "id"], unique=False)
        batch_op.create_index("ix_people_person_last_seen", ["last_seen_at", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.drop_index("ix_people_person_last_seen")
        batch_op.drop_index("ix_people_person_first_seen")
