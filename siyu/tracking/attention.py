"""What of tracking waits for somebody."""

from sqlalchemy import func, select

from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .contracts import QuarantineState
from .models import QuarantinedRow


def quarantined(session: Session, _context: Context) -> Waiting | None:
    """Events in quarantine."""
    waiting = (
        select(QuarantinedRow.received_at)
        .where(QuarantinedRow.state == QuarantineState.waiting)
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since = session.execute(
        select(func.count(), func.min(waiting.c.received_at)).select_from(waiting)
    ).one()
    return Waiting(count=count, urgency=Urgency.soon, since=since) if count else None


BLOCKS = (
    attention_block(
        "events_quarantined",
        {"zh": "隔离的事件", "en": "Events in quarantine"},
        quarantined,
        permission="tracking.read",
    ),
)
