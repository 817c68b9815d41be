"""Taking back what should not have been earned: first from the very points, then from others, then as a debt."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, LineKind
from .events import PointsClawedBack
from .members import check_cause, check_points, owner_of
from .models import PointsLineRow
from .standing import Lot, Standing


@dataclass(frozen=True, kw_only=True)
class ClawBack:
    """What came of it; the three add up to what was asked.

    Args:
        taken: points that were there.
        owed: a debt that the next points pay off.
        let_go: not there, and not asked for any more.

    """

    taken: int
    owed: int = 0
    let_go: int = 0


def claw_back_points(
    session: Session, person_id: int, *, points: int, cause: str, reason: str
) -> ClawBack:
    """Take points back by the programme's policy; a repeated cause changes nothing.

    Raises:
        PointsOutOfRange: none, or absurdly many.
        PersonNotFound: no such person.

    """
    check_points(points)
    check_cause(cause)
    book = Book(session)
    standing = book.open_one(owner_of(session, person_id))
    if was_clawed_back(session, cause):
        book.write()
        return ClawBack(taken=0)
    result = claw_back(book, standing, points, cause=cause, reason=reason)
    book.write()
    return result


def claw_back(
    book: Book,
    standing: Standing,
    points: int,
    *,
    cause: str,
    reason: str,
    first: Sequence[Lot] = (),
) -> ClawBack:
    """The same within a book.

    Args:
        first: lots that were earned by what is undone; pending ones among them may be emptied too.

    """
    left = points
    for lot in first:
        part = min(left, lot.remaining)
        if part and lot.person_id == standing.person_id:
            book.empty(
                standing,
                lot,
                part,
                kind=LineKind.claw_back,
                credit=Account.issued,
                cause=f"{cause}:lot:{lot.id}",
                reason=reason,
            )
            left -= part
    part = min(left, standing.available)
    if part:
        book.take(
            standing,
            part,
            kind=LineKind.claw_back,
            credit=Account.issued,
            cause=cause,
            reason=reason,
        )
        left -= part
    owed = left if book.programme.points.claw_back == "may_owe" else 0
    if owed:
        book.move(
            standing,
            Account.debt,
            Account.issued,
            owed,
            kind=LineKind.claw_back,
            cause=f"{cause}:owed",
            reason=reason,
        )
    result = ClawBack(taken=points - left, owed=owed, let_go=left - owed)
    book.say(
        standing,
        lambda s: PointsClawedBack(
            person_id=s.person_id,
            points=points,
            available=s.available,
            reason=reason,
            owed=result.owed,
            let_go=result.let_go,
        ),
    )
    return result


def was_clawed_back(session: Session, cause: str) -> bool:
    """Whether anything was taken for this cause; ask under lock."""
    lot = f"{cause}:lot:"
    mine = (
        PointsLineRow.cause.in_([cause, f"{cause}:owed"])
        | PointsLineRow.cause.startswith(lot, autoescape=True)
    )  # fmt: skip
    found = select(PointsLineRow.id).where(PointsLineRow.kind == LineKind.claw_back, mine)
    return session.scalar(found.limit(1)) is not None
