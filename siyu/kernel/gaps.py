"""Missing ids of the outbox: of a transaction still open, or of one that was undone.

PostgreSQL hands out ids before transactions commit: a reader that has moved on to event 11 would
never see event 10 of a slower writer. (On SQLite there is one writer at a time, and an id that is
undone is given again.) So a reader stops before a missing id until every transaction that may hold it
has ended. Those are the ones under way in this database when the id was first missed: an event's
transaction has its number before the event takes its id, so whoever holds the missing id is seen.

Stopping below the oldest open transaction (``pg_snapshot_xmin``) would neither be enough, since a
transaction that is older by its number may take the later id, nor be needed where no id is missing,
and would wait for every other database of the server.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from .database import Session

_KEPT_MAX = 1000


@dataclass(frozen=True)
class _Missed:
    before: int
    holders: frozenset[str]


class Gaps:
    """What one process knows of missing ids; forgetting it costs one more look."""

    def __init__(self) -> None:
        self._missed: dict[int, _Missed] = {}

    def may_pass(self, session: Session, position: int) -> int:
        """First id that may be read next after ``position`` though smaller ones are missing.

        To be asked before the rows are read: what committed meanwhile is then among them.
        """
        missed = self._missed.get(position + 1)
        if missed is None or missed.holders & _under_way(session):
            return position + 1
        return missed.before

    def readable(self, session: Session, position: int, may_pass: int, ids: Sequence[int]) -> int:
        """How many of the rows just read, whose ids these are, come before an id that is to be waited for."""
        if ids and ids[0] > may_pass:
            # Whoever is under way may hold what is missing before this row, and nobody who comes later.
            known = self._missed.get(position + 1)
            if known is None or known.before != ids[0]:
                self._note(position + 1, _Missed(ids[0], _under_way(session)))
            return 0
        gaps = (n for n in range(1, len(ids)) if ids[n] != ids[n - 1] + 1)
        return next(gaps, len(ids))

    def _note(self, first: int, missed: _Missed) -> None:
        # Kept for the subscribers that come by later; each stands at its own place.
        while len(self._missed) >= _KEPT_MAX:
            del self._missed[min(self._missed)]
        self._missed[first] = missed


def in_postgresql(session: Session) -> bool:
    """Whether ids may be missing for a while."""
    return session.get_bind().dialect.name == "postgresql"


def _under_way(session: Session) -> frozenset[str]:
    """Numbers of this database's transactions that have written something and are open."""
    return frozenset(session.scalars(_UNDER_WAY))


# Locks name no database for a transaction; who has just connected may not be listed yet and counts.
_UNDER_WAY: Any = text(
    """select held.transactionid::text from pg_locks held
    left join pg_stat_activity backend on backend.pid = held.pid
    where held.locktype = 'transactionid' and held.mode = 'ExclusiveLock' and held.granted
    and held.pid <> pg_backend_pid()
    and (backend.datname is null or backend.datname = current_database())"""
)

NEXT_ID: Any = text(
    """case when pg_current_xact_id() is not null
    then nextval(pg_get_serial_sequence('kernel_outbox', 'id')) end"""
)
"""An event's id, taken once its transaction has a number; one expression, so that the order is kept."""

__all__ = ["NEXT_ID", "Gaps", "in_postgresql"]
