"""Forgetting a member: points end, words go; lines stay as sums under a number that names nobody."""

from collections.abc import Iterable

from sqlalchemy import delete, select, update

from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, GrowthKind, LineKind, LockState
from .models import (
    ExchangeRow,
    GrowthLineRow,
    MemberRow,
    OrderRow,
    PointsLineRow,
    PointsLockRow,
    SocialCountRow,
    TierChangeRow,
)
from .standing import GrowthLine, Standing


def forget_member(session: Session, nodes: Iterable[int]) -> None:
    """Close the ledgers of these nodes and take away what else is kept about them."""
    every = sorted(set(nodes))
    members = session.scalars(select(MemberRow.person_id).where(MemberRow.person_id.in_(every)))
    book = Book(session)
    book.open(members.all(), settle_due=False)
    for standing in book.standings.values():
        _close(book, standing)
    book.write()
    session.execute(
        update(PointsLockRow)
        .where(PointsLockRow.person_id.in_(every), PointsLockRow.state == LockState.held)
        .values(state=LockState.released, ended_at=book.at)
    )
    for table in (PointsLineRow, GrowthLineRow):
        session.execute(
            update(table).where(table.person_id.in_(every), table.note != "").values(note="")
        )
    session.execute(
        update(ExchangeRow).where(ExchangeRow.person_id.in_(every)).values(reference="", facts={})
    )
    session.execute(update(OrderRow).where(OrderRow.person_id.in_(every)).values(person_id=None))
    for gone in (MemberRow, TierChangeRow, SocialCountRow):
        session.execute(delete(gone).where(gone.person_id.in_(every)))


def _close(book: Book, standing: Standing) -> None:
    for lot in list(standing.lots):
        if lot.remaining:
            book.empty(
                standing,
                lot,
                lot.remaining,
                kind=LineKind.erase,
                credit=Account.expired,
                cause=f"lot:{lot.id}",
            )
    word = f"member:{standing.person_id}"
    if standing.locked:
        book.move(
            standing,
            Account.locked,
            Account.expired,
            standing.locked,
            kind=LineKind.erase,
            cause=f"{word}:locked",
        )
    if standing.debt:
        book.move(
            standing,
            Account.adjusted,
            Account.debt,
            standing.debt,
            kind=LineKind.erase,
            cause=f"{word}:debt",
        )
    if standing.growth:
        book.note_growth(
            GrowthLine(
                person_id=standing.person_id,
                home_id=standing.person_id,
                kind=GrowthKind.erase,
                growth=-standing.growth,
                cause=word,
            )
        )
        standing.growth = 0
