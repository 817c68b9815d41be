"""Points that were spent come back into the very lots they came from."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select

from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, LineKind
from .errors import CauseOfAnother
from .events import PointsGivenBack
from .members import check_cause, check_points
from .models import PointsLineRow, PointsLotRow, PointsUseRow
from .standing import Lot, Standing, lots_by_id


def give_back(
    session: Session,
    *,
    cause: str,
    points: int | None = None,
    refund_cause: str | None = None,
    reason: str = "refund",
    at: datetime | None = None,
) -> int:
    """Restore the lots that spending for ``cause`` drew on; never more than it took, in whatever parts.

    Lots that have expired meanwhile live on for the programme's days of grace. Of several lots the one
    that ends last is restored first.

    Args:
        points: how many; all that has not come back yet where None.
        refund_cause: makes this part happen once; a part without it counts anew with every call.

    Returns:
        How many points came back: fewer than ``points`` where less was left, 0 where nothing was
        spent for the cause, or all of it is back, or ``refund_cause`` has done its work.

    Raises:
        PointsOutOfRange: none, or absurdly many.
        CauseOfAnother: ``refund_cause`` gave back something else.

    """
    check_cause(cause)
    if points is not None:
        check_points(points)
    book = Book(session, at=at)
    while True:
        spent = _spent(session, cause)
        if spent is None:
            return 0
        family = [spent.id] if spent.of_id is None else [spent.of_id, spent.id]
        owners = _owners(session, family) | {spent.person_id}
        book.open(owners)
        if _owners(session, family) <= owners:
            break
        book = Book(session, at=at)
    if refund_cause is not None and _done(book, refund_cause, spent.id):
        book.write()
        return 0
    lots = _drawn(session, family)
    left = sum(taken for _, taken in lots)
    wanted = left if points is None else min(points, left)
    if not wanted:
        book.write()
        return 0
    by_owner: dict[int, list[tuple[Lot, int]]] = {}
    for lot, part in last_first(_as_held(book, lots), wanted):
        by_owner.setdefault(lot.person_id, []).append((lot, part))
    own_cause = refund_cause or f"{cause}:{_next(session, spent.id)}"
    for number, (owner, parts) in enumerate(sorted(by_owner.items())):
        standing = book.standings[owner]
        line = book.put_back(
            standing,
            parts,
            kind=LineKind.give_back,
            debit=Account.redeemed,
            cause=own_cause if number == 0 else f"{own_cause}#{number}",
            reason=reason,
            of_id=spent.id,
        )
        _tell(book, standing, line.points, reason)
    book.write()
    return wanted


def drawn_lots(book: Book, standing: Standing, family: Sequence[int]) -> list[tuple[Lot, int]]:
    """Lots that these lines drew on, less what came back already; as the standing holds them."""
    lots = _drawn(book.session, family)
    for lot, _ in lots:
        if lot.person_id != standing.person_id:
            raise AssertionError(f"lot {lot.id} is not of its lock's member")
    return _as_held(book, lots)


def last_first(lots: Sequence[tuple[Lot, int]], points: int) -> list[tuple[Lot, int]]:
    """So many points of what was drawn, beginning with the lot that ends last."""
    parts: list[tuple[Lot, int]] = []
    left = points
    for lot, taken in sorted(lots, key=lambda pair: pair[0].order, reverse=True):
        part = min(left, taken)
        if part:
            parts.append((lot, part))
            left -= part
    return parts


def _as_held(book: Book, lots: Sequence[tuple[Lot, int]]) -> list[tuple[Lot, int]]:
    """The same lots, as the members under lock hold them."""
    held = {lot.id: lot for standing in book.standings.values() for lot in standing.lots}
    return [(held.get(lot.id, lot), taken) for lot, taken in lots]


def _drawn(session: Session, family: Sequence[int]) -> list[tuple[Lot, int]]:
    rows = session.execute(
        select(PointsUseRow.lot_id, func.sum(PointsUseRow.points).label("taken"))
        .join(PointsLineRow, PointsLineRow.id == PointsUseRow.line_id)
        .where(or_(PointsLineRow.id.in_(family), PointsLineRow.of_id.in_(family)))
        .group_by(PointsUseRow.lot_id)
    ).all()
    taken = {row.lot_id: int(row.taken) for row in rows if row.taken > 0}
    return [(lot, taken[lot_id]) for lot_id, lot in lots_by_id(session, taken).items()]


def _owners(session: Session, family: Sequence[int]) -> set[int]:
    return set(
        session.scalars(
            select(PointsLotRow.person_id)
            .join(PointsUseRow, PointsUseRow.lot_id == PointsLotRow.id)
            .where(PointsUseRow.line_id.in_(family))
            .distinct()
        )
    )


def _spent(session: Session, cause: str) -> PointsLineRow | None:
    return session.scalars(
        select(PointsLineRow).where(
            PointsLineRow.kind == LineKind.spend, PointsLineRow.cause == cause
        )
    ).one_or_none()


def _done(book: Book, refund_cause: str, spend_id: int) -> bool:
    check_cause(refund_cause)
    line = book.known(LineKind.give_back, [refund_cause]).get(refund_cause)
    if line is not None and line.of_id != spend_id:
        raise CauseOfAnother(cause=refund_cause)
    return line is not None


def _next(session: Session, spend_id: int) -> int:
    """Number of the next part that has no cause of its own; under lock."""
    count = select(func.count()).select_from(PointsLineRow)
    return session.scalar(count.where(PointsLineRow.of_id == spend_id)) or 0


def _tell(book: Book, standing: Standing, points: int, reason: str) -> None:
    book.say(
        standing,
        lambda s: PointsGivenBack(
            person_id=s.person_id, points=points, available=s.available, reason=reason
        ),
    )
