"""What of the kernel waits for somebody."""

from datetime import timedelta

from sqlalchemy import func, select

from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.delivery import ParkedEvent
from siyu.kernel.jobs import JobRow, JobState

_FOR_DAYS = 7


def parked(session: Session, _context: Context) -> Waiting | None:
    """Events that a handler could not take."""
    waiting = (
        select(ParkedEvent.parked_at, ParkedEvent.subscriber)
        .where(ParkedEvent.settled_at.is_(None))
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since, first, last = session.execute(
        select(
            func.count(),
            func.min(waiting.c.parked_at),
            func.min(waiting.c.subscriber),
            func.max(waiting.c.subscriber),
        ).select_from(waiting)
    ).one()
    about = first if first == last else ""
    return Waiting(count=count, urgency=Urgency.now, since=since, about=about) if count else None


def failed_jobs(session: Session, _context: Context) -> Waiting | None:
    """Jobs that failed in the last week and that nobody has resumed or cancelled."""
    rows = session.execute(
        select(JobRow.finished_at, JobRow.name)
        .where(
            JobRow.state == JobState.failed,
            JobRow.finished_at >= now() - timedelta(days=_FOR_DAYS),
        )
        .limit(COUNT_MAX)
    ).all()
    if not rows:
        return None
    return Waiting(
        count=len(rows),
        urgency=Urgency.now,
        since=min(row.finished_at for row in rows),
        about=rows[0].name if len(rows) == 1 else "",
    )


BLOCKS = (
    attention_block(
        "events_parked",
        {"zh": "搁置的事件", "en": "Parked events"},
        parked,
        permission="system.read",
    ),
    attention_block(
        "jobs_failed",
        {"zh": "失败的任务", "en": "Failed jobs"},
        failed_jobs,
        permission="system.read",
    ),
)
