"""What has happened to people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonsMerged(Event):
    """Two persons turned out to be one; ``absorbed_id`` now leads to ``person_id``."""

    name: ClassVar[str] = "people.persons_merged"
    codes: ClassVar[Mapping[str, str]] = {
        "person_id": "per",
        "absorbed_id": "per",
        "merge_id": "mrg",
    }

    person_id: int
    absorbed_id: int
    merge_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonsSplit(Event):
    """One person turned out to be two: ``split_id`` stands by itself again."""

    name: ClassVar[str] = "people.persons_split"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "split_id": "per"}

    person_id: int
    split_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """Everything about this person is gone; whoever keeps something under these ids deletes it."""

    name: ClassVar[str] = "people.person_erased"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "node_ids": "per"}

    person_id: int
    node_ids: list[int] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    """A person gave or withdrew consent for a purpose on a channel."""

    name: ClassVar[str] = "people.consent_changed"
    title: ClassVar[str] = "Consent Changed"

    person_id: int
    purpose: str
    channel: str
    granted: bool
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TagAdded(Event):
    """A tag was put on a person who did not have it."""

    name: ClassVar[str] = "people.tag_added"
    title: ClassVar[str] = "Tag Added"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "tag_id": "tag"}

    person_id: int
    tag_id: int
    source: str


@dataclass(frozen=True, kw_only=True)
class TagRemoved(Event):
    """A tag was taken off, or ran out."""

    name: ClassVar[str] = "people.tag_removed"
    title: ClassVar[str] = "Tag Removed"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "tag_id": "tag"}

    person_id: int
    tag_id: int
    reason: str
