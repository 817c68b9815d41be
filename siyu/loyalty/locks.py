"""Points in two phases: set aside for a purchase, then spent, or released by hand or by time."""

from datetime import datetime, timedelta

from sqlalchemy import select

from siyu import people
from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, LineKind, LockState, PointsBalance, PointsLock
from .errors import CauseOfAnother, LockInOtherState, LockNotFound
from .events import PointsSpent
from .giving_back import drawn_lots, last_first
from .members import check_cause, check_points, owner_of
from .models import PointsLockRow
from .standing import Standing


def lock_points(
    session: Session,
    person_id: int,
    *,
    points: int,
    cause: str,
    minutes: int | None = None,
    reason: str = "order",
    at: datetime | None = None,
) -> PointsLock:
    """Set points aside; a repeated cause returns what the first did.

    Args:
        minutes: how long; by the programme where None. They are released by themselves then.

    Raises:
        InsufficientPoints: the spendable balance is lower than ``points``.
        PointsOutOfRange: none, or absurdly many.
        CauseOfAnother: the cause has set aside other points.
        PersonNotFound: no such person.

    """
    check_points(points)
    check_cause(cause)
    book = Book(session, at=at)
    standing = book.open_one(owner_of(session, person_id))
    known = _find(session, cause)
    if known is not None:
        if known.points != points or owner_of(session, known.person_id) != standing.person_id:
            raise CauseOfAnother(cause=cause)
        book.write()
        return _lock(known, again=True)
    line = book.take(
        standing, points, kind=LineKind.lock, credit=Account.locked, cause=cause, reason=reason
    )
    book.write()
    row = PointsLockRow(
        person_id=standing.person_id,
        home_id=person_id,
        cause=cause,
        points=points,
        line_id=line.id,
        state=LockState.held,
        at=book.at,
        until=book.at + timedelta(minutes=minutes or book.programme.points.lock_minutes),
    )
    session.add(row)
    session.flush()
    return _lock(row)


def spend_locked(
    session: Session,
    *,
    cause: str,
    points: int | None = None,
    reason: str = "order",
    at: datetime | None = None,
) -> PointsBalance:
    """Spend what was set aside for a cause, whole or in part; the rest is released.

    Raises:
        LockNotFound: nothing was set aside for it.
        LockInOtherState: released, or its time was over.
        PointsOutOfRange: more than was set aside, or none.
        CauseOfAnother: it has been spent in another part, or its cause without the lock.

    """
    book, standing, row = _open(session, cause, at=at)
    spent = row.points if points is None else points
    if row.state == LockState.spent:
        line = book.known(LineKind.spend, [cause])[cause]
        if points is not None and line.points != points:
            raise CauseOfAnother(cause=cause)
        return standing.balance(again=True)
    if row.state != LockState.held:
        raise LockInOtherState(state=row.state)
    if book.known(LineKind.spend, [cause]):
        raise CauseOfAnother(cause=cause)
    check_points(spent if spent <= row.points else 0)
    book.move(
        standing,
        Account.locked,
        Account.redeemed,
        spent,
        kind=LineKind.spend,
        cause=cause,
        reason=reason,
        of_id=row.line_id,
    )
    if spent < row.points:
        _release(book, standing, row, row.points - spent)
    book.say(
        standing,
        lambda s: PointsSpent(
            person_id=s.person_id, points=spent, available=s.available, reason=reason
        ),
    )
    _end(book, row, LockState.spent)
    return standing.balance()


def unlock_points(session: Session, *, cause: str, at: datetime | None = None) -> int:
    """Release what was set aside; returns how many points came back, 0 the second time.

    Raises:
        LockNotFound: nothing was set aside for this cause.
        LockInOtherState: it was spent.

    """
    known = _find(session, cause)
    if known is not None and known.state in (LockState.released, LockState.expired):
        return 0  # it stays so, and its member may have been forgotten since
    book, standing, row = _open(session, cause, at=at)
    if row.state == LockState.spent:
        raise LockInOtherState(state=row.state)
    if row.state != LockState.held:
        return 0
    _release(book, standing, row, row.points)
    _end(book, row, LockState.released)
    return row.points


def release_lock(session: Session, lock_id: int, *, at: datetime) -> int:
    """Release what was set aside and whose time is over; returns how many points came back."""
    cause = session.scalar(select(PointsLockRow.cause).where(PointsLockRow.id == lock_id))
    if cause is None:
        return 0
    book, standing, row = _open(session, cause, at=at)
    if row.state != LockState.held or row.until > at:
        return 0
    _release(book, standing, row, row.points)
    _end(book, row, LockState.expired)
    return row.points


def _open(
    session: Session, cause: str, *, at: datetime | None
) -> tuple[Book, Standing, PointsLockRow]:
    """The lock's member under lock, then the lock's row as it is then."""
    book = Book(session, at=at)
    while True:
        found = _find(session, cause)
        if found is None:
            raise LockNotFound(cause=cause)
        owner = found.person_id
        standing = book.open_one(owner)
        row = _find(session, cause)
        if row is not None and row.person_id == owner:
            return book, standing, row


def _find(session: Session, cause: str) -> PointsLockRow | None:
    return session.scalars(
        select(PointsLockRow)
        .where(PointsLockRow.cause == cause)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _release(book: Book, standing: Standing, row: PointsLockRow, points: int) -> None:
    lots = drawn_lots(book, standing, [row.line_id])
    book.put_back(
        standing,
        last_first(lots, points),
        kind=LineKind.unlock,
        debit=Account.locked,
        cause=row.cause,
        of_id=row.line_id,
    )


def _end(book: Book, row: PointsLockRow, state: LockState) -> None:
    row.state, row.ended_at = state, book.at
    book.write()
    book.session.flush()


def _lock(row: PointsLockRow, *, again: bool = False) -> PointsLock:
    return PointsLock(
        id=row.id, points=row.points, state=LockState(row.state), until=row.until, again=again
    )


def held_locks(session: Session, person_id: int) -> list[PointsLockRow]:
    """What is set aside of a member now."""
    owner = people.canonical(session, [person_id]).get(person_id, person_id)
    query = select(PointsLockRow).where(
        PointsLockRow.person_id == owner, PointsLockRow.state == LockState.held
    )
    return list(session.scalars(query.order_by(PointsLockRow.id)))
