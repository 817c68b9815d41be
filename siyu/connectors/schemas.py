"""What crosses HTTP about webhooks."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from siyu.http import Code, Instant, Schema, Text

from .contracts import DeliveryState

WebhookCode = Annotated[int, Code("whk")]
DeliveryCode = Annotated[int, Code("whd")]

Url = Annotated[
    Text, Field(min_length=8, max_length=2000, examples=["https://erp.example.com/siyu"])
]
EventPattern = Annotated[
    Text, Field(min_length=1, max_length=100, examples=["audiences.segment_entered"])
]
Events = Annotated[
    list[EventPattern],
    Field(
        min_length=1,
        max_length=200,
        description="Names; `people.*` for all of a module, `*` for all.",
    ),
]
Description = Annotated[Text, Field(max_length=500, examples=["ERP, orders desk"])]


class EventTypeOut(Schema):
    """An event a webhook can ask for."""

    name: str = Field(examples=["people.persons_merged"])
    description: str


class WebhookOut(Schema):
    """An endpoint that hears of events."""

    id: WebhookCode
    url: Url
    description: str
    events: list[str]
    active: bool
    failing_since: datetime | None = Field(description="Nothing has arrived since.")
    disabled_at: datetime | None = Field(description="When siyu itself switched it off.")
    disabled_reason: str = Field(description="`failing` for days, or `gone` (410).")
    created_at: datetime


class WebhookMade(WebhookOut):
    """The webhook with its secret, which is shown only here."""

    secret: str = Field(examples=["whsec_…"])


class WebhookCreate(Schema):
    """An endpoint to add."""

    url: Url
    events: Events
    description: Description = ""


class WebhookChange(Schema):
    """What to set; what is left out stays."""

    url: Url | None = None
    events: Events | None = None
    description: Description | None = None
    active: bool | None = None


class SecretRotate(Schema):
    """How long deliveries still carry a signature by the old secret too."""

    overlap_hours: int = Field(24, ge=0, le=168)


class AttemptOut(Schema):
    """How one attempt went."""

    number: int
    at: datetime
    duration_ms: int
    status: int | None = Field(description="HTTP status; null where no answer came.")
    response: str = Field(description="First kilobyte of the answer.")
    error: str = Field(examples=["connect_timeout"])


class DeliveryOut(Schema):
    """One event on its way to an endpoint."""

    id: DeliveryCode
    event: str
    state: DeliveryState
    attempts: int
    created_at: datetime
    next_attempt_at: datetime | None
    finished_at: datetime | None


class DeliveryDetail(DeliveryOut):
    """A delivery with what was sent and every attempt."""

    body: str
    log: list[AttemptOut]


class ReplayCreate(Schema):
    """Which deliveries to send again: by id, or all that match."""

    delivery_ids: list[DeliveryCode] | None = Field(None, min_length=1, max_length=500)
    state: DeliveryState | None = Field(None, description="Failed ones, where nothing is given.")
    event: EventPattern | None = None
    since: Instant | None = None
    until: Instant | None = None


class ReplayOut(Schema):
    """What will be sent again."""

    deliveries: int
