"""commerce product search

Revision ID: 1f258f55361e
Revises: 7c1de0b4a925
"""

import sqlalchemy as sa
from alembic import op

revision = "1f258f55361e"
down_revision = "7c1de0b4a925"
branch_labels = None
depends_on = None

TABLE = "commerce_product_search"
NAMES = "codes, title, facets, body, characters"
NEW = "new.codes, new.title, new.facets, new.body, new.characters"
OLD = "old.codes, old.title, old.facets, old.body, old.characters"
ENTER = f"insert into commerce_product_fts (rowid, {NAMES}) values (new.product_id, {NEW})"
LEAVE = (
    f"insert into commerce_product_fts (commerce_product_fts, rowid, {NAMES}) "
    f"values ('delete', old.product_id, {OLD})"
)
VECTOR = " || ".join(
    f"setweight(to_tsvector('simple'::regconfig, {name}), '{label}')"
    for name, label in (
        ("codes", "A"),
        ("title", "A"),
        ("facets", "B"),
        ("characters", "D"),
        ("body", "C"),
    )
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column(
            "product_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("codes", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("facets", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("characters", sa.Text(), nullable=False),
        sa.Column("scheme", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["commerce_product.id"],
            name=op.f("fk_commerce_product_search_product_id"),
        ),
        sa.PrimaryKeyConstraint("product_id", name=op.f("pk_commerce_product_search")),
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"create index search_commerce_product on {TABLE} using gin (({VECTOR}))")
        return
    op.execute(
        f"create virtual table commerce_product_fts using fts5({NAMES}, content='{TABLE}', "
        "content_rowid='product_id', tokenize='unicode61 remove_diacritics 2', prefix='1 2 3')"
    )
    for name, act, body in (
        ("enter", "insert", ENTER),
        ("leave", "delete", LEAVE),
        ("change", "update", f"{LEAVE}; {ENTER}"),
    ):
        op.execute(f"create trigger {TABLE}_{name} after {act} on {TABLE} begin {body}; end")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table commerce_product_fts")
    op.drop_table(TABLE)
