"""Coupon codes: twelve letters that a person can read out, computed and never stored.

A code is a number below 29¹¹ put through a keyed permutation, written in base 29, with a check letter
behind it. The permutation is a ten-round Feistel network over 54 bits with AES as its round function,
walked until it lands below 29¹¹ (the construction of NIST SP 800-38G, and of Black and Rogaway 2002,
"Ciphers with arbitrary finite domains"). So codes are unique by construction, a code found is proof of
its number, and without the key the next one cannot be told from those seen.

Half of the numbers mean coupons, by their id; the other half mean codes of batches.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher as BlockCipher
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from numpy.typing import NDArray

from siyu.kernel.cipher import cipher

from .errors import CodeMistyped

# Without 0 O, 1 I L, S (5) and Z (2). A prime number of letters, so that the check letter finds
# every wrong letter and every swap of two.
ALPHABET = "23456789ABCDEFGHJKMNPQRTUVWXY"
BASE = len(ALPHABET)
LETTERS = 11
NUMBERS = BASE**LETTERS

BATCH_SIZE_MAX = 1 << 28
BATCHES_MAX = 1 << 24
_BATCHES_FROM = 1 << 52
_COUPONS_MAX = 1 << 48

# Fewer than this are written one by one.
FEW = 10

_HALF_BITS = 27
_HALF = (1 << _HALF_BITS) - 1
_ROUNDS = 10
_GROUP = 4
_READ_AS = str.maketrans({"S": "5", "Z": "2"})
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}

Numbers = NDArray[np.uint64]
Letters = NDArray[np.uint8]
Encrypt = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Meaning:
    """What a code stands for: a coupon, or a serial of a batch."""

    coupon_id: int | None = None
    batch_id: int | None = None
    serial: int | None = None


def coupon_codes(coupon_ids: Sequence[int]) -> list[str]:
    """Codes under which coupons are shown at the till."""
    if any(not 0 <= coupon_id < _COUPONS_MAX for coupon_id in coupon_ids):
        raise ValueError("no code for such a coupon")
    if len(coupon_ids) < FEW:
        return [_written(_permute_one(coupon_id)) for coupon_id in coupon_ids]
    return _text(_write(_permute(np.array(coupon_ids, np.uint64))))


def batch_code(batch_id: int, serial: int) -> str:
    """One code of a batch."""
    return _text(batch_letters(batch_id, serial, serial + 1))[0]


def batch_letters(batch_id: int, first: int, last: int) -> Letters:
    """Codes of the serials ``first`` ≤ n < ``last``, a row of ASCII letters each, in groups of four."""
    if not (0 < batch_id < BATCHES_MAX and 0 <= first <= last <= BATCH_SIZE_MAX):
        raise ValueError(f"no codes {first} to {last} of batch {batch_id}")
    serials = np.arange(first, last, dtype=np.uint64)
    return _write(_permute(serials + np.uint64(_BATCHES_FROM + batch_id * BATCH_SIZE_MAX)))


def read_code(text: str) -> Meaning:
    """What a code means; small letters, spaces and dashes are as good.

    Raises:
        CodeMistyped: it cannot be one of ours.

    """
    letters = re.sub(r"[\s\-]", "", text[:60]).upper().translate(_READ_AS)
    if len(letters) != LETTERS + 1 or any(letter not in _VALUES for letter in letters):
        raise CodeMistyped
    digits = [_VALUES[letter] for letter in letters]
    if _check(digits[:-1]) != digits[-1]:
        raise CodeMistyped
    value = 0
    for digit in digits[:-1]:
        value = value * BASE + digit
    number = _permute_one(value, backwards=True)
    if number < _COUPONS_MAX:
        return Meaning(coupon_id=number)
    batch, serial = divmod(number - _BATCHES_FROM, BATCH_SIZE_MAX)
    if not 0 < batch < BATCHES_MAX:
        raise CodeMistyped
    return Meaning(batch_id=batch, serial=serial)


def _permute_one(number: int, *, backwards: bool = False) -> int:
    """``_permute`` for one, ten times as fast."""
    encrypt, order = _encrypt(), _order(backwards=backwards)
    while True:
        left, right = number >> _HALF_BITS, number & _HALF
        for each in order:
            half = left if backwards else right
            block = encrypt(each.to_bytes(8, "little") + half.to_bytes(8, "little"))
            mixed = int.from_bytes(block[:8], "little") & _HALF
            left, right = (right ^ mixed, left) if backwards else (right, left ^ mixed)
        number = left << _HALF_BITS | right
        if number < NUMBERS:
            return number


def _permute(numbers: Numbers, *, backwards: bool = False) -> Numbers:
    """Each number's place in the permutation of all numbers below ``NUMBERS``."""
    encrypt, order = _encrypt(), _order(backwards=backwards)
    result = _feistel(numbers, encrypt, order, backwards=backwards)
    outside = np.flatnonzero(result >= NUMBERS)
    while outside.size:
        result[outside] = _feistel(result[outside], encrypt, order, backwards=backwards)
        outside = outside[result[outside] >= NUMBERS]
    return result


