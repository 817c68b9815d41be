"""Events as lines that the warehouse reads by itself."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec

from siyu.tracking.personal import shown_id

from .events import Event

INTERNAL_SOURCE = "siyu"


class Row(msgspec.Struct, gc=False):
    """A line of ``event_lines``. Times are seconds: a float holds milliseconds exactly until 2255."""

    event: str
    type: str
    day: str
    person: int
    message_id: str
    time: float
    received_at: float
    sent_at: float
    original_timestamp: float
    user_id: str
    anonymous_id: str
    group_id: str
    source: str
    org: int
    load_id: int
    properties_json: msgspec.Raw
    context_json: msgspec.Raw


COLUMNS = Row.__struct_fields__
_encoder = msgspec.json.Encoder()
_BUCKET_MS = 900_000


class Days:
    """Business days of instants; days begin at whole quarters of an hour everywhere on earth."""

    def __init__(self, zone: str) -> None:
        self.zone = zone
        self._zone = ZoneInfo(zone)
        self._known: dict[int, str] = {}

    def of(self, instant_ms: int) -> str:
        bucket = instant_ms // _BUCKET_MS
        day = self._known.get(bucket)
        if day is None:
            if len(self._known) > 100_000:
                self._known.clear()
            instant = datetime.fromtimestamp(bucket * _BUCKET_MS / 1000, UTC)
            day = self._known[bucket] = instant.astimezone(self._zone).date().isoformat()
        return day


def row_of(event: Event, person: int, load_id: int, days: Days) -> Row:
    """An event with its person."""
    origin = event.origin
    user_id = event.user_id
    return Row(
        event.name,
        event.type,
        days.of(event.time),
        person,
        event.message_id,
        event.time / 1000,
        origin.received_ms / 1000,
        event.sent / 1000,
        event.original / 1000,
        shown_id(user_id) if user_id else "",
        event.anonymous_id,
        event.group_id,
        origin.source,
        origin.org,
        load_id,
        msgspec.Raw(event.properties),
        msgspec.Raw(event.context),
    )


def lines(rows: Sequence[Row]) -> bytes:
    """One JSON object a line; made a thousand at a time, since requests wait meanwhile."""
    return b"".join(
        _encoder.encode_lines(rows[start : start + 1000]) for start in range(0, len(rows), 1000)
    )
