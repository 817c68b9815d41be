"""What has happened to memberships."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from siyu.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class SegmentEntered(Event):
    """A person came into a segment."""

    name: ClassVar[str] = "audiences.segment_entered"
    title: ClassVar[str] = "Segment Entered"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "segment_id": "seg"}

    segment_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class SegmentLeft(Event):
    """A person fell out of a segment."""

    name: ClassVar[str] = "audiences.segment_left"
    title: ClassVar[str] = "Segment Left"
    codes: ClassVar[Mapping[str, str]] = {"person_id": "per", "segment_id": "seg"}

    segment_id: int
    person_id: int
