"""What crosses the front door of audiences: plain data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .definition import Definition


class SegmentState(StrEnum):
    """How far a segment's membership is."""

    computing = "computing"
    ready = "ready"
    failed = "failed"


class Announce(StrEnum):
    """Which changes of membership become events."""

    nothing = "nothing"
    changes = "changes"
    all = "all"


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A named question to everything known of each person.

    Args:
        node_id: only people who belong to this org node or below are in; None: no such limit.
        size: people in it; None until it was computed once.
        evaluated_at: the moment of which membership is true.

    """

    id: int
    name: str
    description: str
    node_id: int | None
    definition: Definition
    definition_version: int
    announce: Announce
    state: SegmentState
    error: str
    size: int | None
    created_at: datetime
    updated_at: datetime
    computed_at: datetime | None
    evaluated_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Use:
    """Something that would change if a segment did."""

    kind: str
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class AudienceList:
    """A list of people kept by hand."""

    id: int
    name: str
    description: str
    node_id: int | None
    size: int
    created_at: datetime
    updated_at: datetime
