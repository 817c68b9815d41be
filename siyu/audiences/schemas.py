"""What crosses HTTP for segments and lists."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializeAsAny

from siyu.http import Code, Schema, Text

from .conditions import ListCode, NodeCode, SegmentCode, Word
from .contracts import Announce, SegmentState
from .definition import DefinitionIn
from .shape import Name

PersonCode = Annotated[int, Code("per")]
SnapshotCode = Annotated[int, Code("snp")]
JobCode = Annotated[int, Code("job")]

Title = Annotated[Text, Field(min_length=1, max_length=100, examples=["老客沉睡"])]
Description = Annotated[Text, Field(max_length=1000)]
QUIET_BUYERS: dict[str, Any] = {
    "version": 1,
    "where": {
        "kind": "all",
        "conditions": [
            {"kind": "did", "event": "Order Completed", "compare": {"op": "at_least", "value": 4}},
            {
                "kind": "did_not",
                "event": "Order Completed",
                "window": {"kind": "last", "amount": 60},
            },
        ],
    },
}
Asked = Annotated[DefinitionIn, Field(examples=[QUIET_BUYERS])]


class SegmentCreate(Schema):
    """A new segment."""

    name: Title
    description: Description = ""
    node_id: NodeCode | None = Field(
        None, description="Only people who belong to this org node or below are in."
    )
    announce: Announce = Field(
        Announce.changes,
        description="Which changes of membership become events: none, those after the first computation, all.",
    )
    definition: Asked


class SegmentUpdate(Schema):
    """What to change; absent fields stay. Another definition is a new version."""

    name: Title | None = None
    description: Description | None = None
    announce: Announce | None = None
    definition: Asked | None = None


class SegmentOut(Schema):
    """A segment."""

    model_config = ConfigDict(from_attributes=True)

    id: SegmentCode
    name: str
    description: str
    node_id: NodeCode | None
    definition: DefinitionIn
    definition_version: int
    announce: Announce
    state: SegmentState
    error: str
    size: int | None = Field(description="People in it; null until it was computed once.")
    created_at: datetime
    updated_at: datetime
    computed_at: datetime | None
    evaluated_at: datetime | None = Field(description="The moment of which membership is true.")


class VersionOut(Schema):
    """A definition that a segment has or had."""

    model_config = ConfigDict(from_attributes=True)

    version: int
    definition: DefinitionIn
    written_by: str
    written_at: datetime


class UseOut(Schema):
    """Something that uses a segment."""

    model_config = ConfigDict(from_attributes=True)

    kind: str
    code: str
    name: str


class PreviewAsk(Schema):
    """A definition to count."""

    definition: Asked
    node_id: NodeCode | None = None
    sample: int = Field(10, ge=0, le=100, description="How many people to show.")


class PreviewOut(Schema):
    """A live count."""

    model_config = ConfigDict(from_attributes=True)

    count: int
    took_ms: int
    estimated: bool = Field(description="Counted among one person in 64 and multiplied.")
    sample: list[PersonCode]


class MemberOut(Schema):
    """Somebody who is in."""

    person_id: PersonCode


class SizeOut(Schema):
    """A point of a segment's history."""

    time: datetime
    size: int


class SegmentsAsk(Schema):
    """Segments to look at as sets."""

    segments: list[SegmentCode] = Field(min_length=1, max_length=20)


class CombinationAsk(SegmentsAsk):
    """An operation on segments, from the first to the last."""

    operation: Literal["union", "intersection", "difference"]


class CountOut(Schema):
    """How many people."""

    count: int


class OverlapOut(Schema):
    """People in both of two segments; of a segment with itself, its size."""

    one: SegmentCode
    other: SegmentCode
    both: int


class ExplanationOut(Schema):
    """A condition, whether it holds for the person, and what it saw."""

    condition: SerializeAsAny[BaseModel]
    holds: bool
    seen: dict[str, Any] = Field(
        description="Counts, values and times that the condition looked at."
    )
    parts: list["ExplanationOut"]


class RegionsAsk(Schema):
    """Segments whose people to divide."""

    segments: list[SegmentCode] = Field(min_length=1, max_length=6)


class RegionOut(Schema):
    """People who are in exactly these of the segments."""

    segments: list[SegmentCode]
    count: int


class TrendOut(Schema):
    """How a segment grew or shrank, and how much hangs on it."""

    segment: SegmentCode
    sizes: list[int] = Field(
        description="The last size of each day that has one, of each hour while it is young."
    )
    used_by: int = Field(description="Other segments, campaigns and the like that use it.")


class SnapshotCreate(Schema):
    """A snapshot to take."""

    name: Title


class SnapshotOut(Schema):
    """Who was in a segment at a time."""

    model_config = ConfigDict(from_attributes=True)

    id: SnapshotCode
    segment_id: SegmentCode
    name: str
    size: int | None
    taken_at: datetime
    taken_by: str


class ExportAsk(Schema):
    """What to write into the file, beside the person's code."""

    traits: list[Name] = Field([], max_length=30, examples=[["city"]])
    attributes: list[Word] = Field([], max_length=30)
    contacts: list[Literal["phone", "email", "name"]] = Field([], max_length=3)
    reveal: bool = Field(False, description="Contacts in clear; needs `people.reveal`.")


class JobStarted(Schema):
    """A job that was asked for; `/api/jobs/{id}` shows how far it is."""

    job_id: JobCode


class TemplateOut(Schema):
    """A segment to start from."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    title: dict[str, str]
    description: dict[str, str]
    definition: dict[str, Any]
    blank: list[str] = Field(description="Places to be filled in first.")


class SeenEvent(Schema):
    """An event of the last 90 days."""

    name: str
    count: int
    last_day: str


class SeenKey(Schema):
    """Something known of people, and of how many."""

    name: str
    people: int


class SeenAttribute(SeenKey):
    """An attribute that people have."""

    labels: dict[str, str] = Field(
        description="What it is called, by language; empty where only its name is known."
    )


class SeenField(Schema):
    """A JSON property of an event, with the types it has come in."""

    field: str
    types: list[str]


class SeenValue(Schema):
    """A value and how often it was seen, in a part of the data."""

    value: str
    count: int


class SchemaOut(Schema):
    """What a builder of definitions needs."""

    json_schema: dict[str, Any]
    columns: list[str] = Field(description="Typed columns of an event.")
    events: list[SeenEvent]
    traits: list[SeenKey]
    attributes: list[SeenAttribute]
    identifiers: list[SeenKey]


class ListCreate(Schema):
    """A new list."""

    name: Title
    description: Description = ""
    node_id: NodeCode | None = None


class ListUpdate(Schema):
    """What to change; absent fields stay."""

    name: Title | None = None
    description: Description | None = None


class ListOut(Schema):
    """A list of people kept by hand."""

    model_config = ConfigDict(from_attributes=True)

    id: ListCode
    name: str
    description: str
    node_id: NodeCode | None
    size: int
    created_at: datetime
    updated_at: datetime


class PeopleIn(Schema):
    """People, by code or by identifier."""

    people: list[PersonCode] = Field([], max_length=10_000)
    identifier_type: Word | None = Field(None, examples=["phone"])
    identifiers: list[Annotated[Text, Field(max_length=500)]] = Field([], max_length=10_000)


class PeopleTaken(Schema):
    """What became of them."""

    changed: int = Field(description="How many came or went.")
    unknown: list[int] = Field(description="Positions of identifiers that name nobody.")
