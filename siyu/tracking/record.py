"""Events that siyu itself, its imports and its demo put on the timeline, the way SDKs do."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from siyu.kernel.clock import now
from siyu.kernel.context import Context

from .errors import EventsMalformed
from .inbox import INTERNAL, Inbox, Origin, pack_frame
from .load.rows import INTERNAL_SOURCE
from .sources import source_code

CHUNK_EVENTS = 5_000
CHUNK_BYTES_MAX = 3 << 20


def record(
    context: Context,
    name: str,
    *,
    person_id: int,
    properties: Mapping[str, Any],
    cause: str,
    at: datetime | None = None,
) -> None:
    """Put an event of siyu's own on a person's timeline; it is on disk when this returns.

    Args:
        name: as shown on the timeline: "Coupon Redeemed".
        person_id: 0 is nobody.
        cause: becomes the message id, so that a repeated cause changes nothing; at most 100 letters.
        at: when it happened; now where None.

    Raises:
        InboxUnavailable: it was not kept.

    """
    record_many(context, [(name, person_id, properties, cause, at)])


def record_many(
    context: Context,
    events: Sequence[tuple[str, int, Mapping[str, Any], str, datetime | None]],
) -> None:
    """``record`` for many at once: name, person, properties, cause, time."""
    items = [
        {
            "type": "track",
            "event": name,
            "personId": person_id,
            "properties": properties,
            "messageId": cause,
            "timestamp": (at or now()).isoformat(),
        }
        for name, person_id, properties, cause, at in events
    ]
    append_batch(context, items, source_id=0)


def append_batch(
    context: Context,
    items: Sequence[Mapping[str, Any]] | bytes,
    *,
    source_id: int,
    received_at: datetime | None = None,
    idempotency: str | None = None,
    org: int = 0,
) -> int:
    """Append events as if they had come over HTTP; on disk when this returns, all or none.

    Unlike those, they may name a person (``personId``; 0 is nobody), be of any size and number, and
    the tracking plan lets them through.

    Args:
        items: events in Segment's form, or the JSON list of them as bytes.
        source_id: of the source they belong to; 0 is siyu itself.
        received_at: now where None.
        idempotency: a second call with the same one appends nothing, within 30 days.
        org: node of the org tree that they belong to; 0 is none.

    Returns:
        A position to wait for with ``wait_until_loaded``.

    Raises:
        EventsMalformed: ``items`` is no JSON list of objects.
        InboxFull: too much waits already.
        InboxUnavailable: they were not kept.

    """
    origin = Origin(
        received_ms=int((received_at or now()).timestamp() * 1000),
        source=source_code(source_id) if source_id else INTERNAL_SOURCE,
        source_id=source_id,
        kind=INTERNAL,
        org=org,
    )
    raws = _raws(items)
    inbox = context.get(Inbox)
    if not raws:
        return 0
    frames = [pack_frame(origin, msgspec.json.encode({"batch": part})) for part in _parts(raws)]
    return inbox.append(frames, len(raws), key=idempotency)


def _raws(items: Sequence[Mapping[str, Any]] | bytes) -> list[msgspec.Raw]:
    try:
        data = items if isinstance(items, bytes) else msgspec.json.encode(list(items))
        return msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, UnicodeError, RecursionError, TypeError):
        raise EventsMalformed from None


def _parts(raws: list[msgspec.Raw]) -> list[list[msgspec.Raw]]:
    parts: list[list[msgspec.Raw]] = [[]]
    size = 0
    for raw in raws:
        length = memoryview(raw).nbytes
        if parts[-1] and (len(parts[-1]) >= CHUNK_EVENTS or size + length > CHUNK_BYTES_MAX):
            parts.append([])
            size = 0
        parts[-1].append(raw)
        size += length
    return parts
