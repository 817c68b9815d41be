"""A person, whole, as it travels."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from siyu.http import Schema

from .shapes import IdentifierCode, NodeCode, PersonCode, PersonSummary


class TraitVersionOut(Schema):
    """What one source says."""

    source: str
    value: Any
    set_at: datetime


class TraitOut(Schema):
    """A trait as it stands, and what every source says; personal values are masked."""

    name: str = Field(examples=["city"])
    value: Any = Field(examples=["上海"])
    source: str = Field(examples=["mini-program"])
    set_at: datetime
    versions: list[TraitVersionOut]


class EvidenceOut(Schema):
    """The event that first named an identifier."""

    source: str
    message_id: str | None = None
    event: str | None = None


class IdentifierOut(Schema):
    """An identifier, masked, and what proved it."""

    id: IdentifierCode
    kind: str = Field(examples=["phone"])
    value_masked: str = Field(examples=["138****8000"])
    unique: bool = Field(description="A person has at most one of this kind, ever.")
    first_seen_at: datetime
    evidence: EvidenceOut


class ConsentOut(Schema):
    """A line of the consent ledger."""

    model_config = ConfigDict(from_attributes=True)

    purpose: str = Field(examples=["marketing"])
    channel: str = Field(examples=["sms"])
    granted: bool
    at: datetime
    proof: dict[str, Any] = Field(examples=[{"how": "checkbox", "page": "/register"}])
    actor: str = ""


class BelongingOut(Schema):
    """A place in the org tree that a person belongs to, and what they are worth to it."""

    node_id: NodeCode
    node_name: str
    kind: str
    since: datetime
    source: str
    orders: int
    value_minor: int | None = Field(description="Revenue, minor units; null without orders.")
    first_order_at: datetime | None
    last_order_at: datetime | None


class AttributeOut(Schema):
    """A value some module keeps."""

    key: str = Field(examples=["tier"])
    label: str = Field(examples=["会员等级"])
    labels: dict[str, str]
    type: str = Field(examples=["text"])
    value: Any


class PersonOut(PersonSummary):
    """Everything about a person but the events."""

    node_ids: list[PersonCode] = Field(description="Ids that lead to this person.")
    traits: list[TraitOut]
    identifiers: list[IdentifierOut]
    consents: list[ConsentOut]
    belonging: list[BelongingOut]
    attributes: list[AttributeOut]
