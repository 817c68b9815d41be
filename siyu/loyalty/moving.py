"""Persons who turned out to be one, or two: what each node has earned belongs to whom it leads to now.

A lot, a lock and a growth line know their *home*, the node that earned them. After a merge all of them
go to the person that stands; after a split, what is left of them goes back home.
"""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import delete, func, or_, select, update

from siyu import people
from siyu.kernel.database import Session

from .book import Book
from .contracts import Account, GrowthKind, LineKind, LockState, TierReason
from .models import ExchangeRow, GrowthLineRow, MemberRow, PointsLockRow, PointsLotRow, PointsUseRow
from .programme import require_tier
from .standing import GrowthLine, Lot, Standing, lots_by_id
from .tiering import change_tier, reach


def resettle(session: Session, person_ids: Iterable[int], *, cause: str) -> None:
    """Bring points, locks and growth value of these persons to whom their homes lead to now.

    Args:
        cause: of the merge or split; at most 100 letters.

    """
    nodes = {node for person in person_ids for node in people.component(session, person)}
    holders = set(
        session.scalars(select(MemberRow.person_id).where(MemberRow.person_id.in_(nodes)))
    )
    if not holders:
        return
    lots = lots_by_id(session, _lots_of(session, nodes))
    locks = _locks_of(session, nodes)
    growth = _growth_of(session, holders)
    homes = {lot.home_id for lot in lots.values()} | {lock.home_id for lock in locks}
    leads = people.canonical(session, homes | {home for _, home in growth} | holders)
    book = Book(session)
    book.open(holders | {leads[holder] for holder in holders} | set(leads.values()))
    move = _Move(book, leads, cause)
    # Read again, for what was due has been moved by now.
    held = {lot.id: lot for standing in book.standings.values() for lot in standing.lots}
    bound = _bound_to_locks(session, locks)
    move.lots([held.get(id_, lot) for id_, lot in lots_by_id(session, lots).items()], bound)
    move.locks(locks)
    move.debts(holders)
    move.growth(_growth_of(session, holders))
    move.tiers(holders)
    book.write()
    move.close(holders)


