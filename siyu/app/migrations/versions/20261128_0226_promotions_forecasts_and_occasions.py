"""promotions forecasts and occasions

Revision ID: 7c1de0b4a925
Revises: 5b1f0c9d2e44
"""

import sqlalchemy as sa
from alembic import op


revision = "7c1de0b4a925"
down_revision = "5b1f0c9d2e44"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = "kind in ('birthday', 'birthday_month', 'joining_day', 'weekly', 'monthly')"


def upgrade() -> None:
    op.create_table(
        "promotions_forecast",
        sa.Column("promotion_id", sa.BigInteger(), nullable=True),
        sa.Column("kind_id", sa.BigInteger(), nullable=True),
        sa.Column("rule", sa.JSON(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("job_id", sa.BigInteger(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("requested_by", sa.String(length=60), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.CheckConstraint(
            "(promotion_id is null) <> (kind_id is null)",
            name=op.f("ck_promotions_forecast_of_one_thing"),
        ),
        sa.CheckConstraint("since < until", name=op.f("ck_promotions_forecast_window_has_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions_forecast")),
    )
    with op.batch_alter_table("promotions_forecast", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promotions_forecast_kind_id"), ["kind_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_promotions_forecast_promotion_id"), ["promotion_id"], unique=False
        )

    op.create_table(
        "promotions_occasion",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("days_before", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("tiers", sa.JSON(), nullable=False),
        sa.Column("kind_id", _ID, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("done_until", sa.Date(), nullable=False),
        sa.Column("created_by", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.CheckConstraint(_KINDS, name=op.f("ck_promotions_occasion_kind_known")),
        sa.CheckConstraint(
            "days_before between 0 and 60", name=op.f("ck_promotions_occasion_days_before_within")
        ),
        sa.CheckConstraint(
            "hour between 0 and 23", name=op.f("ck_promotions_occasion_hour_within")
        ),
        sa.ForeignKeyConstraint(
            ["kind_id"], ["promotions_coupon_kind.id"], name=op.f("fk_promotions_occasion_kind_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions_occasion")),
    )
    with op.batch_alter_table("promotions_occasion", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_promotions_occasion_kind_id"), ["kind_id"], unique=False
        )

    op.create_table(
        "promotions_occasion_run",
        sa.Column("occasion_id", _ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("celebrated", sa.Date(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.ForeignKeyConstraint(
            ["occasion_id"],
            ["promotions_occasion.id"],
            name=op.f("fk_promotions_occasion_run_occasion_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promotions_occasion_run")),
        sa.UniqueConstraint(
            "occasion_id", "day", name=op.f("uq_promotions_occasion_run_occasion_id_day")
        ),
    )


def downgrade() -> None:
    op.drop_table("promotions_occasion_run")
    with op.batch_alter_table("promotions_occasion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promotions_occasion_kind_id"))

    op.drop_table("promotions_occasion")
    with op.batch_alter_table("promotions_forecast", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promotions_forecast_promotion_id"))
        batch_op.drop_index(batch_op.f("ix_promotions_forecast_kind_id"))

    op.drop_table("promotions_forecast")