def _encrypt() -> Encrypt:
    return _block_cipher(cipher().sign("promotions coupon code", b"")).encryptor().update


def _order(*, backwards: bool) -> list[int]:
    return list(reversed(range(_ROUNDS)) if backwards else range(_ROUNDS))


def _feistel(numbers: Numbers, encrypt: Encrypt, order: list[int], *, backwards: bool) -> Numbers:
    left, right = numbers >> np.uint64(_HALF_BITS), numbers & np.uint64(_HALF)
    for number in order:
        if backwards:
            left, right = right ^ _mixed(left, number, encrypt), left
        else:
            left, right = right, left ^ _mixed(right, number, encrypt)
    return left << np.uint64(_HALF_BITS) | right


def _mixed(halves: Numbers, number: int, encrypt: Encrypt) -> Numbers:
    blocks = np.empty((len(halves), 2), "<u8")
    blocks[:, 0], blocks[:, 1] = number, halves
    return np.frombuffer(encrypt(blocks.tobytes()), "<u8")[::2] & np.uint64(_HALF)


@lru_cache(maxsize=4)
def _block_cipher(key: bytes) -> BlockCipher[modes.ECB]:
    # A pseudo-random function of one block is what ECB is; no text is hidden with it.
    return BlockCipher(algorithms.AES(key), modes.ECB())  # noqa: S305


def _write(numbers: Numbers) -> Letters:
    digits = np.empty((len(numbers), LETTERS + 1), np.uint8)
    rest = numbers
    for place in reversed(range(LETTERS)):
        rest, digit = np.divmod(rest, np.uint64(BASE))
        digits[:, place] = digit
    digits[:, LETTERS] = _checks(digits[:, :LETTERS])
    letters = np.frombuffer(ALPHABET.encode(), np.uint8)[digits]
    dashes = np.full((len(numbers), 1), ord("-"), np.uint8)
    parts = [letters[:, at : at + _GROUP] for at in range(0, LETTERS + 1, _GROUP)]
    return np.hstack([parts[0], dashes, parts[1], dashes, parts[2]])


def _written(number: int) -> str:
    digits = []
    for _ in range(LETTERS):
        number, digit = divmod(number, BASE)
        digits.append(digit)
    digits.reverse()
    letters = "".join(ALPHABET[digit] for digit in [*digits, _check(digits)])
    return "-".join(letters[at : at + _GROUP] for at in range(0, LETTERS + 1, _GROUP))


def _check(digits: Sequence[int]) -> int:
    return -sum(weight * digit for weight, digit in enumerate(digits, start=2)) % BASE


def _text(letters: Letters) -> list[str]:
    return [row.tobytes().decode() for row in letters]


def _checks(digits: NDArray[np.uint8]) -> NDArray[np.uint8]:
    # 2 to 12, and 1 for the check letter itself: no two alike, none a multiple of 29.
    weights = np.arange(2, LETTERS + 2, dtype=np.uint32)
    return (-(digits.astype(np.uint32) @ weights).astype(np.int64) % BASE).astype(np.uint8)
