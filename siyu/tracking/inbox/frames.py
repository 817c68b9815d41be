"""One request as it lies in the inbox: where it came from, and its JSON byte for byte."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

INTERNAL = "internal"
"""Kind of what siyu and its imports append themselves: may name a person, knows no limits."""


class Origin(msgspec.Struct, array_like=True, omit_defaults=True):
    """Everything about a request that its body does not say.

    Args:
        dialect: how to read the body: ``segment`` or ``sensors``.
        type: event type that the path gave, where it gave one.
        kind: of the source (``server``, ``browser`` …), or ``internal``.
        org: node of the org tree that the write key belongs to; 0 is none.
        sent_at: by the sender's clock, where a header said so; the body's own wins.
        refused: a reason for which every event of it goes to quarantine.
        write_key: kept only where nobody knows it, for a later replay.
        strict: events that the tracking plan does not know go to quarantine.
        replayed: message id to give an event that comes from quarantine without one.

    """

    received_ms: int
    source: str
    source_id: int = 0
    dialect: str = "segment"
    type: str = ""
    kind: str = "server"
    org: int = 0
    ip: str = ""
    user_agent: str = ""
    refused: str = ""
    write_key: str = ""
    replayed: str = ""
    strict: bool = False
    sent_at: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A request, read back."""

    origin: Origin
    body: bytes


_HEAD = struct.Struct("<II")
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Origin)


def pack_frame(origin: Origin, body: bytes) -> bytes:
    """Bytes of a frame; frames are simply joined."""
    head = _encoder.encode(origin)
    return b"".join((_HEAD.pack(len(head), len(body)), head, body))


def unpack_frames(data: bytes) -> Iterator[Frame]:
    """Frames in the order in which they were joined."""
    at, end = 0, len(data)
    while at < end:
        head, body = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield Frame(_decoder.decode(data[at : at + head]), data[at + head : at + head + body])
        at += head + body
