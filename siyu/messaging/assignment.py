"""Who gets which variant: a hash of person and campaign, so that it never changes and needs no row.

Two independent draws, one for the hold-out and one for the variant: changing the hold-out's size
moves nobody from one variant to another.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .contracts import HOLDOUT

_HOLDOUT_STREAM = 0x9E3779B97F4A7C15
_VARIANT_STREAM = 0xD1B54A32D192ED03
_MASK = (1 << 64) - 1

Ids = NDArray[np.uint64]


def assign(
    person_ids: Ids, *, salt: int, weights: Sequence[int], holdout_percent: float
) -> NDArray[np.int16]:
    """Variant number of each person, from 1; ``HOLDOUT`` for those who get nothing.

    Args:
        person_ids: (n,) unsigned 64-bit.
        salt: of the campaign; another salt deals anew.
        weights: > 0, one a variant.
        holdout_percent: 0 ≤ x < 100.

    """
    bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
    drawn = _uniform(person_ids, salt ^ _VARIANT_STREAM) * bounds[-1]
    # side="right": a draw on a bound belongs to the next variant; the last bound is never drawn.
    variants = np.minimum(np.searchsorted(bounds, drawn, side="right"), len(weights) - 1) + 1
    held = _uniform(person_ids, salt ^ _HOLDOUT_STREAM) * 100 < holdout_percent
    return np.where(held, HOLDOUT, variants).astype(np.int16)


def _uniform(person_ids: Ids, stream: int) -> NDArray[np.float64]:
    """(n,) numbers in [0, 1) with 53 bits each."""
    return (_mix(person_ids, stream) >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def _mix(values: Ids, stream: int) -> Ids:
    """SplitMix64's finaliser (Steele, Lea & Flood 2014), twice: neighbouring ids part at once."""
    mixed = values ^ np.uint64(stream & _MASK)
    for _ in range(2):
        mixed = mixed + np.uint64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return mixed
