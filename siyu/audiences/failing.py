"""A segment that could not be computed: whether it is tried again by itself, and when."""

from datetime import datetime, timedelta

from siyu.kernel.clock import now
from siyu.kernel.errors import SiyuError, Unavailable
from siyu.warehouse import QueryCancelled, QueryTooExpensive

from .contracts import SegmentState
from .models import SegmentRow

TRY_AGAIN = timedelta(minutes=1)
TRY_AGAIN_EXPENSIVE = timedelta(minutes=10)
"""A question over its time may have met a busy machine; asked every minute it would keep it busy."""


def may_pass(error: Exception) -> bool:
    """Whether the same question may be answered later; what names a node that is gone never is."""
    if not isinstance(error, SiyuError):
        return True
    return isinstance(error, (Unavailable, QueryTooExpensive, QueryCancelled))


def mark_failed(row: SegmentRow, error: Exception) -> None:
    """Say why, and when it is computed again by itself: ``due_at``; None where a person must look."""
    row.state, row.error = SegmentState.failed, str(error)[:500]
    pause = TRY_AGAIN_EXPENSIVE if isinstance(error, QueryTooExpensive) else TRY_AGAIN
    row.due_at = now() + pause if may_pass(error) else None


def tries_again(row: SegmentRow, moment: datetime) -> bool:
    """Whether it has failed and its next try is due."""
    return row.state == SegmentState.failed and row.due_at is not None and row.due_at <= moment
