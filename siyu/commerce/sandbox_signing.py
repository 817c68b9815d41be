"""How sandboxes sign what they call back with: over the raw body and the time, as outside systems do."""

import hmac
from collections.abc import Mapping
from hashlib import sha256

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now

SIGNATURE = "sandbox-signature"
TIMESTAMP = "sandbox-timestamp"
STAMP_DIGITS_MAX = 12
AGE_SECONDS_MAX = 300
"""Older callbacks are refused, so that one overheard is of no use later."""


def signed(purpose: str, body: bytes) -> dict[str, str]:
    """Headers for a callback that leaves now."""
    stamp = str(int(now().timestamp()))
    return {TIMESTAMP: stamp, SIGNATURE: _sign(purpose, stamp, body)}


def is_signed(purpose: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Whether a callback is the sandbox's own, and no older than ``AGE_SECONDS_MAX``."""
    stamp = headers.get(TIMESTAMP, "")
    signature = headers.get(SIGNATURE, "").encode()
    if not hmac.compare_digest(signature, _sign(purpose, stamp, body).encode()):
        return False
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= STAMP_DIGITS_MAX):
        return False
    return abs(now().timestamp() - int(stamp)) <= AGE_SECONDS_MAX


def _sign(purpose: str, stamp: str, body: bytes) -> str:
    message = stamp.encode(errors="replace") + b"\n" + sha256(body).digest()
    return cipher().sign(purpose, message).hex()
