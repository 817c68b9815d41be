"""commerce carriers waybills tracks

Revision ID: 3c7d20b1a320
Revises: 080cadd5409c
"""

import sqlalchemy as sa
from alembic import op

revision = "3c7d20b1a320"
down_revision = "080cadd5409c"
branch_labels = None
depends_on = None

TRACK = "commerce_track"
FIXED = "provider, event_id, carrier, waybill, state, at, place, heard_at, id"
SAID = f"{TRACK} is append only"
STATES = (
    "'accepted', 'collected', 'in_transit', 'out_for_delivery', 'exception', 'signed', 'returned'"
)
# Carriers were words that somebody typed; other words stay as they are.
TYPED = {
    "SF": ("顺丰", "顺丰速运"),
    "YTO": ("圆通", "圆通速递"),
    "ZTO": ("中通", "中通快递"),
    "STO": ("申通", "申通快递"),
    "YUNDA": ("韵达", "韵达快递"),
    "JD": ("京东", "京东物流"),
    "JT": ("极兔", "极兔速递"),
    "DBL": ("德邦", "德邦快递"),
}


def _guard() -> None:
    """A track only grows; its words may go, for they may name who signed."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create function {TRACK}_append_only() returns trigger as $$ "
            f"begin raise exception '{SAID}'; end $$ language plpgsql"
        )
        op.execute(
            f"create trigger {TRACK}_append_only before update of {FIXED} or delete on {TRACK} "
            f"for each row execute function {TRACK}_append_only()"
        )
        return
    for name, act in (("update", f"update of {FIXED}"), ("delete", "delete")):
        op.execute(
            f"create trigger {TRACK}_no_{name} before {act} on {TRACK} "
            f"begin select raise(abort, '{SAID}'); end"
        )


def _unguard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"drop trigger {TRACK}_append_only on {TRACK}")
        op.execute(f"drop function {TRACK}_append_only()")
        return
    for name in ("update", "delete"):
        op.execute(f"drop trigger {TRACK}_no_{name}")


def upgrade() -> None:
    op.create_table(
        "commerce_carrier",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("name_zh", sa.String(length=50), nullable=False),
        sa.Column("name_en", sa.String(length=50), nullable=False),
        sa.Column("waybill_forms", sa.JSON(), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_carrier")),
        sa.UniqueConstraint("code", name=op.f("uq_commerce_carrier_code")),
    )
    op.create_table(
        "commerce_sandbox_waybill",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("carrier", sa.String(length=20), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sandbox_waybill")),
        sa.UniqueConstraint(
            "carrier", "number", name=op.f("uq_commerce_sandbox_waybill_carrier_number")
        ),
        sa.UniqueConstraint("key", name=op.f("uq_commerce_sandbox_waybill_key")),
    )
    op.create_table(
        "commerce_ship_batch",
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_ship_batch")),
    )
    op.create_table(
        "commerce_track",
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=100), nullable=False),
        sa.Column("carrier", sa.String(length=20), nullable=False),
        sa.Column("waybill", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=100), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('accepted', 'collected', 'in_transit', 'out_for_delivery', 'exception', 'signed', 'returned')",
            name=op.f("ck_commerce_track_state_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_track")),
        sa.UniqueConstraint(
            "provider", "event_id", name=op.f("uq_commerce_track_provider_event_id")
        ),
    )
    with op.batch_alter_table("commerce_track", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_track_waybill_carrier", ["waybill", "carrier"], unique=False
        )

    op.create_table(
        "commerce_sandbox_scan",
        sa.Column(
            "waybill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["waybill_id"],
            ["commerce_sandbox_waybill.id"],
            name=op.f("fk_commerce_sandbox_scan_waybill_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sandbox_scan")),
    )
    with op.batch_alter_table("commerce_sandbox_scan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_sandbox_scan_waybill_id"), ["waybill_id"], unique=False
        )

    op.create_table(
        "commerce_waybill",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("carrier", sa.String(length=20), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=100), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=True),
        sa.Column("requested_by", sa.String(length=100), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('requested', 'issued', 'used', 'cancelled')",
            name=op.f("ck_commerce_waybill_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_waybill_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_waybill")),
    )
    with op.batch_alter_table("commerce_waybill", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_waybill_number_carrier", ["number", "carrier"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_waybill_order_id"), ["order_id"], unique=False
        )
        batch_op.create_index(
            "uq_commerce_waybill_open",
            ["order_id", "carrier"],
            unique=True,
            sqlite_where=sa.text("state in ('requested', 'issued')"),
            postgresql_where=sa.text("state in ('requested', 'issued')"),
        )

    with op.batch_alter_table("commerce_shipment", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("state", sa.String(length=16), nullable=False, server_default="")
        )
        batch_op.add_column(sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.drop_index(batch_op.f("ix_commerce_shipment_waybill"))
        batch_op.create_index(
            "ix_commerce_shipment_ask",
            ["ask_at"],
            unique=False,
            sqlite_where=sa.text("ask_at is not null"),
            postgresql_where=sa.text("ask_at is not null"),
        )
        batch_op.create_index(
            "ix_commerce_shipment_waybill_carrier", ["waybill", "carrier"], unique=False
        )
    with op.batch_alter_table("commerce_shipment") as batch_op:
        batch_op.alter_column("state", existing_type=sa.String(length=16), server_default=None)
        batch_op.create_check_constraint(
            op.f("ck_commerce_shipment_state_known"), f"state in ('', {STATES})"
        )
    shipment = sa.table("commerce_shipment", sa.column("carrier"))
    for code, words in TYPED.items():
        op.execute(sa.update(shipment).where(shipment.c.carrier.in_(words)).values(carrier=code))
    _guard()


def downgrade() -> None:
    _unguard()
    with op.batch_alter_table("commerce_shipment", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_commerce_shipment_state_known"), type_="check")
        batch_op.drop_index("ix_commerce_shipment_waybill_carrier")
        batch_op.drop_index(
            "ix_commerce_shipment_ask",
            sqlite_where=sa.text("ask_at is not null"),
            postgresql_where=sa.text("ask_at is not null"),
        )
        batch_op.create_index(batch_op.f("ix_commerce_shipment_waybill"), ["waybill"], unique=False)
        batch_op.drop_column("ask_at")
        batch_op.drop_column("heard_at")
        batch_op.drop_column("delivered_at")
        batch_op.drop_column("state")

    with op.batch_alter_table("commerce_waybill", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_commerce_waybill_open",
            sqlite_where=sa.text("state in ('requested', 'issued')"),
            postgresql_where=sa.text("state in ('requested', 'issued')"),
        )
        batch_op.drop_index(batch_op.f("ix_commerce_waybill_order_id"))
        batch_op.drop_index("ix_commerce_waybill_number_carrier")

    op.drop_table("commerce_waybill")
    with op.batch_alter_table("commerce_sandbox_scan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_sandbox_scan_waybill_id"))

    op.drop_table("commerce_sandbox_scan")
    with op.batch_alter_table("commerce_track", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_track_waybill_carrier")

    op.drop_table("commerce_track")
    op.drop_table("commerce_ship_batch")
    op.drop_table("commerce_sandbox_waybill")
    op.drop_table("commerce_carrier")
