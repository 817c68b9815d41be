"""commerce catalogue stock orders

Revision ID: 5b1f0c9d2e33
Revises: 5b1f0c9d2e22
"""

import sqlalchemy as sa
from alembic import op

revision = "5b1f0c9d2e33"
down_revision = "5b1f0c9d2e22"
branch_labels = None
depends_on = None

LEDGERS = (
    "commerce_stock_line",
    "commerce_order_allocation",
    "commerce_order_note",
    "commerce_payment_event",
    "commerce_wechat_notice",
)


def _guard(table: str) -> None:
    said = f"{table} is append only"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"create function {table}_append_only() returns trigger as $$ "
            f"begin raise exception '{said}'; end $$ language plpgsql"
        )
        op.execute(
            f"create trigger {table}_append_only before update or delete on {table} "
            f"for each row execute function {table}_append_only()"
        )
        return
    for act in ("update", "delete"):
        op.execute(
            f"create trigger {table}_no_{act} before {act} on {table} "
            f"begin select raise(abort, '{said}'); end"
        )


def _unguard(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"drop trigger {table}_append_only on {table}")
        op.execute(f"drop function {table}_append_only()")
        return
    for act in ("update", "delete"):
        op.execute(f"drop trigger {table}_no_{act}")


def upgrade() -> None:
    op.create_table(
        "commerce_brand",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_brand")),
        sa.UniqueConstraint("name", name=op.f("uq_commerce_brand_name")),
    )
    op.create_table(
        "commerce_category",
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "path",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["commerce_category.id"], name=op.f("fk_commerce_category_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_category")),
        sa.UniqueConstraint("parent_id", "name", name=op.f("uq_commerce_category_parent_id_name")),
    )
    with op.batch_alter_table("commerce_category", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_category_path"), ["path"], unique=False)

    op.create_table(
        "commerce_checkout",
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_checkout")),
        sa.UniqueConstraint("key", name=op.f("uq_commerce_checkout_key")),
    )
    op.create_table(
        "commerce_location",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("delivery_radius_m", sa.Integer(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind in ('warehouse', 'store')", name=op.f("ck_commerce_location_kind_known")
        ),
        sa.CheckConstraint(
            "(longitude is null) = (latitude is null)",
            name=op.f("ck_commerce_location_place_whole"),
        ),
        sa.CheckConstraint(
            "latitude between -90 and 90", name=op.f("ck_commerce_location_latitude_in_range")
        ),
        sa.CheckConstraint(
            "longitude between -180 and 180", name=op.f("ck_commerce_location_longitude_in_range")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_location")),
        sa.UniqueConstraint("code", name=op.f("uq_commerce_location_code")),
    )
    with op.batch_alter_table("commerce_location", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_location_node_id"), ["node_id"], unique=False)

    op.create_table(
        "commerce_member_session",
        sa.Column("token_digest", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("sales_channel", sa.String(length=50), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_commerce_member_session")),
    )
    with op.batch_alter_table("commerce_member_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_member_session_expires_at"), ["expires_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_member_session_person_id"), ["person_id"], unique=False
        )

    op.create_table(
        "commerce_payment_event",
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("event_id", sa.String(length=100), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("outcome", sa.String(length=14), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "outcome in ('paid', 'revived', 'repeated', 'late', 'doubled', 'wrong_amount', 'unknown')",
            name=op.f("ck_commerce_payment_event_outcome_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment_event")),
        sa.UniqueConstraint(
            "provider", "event_id", name=op.f("uq_commerce_payment_event_provider_event_id")
        ),
    )
    with op.batch_alter_table("commerce_payment_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_payment_event_number"), ["number"], unique=False
        )

    op.create_table(
        "commerce_price_book",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("parent_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "parent_id <> id", name=op.f("ck_commerce_price_book_not_its_own_parent")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["commerce_price_book.id"], name=op.f("fk_commerce_price_book_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_price_book")),
        sa.UniqueConstraint("name", name=op.f("uq_commerce_price_book_name")),
    )
    with op.batch_alter_table("commerce_price_book", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_price_book_parent_id"), ["parent_id"], unique=False
        )

    op.create_table(
        "commerce_reservation",
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("sku_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("sales_channel_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("from_quota", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("shipped", sa.Integer(), nullable=False),
        sa.Column("released", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "held + shipped + released = quantity", name=op.f("ck_commerce_reservation_adds_up")
        ),
        sa.CheckConstraint(
            "held >= 0 and from_quota >= 0", name=op.f("ck_commerce_reservation_held_not_negative")
        ),
        sa.CheckConstraint(
            "shipped >= 0 and released >= 0", name=op.f("ck_commerce_reservation_gone_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_reservation")),
        sa.UniqueConstraint(
            "cause",
            "sku_id",
            "location_id",
            name=op.f("uq_commerce_reservation_cause_sku_id_location_id"),
        ),
    )
    with op.batch_alter_table("commerce_reservation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_reservation_expires_at"), ["expires_at"], unique=False
        )

    op.create_table(
        "commerce_sandbox_trade",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "refunded_minor between 0 and paid_minor",
            name=op.f("ck_commerce_sandbox_trade_refunded"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sandbox_trade")),
        sa.UniqueConstraint("number", name=op.f("uq_commerce_sandbox_trade_number")),
    )
    op.create_table(
        "commerce_sign_in_code",
        sa.Column("phone_blind", sa.LargeBinary(), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "attempts >= 0", name=op.f("ck_commerce_sign_in_code_attempts_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sign_in_code")),
    )
    with op.batch_alter_table("commerce_sign_in_code", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_sign_in_code_phone_blind"), ["phone_blind"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_sign_in_code_sent_at"), ["sent_at"], unique=False
        )

    op.create_table(
        "commerce_stock_line",
        sa.Column("sku_id", sa.BigInteger(), nullable=False),
        sa.Column("location_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind in ('received', 'adjusted', 'counted', 'reserved', 'released', 'shipped', 'returned', 'transfer_out', 'transfer_in')",
            name=op.f("ck_commerce_stock_line_kind_known"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_stock_line")),
        sa.UniqueConstraint(
            "cause",
            "kind",
            "sku_id",
            "location_id",
            name=op.f("uq_commerce_stock_line_cause_kind_sku_id_location_id"),
        ),
    )
    with op.batch_alter_table("commerce_stock_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_stock_line_sku_id_location_id",
            ["sku_id", "location_id", "id"],
            unique=False,
        )

    op.create_table(
        "commerce_version",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_commerce_version")),
    )
    op.create_table(
        "commerce_product",
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subtitle", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("brand_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("attributes", sa.JSON(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "status in ('draft', 'on_sale', 'off_sale', 'archived')",
            name=op.f("ck_commerce_product_status_known"),
        ),
        sa.ForeignKeyConstraint(
            ["brand_id"], ["commerce_brand.id"], name=op.f("fk_commerce_product_brand_id")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["commerce_category.id"], name=op.f("fk_commerce_product_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_product")),
        sa.UniqueConstraint("code", name=op.f("uq_commerce_product_code")),
    )
    with op.batch_alter_table("commerce_product", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_product_brand_id"), ["brand_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_product_category_id"), ["category_id"], unique=False
        )
        batch_op.create_index(
            "ix_commerce_product_status_category_id", ["status", "category_id"], unique=False
        )

    op.create_table(
        "commerce_sales_channel",
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("pool", sa.String(length=20), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column(
            "price_book_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("unpaid_minutes", sa.Integer(), nullable=False),
        sa.Column("freight_minor", sa.Integer(), nullable=False),
        sa.Column("payment_providers", sa.JSON(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind in ('mini_program', 'h5', 'app', 'pos', 'tmall', 'taobao', 'jd', 'pinduoduo', 'douyin', 'kuaishou', 'meituan', 'eleme', 'other')",
            name=op.f("ck_commerce_sales_channel_kind_known"),
        ),
        sa.CheckConstraint(
            "pool in ('private', 'public', 'commercial')",
            name=op.f("ck_commerce_sales_channel_pool_known"),
        ),
        sa.ForeignKeyConstraint(
            ["price_book_id"],
            ["commerce_price_book.id"],
            name=op.f("fk_commerce_sales_channel_price_book_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sales_channel")),
        sa.UniqueConstraint("code", name=op.f("uq_commerce_sales_channel_code")),
    )
    with op.batch_alter_table("commerce_sales_channel", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_sales_channel_node_id"), ["node_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_sales_channel_price_book_id"), ["price_book_id"], unique=False
        )

    op.create_table(
        "commerce_sandbox_refund",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("trade_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["trade_id"],
            ["commerce_sandbox_trade.id"],
            name=op.f("fk_commerce_sandbox_refund_trade_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sandbox_refund")),
        sa.UniqueConstraint("number", name=op.f("uq_commerce_sandbox_refund_number")),
    )
    with op.batch_alter_table("commerce_sandbox_refund", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_sandbox_refund_trade_id"), ["trade_id"], unique=False
        )

    op.create_table(
        "commerce_stock_take",
        sa.Column(
            "location_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('counting', 'posted', 'dropped')",
            name=op.f("ck_commerce_stock_take_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["commerce_location.id"],
            name=op.f("fk_commerce_stock_take_location_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_stock_take")),
    )
    with op.batch_alter_table("commerce_stock_take", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_stock_take_location_id"), ["location_id"], unique=False
        )

    op.create_table(
        "commerce_transfer",
        sa.Column("from_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("to_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('sent', 'received')", name=op.f("ck_commerce_transfer_state_known")
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_commerce_transfer_two_places")),
        sa.ForeignKeyConstraint(
            ["from_id"], ["commerce_location.id"], name=op.f("fk_commerce_transfer_from_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["commerce_location.id"], name=op.f("fk_commerce_transfer_to_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_transfer")),
    )
    with op.batch_alter_table("commerce_transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_transfer_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commerce_transfer_to_id"), ["to_id"], unique=False)

    op.create_table(
        "commerce_cart",
        sa.Column(
            "sales_channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("device", sa.String(length=64), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "(person_id is null) <> (device is null)", name=op.f("ck_commerce_cart_one_owner")
        ),
        sa.ForeignKeyConstraint(
            ["sales_channel_id"],
            ["commerce_sales_channel.id"],
            name=op.f("fk_commerce_cart_sales_channel_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_cart")),
        sa.UniqueConstraint(
            "sales_channel_id", "device", name=op.f("uq_commerce_cart_sales_channel_id_device")
        ),
        sa.UniqueConstraint(
            "sales_channel_id",
            "person_id",
            name=op.f("uq_commerce_cart_sales_channel_id_person_id"),
        ),
    )
    with op.batch_alter_table("commerce_cart", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_cart_changed_at"), ["changed_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commerce_cart_person_id"), ["person_id"], unique=False)

    op.create_table(
        "commerce_listing",
        sa.Column(
            "sales_channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["commerce_product.id"], name=op.f("fk_commerce_listing_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["sales_channel_id"],
            ["commerce_sales_channel.id"],
            name=op.f("fk_commerce_listing_sales_channel_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_listing")),
        sa.UniqueConstraint(
            "sales_channel_id",
            "product_id",
            name=op.f("uq_commerce_listing_sales_channel_id_product_id"),
        ),
    )
    with op.batch_alter_table("commerce_listing", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_listing_product_id"), ["product_id"], unique=False
        )

    op.create_table(
        "commerce_order",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "sales_channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("location_id", sa.BigInteger(), nullable=True),
        sa.Column("fulfilment", sa.String(length=10), nullable=False),
        sa.Column("pay_state", sa.String(length=14), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("goods_minor", sa.BigInteger(), nullable=False),
        sa.Column("discount_minor", sa.BigInteger(), nullable=False),
        sa.Column("points_minor", sa.BigInteger(), nullable=False),
        sa.Column("freight_minor", sa.BigInteger(), nullable=False),
        sa.Column("total_minor", sa.BigInteger(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("freight_refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("coupon_ids", sa.JSON(), nullable=False),
        sa.Column("priced", sa.JSON(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("remark", sa.String(length=500), nullable=False),
        sa.Column("placed_by", sa.String(length=100), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("close_reason", sa.String(length=20), nullable=False),
        sa.Column("confirm_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.CheckConstraint(
            "fulfilment in ('ship', 'pickup', 'delivery')",
            name=op.f("ck_commerce_order_fulfilment_known"),
        ),
        sa.CheckConstraint(
            "pay_state in ('unpaid', 'paid', 'part_refunded', 'refunded', 'closed')",
            name=op.f("ck_commerce_order_pay_state_known"),
        ),
        sa.CheckConstraint(
            "paid_minor in (0, total_minor)", name=op.f("ck_commerce_order_paid_in_whole")
        ),
        sa.CheckConstraint(
            "refunded_minor between 0 and paid_minor",
            name=op.f("ck_commerce_order_refunded_within_paid"),
        ),
        sa.CheckConstraint(
            "total_minor = goods_minor - discount_minor - points_minor + freight_minor",
            name=op.f("ck_commerce_order_total_adds_up"),
        ),
        sa.CheckConstraint(
            "total_minor >= 0 and goods_minor >= 0 and discount_minor >= 0 and points_minor >= 0 and freight_minor >= 0 and points >= 0",
            name=op.f("ck_commerce_order_amounts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["sales_channel_id"],
            ["commerce_sales_channel.id"],
            name=op.f("fk_commerce_order_sales_channel_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_order")),
    )
    with op.batch_alter_table("commerce_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_order_confirm",
            ["confirm_at"],
            unique=False,
            sqlite_where=sa.text("completed_at is null"),
            postgresql_where=sa.text("completed_at is null"),
        )
        batch_op.create_index(
            "ix_commerce_order_due",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("pay_state = 'unpaid'"),
            postgresql_where=sa.text("pay_state = 'unpaid'"),
        )
        batch_op.create_index(batch_op.f("ix_commerce_order_node_id"), ["node_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commerce_order_pay_state"), ["pay_state"], unique=False
        )
        batch_op.create_index("ix_commerce_order_person_id_id", ["person_id", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commerce_order_placed_at"), ["placed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_order_sales_channel_id"), ["sales_channel_id"], unique=False
        )

    op.create_table(
        "commerce_picture",
        sa.Column(
            "product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["product_id"], ["commerce_product.id"], name=op.f("fk_commerce_picture_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_picture")),
    )
    with op.batch_alter_table("commerce_picture", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_picture_product_id"), ["product_id"], unique=False
        )

    op.create_table(
        "commerce_sku",
        sa.Column(
            "product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("code", sa.String(length=100), nullable=False),
        sa.Column("barcode", sa.String(length=50), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("options_key", sa.String(length=500), nullable=False),
        sa.Column("floor_minor", sa.Integer(), nullable=False),
        sa.Column("weight_g", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint("floor_minor >= 0", name=op.f("ck_commerce_sku_floor_not_negative")),
        sa.CheckConstraint("weight_g >= 0", name=op.f("ck_commerce_sku_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["commerce_product.id"], name=op.f("fk_commerce_sku_product_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_sku")),
        sa.UniqueConstraint("code", name=op.f("uq_commerce_sku_code")),
        sa.UniqueConstraint(
            "product_id", "options_key", name=op.f("uq_commerce_sku_product_id_options_key")
        ),
    )
    with op.batch_alter_table("commerce_sku", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_sku_barcode"), ["barcode"], unique=False)

    op.create_table(
        "commerce_stock_take_line",
        sa.Column(
            "stock_take_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sku_id", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "counted >= 0", name=op.f("ck_commerce_stock_take_line_counted_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["stock_take_id"],
            ["commerce_stock_take.id"],
            name=op.f("fk_commerce_stock_take_line_stock_take_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_stock_take_line")),
        sa.UniqueConstraint(
            "stock_take_id", "sku_id", name=op.f("uq_commerce_stock_take_line_stock_take_id_sku_id")
        ),
    )
    op.create_table(
        "commerce_transfer_line",
        sa.Column(
            "transfer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sku_id", sa.BigInteger(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "sent > 0 and received between 0 and sent",
            name=op.f("ck_commerce_transfer_line_received_within"),
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["commerce_transfer.id"],
            name=op.f("fk_commerce_transfer_line_transfer_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_transfer_line")),
        sa.UniqueConstraint(
            "transfer_id", "sku_id", name=op.f("uq_commerce_transfer_line_transfer_id_sku_id")
        ),
    )
    op.create_table(
        "commerce_after_sale",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("freight_minor", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("waybill", sa.String(length=100), nullable=False),
        sa.Column("asked_by", sa.String(length=100), nullable=False),
        sa.Column("decided_by", sa.String(length=100), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind in ('refund_only', 'return', 'exchange')",
            name=op.f("ck_commerce_after_sale_kind_known"),
        ),
        sa.CheckConstraint(
            "state in ('requested', 'approved', 'done', 'rejected', 'withdrawn')",
            name=op.f("ck_commerce_after_sale_state_known"),
        ),
        sa.CheckConstraint(
            "amount_minor >= 0 and points >= 0",
            name=op.f("ck_commerce_after_sale_amounts_not_negative"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_after_sale_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_after_sale")),
    )
    with op.batch_alter_table("commerce_after_sale", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_after_sale_node_id"), ["node_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_after_sale_order_id"), ["order_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_after_sale_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commerce_after_sale_state"), ["state"], unique=False)

    op.create_table(
        "commerce_attribution",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("pool", sa.String(length=20), nullable=False),
        sa.Column("channel", sa.String(length=50), nullable=False),
        sa.Column("account", sa.String(length=100), nullable=False),
        sa.Column("entry_code", sa.String(length=100), nullable=False),
        sa.Column("campaign", sa.String(length=100), nullable=False),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("guide_id", sa.BigInteger(), nullable=True),
        sa.Column("promoter_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_attribution_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_commerce_attribution")),
    )
    with op.batch_alter_table("commerce_attribution", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_attribution_guide_id"), ["guide_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_attribution_node_id"), ["node_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_attribution_promoter_id"), ["promoter_id"], unique=False
        )

    op.create_table(
        "commerce_cart_line",
        sa.Column("cart_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sku_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "quantity between 1 and 9999", name=op.f("ck_commerce_cart_line_quantity_in_range")
        ),
        sa.ForeignKeyConstraint(
            ["cart_id"], ["commerce_cart.id"], name=op.f("fk_commerce_cart_line_cart_id")
        ),
        sa.ForeignKeyConstraint(
            ["sku_id"], ["commerce_sku.id"], name=op.f("fk_commerce_cart_line_sku_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_cart_line")),
        sa.UniqueConstraint("cart_id", "sku_id", name=op.f("uq_commerce_cart_line_cart_id_sku_id")),
    )
    with op.batch_alter_table("commerce_cart_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_cart_line_sku_id"), ["sku_id"], unique=False)

    op.create_table(
        "commerce_order_allocation",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("first_unit", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_minor", sa.BigInteger(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind in ('promotion', 'coupon', 'points', 'price_change')",
            name=op.f("ck_commerce_order_allocation_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_order_allocation_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_order_allocation")),
    )
    with op.batch_alter_table("commerce_order_allocation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_order_allocation_order_id"), ["order_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_order_allocation_source"), ["source"], unique=False
        )

    op.create_table(
        "commerce_order_line",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sku_id", sa.BigInteger(), nullable=False),
        sa.Column("sku_code", sa.String(length=100), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("product_code", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("category", sa.String(length=100), nullable=False),
        sa.Column("brand", sa.String(length=100), nullable=False),
        sa.Column("picture", sa.String(length=2000), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("unit_minor", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("runs", sa.JSON(), nullable=False),
        sa.Column("shipped", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("cancelling", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "asked >= 0 and refunded >= 0 and asked + refunded <= quantity",
            name=op.f("ck_commerce_order_line_refunded_within"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_commerce_order_line_quantity_positive")),
        sa.CheckConstraint(
            "received between 0 and shipped", name=op.f("ck_commerce_order_line_received_within")
        ),
        sa.CheckConstraint(
            "returned between 0 and shipped", name=op.f("ck_commerce_order_line_returned_within")
        ),
        sa.CheckConstraint(
            "shipped >= 0 and cancelled >= 0 and cancelling >= 0 and shipped + cancelled + cancelling <= quantity",
            name=op.f("ck_commerce_order_line_shipped_within"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_order_line_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_order_line")),
        sa.UniqueConstraint(
            "order_id", "number", name=op.f("uq_commerce_order_line_order_id_number")
        ),
    )
    with op.batch_alter_table("commerce_order_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_order_line_sku_id"), ["sku_id"], unique=False)

    op.create_table(
        "commerce_order_note",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_order_note_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_order_note")),
    )
    with op.batch_alter_table("commerce_order_note", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_order_note_order_id"), ["order_id"], unique=False
        )

    op.create_table(
        "commerce_payment",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("received_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "state in ('pending', 'succeeded', 'closed')",
            name=op.f("ck_commerce_payment_state_known"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_commerce_payment_amount_positive")),
        sa.CheckConstraint(
            "refunded_minor between 0 and received_minor",
            name=op.f("ck_commerce_payment_refunded_within"),
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_payment_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment")),
        sa.UniqueConstraint("number", name=op.f("uq_commerce_payment_number")),
    )
    with op.batch_alter_table("commerce_payment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_payment_order_id"), ["order_id"], unique=False
        )
        batch_op.create_index(
            "ix_commerce_payment_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "commerce_pickup_code",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("blind", sa.LargeBinary(), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("verified_by", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_pickup_code_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_commerce_pickup_code")),
        sa.UniqueConstraint("blind", name=op.f("uq_commerce_pickup_code_blind")),
    )
    op.create_table(
        "commerce_price",
        sa.Column(
            "price_book_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("sku_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_minor", sa.Integer(), nullable=False),
        sa.Column("list_minor", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "list_minor >= unit_minor", name=op.f("ck_commerce_price_list_not_below_unit")
        ),
        sa.CheckConstraint("unit_minor >= 0", name=op.f("ck_commerce_price_unit_not_negative")),
        sa.ForeignKeyConstraint(
            ["price_book_id"],
            ["commerce_price_book.id"],
            name=op.f("fk_commerce_price_price_book_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sku_id"], ["commerce_sku.id"], name=op.f("fk_commerce_price_sku_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_price")),
        sa.UniqueConstraint(
            "price_book_id", "sku_id", name=op.f("uq_commerce_price_price_book_id_sku_id")
        ),
    )
    with op.batch_alter_table("commerce_price", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commerce_price_sku_id"), ["sku_id"], unique=False)

    op.create_table(
        "commerce_quota",
        sa.Column("sku_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "location_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "sales_channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("allotted", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "used >= 0 and used <= allotted", name=op.f("ck_commerce_quota_used_within")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"], ["commerce_location.id"], name=op.f("fk_commerce_quota_location_id")
        ),
        sa.ForeignKeyConstraint(
            ["sales_channel_id"],
            ["commerce_sales_channel.id"],
            name=op.f("fk_commerce_quota_sales_channel_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sku_id"], ["commerce_sku.id"], name=op.f("fk_commerce_quota_sku_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_quota")),
        sa.UniqueConstraint(
            "sku_id",
            "location_id",
            "sales_channel_id",
            name=op.f("uq_commerce_quota_sku_id_location_id_sales_channel_id"),
        ),
    )
    op.create_table(
        "commerce_shipment",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("carrier", sa.String(length=50), nullable=False),
        sa.Column("waybill", sa.String(length=100), nullable=False),
        sa.Column("by", sa.String(length=100), nullable=False),
        sa.Column("shipped_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_shipment_order_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_shipment")),
    )
    with op.batch_alter_table("commerce_shipment", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_shipment_order_id"), ["order_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commerce_shipment_waybill"), ["waybill"], unique=False)

    op.create_table(
        "commerce_stock_level",
        sa.Column("sku_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "location_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("safety", sa.Integer(), nullable=False),
        sa.Column("set_aside", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "reserved >= 0 and reserved <= on_hand",
            name=op.f("ck_commerce_stock_level_reserved_in_stock"),
        ),
        sa.CheckConstraint("safety >= 0", name=op.f("ck_commerce_stock_level_safety_not_negative")),
        sa.CheckConstraint(
            "set_aside >= 0", name=op.f("ck_commerce_stock_level_set_aside_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["commerce_location.id"],
            name=op.f("fk_commerce_stock_level_location_id"),
        ),
        sa.ForeignKeyConstraint(
            ["sku_id"], ["commerce_sku.id"], name=op.f("fk_commerce_stock_level_sku_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_stock_level")),
        sa.UniqueConstraint(
            "sku_id", "location_id", name=op.f("uq_commerce_stock_level_sku_id_location_id")
        ),
    )
    with op.batch_alter_table("commerce_stock_level", schema=None) as batch_op:
        batch_op.create_index("ix_commerce_stock_level_location_id", ["location_id"], unique=False)

    op.create_table(
        "commerce_after_sale_line",
        sa.Column(
            "after_sale_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("not_shipped", sa.Integer(), nullable=False),
        sa.Column("units", sa.JSON(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "not_shipped between 0 and quantity",
            name=op.f("ck_commerce_after_sale_line_not_shipped_within"),
        ),
        sa.CheckConstraint(
            "quantity > 0", name=op.f("ck_commerce_after_sale_line_quantity_positive")
        ),
        sa.ForeignKeyConstraint(
            ["after_sale_id"],
            ["commerce_after_sale.id"],
            name=op.f("fk_commerce_after_sale_line_after_sale_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_after_sale_line")),
        sa.UniqueConstraint(
            "after_sale_id",
            "line_number",
            name=op.f("uq_commerce_after_sale_line_after_sale_id_line_number"),
        ),
    )
    op.create_table(
        "commerce_refund",
        sa.Column("order_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "payment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("cause", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.String(length=14), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "reason in ('after_sale', 'late', 'doubled', 'wrong_amount')",
            name=op.f("ck_commerce_refund_reason_known"),
        ),
        sa.CheckConstraint(
            "state in ('requested', 'succeeded', 'failed')",
            name=op.f("ck_commerce_refund_state_known"),
        ),
        sa.CheckConstraint("amount_minor > 0", name=op.f("ck_commerce_refund_amount_positive")),
        sa.ForeignKeyConstraint(
            ["order_id"], ["commerce_order.id"], name=op.f("fk_commerce_refund_order_id")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["commerce_payment.id"], name=op.f("fk_commerce_refund_payment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_refund")),
        sa.UniqueConstraint(
            "cause", "payment_id", name=op.f("uq_commerce_refund_cause_payment_id")
        ),
    )
    with op.batch_alter_table("commerce_refund", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_refund_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'requested'"),
            postgresql_where=sa.text("state = 'requested'"),
        )
        batch_op.create_index(batch_op.f("ix_commerce_refund_order_id"), ["order_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commerce_refund_payment_id"), ["payment_id"], unique=False
        )

    op.create_table(
        "commerce_shipment_line",
        sa.Column(
            "shipment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "quantity > 0", name=op.f("ck_commerce_shipment_line_quantity_positive")
        ),
        sa.ForeignKeyConstraint(
            ["shipment_id"],
            ["commerce_shipment.id"],
            name=op.f("fk_commerce_shipment_line_shipment_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_shipment_line")),
        sa.UniqueConstraint(
            "shipment_id",
            "line_number",
            name=op.f("uq_commerce_shipment_line_shipment_id_line_number"),
        ),
    )
    op.create_table(
        "commerce_payment_account",
        sa.Column("provider", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "sales_channel_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("node_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("app_id", sa.String(length=32), nullable=False),
        sa.Column("merchant_id", sa.String(length=32), nullable=False),
        sa.Column("key_mode", sa.String(length=12), nullable=False),
        sa.Column("serial_no", sa.String(length=64), nullable=False),
        sa.Column("public_key_id", sa.String(length=64), nullable=False),
        sa.Column("credentials", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "key_mode in ('certificate', 'public_key')",
            name=op.f("ck_commerce_payment_account_key_mode_known"),
        ),
        sa.ForeignKeyConstraint(
            ["sales_channel_id"],
            ["commerce_sales_channel.id"],
            name=op.f("fk_commerce_payment_account_sales_channel_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment_account")),
    )
    with op.batch_alter_table("commerce_payment_account", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_payment_account_node_id"), ["node_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_commerce_payment_account_sales_channel_id"),
            ["sales_channel_id"],
            unique=False,
        )

    op.create_table(
        "commerce_payment_bill",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("payments", sa.Integer(), nullable=False),
        sa.Column("paid_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunds", sa.Integer(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.Column("sha1", sa.String(length=40), nullable=False),
        sa.Column("compared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["commerce_payment_account.id"],
            name=op.f("fk_commerce_payment_bill_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment_bill")),
        sa.UniqueConstraint(
            "account_id", "day", name=op.f("uq_commerce_payment_bill_account_id_day")
        ),
    )
    op.create_table(
        "commerce_wechat_notice",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("event_id", sa.String(length=64), nullable=False),
        sa.Column("event_type", sa.String(length=40), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "outcome in ('taken', 'repeated', 'ignored')",
            name=op.f("ck_commerce_wechat_notice_outcome_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["commerce_payment_account.id"],
            name=op.f("fk_commerce_wechat_notice_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_wechat_notice")),
        sa.UniqueConstraint(
            "account_id", "event_id", name=op.f("uq_commerce_wechat_notice_account_id_event_id")
        ),
    )
    with op.batch_alter_table("commerce_wechat_notice", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_wechat_notice_number"), ["number"], unique=False
        )

    op.create_table(
        "commerce_wechat_trade",
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("trade_type", sa.String(length=10), nullable=False),
        sa.Column("payer", sa.LargeBinary(), nullable=False),
        sa.Column("prepared", sa.String(length=600), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "trade_type in ('jsapi', 'native', 'h5')",
            name=op.f("ck_commerce_wechat_trade_trade_type_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["commerce_payment_account.id"],
            name=op.f("fk_commerce_wechat_trade_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_wechat_trade")),
        sa.UniqueConstraint("number", name=op.f("uq_commerce_wechat_trade_number")),
    )
    with op.batch_alter_table("commerce_wechat_trade", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_wechat_trade_account_id"), ["account_id"], unique=False
        )
        batch_op.create_index(
            "ix_commerce_wechat_trade_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("settled_at is null"),
            postgresql_where=sa.text("settled_at is null"),
        )

    op.create_table(
        "commerce_payment_bill_line",
        sa.Column("bill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "subject in ('payment', 'refund')",
            name=op.f("ck_commerce_payment_bill_line_subject_known"),
        ),
        sa.ForeignKeyConstraint(
            ["bill_id"],
            ["commerce_payment_bill.id"],
            name=op.f("fk_commerce_payment_bill_line_bill_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment_bill_line")),
        sa.UniqueConstraint(
            "bill_id",
            "subject",
            "number",
            name=op.f("uq_commerce_payment_bill_line_bill_id_subject_number"),
        ),
    )
    with op.batch_alter_table("commerce_payment_bill_line", schema=None) as batch_op:
        batch_op.create_index(
            "ix_commerce_payment_bill_line_number", ["subject", "number"], unique=False
        )

    op.create_table(
        "commerce_payment_difference",
        sa.Column(
            "account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("bill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("subject", sa.String(length=10), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("ours_minor", sa.BigInteger(), nullable=True),
        sa.Column("theirs_minor", sa.BigInteger(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        sa.CheckConstraint(
            "(settled_at is null) = (settled_by = '')",
            name=op.f("ck_commerce_payment_difference_settled_by_somebody"),
        ),
        sa.CheckConstraint(
            "kind in ('missing_here', 'missing_there', 'other_amount')",
            name=op.f("ck_commerce_payment_difference_kind_known"),
        ),
        sa.CheckConstraint(
            "subject in ('payment', 'refund')",
            name=op.f("ck_commerce_payment_difference_subject_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["commerce_payment_account.id"],
            name=op.f("fk_commerce_payment_difference_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["bill_id"],
            ["commerce_payment_bill.id"],
            name=op.f("fk_commerce_payment_difference_bill_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commerce_payment_difference")),
        sa.UniqueConstraint(
            "account_id",
            "subject",
            "number",
            "kind",
            name=op.f("uq_commerce_payment_difference_account_id_subject_number_kind"),
        ),
    )
    with op.batch_alter_table("commerce_payment_difference", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_commerce_payment_difference_bill_id"), ["bill_id"], unique=False
        )
        batch_op.create_index(
            "ix_commerce_payment_difference_open",
            ["id"],
            unique=False,
            sqlite_where=sa.text("settled_at is null"),
            postgresql_where=sa.text("settled_at is null"),
        )

    for table in LEDGERS:
        _guard(table)


def downgrade() -> None:
    for table in LEDGERS:
        _unguard(table)

    with op.batch_alter_table("commerce_payment_difference", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_commerce_payment_difference_open",
            sqlite_where=sa.text("settled_at is null"),
            postgresql_where=sa.text("settled_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_commerce_payment_difference_bill_id"))

    op.drop_table("commerce_payment_difference")
    with op.batch_alter_table("commerce_payment_bill_line", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_payment_bill_line_number")

    op.drop_table("commerce_payment_bill_line")
    with op.batch_alter_table("commerce_wechat_trade", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_commerce_wechat_trade_open",
            sqlite_where=sa.text("settled_at is null"),
            postgresql_where=sa.text("settled_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_commerce_wechat_trade_account_id"))

    op.drop_table("commerce_wechat_trade")
    with op.batch_alter_table("commerce_wechat_notice", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_wechat_notice_number"))

    op.drop_table("commerce_wechat_notice")
    op.drop_table("commerce_payment_bill")
    with op.batch_alter_table("commerce_payment_account", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_payment_account_sales_channel_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_payment_account_node_id"))

    op.drop_table("commerce_payment_account")
    op.drop_table("commerce_shipment_line")
    with op.batch_alter_table("commerce_refund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_refund_payment_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_refund_order_id"))
        batch_op.drop_index(
            "ix_commerce_refund_due",
            sqlite_where=sa.text("state = 'requested'"),
            postgresql_where=sa.text("state = 'requested'"),
        )

    op.drop_table("commerce_refund")
    op.drop_table("commerce_after_sale_line")
    with op.batch_alter_table("commerce_stock_level", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_stock_level_location_id")

    op.drop_table("commerce_stock_level")
    with op.batch_alter_table("commerce_shipment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_shipment_waybill"))
        batch_op.drop_index(batch_op.f("ix_commerce_shipment_order_id"))

    op.drop_table("commerce_shipment")
    op.drop_table("commerce_quota")
    with op.batch_alter_table("commerce_price", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_price_sku_id"))

    op.drop_table("commerce_price")
    op.drop_table("commerce_pickup_code")
    with op.batch_alter_table("commerce_payment", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_commerce_payment_pending",
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )
        batch_op.drop_index(batch_op.f("ix_commerce_payment_order_id"))

    op.drop_table("commerce_payment")
    with op.batch_alter_table("commerce_order_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_order_note_order_id"))

    op.drop_table("commerce_order_note")
    with op.batch_alter_table("commerce_order_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_order_line_sku_id"))

    op.drop_table("commerce_order_line")
    with op.batch_alter_table("commerce_order_allocation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_order_allocation_source"))
        batch_op.drop_index(batch_op.f("ix_commerce_order_allocation_order_id"))

    op.drop_table("commerce_order_allocation")
    with op.batch_alter_table("commerce_cart_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_cart_line_sku_id"))

    op.drop_table("commerce_cart_line")
    with op.batch_alter_table("commerce_attribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_attribution_promoter_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_attribution_node_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_attribution_guide_id"))

    op.drop_table("commerce_attribution")
    with op.batch_alter_table("commerce_after_sale", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_after_sale_state"))
        batch_op.drop_index(batch_op.f("ix_commerce_after_sale_person_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_after_sale_order_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_after_sale_node_id"))

    op.drop_table("commerce_after_sale")
    op.drop_table("commerce_transfer_line")
    op.drop_table("commerce_stock_take_line")
    with op.batch_alter_table("commerce_sku", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_sku_barcode"))

    op.drop_table("commerce_sku")
    with op.batch_alter_table("commerce_picture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_picture_product_id"))

    op.drop_table("commerce_picture")
    with op.batch_alter_table("commerce_order", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_order_sales_channel_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_order_placed_at"))
        batch_op.drop_index("ix_commerce_order_person_id_id")
        batch_op.drop_index(batch_op.f("ix_commerce_order_pay_state"))
        batch_op.drop_index(batch_op.f("ix_commerce_order_node_id"))
        batch_op.drop_index(
            "ix_commerce_order_due",
            sqlite_where=sa.text("pay_state = 'unpaid'"),
            postgresql_where=sa.text("pay_state = 'unpaid'"),
        )
        batch_op.drop_index(
            "ix_commerce_order_confirm",
            sqlite_where=sa.text("completed_at is null"),
            postgresql_where=sa.text("completed_at is null"),
        )

    op.drop_table("commerce_order")
    with op.batch_alter_table("commerce_listing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_listing_product_id"))

    op.drop_table("commerce_listing")
    with op.batch_alter_table("commerce_cart", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_cart_person_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_cart_changed_at"))

    op.drop_table("commerce_cart")
    with op.batch_alter_table("commerce_transfer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_transfer_to_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_transfer_from_id"))

    op.drop_table("commerce_transfer")
    with op.batch_alter_table("commerce_stock_take", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_stock_take_location_id"))

    op.drop_table("commerce_stock_take")
    with op.batch_alter_table("commerce_sandbox_refund", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_sandbox_refund_trade_id"))

    op.drop_table("commerce_sandbox_refund")
    with op.batch_alter_table("commerce_sales_channel", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_sales_channel_price_book_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_sales_channel_node_id"))

    op.drop_table("commerce_sales_channel")
    with op.batch_alter_table("commerce_product", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_product_status_category_id")
        batch_op.drop_index(batch_op.f("ix_commerce_product_category_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_product_brand_id"))

    op.drop_table("commerce_product")
    op.drop_table("commerce_version")
    with op.batch_alter_table("commerce_stock_line", schema=None) as batch_op:
        batch_op.drop_index("ix_commerce_stock_line_sku_id_location_id")

    op.drop_table("commerce_stock_line")
    with op.batch_alter_table("commerce_sign_in_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_sign_in_code_sent_at"))
        batch_op.drop_index(batch_op.f("ix_commerce_sign_in_code_phone_blind"))

    op.drop_table("commerce_sign_in_code")
    op.drop_table("commerce_sandbox_trade")
    with op.batch_alter_table("commerce_reservation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_reservation_expires_at"))

    op.drop_table("commerce_reservation")
    with op.batch_alter_table("commerce_price_book", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_price_book_parent_id"))

    op.drop_table("commerce_price_book")
    with op.batch_alter_table("commerce_payment_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_payment_event_number"))

    op.drop_table("commerce_payment_event")
    with op.batch_alter_table("commerce_member_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_member_session_person_id"))
        batch_op.drop_index(batch_op.f("ix_commerce_member_session_expires_at"))

    op.drop_table("commerce_member_session")
    with op.batch_alter_table("commerce_location", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_location_node_id"))

    op.drop_table("commerce_location")
    op.drop_table("commerce_checkout")
    with op.batch_alter_table("commerce_category", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commerce_category_path"))

    op.drop_table("commerce_category")
    op.drop_table("commerce_brand")
