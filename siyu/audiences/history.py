"""How large segments were over time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from siyu.kernel.context import Context
from siyu.warehouse import Warehouse

from .contracts import SegmentState
from .models import SegmentRow

YOUNG_DAYS = 2


def record_size(warehouse: Warehouse, segment_id: int, size: int, at: datetime) -> None:
    """Keep a point of the history."""
    warehouse.insert_rows("segment_history", ["segment", "time", "size"], [(segment_id, at, size)])


def record_sizes(context: Context, due: datetime) -> None:
    """Keep a point for every segment, each hour."""
    with context.session(read_only=True) as session:
        rows = session.execute(
            select(SegmentRow.id, SegmentRow.size).where(
                SegmentRow.size.is_not(None), SegmentRow.state == SegmentState.ready
            )
        ).all()
    context.get(Warehouse).insert_rows(
        "segment_history", ["segment", "time", "size"], [(row.id, due, row.size) for row in rows]
    )


def sizes(
    warehouse: Warehouse, segment_id: int, *, since: datetime, until: datetime
) -> list[tuple[datetime, int]]:
    """Points of the history, oldest first, at most a thousand."""
    rows = warehouse.rows(
        "SELECT time, size FROM segment_history WHERE segment = {segment:UInt32}"
        " AND time >= {since:DateTime64(3, 'UTC')} AND time <= {until:DateTime64(3, 'UTC')}"
        " ORDER BY time DESC LIMIT 1000",
        {"segment": segment_id, "since": since, "until": until},
    )
    return [(row["time"], row["size"]) for row in reversed(rows)]


def trends(
    warehouse: Warehouse, segment_ids: Sequence[int], *, since: datetime
) -> dict[int, list[int]]:
    """The last size of each UTC day that has one, oldest first; segments without any are left out.

    A segment that is only a day or two old is followed by the hour.
    """
    by_day = _last_sizes(warehouse, segment_ids, since, "toDate(time)")
    young = [one for one in segment_ids if 0 < len(by_day.get(one, [])) <= YOUNG_DAYS]
    return by_day | (_last_sizes(warehouse, young, since, "toStartOfHour(time)") if young else {})


def _last_sizes(
    warehouse: Warehouse, segment_ids: Sequence[int], since: datetime, each: str
) -> dict[int, list[int]]:
    rows = warehouse.rows(
        f"SELECT segment, {each} AS part, argMax(size, time) AS last_size FROM segment_history"
        " WHERE segment IN {segments:Array(UInt32)} AND time >= {since:DateTime64(3, 'UTC')}"
        " GROUP BY segment, part ORDER BY segment, part",
        {"segments": list(segment_ids), "since": since},
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["segment"], []).append(row["last_size"])
    return found


def forget_sizes(warehouse: Warehouse, segment_id: int) -> None:
    """Drop the history of a segment."""
    warehouse.command(
        "DELETE FROM segment_history WHERE segment = {segment:UInt32}", {"segment": segment_id}
    )
