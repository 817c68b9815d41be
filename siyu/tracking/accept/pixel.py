"""Events in the address of an image: mail opens, landing pages without script."""

import base64
import binascii
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from .bodies import Unreadable

_FIELDS_MAX = 200


def segment_pixel(query: bytes) -> bytes:
    """JSON in ``?data=``, as base64 of either alphabet.

    Raises:
        Unreadable: there is none.

    """
    for name, value in fields(query):
        if name == "data":
            return decode_base64(value)
    raise Unreadable


def rudder_pixel(query: bytes) -> bytes:
    """Fields of the query as an event; dots in a name lead into objects."""
    event: dict[str, Any] = {}
    for name, value in fields(query):
        at = event
        *way, last = name.split(".")[:8]
        for step in way:
            inner = at.setdefault(step, {})
            if not isinstance(inner, dict):
                break
            at = inner
        else:
            at[last] = value
    return msgspec.json.encode(event)


def fields(query: bytes) -> list[tuple[str, str]]:
    """Fields of a query or form.

    Raises:
        Unreadable: more of them than anyone sends.

    """
    try:
        return parse_qsl(
            query.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS_MAX
        )
    except ValueError:
        raise Unreadable from None


def decode_base64(text: str) -> bytes:
    """Base64 of either alphabet, padded or not; a space was a plus before the query was decoded.

    Raises:
        Unreadable: not base64.

    """
    plain = text.strip().replace(" ", "+").replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable from None
