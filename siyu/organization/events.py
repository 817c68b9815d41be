"""What has happened in the organization."""

from dataclasses import dataclass
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class NodeAdded(Event):
    """A store, region, brand or subsidiary joined the tree."""

    name: ClassVar[str] = "organization.node_added"
    codes: ClassVar[dict[str, str]] = {"node_id": "node"}

    node_id: int


@dataclass(frozen=True, kw_only=True)
class NodeMoved(Event):
    """A node hangs elsewhere now, with all below it; what was counted by subtree is stale."""

    name: ClassVar[str] = "organization.node_moved"
    codes: ClassVar[dict[str, str]] = {"node_id": "node", "parent_id": "node"}

    node_id: int
    parent_id: int | None


@dataclass(frozen=True, kw_only=True)
class NodeRemoved(Event):
    """A node left the tree; what hung on it was handed to another before, where one is named."""

    name: ClassVar[str] = "organization.node_removed"
    codes: ClassVar[dict[str, str]] = {"node_id": "node", "handed_to_id": "node"}

    node_id: int
    handed_to_id: int | None


@dataclass(frozen=True, kw_only=True)
class SourceChanged(Event):
    """A source or one of its write keys was added, changed or revoked; drop cached keys."""

    name: ClassVar[str] = "organization.source_changed"
    codes: ClassVar[dict[str, str]] = {"source_id": "src"}

    source_id: int
