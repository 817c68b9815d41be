"""What was decided about the events of a load, kept so that it is done again in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

import lz4.frame
import msgspec
import numpy as np
from numpy.typing import NDArray

REPEATED = "repeated"
BLOCKED = "blocked_by_plan"


class Drop(msgspec.Struct, array_like=True):
    """An event that does not go to the warehouse."""

    index: int
    reason: str
    facts: dict[str, Any]


class _Stored(msgspec.Struct, array_like=True):
    events: int
    persons: bytes
    drops: list[Drop]


@dataclass
class Decisions:
    """Person of each event of a load, in order; and those that are left out, with the reason."""

    persons: NDArray[np.uint32]
    drops: list[Drop] = field(default_factory=list)

    @classmethod
    def of(
        cls, persons: NDArray[np.uint32], drops: Mapping[int, tuple[str, dict[str, Any]]]
    ) -> Self:
        return cls(persons, [Drop(i, *why) for i, why in sorted(drops.items())])

    @cached_property
    def dropped(self) -> dict[int, str]:
        """Reason by index, of those left out."""
        return {drop.index: drop.reason for drop in self.drops}

    def encode(self) -> bytes:
        stored = _Stored(len(self.persons), self.persons.tobytes(), self.drops)
        packed: bytes = lz4.frame.compress(msgspec.msgpack.encode(stored))
        return packed


def decode_decisions(data: bytes) -> Decisions:
    stored = msgspec.msgpack.decode(lz4.frame.decompress(data), type=_Stored)
    return Decisions(np.frombuffer(stored.persons, np.uint32), stored.drops)
