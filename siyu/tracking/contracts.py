"""What crosses tracking's front door: plain frozen data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

EVENT_BYTES_MAX = 32 << 10
"""Of one event, as sent from outside."""


class PlanMode(StrEnum):
    """What happens to an event that breaks the tracking plan."""

    observe = "observe"
    quarantine = "quarantine"
    block = "block"


class QuarantineState(StrEnum):
    """Where a quarantined event stands."""

    waiting = "waiting"
    replayed = "replayed"
    discarded = "discarded"


@dataclass(frozen=True, kw_only=True)
class SeenEvent:
    """An event name as it has come in."""

    event: str
    first_seen_at: datetime
    last_seen_at: datetime
    count: int
