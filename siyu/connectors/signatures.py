"""How a receiver knows that a delivery is ours: HMAC-SHA-256 over time and body.

``Siyu-Signature: t=<unix seconds>,v1=<hex>[,v1=<hex>]``; the second is by the old secret while a
rotation is under way. The signed bytes are the seconds as text, a dot, and the body as sent.
"""

import hmac
import secrets
from collections.abc import Sequence


def new_secret() -> str:
    return f"whsec_{secrets.token_urlsafe(32)}"


def signature_header(keys: Sequence[str], *, unix_seconds: int, body: bytes) -> str:
    """Value of ``Siyu-Signature``.

    Args:
        keys: secrets, the current one first.

    """
    signed = f"{unix_seconds}.".encode() + body
    parts = [f"t={unix_seconds}"]
    parts += [f"v1={hmac.digest(key.encode(), signed, 'sha256').hex()}" for key in keys]
    return ",".join(parts)
