"""ClickHouse's ``sipHash64`` over many texts at once (SipHash-2-4, Aumasson & Bernstein 2012; key 0)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

_START = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)


def siphash64(texts: Sequence[bytes]) -> Hashes:
    """(n,) hashes, in the order of the texts."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    letters = np.frombuffer(b"".join(texts), np.uint8)
    starts = np.cumsum(lengths) - lengths
    hashes = np.empty(len(texts), np.uint64)
    for length in np.unique(lengths).tolist():
        those = np.flatnonzero(lengths == length)
        found = letters[starts[those, None] + np.arange(length)]
        hashes[those] = _hash_equal(found, length)
    return hashes


def _hash_equal(letters: NDArray[np.uint8], length: int) -> Hashes:
    """(n,) hashes of (n, length) letters: whole words, the last one ends with the length."""
    words = length // 8 + 1
    padded = np.zeros((len(letters), 8 * words), np.uint8)
    padded[:, :length] = letters
    padded[:, -1] = length & 255
    message = padded.view("<u8")
    a, b, c, d = (np.full(len(message), start, np.uint64) for start in _START)
    for column in range(words):
        word = np.ascontiguousarray(message[:, column])
        d ^= word
        a, b, c, d = _rounds(a, b, c, d, 2)
        a ^= word
    c ^= np.uint64(0xFF)
    a, b, c, d = _rounds(a, b, c, d, 4)
    return a ^ b ^ c ^ d


def _rounds(
    a: Hashes, b: Hashes, c: Hashes, d: Hashes, count: int
) -> tuple[Hashes, Hashes, Hashes, Hashes]:
    for _ in range(count):
        a = a + b
        c = c + d
        b = _turn(b, 13) ^ a
        d = _turn(d, 16) ^ c
        a = _turn(a, 32)
        c = c + b
        a = a + d
        b = _turn(b, 17) ^ c
        d = _turn(d, 21) ^ a
        c = _turn(c, 32)
    return a, b, c, d


def _turn(word: Hashes, by: int) -> Hashes:
    return (word << np.uint64(by)) | (word >> np.uint64(64 - by))
