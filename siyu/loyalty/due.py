"""What comes due by the clock: points that become active or end, locks whose time is over, reminders."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select

from siyu.kernel.context import Context

from .book import Book
from .contracts import LockState
from .events import PointsExpiring
from .locks import release_lock
from .models import PointsLockRow, PointsLotRow
from .programme import current_programme
from .standing import Lot, Standing

PEOPLE_AT_ONCE = 2_000
LOCKS_AT_ONCE = 500


def move_due(context: Context, at: datetime) -> None:
    """Release locks, activate and expire points; in sets, and each once whatever repeats it."""
    release_due(context, at)
    due = and_(
        PointsLotRow.remaining > 0,
        or_(
            PointsLotRow.expires_at <= at,
            and_(PointsLotRow.active.is_(False), PointsLotRow.activates_at <= at),
        ),
    )
    _each_slice(context, at, select(PointsLotRow.person_id).where(due), _nothing_more)


def release_due(context: Context, at: datetime) -> int:
    """Release points whose time to be spent is over; returns how many locks."""
    released = 0
    while True:
        with context.session(read_only=True) as session:
            late = session.scalars(
                select(PointsLockRow.id)
                .where(PointsLockRow.state == LockState.held, PointsLockRow.until <= at)
                .order_by(PointsLockRow.id)
                .limit(LOCKS_AT_ONCE)
            ).all()
        if not late:
            return released
        for lock_id in late:
            with context.session() as session:
                release_lock(session, lock_id, at=at)
        released += len(late)


def remind_expiring(context: Context, at: datetime) -> None:
    """Tell of points that end within the programme's days, once for each of them."""
    with context.session(read_only=True) as session:
        days = sorted(current_programme(session).points.remind_days)
    if not days:
        return
    soon = or_(
        *(
            and_(
                PointsLotRow.expires_at <= at + timedelta(days=count),
                or_(PointsLotRow.reminded_days.is_(None), PointsLotRow.reminded_days > count),
            )
            for count in days
        )
    )
    query = select(PointsLotRow.person_id).where(
        PointsLotRow.remaining > 0, PointsLotRow.active, PointsLotRow.expires_at > at, soon
    )
    _each_slice(context, at, query, lambda book: _remind(book, days))


def _nothing_more(_: Book) -> None:
    """Opening the book has moved what was due."""


def _remind(book: Book, days: list[int]) -> None:
    for standing in book.standings.values():
        told: dict[int, list[Lot]] = {}
        for lot in standing.spendable():
            count = _bucket(lot, days, book.at)
            if count is not None and (lot.reminded_days is None or lot.reminded_days > count):
                lot.reminded_days, lot.changed = count, True
                told.setdefault(count, []).append(lot)
        for count, lots in sorted(told.items()):
            _say(book, standing, count, lots)


def _say(book: Book, standing: Standing, count: int, lots: list[Lot]) -> None:
    points = sum(lot.remaining for lot in lots)
    first = min(lot.expires_at for lot in lots if lot.expires_at is not None)
    book.say(
        standing,
        lambda s: PointsExpiring(
            person_id=s.person_id,
            points=points,
            available=s.available,
            reason="expiry",
            days=count,
            expires_at=first,
        ),
    )


def _bucket(lot: Lot, days: list[int], at: datetime) -> int | None:
    """The least number of days within which it ends."""
    if lot.expires_at is None:
        return None
    return next((count for count in days if lot.expires_at <= at + timedelta(days=count)), None)


def _each_slice(
    context: Context, at: datetime, people: Select[int], work: Callable[[Book], None]
) -> None:
    after = 0
    while True:
        with context.session() as session:
            ids = session.scalars(
                people.where(PointsLotRow.person_id > after)
                .distinct()
                .order_by(PointsLotRow.person_id)
                .limit(PEOPLE_AT_ONCE)
            ).all()
            if not ids:
                return
            book = Book(session, at=at)
            book.open(ids)
            work(book)
            book.write()
        after = ids[-1]
