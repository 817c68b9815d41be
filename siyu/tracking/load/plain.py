"""The shape that almost every event has: a ``track`` of plain texts, read in one go.

What the parser checks in C, no line of Python checks again. Whatever is not exactly of this shape goes
the long way of ``events``, which knows every spelling and says what is wrong; of what is of this shape
both ways make the same event (a test holds them together).
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from siyu.tracking.contracts import EVENT_BYTES_MAX
from siyu.tracking.inbox import INTERNAL, Frame

from .items import EVENTS_PER_REQUEST_MAX, NO_RAW

MESSAGE_ID_LENGTH_MAX = 100
ID_LENGTH_MAX = 500
NAME_LENGTH_MAX = 250

MessageId = Annotated[str, msgspec.Meta(max_length=MESSAGE_ID_LENGTH_MAX)]
Id = Annotated[str, msgspec.Meta(max_length=ID_LENGTH_MAX)]
Name = Annotated[str, msgspec.Meta(max_length=NAME_LENGTH_MAX)]


class Plain(msgspec.Struct, gc=False):
    """A ``track`` of texts within their lengths, not trimmed yet, and of stamps as RFC 3339 has them."""

    event: Name
    messageId: MessageId  # noqa: N815  (the wire's names)
    type: Literal["track"] | None = None
    userId: Id | None = None  # noqa: N815
    anonymousId: Id | None = None  # noqa: N815
    timestamp: datetime | None = None
    originalTimestamp: datetime | None = None  # noqa: N815
    sentAt: datetime | None = None  # noqa: N815
    context: msgspec.Raw = NO_RAW
    properties: msgspec.Raw = NO_RAW
    # Nothing to a track, but the long way looks whether they can be read.
    name: str | None = None
    category: str | None = None
    groupId: str | None = None  # noqa: N815
    previousId: str | None = None  # noqa: N815
    # Said by someone who means something by it.
    personId: None = None  # noqa: N815
    unite: None = None


_decoder = msgspec.json.Decoder(Plain)


def may_hold_plain(frame: Frame) -> bool:
    """Whether nothing about the request as a whole asks for a closer look at its items."""
    origin = frame.origin
    return (
        origin.kind != INTERNAL
        and origin.dialect == "segment"
        and not origin.refused
        and not origin.replayed
        # The one way to write a NUL, which is in no id and no name.
        and b"\\u0000" not in frame.body
    )


def read_plain(raw: msgspec.Raw | bytes, index: int, type_of_path: str) -> Plain | None:
    """The item, where it is a plain ``track``.

    Args:
        type_of_path: what the address of the request says of its events; empty where it says nothing.

    """
    if len(memoryview(raw)) > EVENT_BYTES_MAX or index >= EVENTS_PER_REQUEST_MAX:
        return None
    try:
        plain = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    return plain if plain.type is not None or type_of_path == "track" else None
