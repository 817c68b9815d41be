"""Never more than a limit's amount in any stretch of its period, over all processes.

A token bucket whose capacity ``c`` and refill rate ``r`` keep ``c + r · period ≤ amount``: whatever
the window, no more passes than the limit says. (A bucket of capacity ``amount`` would let twice
the amount through within one period.)
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing

from .contracts import Limit
from .models import BucketRow

BURST_SHARE = 10
"""A tenth of the amount may go at once; the rest flows evenly."""


def take_allowance(
    session: Session, scoped_limits: Sequence[tuple[str, Limit]], *, wanted: int
) -> int:
    """Take up to ``wanted`` messages from every bucket; returns how many all of them allow.

    Args:
        scoped_limits: a stable scope (``account:7``) and one of its limits, each.

    """
    if not scoped_limits or wanted <= 0:
        return max(0, wanted)
    limits = {f"{scope}:{limit.name}": limit for scope, limit in scoped_limits}
    instant = now()
    rows = [
        {"scope": scope, "tokens": float(capacity(limit)), "filled_at": instant}
        for scope, limit in sorted(limits.items())
    ]
    insert_missing(session, BucketRow, rows, keys=["scope"])
    # In one order for all, so that two senders never wait for each other.
    buckets = session.scalars(
        select(BucketRow)
        .where(BucketRow.scope.in_(limits))
        .order_by(BucketRow.scope)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    for bucket in buckets:
        _refill(bucket, limits[bucket.scope], instant)
    # A float a hair under a whole is the whole: refills add up with rounding.
    granted = min(wanted, *(int(bucket.tokens + 1e-9) for bucket in buckets))
    for bucket in buckets:
        bucket.tokens = max(0.0, bucket.tokens - granted)
    session.flush()
    return granted


def capacity(limit: Limit) -> int:
    """Most that may go at once."""
    return max(1, limit.amount // BURST_SHARE)


def rate_per_second(limit: Limit) -> float:
    """How fast a bucket fills again. An amount of one refills just once a period."""
    return max(1, limit.amount - capacity(limit)) / limit.period_seconds


def _refill(bucket: BucketRow, limit: Limit, instant: datetime) -> None:
    # A clock set back must not take tokens away, nor freeze the bucket.
    passed = max(0.0, (instant - bucket.filled_at).total_seconds())
    bucket.tokens = min(float(capacity(limit)), bucket.tokens + passed * rate_per_second(limit))
    bucket.filled_at = instant
