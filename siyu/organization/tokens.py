"""Secrets we hand out and keep only as hashes.

Each has 256 random bits, so a plain SHA-256 is as good as a slow hash.
"""

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