class _Move:
    def __init__(self, book: Book, leads: dict[int, int], cause: str) -> None:
        self._book = book
        self._leads = leads
        self._cause = cause
        self._touched: set[int] = set()

    def lots(self, lots: Iterable[Lot], bound: dict[int, int]) -> None:
        """Each lot to whom its home leads; one that a held lock draws on goes with the lock."""
        moved: dict[tuple[int, int, Account], int] = defaultdict(int)
        for lot in lots:
            home = bound.get(lot.id, lot.home_id)
            target = self._leads.get(home, home)
            if target == lot.person_id or target not in self._book.standings:
                continue
            account = Account.available if lot.active else Account.pending
            moved[lot.person_id, target, account] += lot.remaining
            before = self._book.standings.get(lot.person_id)
            if before is not None and lot in before.lots:
                before.lots.remove(lot)
            lot.person_id, lot.changed = target, True
            self._book.standings[target].lots.append(lot)
        for (before_id, target, account), points in sorted(moved.items()):
            if points:
                self._transfer(before_id, target, account, points)

    def locks(self, locks: Iterable[PointsLockRow]) -> None:
        moved: dict[tuple[int, int], int] = defaultdict(int)
        for lock in locks:
            target = self._leads.get(lock.home_id, lock.home_id)
            if target == lock.person_id or target not in self._book.standings:
                continue
            if lock.state == LockState.held:
                moved[lock.person_id, target] += lock.points
            lock.person_id = target
        for (before_id, target), points in sorted(moved.items()):
            self._transfer(before_id, target, Account.locked, points)

    def debts(self, holders: Iterable[int]) -> None:
        """Whoever no longer stands for themselves leaves what they owe to whom they lead to."""
        book = self._book
        for holder in sorted(holders):
            target = self._leads.get(holder, holder)
            owed = book.standings[holder].debt
            if target != holder and owed:
                self._transfer_line(holder, Account.transfer, Account.debt, owed, "debt")
                self._transfer_line(target, Account.debt, Account.transfer, owed, "debt")
        for person in sorted(book.standings):
            book.settle_debt(book.standings[person], cause=f"{self._cause}:{person}")

    def growth(self, sums: dict[tuple[int, int], int]) -> None:
        for (holder, home), growth in sorted(sums.items()):
            target = self._leads.get(home, home)
            if target == holder or target not in self._book.standings:
                continue
            before, after = self._book.standings[holder], self._book.standings[target]
            # A review may have taken more since than was brought along.
            part = max(min(growth, before.growth), -after.growth)
            if part:
                self._grow(before, home, -part, f"out:{target}")
                self._grow(after, home, part, f"in:{holder}")
                self._touched |= {holder, target}

    def tiers(self, holders: Iterable[int]) -> None:
        """The better of two tiers stays; who stands alone again has what their growth value reaches."""
        book = self._book
        for holder in sorted(holders):
            target = self._leads.get(holder, holder)
            left, stays = book.standings[holder], book.standings[target]
            if target != holder and book.programme.rank(left.tier) > book.programme.rank(
                stays.tier
            ):
                tier = require_tier(book.programme, left.tier)
                change_tier(book, stays, tier, reason=TierReason.merge, until=left.tier_until)
        for person in sorted(self._touched):
            reach(book, book.standings[person], reason=TierReason.merge)

    def close(self, holders: Iterable[int]) -> None:
        """Who leads to another is no member any more; exchanges follow the person."""
        session = self._book.session
        for holder in sorted(holders):
            target = self._leads.get(holder, holder)
            if target != holder:
                session.execute(
                    update(ExchangeRow)
                    .where(ExchangeRow.person_id == holder)
                    .values(person_id=target)
                )
                session.execute(delete(MemberRow).where(MemberRow.person_id == holder))
        session.flush()

    def _transfer(self, before: int, target: int, account: Account, points: int) -> None:
        word = f"{account}:{before}:{target}"
        self._transfer_line(before, account, Account.transfer, points, word)
        self._transfer_line(target, Account.transfer, account, points, word)
        self._touched |= {before, target}

    def _transfer_line(
        self, person: int, debit: Account, credit: Account, points: int, word: str
    ) -> None:
        kind = LineKind.transfer_out if credit is Account.transfer else LineKind.transfer_in
        self._book.move(
            self._book.standings[person],
            debit,
            credit,
            points,
            kind=kind,
            cause=f"{self._cause}:{word}:{person}",
            reason="transfer",
        )

    def _grow(self, standing: Standing, home: int, growth: int, word: str) -> None:
        standing.growth += growth
        self._book.note_growth(
            GrowthLine(
                person_id=standing.person_id,
                home_id=home,
                kind=GrowthKind.transfer,
                growth=growth,
                cause=f"{self._cause}:{standing.person_id}:{home}:{word}",
                reason="transfer",
            )
        )


def _lots_of(session: Session, nodes: set[int]) -> list[int]:
    mine = or_(PointsLotRow.person_id.in_(nodes), PointsLotRow.home_id.in_(nodes))
    return list(session.scalars(select(PointsLotRow.id).where(mine)))


def _locks_of(session: Session, nodes: set[int]) -> list[PointsLockRow]:
    mine = or_(PointsLockRow.person_id.in_(nodes), PointsLockRow.home_id.in_(nodes))
    query = select(PointsLockRow).where(mine).order_by(PointsLockRow.id)
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _growth_of(session: Session, holders: set[int]) -> dict[tuple[int, int], int]:
    rows = session.execute(
        select(
            GrowthLineRow.person_id,
            GrowthLineRow.home_id,
            func.sum(GrowthLineRow.growth).label("n"),
        )
        .where(GrowthLineRow.person_id.in_(holders))
        .group_by(GrowthLineRow.person_id, GrowthLineRow.home_id)
    )
    return {(row.person_id, row.home_id): int(row.n) for row in rows if row.n}


def _bound_to_locks(session: Session, locks: Iterable[PointsLockRow]) -> dict[int, int]:
    """Lot → home of the held lock that draws on it."""
    homes = {lock.line_id: lock.home_id for lock in locks if lock.state == LockState.held}
    rows = session.execute(
        select(PointsUseRow.lot_id, PointsUseRow.line_id).where(PointsUseRow.line_id.in_(homes))
    )
    return {row.lot_id: homes[row.line_id] for row in rows}
