"""commerce order bound to a payment method

Revision ID: 080cadd5409c
Revises: 1f258f55361e
"""

import sqlalchemy as sa
from alembic import op

revision = "080cadd5409c"
down_revision = "1f258f55361e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("commerce_order") as batch_op:
        batch_op.add_column(sa.Column("payment_method", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("commerce_order") as batch_op:
        batch_op.drop_column("payment_method")
