"""Lock-out: failed attempts to sign in make the next ones wait, longer each time.

An attempt is counted before the password is looked at, in a transaction of its own, so a thousand
guesses at once count as a thousand. Success takes the count back.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from siyu.kernel.cipher import cipher
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing

from .errors import TooManyAttempts
from .models import AttemptRow

FORGOTTEN_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class _Limit:
    """How many failures are free, and how long the wait may grow."""

    kind: str
    free: int
    pause_seconds_max: int


# A stranger can lock others out of an account only for a minute; his own address waits longer.
_PAIR = _Limit("pair", 5, 900)
_ACCOUNT = _Limit("account", 50, 60)
_ADDRESS = _Limit("address", 30, 900)


def begin_attempt(context: Context, email_index: bytes, address: str) -> None:
    """Count an attempt, or refuse it.

    Raises:
        TooManyAttempts: account, address or the two together must wait; says how long.

    """
    limits = _limits_by_key(email_index, address)
    with context.session() as session:
        start = {"failures": 0, "locked_until": None, "last_at": now()}
        # One order of locking for all, so two attempts never wait for each other.
        keys = sorted(limits)
        insert_missing(session, AttemptRow, [{"key": k, **start} for k in keys], keys=["key"])
        rows = session.scalars(
            select(AttemptRow)
            .where(AttemptRow.key.in_(keys))
            .order_by(AttemptRow.key)
            .with_for_update()
        ).all()
        wait = max((_seconds_left(row.locked_until) for row in rows), default=0)
        if wait:
            raise TooManyAttempts(wait)
        for row in rows:
            _count(row, limits[row.key])


def forgive_attempt(session: Session, email_index: bytes, address: str) -> None:
    """The attempt succeeded: clear the account, give the address its one back."""
    keys = {limit: key for key, limit in _limits_by_key(email_index, address).items()}
    _refund(session, [keys[_ADDRESS]])
    session.execute(delete(AttemptRow).where(AttemptRow.key.in_([keys[_PAIR], keys[_ACCOUNT]])))


def forgive_account(session: Session, email_index: bytes) -> None:
    """Lift the account's own lock-out; those of addresses stay."""
    key = cipher().blind_index("attempt", f"account {email_index.hex()}")
    session.execute(delete(AttemptRow).where(AttemptRow.key == key))


def refund_attempt(session: Session, email_index: bytes, address: str) -> None:
    """The attempt was no guess, but no success either: count it out, and keep what came before."""
    _refund(session, sorted(_limits_by_key(email_index, address)))


def forget_attempts(session: Session) -> None:
    """Drop counts that no longer matter."""
    session.execute(delete(AttemptRow).where(AttemptRow.last_at < now() - FORGOTTEN_AFTER))


def _limits_by_key(email_index: bytes, address: str) -> dict[bytes, _Limit]:
    account = email_index.hex()
    return {
        cipher().blind_index("attempt", f"pair {account} {address}"): _PAIR,
        cipher().blind_index("attempt", f"account {account}"): _ACCOUNT,
        cipher().blind_index("attempt", f"address {address}"): _ADDRESS,
    }


def _refund(session: Session, keys: list[bytes]) -> None:
    session.execute(
        update(AttemptRow)
        .where(AttemptRow.key.in_(keys), AttemptRow.failures > 0)
        .values(failures=AttemptRow.failures - 1)
    )


def _count(row: AttemptRow, limit: _Limit) -> None:
    if row.last_at < now() - FORGOTTEN_AFTER:
        row.failures = 0
    row.failures += 1
    row.last_at = now()
    over = row.failures - limit.free
    # The free ones are used up with this one: the next must wait.
    pause = min(2 ** min(over + 1, 20), limit.pause_seconds_max) if over >= 0 else 0
    row.locked_until = now() + timedelta(seconds=pause) if pause else None


def _seconds_left(until: datetime | None) -> int:
    if until is None or until <= now():
        return 0
    return int((until - now()).total_seconds()) + 1
