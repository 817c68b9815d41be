"""What may go wrong with an audience."""

from dataclasses import dataclass
from typing import Any

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class MalformedDefinition(Invalid):
    """The definition does not fit the segment language."""

    errors: list[dict[str, Any]]


@dataclass(eq=False)
class SegmentNotFound(NotFound):
    """There is no such segment, or none that you may see."""

    segment: str


@dataclass(eq=False)
class AudienceListNotFound(NotFound):
    """There is no such list, or none that you may see."""

    list: str


@dataclass(eq=False)
class SnapshotNotFound(NotFound):
    """There is no such snapshot."""

    snapshot: str


@dataclass(eq=False)
class SegmentCycle(Conflict):
    """The segments would ask each other in a circle."""

    path: list[str]


@dataclass(eq=False)
class SegmentInUse(Conflict):
    """Something still uses the segment; take it out there first."""

    used_by: list[str]


@dataclass(eq=False)
class ListInUse(Conflict):
    """Some segment still asks the list; take it out there first."""

    used_by: list[str]


@dataclass(eq=False)
class SegmentNameTaken(Conflict):
    """Another segment has this name."""

    segment_name: str


@dataclass(eq=False)
class ListNameTaken(Conflict):
    """Another list has this name."""

    list_name: str


@dataclass(eq=False)
class UnknownReference(Invalid):
    """The definition names a node, segment or list that does not exist."""

    kind: str
    named: str


@dataclass(eq=False)
class NodeWithoutPlace(Invalid):
    """The node has no longitude and latitude, so nobody can be near it."""

    node: str


@dataclass(eq=False)
class NotReady(Conflict):
    """The segment has not been computed yet."""

    state: str
