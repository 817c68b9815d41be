"""commerce stock low since

Revision ID: b8f47a2c61de
Revises: 3d5e90c1b7a4
"""

import sqlalchemy as sa
from alembic import op

revision = "b8f47a2c61de"
down_revision = "3d5e90c1b7a4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("commerce_stock_level") as batch_op:
        batch_op.add_column(sa.Column("low_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("commerce_stock_level") as batch_op:
        batch_op.drop_column("low_since")
