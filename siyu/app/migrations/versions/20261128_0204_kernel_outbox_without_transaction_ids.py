"""kernel outbox without transaction ids

Revision ID: 02f53190af7e
Revises: 5b1f0c9d2e33
"""

import sqlalchemy as sa
from alembic import op

revision = "02f53190af7e"
down_revision = "5b1f0c9d2e33"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("kernel_outbox") as batch_op:
        batch_op.drop_column("transaction_id")


def downgrade() -> None:
    with op.batch_alter_table("kernel_outbox") as batch_op:
        batch_op.add_column(
            sa.Column("transaction_id", sa.BigInteger(), nullable=False, server_default="0")
        )
