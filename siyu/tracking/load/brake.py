"""Merges of events wait while the loader is behind.

A merge takes as much of a core for an event as bringing it in did (measured: 10 µs beside 11), at the
very time when two cores are short. Nothing needs it at once: a hundred small parts more cost a query some
milliseconds. So a burst goes in first, and is merged when it is over, or when there are many parts.
"""

import time

from siyu.warehouse import Warehouse

TABLES = ("events", "person_days", "person_life", "message_ids")
PARTS_MAX = 100
"""Of one month of one table; the engine slows inserts down by 1 000."""
CALM_SECONDS = 2.0
"""Not behind for so long: the burst is over. Merges that are broken off begin anew."""

_PARTS = """
select max(parts) from (
    select count() as parts from system.parts
    where active and database = currentDatabase() and table in {tables:Array(String)}
    group by table, partition)
"""


class MergeBrake:
    """Told about every step of the loader, by the loader's own thread."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._behind_at = float("-inf")
        self._used_up = False

    def follow(self, *, behind: bool) -> None:
        """Hold merges back in a burst, once in each; let them go after it."""
        now = time.monotonic()
        if not behind:
            if now - self._behind_at >= CALM_SECONDS:
                self.release()
                self._used_up = False
            return
        self._behind_at = now
        if self._used_up:
            return
        if self._parts() < PARTS_MAX:
            self._warehouse.merges.hold(TABLES)
        else:
            # Held again as soon as a few are merged, none of the large ones would ever be.
            self._used_up = True
            self.release()

    def release(self) -> None:
        self._warehouse.merges.release()

    def _parts(self) -> int:
        return int(self._warehouse.value(_PARTS, {"tables": list(TABLES)}) or 0)
