"""Codes that records carry outside: a prefix and a short, reversible scramble of the integer id.

The scramble hides how many records there are; it is not a secret and guards nothing.
"""

from dataclasses import dataclass

from .errors import Invalid

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32, lower case
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_ROUNDS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F)
_LOW, _HIGH_BITS = 0xFFFF, 16


@dataclass(eq=False)
class MalformedCode(Invalid):
    """This is not a code of the expected kind."""

    value: str
    expected_prefix: str


def code(prefix: str, number: int) -> str:
    """Outside code of a record, such as ``seg_1h7k2m9``.

    Args:
        number: 0 ≤ number < 2**63; the low 32 bits are scrambled, higher bits are kept.

    """
    value = (number >> 32 << 32) | _scramble(number & 0xFFFFFFFF)
    letters = []
    while True:
        value, digit = divmod(value, 32)
        letters.append(_ALPHABET[digit])
        if not value:
            break
    return f"{prefix}_{''.join(reversed(letters))}"


def number(prefix: str, text: str) -> int:
    """Integer id behind a code.

    Raises:
        MalformedCode: another prefix, or letters outside the alphabet.

    """
    head, _, tail = text.partition("_")
    if head != prefix or not tail or len(tail) > 13 or any(c not in _VALUES for c in tail):
        raise MalformedCode(value=text[:80], expected_prefix=prefix)
    value = 0
    for letter in tail:
        value = value * 32 + _VALUES[letter]
    if value >= 1 << 63:
        raise MalformedCode(value=text[:80], expected_prefix=prefix)
    return (value >> 32 << 32) | _unscramble(value & 0xFFFFFFFF)


def _scramble(value: int) -> int:
    left, right = value >> _HIGH_BITS, value & _LOW
    for key in _ROUNDS:
        left, right = right, left ^ _mix(right, key)
    return left << _HIGH_BITS | right


def _unscramble(value: int) -> int:
    left, right = value >> _HIGH_BITS, value & _LOW
    for key in reversed(_ROUNDS):
        left, right = right ^ _mix(left, key), left
    return left << _HIGH_BITS | right


def _mix(half: int, key: int) -> int:
    return ((half + 1) * key >> 8 ^ half * (key >> 16)) & _LOW
