"""Sensors Analytics' ``/sa``: forms or queries with base64 JSON, packed or not."""

import msgspec

from .bodies import Unreadable, inflate
from .pixel import decode_base64, fields


def read_sensors(form: bytes) -> bytes:
    """JSON that the form carries.

    Raises:
        Unreadable: no ``data`` or ``data_list``, or not base64.
        TooLarge: it unpacks to more than a request may have.

    """
    found = dict(fields(form))
    data = found.get("data_list") or found.get("data")
    if not data:
        raise Unreadable
    raw = decode_base64(data)
    return inflate(raw) if raw[:2] == b"\x1f\x8b" else raw


class _Named(msgspec.Struct):
    token: str = ""
    project: str = ""


_one = msgspec.json.Decoder(_Named)
_many = msgspec.json.Decoder(list[_Named])


def sensors_key(query: bytes, form: bytes, body: bytes) -> str:
    """The write key: ``token``, else ``project``, of the address, the form or the first event."""
    named = [dict(fields(query)), dict(fields(form[:2_000])), _of_event(body)]
    for name in ("token", "project"):
        for place in named:
            if place.get(name):
                return place[name]
    return ""


def _of_event(body: bytes) -> dict[str, str]:
    try:
        first = _many.decode(body)[:1] if body[:1] == b"[" else [_one.decode(body)]
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return {"token": first[0].token, "project": first[0].project} if first else {}
