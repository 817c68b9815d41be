"""Who is meant: segments, their language, their members kept up to date, lists.

Owns: tables ``audiences_*``; the warehouse's ``segment_members`` and ``segment_history``.
Calls: people, organization, tracking (how far events are loaded), warehouse.
Hears: ``people.persons_merged``, ``people.persons_split``, ``people.person_erased``,
``organization.node_added``, ``organization.node_moved``, ``organization.node_removed``.
Publishes: ``audiences.segment_entered``, ``audiences.segment_left``.
Offers: block kind ``segment_use``, by which higher floors say what of theirs uses a segment.
"""

from .contracts import Announce, AudienceList, Segment, SegmentState, Use
from .definition import Definition, dump_definition, parse_definition
from .errors import (
    AudienceListNotFound,
    MalformedDefinition,
    SegmentCycle,
    SegmentInUse,
    SegmentNameTaken,
    SegmentNotFound,
    UnknownReference,
)
from .events import SegmentEntered, SegmentLeft
from .members import count, is_member, member_ids
from .segments import USE_BLOCK, add_segment, require_segment

__all__ = [
    "USE_BLOCK",
    "Announce",
    "AudienceList",
    "AudienceListNotFound",
    "Definition",
    "MalformedDefinition",
    "Segment",
    "SegmentCycle",
    "SegmentEntered",
    "SegmentInUse",
    "SegmentLeft",
    "SegmentNameTaken",
    "SegmentNotFound",
    "SegmentState",
    "UnknownReference",
    "Use",
    "add_segment",
    "count",
    "dump_definition",
    "is_member",
    "member_ids",
    "parse_definition",
    "require_segment",
]
