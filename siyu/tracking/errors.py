"""What can go wrong in tracking, typed."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Unavailable


@dataclass(eq=False)
class InboxUnavailable(Unavailable):
    """Events cannot be kept right now; send them again."""


@dataclass(eq=False)
class InboxFull(Unavailable):
    """More events wait to be written than memory may hold; send them again."""


@dataclass(eq=False)
class EventsMalformed(Invalid):
    """These are not events: a JSON list of objects is wanted."""


@dataclass(eq=False)
class NotLoadedInTime(Unavailable):
    """The events are kept, but not in the warehouse yet."""

    position: int
    loaded_until: int


@dataclass(eq=False)
class QuarantinedEventNotFound(NotFound):
    """No quarantined event has this id."""

    quarantined_event_id: int


@dataclass(eq=False)
class QuarantinedEventSettled(Conflict):
    """This event has been replayed or discarded already."""

    quarantined_event_id: int


@dataclass(eq=False)
class CorrectionMalformed(Invalid):
    """The corrected event is no JSON object, or larger than an event may be."""

    reason: str


@dataclass(eq=False)
class PlannedEventNotFound(NotFound):
    """The tracking plan has no such event."""

    planned_event_id: int


@dataclass(eq=False)
class PlannedEventExists(Conflict):
    """The tracking plan has an event of this name already."""

    event: str


@dataclass(eq=False)
class SchemaInvalid(Invalid):
    """This is not a JSON schema that events can be checked by."""

    reason: str


@dataclass(eq=False)
class EventNeverSeen(NotFound):
    """No event of this name has come in yet."""

    event: str
