"""What is known about people."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.cipher import Sealed
from siyu.kernel.database import BigId, Record, Table


def _node(*, primary_key: bool = False, index: bool = False) -> Any:
    return mapped_column(
        BigId, ForeignKey("people_person.id"), primary_key=primary_key, index=index
    )


class TraitRow(Table):
    """The newest version of a trait that a source gave to a node."""

    __tablename__ = "people_trait"

    node_id: Mapped[int] = _node(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    # Personal values stand sealed, as JSON text; the others open.
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    sealed: Mapped[str | None] = mapped_column(Sealed)
    time: Mapped[datetime]
    message_id: Mapped[str]


class SearchTokenRow(Table):
    """Blind index of a piece of a name."""

    __tablename__ = "people_search_token"

    token: Mapped[bytes] = mapped_column(primary_key=True)
    node_id: Mapped[int] = _node(primary_key=True, index=True)


class AttributeRow(Table):
    """A value that a module keeps about a person for everyone to see."""

    __tablename__ = "people_attribute"

    node_id: Mapped[int] = _node(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    set_at: Mapped[datetime]


class TagGroupRow(Record):
    """A drawer of tags."""

    __tablename__ = "people_tag_group"

    name: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]


class TagRow(Record):
    """A tag that can be put on people."""

    __tablename__ = "people_tag"
    __table_args__ = (UniqueConstraint("group_id", "name"),)

    group_id: Mapped[int] = mapped_column(BigId, ForeignKey("people_tag_group.id"))
    name: Mapped[str]
    created_at: Mapped[datetime]


class PersonTagRow(Table):
    """A tag on a node, perhaps for a time."""

    __tablename__ = "people_person_tag"
    __table_args__ = (
        CheckConstraint("source IN ('manual', 'rule', 'imported')", name="source"),
        Index("ix_people_person_tag_tag", "tag_id", "node_id"),
    )

    node_id: Mapped[int] = _node(primary_key=True)
    tag_id: Mapped[int] = mapped_column(BigId, ForeignKey("people_tag.id"), primary_key=True)
    source: Mapped[str]
    tagged_at: Mapped[datetime]
    tagged_by: Mapped[str] = mapped_column(default="")
    expires_at: Mapped[datetime | None] = mapped_column(index=True)


class ConsentRow(Table):
    """Consent of a node as it stands."""

    __tablename__ = "people_consent"
    __table_args__ = (Index("ix_people_consent_asked", "purpose", "channel", "node_id"),)

    node_id: Mapped[int] = _node(primary_key=True)
    purpose: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    granted: Mapped[bool]
    at: Mapped[datetime]


class ConsentEventRow(Record):
    """One line of the consent ledger; never changed."""

    __tablename__ = "people_consent_event"

    node_id: Mapped[int] = _node(index=True)
    purpose: Mapped[str]
    channel: Mapped[str]
    granted: Mapped[bool]
    at: Mapped[datetime]
    proof: Mapped[dict[str, Any]]
    actor: Mapped[str]
    recorded_at: Mapped[datetime]
    cause: Mapped[str] = mapped_column(unique=True)


class BelongingRow(Table):
    """A node belongs to an org node, and what it is worth to it."""

    __tablename__ = "people_belonging"
    __table_args__ = (Index("ix_people_belonging_org", "org_node_id", "node_id"),)

    node_id: Mapped[int] = _node(primary_key=True)
    org_node_id: Mapped[int] = mapped_column(BigId, primary_key=True)
    since: Mapped[datetime]
    source: Mapped[str]
    orders: Mapped[int] = mapped_column(BigId, default=0)
    revenue_minor: Mapped[int] = mapped_column(BigId, default=0)
    first_order_at: Mapped[datetime | None]
    last_order_at: Mapped[datetime | None]


class NodeValueCauseRow(Table):
    """What has been added to somebody's value already."""

    __tablename__ = "people_node_value_cause"

    cause: Mapped[str] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(index=True)


class MembershipRow(Table):
    """A person is a member of a household or company."""

    __tablename__ = "people_membership"

    account_id: Mapped[int] = _node(primary_key=True)
    node_id: Mapped[int] = _node(primary_key=True, index=True)
    role: Mapped[str]
    since: Mapped[datetime]


class ChangeRow(Table):
    """A node whose mirror in the warehouse is behind."""

    __tablename__ = "people_change"
    __table_args__ = (Index("ix_people_change_seq", "seq", "node_id"),)

    node_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigId)


class MirrorRow(Table):
    """Which keys of a node stand in the warehouse, with a digest of each value."""

    __tablename__ = "people_mirror"

    node_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    digests: Mapped[dict[str, Any]]


class RedirectChangeRow(Table):
    """A node whose redirect in the warehouse is behind."""

    __tablename__ = "people_redirect_change"

    node_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(BigId)
