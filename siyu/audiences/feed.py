"""How far the facts have come that segments are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from siyu.warehouse import Warehouse


@dataclass(frozen=True)
class Feed:
    """Places up to which events and values stand whole in the warehouse.

    Args:
        loaded: highest ``load_id`` of which every event is there.

    """

    loaded: Callable[[], int]

    def values(self, warehouse: Warehouse, *, after: int) -> int:
        """Highest version of a mirrored value; a batch of them appears at once.

        Args:
            after: a version that is known to be there; only what is newer is looked through.

        """
        newest = "SELECT max(version) FROM person_values WHERE version > {after:UInt64}"
        return max(after, int(warehouse.value(newest, {"after": after}) or 0))
