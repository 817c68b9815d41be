"""A line of an event that a person may see: enough to know it again, without personal data."""

import re
from typing import Any

import msgspec

from .personal import scrub

PREVIEW_LENGTH_MAX = 300
_DECODED_BYTES_MAX = 64 << 10
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_DIGITS = re.compile(r"\d{7,}")
_DEPTH_MAX = 6


def preview_of(raw: bytes) -> str:
    """First line of JSON without names and addresses; long numbers and e-mails masked."""
    text = ""
    if len(raw) <= _DECODED_BYTES_MAX:
        try:
            value = msgspec.json.decode(raw)
            text = msgspec.json.encode(_plain(value, 0)).decode()
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            text = ""
    text = text or raw[: PREVIEW_LENGTH_MAX * 4].decode("utf-8", "replace")
    return mask_text(" ".join(text.split()))[:PREVIEW_LENGTH_MAX]


def mask_text(text: str) -> str:
    """Text with e-mail addresses and long runs of digits masked, such as every store can keep."""
    plain = text.replace("\x00", "").encode("utf-8", "replace").decode()
    return _DIGITS.sub(lambda m: f"{m[0][:3]}****", _EMAIL.sub("***@***", plain))


def _plain(value: Any, depth: int) -> Any:
    if depth > _DEPTH_MAX:
        return "…"
    if isinstance(value, dict):
        clean = scrub(value, of_person=True)
        return {key: _plain(inner, depth + 1) for key, inner in list(clean.items())[:30]}
    if isinstance(value, list):
        return [_plain(inner, depth + 1) for inner in value[:5]]
    return value
