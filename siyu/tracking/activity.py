"""How much each source has sent of late, as the warehouse knows it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from siyu.warehouse import Warehouse, load_sql

DAYS = 30
DAYS_SHOWN = 14

_SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, kw_only=True)
class Activity:
    """What one source has sent in 30 days.

    Args:
        by_day: events of the last 14 days, today last.

    """

    events: int
    last_received_at: datetime
    by_day: tuple[int, ...]


def activity_by_source(warehouse: Warehouse, *, time_zone: str) -> dict[str, Activity]:
    """Activity by the code that events carry; sources that were silent are absent."""
    rows = warehouse.rows(load_sql(_SQL, "source_activity"), {"days": DAYS, "time_zone": time_zone})
    found: dict[str, Activity] = {}
    for row in rows:
        before = found.get(row["source"])
        by_day = list(before.by_day) if before else [0] * DAYS_SHOWN
        if row["days_ago"] < DAYS_SHOWN:
            by_day[DAYS_SHOWN - 1 - row["days_ago"]] = row["events"]
        last: datetime = row["last_received_at"]
        found[row["source"]] = Activity(
            events=row["events"] + (before.events if before else 0),
            last_received_at=max(last, before.last_received_at) if before else last,
            by_day=tuple(by_day),
        )
    return found
