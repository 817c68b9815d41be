"""commerce recommendations

Revision ID: aa52b40b8b04
Revises: 3c7d20b1a320
"""

import sqlalchemy as sa
from alembic import op

revision = "aa52b40b8b04"
down_revision = "3c7d20b1a320"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commerce_bought_together",
        sa.Column(
            "version_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "product_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "other_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("together", sa.BigInteger(), nullable=False),
        sa.Column("lift", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "product_id != other_id", name=op.f("ck_commerce_bought_together_two_products")
        ),
        sa.CheckConstraint(
            "together > 0", name=op.f("ck_commerce_bought_together_together_positive")
        ),
        sa.PrimaryKeyConstraint(
            "version_id", "product_id", "other_id", name=op.f("pk_commerce_bought_together")
        ),
    )
    op.create_table(
        "commerce_popular_product",
        sa.Column("version_id", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "scope in ('all', 'store', 'tier')",
            name=op.f("ck_commerce_popular_product_scope_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_popular_product")),
    )
    with op.batch_alter_table("commerce_popular_product", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_popular_product_scope",
            ["version_id", "scope", "name", "place"],
            unique=False,
        )

    op.create_table(
        "commerce_recommendation_version",
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("orders", sa.BigInteger(), nullable=False),
        sa.Column("pairs", sa.BigInteger(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_recommendation_version")),
    )


def downgrade() -> None:
    op.drop_table("commerce_recommendation_version")
    with op.batch_alter_table("commerce_popular_product", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_popular_product_scope")

    op.drop_table("commerce_popular_product")
    op.drop_table("commerce_bought_together")
