"""The one way in which points and growth value move: lock members, change them in memory, write it all.

Members are locked in the order of their ids, so that nobody waits for one who waits for them. What the
book writes is checked once more by the database: balances by CHECK, causes by a unique key.
One book serves one purchase, or fifty thousand events of a load.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import Event, publish_many

from .contracts import Account, LineKind
from .errors import InsufficientPoints
from .events import PointsExpired
from .lifetime import expiry_of
from .models import PointsLineRow
from .programme import current_programme
from .rules import Expiry, ExpiryKind, Programme
from .standing import GrowthLine, Line, Lot, Standing, chunks, lock_standings
from .writing import (
    insert_growth_lines,
    insert_lines,
    insert_lots,
    insert_tier_changes,
    insert_uses,
    update_lots,
    update_members,
)
from .zone import follow_brand

Says = Callable[[Standing], Event]


class Book:
    """Members under lock, and what is to be written of them."""

    def __init__(self, session: Session, *, at: datetime | None = None) -> None:
        follow_brand(session)
        self.session = session
        self.at = at or now()
        self.standings: dict[int, Standing] = {}
        self.lines: list[Line] = []
        self.new_lots: list[Lot] = []
        self._growth_lines: list[GrowthLine] = []
        self._tier_changes: list[dict[str, Any]] = []
        self._says: list[tuple[Standing, Says]] = []
        self._expired: dict[int, int] = defaultdict(int)

    @cached_property
    def programme(self) -> Programme:
        """The rules in force in this transaction."""
        return current_programme(self.session)

    def open(self, person_ids: Iterable[int], *, settle_due: bool = True) -> None:
        """Lock members and read them; what has become due by now is done at once.

        All in one call, or in ascending order: a lower id later might wait for ever.
        """
        fresh = lock_standings(self.session, person_ids, self.programme, at=self.at)
        self.standings |= fresh
        if settle_due:
            for standing in fresh.values():
                self.activate_due(standing)
                self.expire_due(standing)

    def open_one(self, person_id: int) -> Standing:
        """Lock a member."""
        self.open([person_id])
        return self.standings[person_id]

    def known(self, kind: LineKind, causes: Iterable[str]) -> dict[str, Any]:
        """Cause → line of those that have been written; ask under lock."""
        found: dict[str, Any] = {}
        for part in chunks(sorted(set(causes))):
            query = select(
                *(PointsLineRow.id, PointsLineRow.cause, PointsLineRow.person_id),
                *(PointsLineRow.points, PointsLineRow.of_id),
            ).where(PointsLineRow.kind == kind, PointsLineRow.cause.in_(part))
            found |= {row.cause: row for row in self.session.execute(query)}
        return found

    def say(self, standing: Standing, says: Says) -> None:
        """Publish an event that tells how things stand at the end."""
        self._says.append((standing, says))

    def earn(
        self,
        standing: Standing,
        points: int,
        *,
        cause: str,
        reason: str,
        activates_at: datetime,
        expires_at: datetime | None,
        home_id: int | None = None,
        earned_at: datetime | None = None,
        note: str = "",
        by: str = "system",
    ) -> Lot:
        """A new lot."""
        active = activates_at <= self.at
        line = self._line(
            standing,
            LineKind.earn,
            Account.issued,
            Account.available if active else Account.pending,
            points,
            cause=cause,
            reason=reason,
            note=note,
            by=by,
        )
        lot = Lot(
            person_id=standing.person_id,
            home_id=home_id or standing.person_id,
            earned=points,
            remaining=points,
            active=active,
            earned_at=earned_at or self.at,
            activates_at=activates_at,
            expires_at=expires_at,
            reason=reason,
            line=line,
        )
        standing.lots.append(lot)
        self.new_lots.append(lot)
        if active:
            self.settle_debt(standing, cause=f"earn:{cause}")
        return lot

    def take(
        self,
        standing: Standing,
        points: int,
        *,
        kind: LineKind,
        credit: Account,
        cause: str,
        reason: str = "",
        note: str = "",
        by: str = "system",
        first: Sequence[Lot] = (),
    ) -> Line:
        """Points out of active lots.

        Args:
            first: lots to be drawn on before the others.

        Raises:
            InsufficientPoints: there are not so many; nothing was moved.

        """
        if points > standing.available:
            raise InsufficientPoints(available=standing.available, asked=points)
        line = self._line(
            standing,
            kind,
            Account.available,
            credit,
            points,
            cause=cause,
            reason=reason,
            note=note,
            by=by,
        )
        preferred = [lot for lot in first if lot.active and lot.remaining]
        rest = [lot for lot in standing.spendable() if lot not in preferred]
        _draw(line, [*preferred, *rest])
        return line

    def settle_debt(self, standing: Standing, *, cause: str) -> None:
        """Pay what is owed from what has become available."""
        paid = min(standing.debt, standing.available)
        if paid:
            self.take(standing, paid, kind=LineKind.settle, credit=Account.debt, cause=cause)

    def put_back(
        self,
        standing: Standing,
        lots: Sequence[tuple[Lot, int]],
        *,
        kind: LineKind,
        debit: Account,
        cause: str,
        reason: str = "",
        by: str = "system",
        of_id: int | None = None,
    ) -> Line:
        """Points into the lots they came from; what has expired meanwhile lives on for some days."""
        line = self._line(
            standing,
            kind,
            debit,
            Account.available,
            sum(points for _, points in lots),
            cause=cause,
            reason=reason,
            by=by,
            of_id=of_id,
        )
        for lot, points in lots:
            lot.remaining += points
            lot.changed = True
            line.uses.append((lot, -points))
            self._renew(lot)
            if lot not in standing.lots:
                standing.lots.append(lot)
        self.settle_debt(standing, cause=f"{kind}:{cause}")
        return line

    def move(
        self,
        standing: Standing,
        debit: Account,
        credit: Account,
        points: int,
        *,
        kind: LineKind,
        cause: str,
        reason: str = "",
        note: str = "",
        by: str = "system",
        of_id: int | None = None,
    ) -> Line:
        """From account to account; lots stay as they are."""
        return self._line(
            standing,
            kind,
            debit,
            credit,
            points,
            cause=cause,
            reason=reason,
            note=note,
            by=by,
            of_id=of_id,
        )

    def empty(
        self,
        standing: Standing,
        lot: Lot,
        points: int,
        *,
        kind: LineKind,
        credit: Account,
        cause: str,
        reason: str = "",
    ) -> Line:
        """Points out of one lot, pending or active."""
        debit = Account.available if lot.active else Account.pending
        line = self._line(standing, kind, debit, credit, points, cause=cause, reason=reason)
        _draw(line, [lot])
        return line

    def activate_due(self, standing: Standing) -> None:
        """Let lots become active whose time has come."""
        due = [lot for lot in standing.lots if not lot.active and lot.activates_at <= self.at]
        for lot in sorted(due, key=lambda lot: lot.order):
            self._line(
                standing,
                LineKind.activate,
                Account.pending,
                Account.available,
                lot.remaining,
                cause=f"lot:{lot.id}",
            )
            lot.active = lot.changed = True
            self.settle_debt(standing, cause=f"lot:{lot.id}")

    def expire_due(self, standing: Standing) -> None:
        """Let lots end whose time is over."""
        for lot in standing.lots:
            if lot.remaining and lot.expires_at is not None and lot.expires_at <= self.at:
                self._expired[standing.person_id] += lot.remaining
                lot.expired_at = self.at
                self.empty(
                    standing,
                    lot,
                    lot.remaining,
                    kind=LineKind.expire,
                    credit=Account.expired,
                    cause=f"lot:{lot.id}:{lot.expires_at.isoformat()}",
                )

    def note_growth(self, line: GrowthLine) -> None:
        """A line whose effect on the member is made elsewhere."""
        self._growth_lines.append(line)

    def note_tier(self, row: dict[str, Any]) -> None:
        """A change of tier to be written."""
        self._tier_changes.append(row)

    def write(self) -> None:
        """Everything, in few statements; then tell it."""
        insert_lines(self.session, self.lines, self.at)
        insert_lots(self.session, self.new_lots)
        insert_uses(self.session, self.lines)
        insert_growth_lines(self.session, self._growth_lines, self.at)
        insert_tier_changes(self.session, self._tier_changes)
        lots = {id(lot): lot for s in self.standings.values() for lot in s.lots}
        update_lots(self.session, lots.values())
        update_members(self.session, self.standings.values())
        self._publish()
        self.lines, self.new_lots = [], []
        self._growth_lines, self._tier_changes = [], []
        self._says, self._expired = [], defaultdict(int)

    def _line(
        self,
        standing: Standing,
        kind: LineKind,
        debit: Account,
        credit: Account,
        points: int,
        *,
        cause: str,
        reason: str = "",
        note: str = "",
        by: str = "system",
        of_id: int | None = None,
    ) -> Line:
        line = Line(
            person_id=standing.person_id,
            kind=kind,
            debit=debit,
            credit=credit,
            points=points,
            cause=cause,
            reason=reason,
            note=note,
            by=by,
            of_id=of_id,
        )
        standing.move(debit, credit, points)
        self.lines.append(line)
        return line

    def _renew(self, lot: Lot) -> None:
        if lot.expires_at is not None and lot.expires_at <= self.at:
            grace = Expiry(kind=ExpiryKind.days, count=self.programme.points.grace_days)
            lot.expires_at = expiry_of(grace, self.at, self.at)
            lot.reminded_days = lot.expired_at = None

    def _publish(self) -> None:
        expired: list[Event] = [
            PointsExpired(
                person_id=person,
                points=points,
                available=self.standings[person].available,
                reason="expiry",
            )
            for person, points in sorted(self._expired.items())
        ]
        publish_many(self.session, [*expired, *(says(standing) for standing, says in self._says)])


def _draw(line: Line, lots: Iterable[Lot]) -> None:
    """Points of a line out of lots, in this order; there are enough, for balances are sums of lots."""
    left = line.points
    for lot in lots:
        part = min(left, lot.remaining)
        if part:
            lot.remaining -= part
            lot.changed = True
            line.uses.append((lot, part))
            left -= part
        if not left:
            return
    raise AssertionError(f"lots of {line.person_id} hold {left} points less than the balance")
