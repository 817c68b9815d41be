"""Guessing codes does not pay: a wrong one counts, and too many make the next ones wait."""

from datetime import timedelta

from sqlalchemy import delete, select

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, upsert

from .errors import TooManyCodes
from .models import CodeAttemptRow

FREE = 20
PAUSE_SECONDS_MAX = 900
FORGOTTEN_AFTER = timedelta(hours=1)


def require_patience(session: Session, who: str) -> None:
    """Let those pass who have not entered too many wrong codes of late.

    Args:
        who: ``staff:7``, ``person:12`` or an address; kept only as a blind index.

    Raises:
        TooManyCodes: says how long to wait.

    """
    row = session.get(CodeAttemptRow, _key(who))
    if row is None or row.failures < FREE:
        return
    pause = min(2 ** min(row.failures - FREE + 1, 20), PAUSE_SECONDS_MAX)
    left = (row.last_at + timedelta(seconds=pause) - now()).total_seconds()
    if left > 0:
        raise TooManyCodes(int(left) + 1)


def count_wrong_code(context: Context, who: str) -> None:
    """Count a wrong code, in a transaction of its own: the caller's is about to fail."""
    with context.session() as session:
        key = _key(who)
        row = session.scalars(
            select(CodeAttemptRow).where(CodeAttemptRow.key == key).with_for_update()
        ).one_or_none()
        fresh = row is None or row.last_at < now() - FORGOTTEN_AFTER
        failures = 1 if fresh or row is None else row.failures + 1
        upsert(
            session,
            CodeAttemptRow,
            [{"key": key, "failures": failures, "last_at": now()}],
            keys=["key"],
        )


def forget_attempts(session: Session) -> None:
    """Drop counts that no longer matter."""
    session.execute(delete(CodeAttemptRow).where(CodeAttemptRow.last_at < now() - FORGOTTEN_AFTER))


def _key(who: str) -> bytes:
    return cipher().blind_index("coupon code attempt", who)
