"""An item in one shape, whatever dialect it was sent in."""

from typing import Any

import msgspec

from siyu.tracking.inbox import INTERNAL, Frame, Origin
from siyu.tracking.personal import scrub, scrub_raw

from .contexts import Sent, read_context
from .items import NO_RAW, Item, Unfit, read_item, split
from .plain import (
    ID_LENGTH_MAX,
    MESSAGE_ID_LENGTH_MAX,
    NAME_LENGTH_MAX,
    Plain,
    may_hold_plain,
    read_plain,
)
from .stamps import happened_ms, read_ms

TYPES = frozenset({"track", "identify", "page", "screen", "group", "alias"})
NAMES = {
    "identify": "Identify",
    "page": "Page Viewed",
    "screen": "Screen Viewed",
    "group": "Group",
    "alias": "Alias",
}
"""What events without a name of their own are called on the timeline."""

PERSON_ID_MAX = (1 << 32) - 1
_NOTHING = b"{}"
_NOBODY = -1


class Event(msgspec.Struct, gc=False):
    """One event on its way to the warehouse, or to quarantine where ``reason`` is set.

    Args:
        raw: as sent.
        person: explicit person of our own events; -1 where identifiers decide.
        external: identifiers beside user id and anonymous id.
        properties: JSON object, without personal data.

    """

    raw: Any
    origin: Origin
    message_id: str = ""
    type: str = ""
    name: str = ""
    user_id: str = ""
    anonymous_id: str = ""
    group_id: str = ""
    previous_id: str = ""
    time: int = 0
    sent: int = 0
    original: int = 0
    person: int = _NOBODY
    unite: bool = True
    external: tuple[tuple[str, str], ...] = ()
    traits: dict[str, Any] | None = None
    properties: bytes = _NOTHING
    context: bytes = _NOTHING
    reason: str = ""
    facts: dict[str, Any] | None = None


def read_frame(frame: Frame, position: int, number: int) -> list[Event]:
    """Every event of a request, fit or not.

    Args:
        position: of its inbox row.
        number: of the frame within the row.

    """
    shared, raws = split(frame)
    sent = Sent(frame.origin, shared.context, _sent_ms(shared.sentAt or frame.origin.sent_at))
    plain = may_hold_plain(frame)
    events = []
    for index, raw in enumerate(raws):
        event = _read_quickly(raw, index, sent) if plain else None
        events.append(event or _read(raw, index, frame, sent, position, number))
    return events


def unreadable(frame: Frame, position: int, number: int) -> Event:
    """A whole request as one event that waits."""
    at = frame.origin.received_ms
    event = Event(frame.body, frame.origin, f"siyu-{at:x}-{position:x}-{number:x}")
    event.time = event.sent = event.original = at
    event.reason = "unreadable"
    return event


def _read_quickly(raw: msgspec.Raw | bytes, index: int, sent: Sent) -> Event | None:
    """The event of a plain item; None where only the long way can tell what it is, or what is wrong."""
    origin = sent.origin
    plain = read_plain(raw, index, origin.type)
    if plain is None:
        return None
    name, message_id = plain.event.strip(), plain.messageId.strip()
    user_id = plain.userId.strip() if plain.userId else ""
    anonymous_id = plain.anonymousId.strip() if plain.anonymousId else ""
    event = Event(raw, origin, message_id, "track", name, user_id, anonymous_id)
    try:
        _stamp(event, plain, sent)
        _, event.external, event.context = read_context(plain.context, sent)
        event.properties = _plain("properties", plain.properties)
    except Unfit:
        return None
    named = user_id or anonymous_id or event.external
    return event if name and message_id and named else None


def _read(
    raw: msgspec.Raw | bytes,
    index: int,
    frame: Frame,
    sent: Sent,
    position: int,
    number: int,
) -> Event:
    origin = frame.origin
    event = Event(raw, origin, origin.replayed)
    event.time = event.sent = event.original = origin.received_ms
    try:
        item = read_item(raw, index, frame)
        _describe(event, item)
        if not origin.refused:
            _fill(event, item, sent)
    except Unfit as unfit:
        event.reason, event.facts = unfit.reason, unfit.facts
    if origin.refused:
        event.reason, event.facts = origin.refused, {}
    if not event.message_id:
        # The same request read again gives the same, also after the inbox began to count anew.
        event.message_id = f"siyu-{origin.received_ms:x}-{position:x}-{number:x}-{index:x}"
    return event


