"""What must work, and what must always hold."""

from contextlib import suppress

from siyu.kernel import metrics
from siyu.kernel.context import Context
from siyu.warehouse import Warehouse

from .errors import InboxUnavailable
from .inbox import Connection, Inbox
from .progress import Progress
from .running import loading_paused

LAG_EVENTS_MAX = 2_000_000

_LAG = metrics.gauge("tracking_lag_events", "Events on disk that are not in the warehouse yet")

_TWICE = """
select message_id from events where day >= today() - 3 and received_at >= now() - interval 3 day
group by message_id having count() > 1 limit 10
"""
_APART = """
select event, day, sum(counted) as events, sum(kept) as kept from (
    select event, day, toInt64(count()) as counted, 0 as kept from events final
    where day >= today() - 3 group by event, day
    union all
    select event, day, 0 as counted, toInt64(sum(count)) as kept from person_days
    where day >= today() - 3 group by event, day
) group by event, day having events != kept limit 10
"""


def inbox_problem(context: Context) -> str | None:
    """Whether events can be kept."""
    inbox = context.get(Inbox)
    if inbox.problem is not None:
        # While this process is not ready nobody sends it events, by which it would see that the
        # store takes them again: so try.
        with suppress(InboxUnavailable):
            inbox.run(_try_to_write)
    if inbox.problem is None:
        context.get(Progress).position()
    return inbox.problem


def _try_to_write(connection: Connection) -> None:
    connection.run(
        "insert into appended (key, position, at_ms) values ('readyz', 0, 0) on conflict do nothing"
    )
    connection.run("delete from appended where key = 'readyz'")


def lag_problem(context: Context) -> str | None:
    """Whether the loader keeps up."""
    events, _ = context.get(Progress).lag()
    _LAG.set(events)
    if events > LAG_EVENTS_MAX:
        return f"{events} events wait for the warehouse"
    return None


def loaded_twice(context: Context) -> list[str]:
    """Message ids that stand more than once in the warehouse."""
    return [row["message_id"] for row in context.get(Warehouse).rows(_TWICE)]


def aggregates_apart(context: Context) -> list[str]:
    """Days on which the counts per person do not sum to the events."""
    # A block is in `events` a moment before it is in the views behind it.
    with loading_paused(context):
        rows = context.get(Warehouse).rows(_APART)
    return [f"{r['event']} {r['day']}: {r['events']} events, {r['kept']} counted" for r in rows]
