"""Passwords: argon2id, at a cost the server can bear."""

import secrets
import threading
from functools import cache

from pwdlib import PasswordHash

from .errors import PasswordTooWeak

LENGTH_MIN = 10
LENGTH_MAX = 200
GENERATED_LETTERS = 20

# Each hash takes 64 MiB; a burst of sign-ins must not take all memory.
_SLOTS = threading.BoundedSemaphore(4)
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # no l, o, 0, 1: people type it off a screen
_COMMON = ("password", "123456789", "qwertyuiop", "iloveyou", "administrator", "letmein", "111111")


def hash_password(password: str) -> str:
    with _SLOTS:
        return _hasher().hash(password)


def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether it is the password, and a new hash where the stored one is of an old cost.

    Takes as long for someone who does not exist (``stored`` None) as for someone who does.
    """
    with _SLOTS:
        fits, renewed = _hasher().verify_and_update(password, stored or _nobodys_hash())
    return (fits, renewed) if stored else (False, None)


def check_strength(password: str, *, email: str) -> None:
    """Refuse what is guessed first.

    Raises:
        PasswordTooWeak: too short, one letter over and over, a well-known one, or the address.

    """
    lower = password.lower()
    if (
        len(password) < LENGTH_MIN
        or len(set(password)) < 5
        or any(lower.startswith(common) and len(lower) < len(common) + 4 for common in _COMMON)
        or lower in (email.lower(), email.lower().partition("@")[0])
    ):
        raise PasswordTooWeak(LENGTH_MIN)


def generate_password() -> str:
    """About 100 bits, in groups of five letters."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(GENERATED_LETTERS))
    return "-".join(letters[at : at + 5] for at in range(0, GENERATED_LETTERS, 5))


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys_hash() -> str:
    return _hasher().hash(secrets.token_urlsafe())
