"""Tables of organization: the tree, who works in it, and who may call."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import BigId, Record, Table

from .contracts import NodeKind, SourceKind

PATH_LENGTH_MAX = 400

# Subtrees are ranges of paths, so paths must sort by their bytes on every database.
_Path = String(PATH_LENGTH_MAX).with_variant(String(PATH_LENGTH_MAX, collation="C"), "postgresql")


def _one_of(column: str, kind: type[NodeKind | SourceKind]) -> str:
    return f"{column} in ({', '.join(repr(str(value)) for value in kind)})"


class NodeRow(Record):
    """A place in the tree; ``path`` is kept by ``tree`` and checked by an invariant."""

    __tablename__ = "organization_node"
    __table_args__ = (
        CheckConstraint(_one_of("kind", NodeKind), name="kind_known"),
        CheckConstraint("(longitude is null) = (latitude is null)", name="place_whole"),
        CheckConstraint("longitude between -180 and 180", name="longitude_in_range"),
        CheckConstraint("latitude between -90 and 90", name="latitude_in_range"),
        CheckConstraint("parent_id <> id", name="not_its_own_parent"),
    )

    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organization_node.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(100), unique=True)
    address: Mapped[str | None] = mapped_column(String(500))
    longitude: Mapped[float | None]
    latitude: Mapped[float | None]
    path: Mapped[str] = mapped_column(_Path, index=True)
    created_at: Mapped[datetime]


class StaffRow(Record):
    """Someone who works here. No password until the invitation is accepted."""

    __tablename__ = "organization_staff"

    email: Mapped[str] = mapped_column(Sealed)
    email_index: Mapped[bytes] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(Sealed)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    totp_confirmed_at: Mapped[datetime | None]
    # The latest step whose code was taken; a code works once.
    totp_step: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime]


class RoleRow(Record):
    """A set of permissions. What a built-in role holds is computed, so its own set is empty."""

    __tablename__ = "organization_role"

    name: Mapped[str] = mapped_column(String(100), unique=True)
    description: Mapped[str] = mapped_column(String(500), default="")
    built_in: Mapped[bool] = mapped_column(default=False)
    permissions: Mapped[list[str]]


class MembershipRow(Record):
    """A role someone has at a node and all below it; without a node everywhere."""

    __tablename__ = "organization_membership"
    __table_args__ = (
        UniqueConstraint("staff_id", "role_id", "node_id"),
        Index(
            "uq_organization_membership_everywhere",
            "staff_id",
            "role_id",
            unique=True,
            sqlite_where=text("node_id is null"),
            postgresql_where=text("node_id is null"),
        ),
    )

    staff_id: Mapped[int] = mapped_column(ForeignKey("organization_staff.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("organization_role.id"), index=True)
    node_id: Mapped[int | None] = mapped_column(ForeignKey("organization_node.id"), index=True)
    created_at: Mapped[datetime]


class SessionRow(Record):
    """A browser that has signed in; the token itself is not kept."""

    __tablename__ = "organization_session"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("organization_staff.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(100))
    user_agent: Mapped[str] = mapped_column(String(300))


class AttemptRow(Table):
    """How often signing in has failed, by blind index of account, address, or both."""

    __tablename__ = "organization_attempt"

    key: Mapped[bytes] = mapped_column(primary_key=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime | None]
    last_at: Mapped[datetime] = mapped_column(index=True)


class RecoveryCodeRow(Record):
    """A code that stands in for the authenticator, once."""

    __tablename__ = "organization_recovery_code"
    __table_args__ = (UniqueConstraint("staff_id", "code_hash"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("organization_staff.id"))
    code_hash: Mapped[bytes]
    used_at: Mapped[datetime | None]


class InvitationRow(Record):
    """A link by which someone sets their first password, or a new one."""

    __tablename__ = "organization_invitation"

    token_hash: Mapped[bytes] = mapped_column(unique=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("organization_staff.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApiKeyRow(Record):
    """A program that may call ``/api``; the key itself is not kept."""

    __tablename__ = "organization_api_key"

    name: Mapped[str] = mapped_column(String(100))
    key_hash: Mapped[bytes] = mapped_column(unique=True)
    hint: Mapped[str] = mapped_column(String(10))
    permissions: Mapped[list[str]]
    node_id: Mapped[int | None] = mapped_column(ForeignKey("organization_node.id"), index=True)
    created_by: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SourceRow(Record):
    """Something that sends events: an app, a site, a server, a till."""

    __tablename__ = "organization_source"
    __table_args__ = (CheckConstraint(_one_of("kind", SourceKind), name="kind_known"),)

    name: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    node_id: Mapped[int | None] = mapped_column(ForeignKey("organization_node.id"), index=True)
    strict: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]


class WriteKeyRow(Record):
    """A key of a source; several at a time let a brand change keys without a gap."""

    __tablename__ = "organization_write_key"

    key: Mapped[str] = mapped_column(String(100), unique=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("organization_source.id"), index=True)
    created_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class AuditRow(Record):
    """Who changed what. Only ever inserted: ``audit.GUARDS`` makes the database refuse the rest."""

    __tablename__ = "organization_audit"

    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(60), index=True)
    actor_name: Mapped[str | None] = mapped_column(Sealed)
    address: Mapped[str] = mapped_column(String(100))
    action: Mapped[str] = mapped_column(String(100), index=True)
    target: Mapped[str] = mapped_column(String(200), index=True)
    node_id: Mapped[int | None] = mapped_column(BigId, index=True)
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]


class BrandRow(Table):
    """The one row of what an operator may set for the installation."""

    __tablename__ = "organization_brand"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(String(100))
    timezone: Mapped[str] = mapped_column(String(60))
    currency: Mapped[str] = mapped_column(String(3))
