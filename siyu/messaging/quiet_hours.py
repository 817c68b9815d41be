"""Hours in which nobody is disturbed, in the business time zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class QuietHours:
    """From ``start`` to ``end`` on the wall clock; over midnight where ``end`` is the earlier."""

    start: time
    end: time

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "QuietHours | None":
        """From ``{"start": "22:00", "end": "08:00"}``."""
        if not stored:
            return None
        return cls(time.fromisoformat(stored["start"]), time.fromisoformat(stored["end"]))

    def holds_until(self, instant: datetime, zone: str) -> datetime | None:
        """When the quiet that reigns at ``instant`` ends; None when it does not reign."""
        local = instant.astimezone(ZoneInfo(zone))
        if not self._covers(local.time()):
            return None
        day = local.date()
        if local.time() >= self.end:
            day += timedelta(days=1)
        # On the night the clocks change the wall clock decides, as people do.
        ends = datetime.combine(day, self.end, tzinfo=ZoneInfo(zone))
        return ends.astimezone(instant.tzinfo)

    def _covers(self, at: time) -> bool:
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end