def _describe(event: Event, item: Item) -> None:
    """Message id, type and name first: they tell a person what it was, should the rest be unfit."""
    if item.messageId is not None:
        message_id = _text("message_id", item.messageId, MESSAGE_ID_LENGTH_MAX)
        event.message_id = message_id or event.message_id
    kind = item.type if item.type is not None else event.origin.type
    if not isinstance(kind, str) or kind not in TYPES:
        raise Unfit("unknown_type", type=str(kind)[:40])
    event.type = kind
    if kind == "track":
        event.name = _text("event", item.event, NAME_LENGTH_MAX)
        if not event.name:
            raise Unfit("event_missing")
    else:
        event.name = NAMES[kind]


def _fill(event: Event, item: Item, sent: Sent) -> None:
    event.user_id = _text("user_id", item.userId, ID_LENGTH_MAX)
    event.anonymous_id = _text("anonymous_id", item.anonymousId, ID_LENGTH_MAX)
    _stamp(event, item, sent)
    context_traits, event.external, event.context = read_context(item.context, sent)
    event.unite = item.unite is not False
    if event.type == "identify":
        event.traits = _object("traits", item.traits) or context_traits or {}
        if context_traits and item.traits is not NO_RAW:
            event.traits = context_traits | event.traits
        event.properties = msgspec.json.encode(scrub(event.traits, of_person=True))
    elif event.type in ("page", "screen"):
        event.properties = _page_properties(item)
    elif event.type == "group":
        event.group_id = _text("group_id", item.groupId, ID_LENGTH_MAX)
        if not event.group_id:
            raise Unfit("group_id_missing")
        event.properties = _plain("traits", item.traits)
    elif event.type == "alias":
        event.previous_id = _text("previous_id", item.previousId, ID_LENGTH_MAX)
        if not event.previous_id or not event.user_id:
            raise Unfit("previous_id_missing" if event.user_id else "user_id_missing")
    else:
        event.properties = _plain("properties", item.properties)
    if event.origin.kind == INTERNAL and item.personId is not None:
        if not isinstance(item.personId, int) or not 0 <= item.personId <= PERSON_ID_MAX:
            raise Unfit("person_id_malformed")
        event.person = item.personId
    elif not (event.user_id or event.anonymous_id or event.external):
        raise Unfit("no_identifier")


def _stamp(event: Event, item: Item | Plain, sent: Sent) -> None:
    original = item.timestamp if item.timestamp is not None else item.originalTimestamp
    try:
        original_ms = read_ms(original)
    except (ValueError, OverflowError):
        raise Unfit("timestamp_malformed", timestamp=str(original)[:64]) from None
    sent_ms = _sent_ms(item.sentAt) if item.sentAt is not None else sent.sent_ms
    received = event.origin.received_ms
    event.original = received if original_ms is None else original_ms
    event.sent = received if sent_ms is None else sent_ms
    event.time = happened_ms(received, sent_ms, original_ms)


def _sent_ms(value: Any) -> int | None:
    """A ``sentAt`` that cannot be read corrects nothing."""
    try:
        return read_ms(value)
    except (ValueError, OverflowError):
        return None


def _page_properties(item: Item) -> bytes:
    plain = _plain("properties", item.properties)
    named = {
        name: value
        for name, value in (("name", item.name), ("category", item.category))
        if isinstance(value, str) and value
    }
    if not named:
        return plain
    properties = msgspec.json.decode(plain, type=dict[str, msgspec.Raw])
    return msgspec.json.encode({**named, **properties})


def _plain(field: str, raw: msgspec.Raw) -> bytes:
    """A JSON object as sent, but for personal data."""
    sent = bytes(raw)
    if not sent or sent == b"null":
        return _NOTHING
    if sent[:1] != b"{":
        raise Unfit(f"{field}_not_an_object")
    try:
        return scrub_raw(sent)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unfit("malformed_json") from None
    except RecursionError:
        raise Unfit("json_too_deep") from None


def _object(field: str, raw: msgspec.Raw) -> dict[str, Any] | None:
    sent = bytes(raw)
    if not sent or sent == b"null":
        return None
    if sent[:1] != b"{":
        raise Unfit(f"{field}_not_an_object")
    try:
        return msgspec.json.decode(sent, type=dict[str, Any])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise Unfit("malformed_json") from None
    except RecursionError:
        raise Unfit("json_too_deep") from None


def _text(field: str, value: Any, length_max: int) -> str:
    """An id or a name as text; empty where there is none."""
    if type(value) is str:
        text = value.strip()
        # Almost all; this function runs four times for each event.
        if len(text) <= length_max and "\x00" not in text:
            return text
    elif value is None or value is False or value is True:
        return ""
    elif isinstance(value, int):
        text = str(value)
    elif isinstance(value, float) and value.is_integer():
        text = str(int(value))
    else:
        raise Unfit(f"{field}_malformed")
    if len(text) > length_max:
        raise Unfit(f"{field}_too_long", length=len(text), length_max=length_max)
    if "\x00" in text:
        raise Unfit(f"{field}_malformed")
    return text
