"""Codes in tracked links, opened pixels and unsubscribe pages: signed, so nobody can make them up.

A code is a delivery's number and a link's, with ten bytes that only this installation can make for
this purpose. Nothing is stored for it.
"""

import base64
import binascii
import hmac
import re
from typing import NamedTuple

from siyu.kernel.cipher import cipher
from siyu.kernel.settings import Settings

from .errors import LinkUnknown

SIGNATURE_BYTES = 10
CODE_LENGTH_MAX = 40
_CODE = re.compile(r"[A-Za-z0-9_-]{16,40}")


class Target(NamedTuple):
    """What a code stands for."""

    delivery_id: int
    number: int


def click_code(delivery_id: int, number: int) -> str:
    """Code of a message's number-th link."""
    return _code("messaging.click", delivery_id, number)


def open_code(delivery_id: int) -> str:
    """Code of a message's pixel."""
    return _code("messaging.open", delivery_id, 0)


def unsubscribe_code(delivery_id: int) -> str:
    """Code of a message's unsubscribe page."""
    return _code("messaging.unsubscribe", delivery_id, 0)


def read_click(code: str) -> Target:
    """What a link's code stands for.

    Raises:
        LinkUnknown: not one of ours.

    """
    return _read("messaging.click", code)


def read_open(code: str) -> int:
    """The delivery behind a pixel's code.

    Raises:
        LinkUnknown: not one of ours.

    """
    return _read("messaging.open", code).delivery_id


def read_unsubscribe(code: str) -> int:
    """The delivery behind an unsubscribe page's code.

    Raises:
        LinkUnknown: not one of ours.

    """
    return _read("messaging.unsubscribe", code).delivery_id


def click_url(settings: Settings, delivery_id: int, number: int) -> str:
    return f"{settings.public_url.rstrip('/')}/t/{click_code(delivery_id, number)}"


def open_url(settings: Settings, delivery_id: int) -> str:
    return f"{settings.public_url.rstrip('/')}/o/{open_code(delivery_id)}.gif"


def unsubscribe_url(settings: Settings, delivery_id: int) -> str:
    return f"{settings.public_url.rstrip('/')}/u/{unsubscribe_code(delivery_id)}"


def _code(purpose: str, delivery_id: int, number: int) -> str:
    body = bytes([number]) + delivery_id.to_bytes((delivery_id.bit_length() + 7) // 8 or 1)
    signature = cipher().sign(purpose, body)[:SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(signature + body).decode().rstrip("=")


def _read(purpose: str, code: str) -> Target:
    if not _CODE.fullmatch(code):
        raise LinkUnknown
    try:
        raw = base64.urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except binascii.Error:
        raise LinkUnknown from None
    signature, body = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not 2 <= len(body) <= 9:
        raise LinkUnknown
    if not hmac.compare_digest(signature, cipher().sign(purpose, body)[:SIGNATURE_BYTES]):
        raise LinkUnknown
    return Target(int.from_bytes(body[1:]), body[0])
