"""Earning and spending points."""

from datetime import datetime
from typing import Any

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, LineKind, PointsBalance
from .errors import CauseOfAnother
from .events import PointsClawedBack, PointsEarned, PointsSpent
from .lifetime import expiry_of
from .members import check_cause, check_points, owner_of
from .standing import Standing


def spend_points(
    session: Session,
    person_id: int,
    *,
    points: int,
    cause: str,
    reason: str = "order",
    note: str = "",
    by: str = "system",
    at: datetime | None = None,
) -> PointsBalance:
    """Spend points, what ends first before the rest; a repeated cause changes nothing.

    Args:
        points: whole points, > 0.
        reason: a short word that stands in the ledger.

    Raises:
        InsufficientPoints: the spendable balance is lower than ``points``; nothing was moved.
        PointsOutOfRange: none, or absurdly many.
        CauseOfAnother: the cause has moved other points.
        PersonNotFound: no such person.

    """
    check_points(points)
    check_cause(cause)
    book = Book(session, at=at)
    standing = book.open_one(owner_of(session, person_id))
    if repeated(book, standing, LineKind.spend, cause, points):
        book.write()
        return standing.balance(again=True)
    book.take(
        standing,
        points,
        kind=LineKind.spend,
        credit=Account.redeemed,
        cause=cause,
        reason=reason,
        note=note,
        by=by,
    )
    book.say(
        standing,
        lambda s: PointsSpent(
            person_id=s.person_id, points=points, available=s.available, reason=reason
        ),
    )
    book.write()
    return standing.balance()


def earn_points(
    session: Session,
    person_id: int,
    *,
    points: int,
    cause: str,
    reason: str = "grant",
    activates_at: datetime | None = None,
    expires_at: datetime | None = None,
    note: str = "",
    by: str = "system",
    at: datetime | None = None,
) -> PointsBalance:
    """Give points; a repeated cause changes nothing.

    Args:
        points: whole points, > 0.
        activates_at: at once where None.
        expires_at: by the programme where None.

    Raises:
        PointsOutOfRange: none, or absurdly many.
        CauseOfAnother: the cause has moved other points.
        PersonNotFound: no such person.

    """
    check_points(points)
    check_cause(cause)
    book = Book(session, at=at)
    standing = book.open_one(owner_of(session, person_id))
    if repeated(book, standing, LineKind.earn, cause, points):
        book.write()
        return standing.balance(again=True)
    active_at = activates_at or book.at
    ends_at = expires_at or expiry_of(book.programme.points.expiry, book.at, active_at)
    book.earn(
        standing,
        points,
        cause=cause,
        reason=reason,
        activates_at=active_at,
        expires_at=ends_at,
        note=note,
        by=by,
        home_id=person_id,
    )
    pending = active_at > book.at
    book.say(
        standing,
        lambda s: PointsEarned(
            person_id=s.person_id,
            points=points,
            available=s.available,
            reason=reason,
            pending=pending,
        ),
    )
    book.write()
    return standing.balance()


def take_away_points(
    session: Session, person_id: int, *, points: int, cause: str, note: str, by: str
) -> PointsBalance:
    """Take points from a member by hand; a repeated cause changes nothing.

    Raises:
        InsufficientPoints: there are not so many.
        PointsOutOfRange: none, or absurdly many.
        CauseOfAnother: the cause has moved other points.
        PersonNotFound: no such person.

    """
    check_points(points)
    check_cause(cause)
    book = Book(session)
    standing = book.open_one(owner_of(session, person_id))
    if repeated(book, standing, LineKind.adjust, cause, points):
        book.write()
        return standing.balance(again=True)
    book.take(
        standing,
        points,
        kind=LineKind.adjust,
        credit=Account.adjusted,
        cause=cause,
        reason="manual",
        note=note,
        by=by,
    )
    book.say(
        standing,
        lambda s: PointsClawedBack(
            person_id=s.person_id, points=points, available=s.available, reason="manual"
        ),
    )
    book.write()
    return standing.balance()


def points_balance(session: Session, person_id: int) -> PointsBalance:
    """Points as they are now, to the second: what is due is moved first, so it writes."""
    book = Book(session, at=now())
    standing = book.open_one(owner_of(session, person_id))
    book.write()
    return standing.balance()


def repeated(
    book: Book, standing: Standing, kind: LineKind, cause: str, points: int | None
) -> Any | None:
    """The line that this cause wrote before.

    Raises:
        CauseOfAnother: for somebody else, or of other points.

    """
    line = book.known(kind, [cause]).get(cause)
    if line is None:
        return None
    mine = owner_of(book.session, line.person_id) == standing.person_id
    if not mine or (points is not None and line.points != points):
        raise CauseOfAnother(cause=cause)
    return line
