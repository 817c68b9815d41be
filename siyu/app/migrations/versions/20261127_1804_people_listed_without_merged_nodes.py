"""people listed without merged nodes

Revision ID: 67bbe57a45c7
Revises: aae65edc1371
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "67bbe57a45c7"
down_revision = "aae65edc1371"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.drop_index("ix_people_person_listed")
        batch_op.create_index(
            "ix_people_person_listed",
            ["state", "id", "merged_into"],
            **_where("merged_into IS NULL"),
        )
        batch_op.create_index(
            "ix_people_person_kind", ["kind", "state", "id"], **_where("kind <> 'person'")
        )
        batch_op.create_index(
            "ix_people_person_merged", ["merged_into"], **_where("merged_into IS NOT NULL")
        )


def downgrade() -> None:
    with op.batch_alter_table("people_person", schema=None) as batch_op:
        batch_op.drop_index("ix_people_person_merged")
        batch_op.drop_index("ix_people_person_kind")
        batch_op.drop_index("ix_people_person_listed")
        batch_op.create_index(
            "ix_people_person_listed", ["merged_into", "state", "kind", "id"], unique=False
        )


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
