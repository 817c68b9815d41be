"""What crosses the front door of people: plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple


class Identifier(NamedTuple):
    """One way to name a person: ``Identifier("user_id", "abc123")``.

    Types in use: ``user_id``, ``unionid``, ``external_userid``, ``member_no``, ``openid:<appid>``,
    ``phone``, ``email``, ``device_id``, ``anonymous_id``, any custom lower-case word, and two that
    siyu understands by itself: ``person_id`` (the integer id of a person, as text: an event of our
    own) and ``previous_id`` (what ``alias`` sends).
    """

    type: str
    value: str


class Evidence(NamedTuple):
    """An event's claim that these identifiers are one person.

    Args:
        unite: False: find the event's home, and bind nothing together.
        traits: facts about the person; ``email`` and ``phone`` are identifiers too.
        node_id: org node at which it happened; the person then belongs to it.

    """

    identifiers: tuple[Identifier, ...]
    time: datetime
    message_id: str
    source: str
    unite: bool = True
    traits: Mapping[str, Any] = {}
    node_id: int | None = None


class PersonState(StrEnum):
    """How well we know someone."""

    anonymous = "anonymous"
    known = "known"
    erased = "erased"


class PersonKind(StrEnum):
    """A person, or an account that persons are members of."""

    person = "person"
    household = "household"
    company = "company"


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who somebody is, without what is known about them."""

    id: int
    kind: PersonKind
    state: PersonState
    created_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime
    nodes: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TraitVersion:
    """What one source says about one trait."""

    value: Any
    source: str
    set_at: datetime
    node_id: int


@dataclass(frozen=True, kw_only=True)
class Trait:
    """A trait as it stands: the newest version; and what every source says."""

    name: str
    value: Any
    source: str
    set_at: datetime
    versions: tuple[TraitVersion, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A person with folded traits in clear text, for templates; never for the wire as it is."""

    person: Person
    traits: dict[str, Any] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    tags: tuple[int, ...] = ()


class TagSource(StrEnum):
    """Who put a tag on."""

    manual = "manual"
    rule = "rule"
    imported = "imported"


@dataclass(frozen=True, kw_only=True)
class NodeValue:
    """What a person is worth to one org node, to be added to what stands there.

    Args:
        orders: signed; a refund of a whole order is -1.
        revenue_minor: signed, minor units.

    """

    person_id: int
    org_node_id: int
    orders: int = 0
    revenue_minor: int = 0
    at: datetime | None = None
