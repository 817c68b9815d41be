"""Requests split into the items that SDKs call events, each byte for byte as sent."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from siyu.tracking.contracts import EVENT_BYTES_MAX
from siyu.tracking.inbox import INTERNAL, Frame

from .sensors_items import sensors_items

EVENTS_PER_REQUEST_MAX = 2500

NO_RAW = msgspec.Raw(b"")


class Item(msgspec.Struct):
    """What is read of an event; the rest travels as it came."""

    type: Any = None
    event: Any = None
    name: Any = None
    category: Any = None
    userId: Any = None  # noqa: N815  (the wire's names)
    anonymousId: Any = None  # noqa: N815
    previousId: Any = None  # noqa: N815
    groupId: Any = None  # noqa: N815
    messageId: Any = None  # noqa: N815
    timestamp: Any = None
    originalTimestamp: Any = None  # noqa: N815
    sentAt: Any = None  # noqa: N815
    context: msgspec.Raw = NO_RAW
    properties: msgspec.Raw = NO_RAW
    traits: msgspec.Raw = NO_RAW
    personId: Any = None  # noqa: N815
    unite: Any = None


class Shared(msgspec.Struct):
    """What a batch says once for all its items."""

    batch: list[msgspec.Raw] | None = None
    context: msgspec.Raw = NO_RAW
    sentAt: Any = None  # noqa: N815


class Unfit(Exception):
    """An item that cannot be loaded: why, and what a person should know of it."""

    def __init__(self, reason: str, **facts: Any) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


_shared = msgspec.json.Decoder(Shared)
_list = msgspec.json.Decoder(list[msgspec.Raw])
_item = msgspec.json.Decoder(Item)


def split(frame: Frame) -> tuple[Shared, list[msgspec.Raw] | list[bytes]]:
    """The items of a request, and what they share.

    A body that is no request at all is one item; reading it then says what is wrong.
    """
    if frame.origin.refused == "malformed_pixel":
        return Shared(), [frame.body]
    if frame.origin.dialect == "sensors":
        return Shared(), sensors_items(frame.body)
    try:
        shared = _shared.decode(frame.body)
    except RecursionError:
        return Shared(), list(_cut(frame.body)) or [frame.body]
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return Shared(), _as_list(frame.body)
    return shared, [frame.body] if shared.batch is None else shared.batch


def read_item(raw: msgspec.Raw | bytes, index: int, frame: Frame) -> Item:
    """An item's fields.

    Raises:
        Unfit: too large, too deep, not an object, or one too many.

    """
    if frame.origin.kind != INTERNAL:
        size = memoryview(raw).nbytes
        if size > EVENT_BYTES_MAX:
            raise Unfit("event_too_large", bytes=size, bytes_max=EVENT_BYTES_MAX)
        if index >= EVENTS_PER_REQUEST_MAX:
            raise Unfit("batch_overflow", events_max=EVENTS_PER_REQUEST_MAX)
    try:
        return _item.decode(raw)
    except msgspec.ValidationError:
        raise Unfit("not_an_event") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise Unfit("malformed_json") from None
    except RecursionError:
        raise Unfit("json_too_deep") from None


def _as_list(body: bytes) -> list[msgspec.Raw] | list[bytes]:
    """A bare list of events is taken as a batch."""
    try:
        return _list.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return [body]


_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def _cut(body: bytes) -> Iterator[bytes]:
    """Items of a batch in which one nests too deep for the parser: found by counting brackets."""
    start = body.find(b'"batch"')
    at = body.find(b"[", start) if start >= 0 else -1
    if at < 0:
        return
    depth, begin = 0, 0
    for token in _TOKEN.finditer(body, at):
        sign = token.group()
        if sign in b"[{":
            depth += 1
            if depth == 2:
                begin = token.start()
        elif sign in b"]}":
            depth -= 1
            if depth == 1:
                yield body[begin : token.end()]
            elif depth == 0:
                return
