"""commerce location address

Revision ID: 3d5e90c1b7a4
Revises: aa52b40b8b04
"""

import sqlalchemy as sa
from alembic import op

revision = "3d5e90c1b7a4"
down_revision = "aa52b40b8b04"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("commerce_location") as batch_op:
        batch_op.add_column(
            sa.Column("address", sa.String(length=200), nullable=False, server_default="")
        )
    with op.batch_alter_table("commerce_location") as batch_op:
        batch_op.alter_column("address", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("commerce_location") as batch_op:
        batch_op.drop_column("address")
