"""Messages that came before: SDKs send again what they believe lost.

A Bloom filter in memory says "certainly new" of almost all; the others are looked up in the
warehouse, which keeps the hash of every message id for some days. Hashes of 64 bits stand for the
ids: by a billion messages, one in twenty thousand million new ones is taken for a repeat.
"""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from siyu.warehouse import Warehouse

from .siphash import Hashes

REMEMBERED_HOURS = 72
_FIRST_CAPACITY = 1 << 18
_LAST_CAPACITY = 1 << 24
# Two words of 64 bits for each id, three bits in each, four ids a word: about one false positive in 1 000.
_WORDS_PER_ID = 4
_MIX = np.uint64(0x9E3779B97F4A7C15)
_KNOWN = """
select hash from message_ids
where day >= toDate(now('UTC')) - 3 and hash in {hashes:Array(UInt64)}
"""
_ALL = "select hash from message_ids where day >= toDate(now('UTC')) - 3"


@dataclass
class _Generation:
    words: Hashes
    capacity: int
    held: int
    last_used: float


class SeenMessages:
    """Which of these message ids are in the warehouse already."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._generations = [_generation(_FIRST_CAPACITY)]
        for block in warehouse.stream(_ALL):
            self.add(np.asarray(block["hash"], np.uint64))

    def known(self, hashes: Hashes, *, on_their_way: Hashes) -> NDArray[np.bool_]:
        """(n,) True for a repeat: of the warehouse, of a batch on its way there, or within these."""
        repeated = np.ones(len(hashes), bool)
        repeated[np.unique(hashes, return_index=True)[1]] = False
        maybe = np.flatnonzero(self._maybe(hashes) & ~repeated)
        if len(maybe):
            asked = hashes[maybe]
            found = self._warehouse.columns(_KNOWN, {"hashes": asked.tolist()})["hash"]
            stored = np.asarray(found, np.uint64)
            repeated[maybe] = np.isin(asked, stored) | np.isin(asked, on_their_way)
        return repeated

    def add(self, hashes: Hashes) -> None:
        """Remember ids that go to the warehouse now."""
        self._forget_old()
        newest = self._generations[-1]
        if newest.held + len(hashes) > newest.capacity:
            newest = _generation(min(newest.capacity * 2, _LAST_CAPACITY), least=len(hashes))
            self._generations.append(newest)
        for at, bits in _places(hashes, len(newest.words)):
            np.bitwise_or.at(newest.words, at, bits)
        newest.held += len(hashes)
        newest.last_used = time.monotonic()

    def _maybe(self, hashes: Hashes) -> NDArray[np.bool_]:
        found = np.zeros(len(hashes), bool)
        for generation in self._generations:
            here = np.ones(len(hashes), bool)
            for at, bits in _places(hashes, len(generation.words)):
                here &= (generation.words[at] & bits) == bits
            found |= here
        return found

    def _forget_old(self) -> None:
        oldest = time.monotonic() - REMEMBERED_HOURS * 3600
        kept = [g for g in self._generations[:-1] if g.last_used > oldest]
        self._generations = [*kept, self._generations[-1]]


def _generation(capacity: int, *, least: int = 0) -> _Generation:
    while capacity < least:
        capacity *= 2
    return _Generation(
        np.zeros(capacity // _WORDS_PER_ID, np.uint64), capacity, 0, time.monotonic()
    )


def _places(hashes: Hashes, words: int) -> list[tuple[NDArray[np.int64], Hashes]]:
    """Two words an id stands in, and its bits there."""
    places = []
    for mixed in (hashes * _MIX, (hashes ^ (hashes >> np.uint64(29))) * _MIX * _MIX):
        at = ((mixed >> np.uint64(18)) & np.uint64(words - 1)).astype(np.int64)
        bits = np.zeros(len(hashes), np.uint64)
        for shift in (0, 6, 12):
            bits |= np.uint64(1) << ((mixed >> np.uint64(46 + shift)) & np.uint64(63))
        places.append((at, bits))
    return places
