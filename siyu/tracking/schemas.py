"""What crosses HTTP under ``/api``."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from pydantic import AfterValidator, ConfigDict, Field

from siyu.http import Code, Schema, Text

from .contracts import EVENT_BYTES_MAX, PlanMode, QuarantineState

QuarantineCode = Annotated[int, Code("qua")]
PlannedEventCode = Annotated[int, Code("pev")]
SourceCode = Annotated[int, Code("src")]

SCHEMA_BYTES_MAX = 64 << 10
SCHEMA_DEPTH_MAX = 20


def _bounded(schema: dict[str, Any]) -> dict[str, Any]:
    encoded = msgspec.json.encode(schema)
    if len(encoded) > SCHEMA_BYTES_MAX:
        raise ValueError(f"a schema may have {SCHEMA_BYTES_MAX} bytes")
    if b"\\u0000" in encoded:
        raise ValueError("text must not contain the NUL character")
    if _depth(schema, 0) > SCHEMA_DEPTH_MAX:
        raise ValueError(f"a schema may nest {SCHEMA_DEPTH_MAX} deep")
    return schema


def _depth(value: Any, at: int) -> int:
    if at > SCHEMA_DEPTH_MAX or not isinstance(value, dict | list):
        return at
    inner = value.values() if isinstance(value, dict) else value
    return max((_depth(v, at + 1) for v in inner), default=at)


JsonSchema = Annotated[
    dict[str, Any],
    AfterValidator(_bounded),
    Field(
        description="JSON schema (draft 2020-12) of the event's properties.",
        examples=[{"type": "object", "required": ["order_id"]}],
    ),
]
EventName = Annotated[Text, Field(min_length=1, max_length=250, examples=["Order Completed"])]


class ReasonCount(Schema):
    """How many events wait in quarantine for one reason."""

    reason: str = Field(examples=["event_too_large"])
    count: int
    oldest_at: datetime
    newest_at: datetime


class QuarantinedEvent(Schema):
    """An event that could not be loaded."""

    model_config = ConfigDict(from_attributes=True)

    id: QuarantineCode
    reason: str = Field(examples=["clock_skew"])
    facts: dict[str, Any]
    source: str | None = Field(description="Code of the source; null where the key is unknown.")
    type: str | None
    event: str | None
    message_id: str
    preview: str = Field(description="Its first line, without personal data.")
    received_at: datetime
    state: QuarantineState
    settled_at: datetime | None
    settled_by: str | None


class QuarantinedEventDetail(QuarantinedEvent):
    """With the event as it was sent, for those who may see personal data."""

    raw: str | None = Field(description="As sent; null without the permission `people.reveal`.")


class Replay(Schema):
    """How to load an event again."""

    correction: str | None = Field(
        None,
        max_length=EVENT_BYTES_MAX,
        description="JSON of the event as it should have been, in place of what was sent.",
        examples=['{"type":"track","event":"Order Completed","userId":"u1"}'],
    )


class ReasonAction(Schema):
    """All waiting events of a reason."""

    reason: Text = Field(min_length=1, max_length=60, examples=["unknown_write_key"])


class ActionCount(Schema):
    """How many events it concerned."""

    count: int


class SourceActivity(Schema):
    """What a source has sent of late."""

    source_id: SourceCode
    last_received_at: datetime | None = Field(description="Null where nothing came in 30 days.")
    events_30_days: int = Field(description="Events of the last 30 days.")
    events_by_day: list[int] = Field(description="Of the last 14 days, today last.")
    waiting: int = Field(description="Events in quarantine.")


class TrackingAddress(Schema):
    """Where SDKs send to."""

    url: str = Field(examples=["https://siyu.example.com"])


class TrackingPlan(Schema):
    """The plan as a whole."""

    default_mode: PlanMode = Field(description="What happens to events the plan does not name.")
    version: int


class TrackingPlanUpdate(Schema):
    """A change of the plan."""

    default_mode: PlanMode


class PlannedEvent(Schema):
    """An event the brand has agreed on."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)

    id: PlannedEventCode
    event: str
    description: str
    mode: PlanMode = Field(description="What happens to events that break the schema.")
    schema_: dict[str, Any] = Field(alias="schema")
    changed_at: datetime


class PlannedEventCreate(Schema):
    """An event to agree on."""

    event: EventName
    description: Text = Field("", max_length=2000)
    mode: PlanMode = PlanMode.observe
    schema_: JsonSchema = Field(default_factory=dict, alias="schema")


class PlannedEventUpdate(Schema):
    """What to change; absent fields stay."""

    description: Text | None = Field(None, max_length=2000)
    mode: PlanMode | None = None
    schema_: JsonSchema | None = Field(None, alias="schema")


class PlannedEventFromSeen(Schema):
    """An event to agree on as it has come in."""

    event: EventName
    mode: PlanMode = PlanMode.observe


class SeenEventOut(Schema):
    """An event name as it has come in."""

    model_config = ConfigDict(from_attributes=True)

    event: str
    count: int
    blocked: int = Field(description="Turned away by the plan.")
    unfit: int = Field(description="In quarantine, or in breach of the plan while it observes.")
    first_seen_at: datetime
    last_seen_at: datetime
    planned: bool


class SeenProperty(Schema):
    """A property that events of a name have had, as far as samples tell."""

    model_config = ConfigDict(from_attributes=True)

    name: str
    types: list[str]
    examples: list[str] = Field(description="Without personal data.")
    first_seen_at: datetime
    last_seen_at: datetime
