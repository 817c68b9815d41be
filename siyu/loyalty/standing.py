"""A member under lock, with the lots that still hold points: what the book works on in memory."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping, select

from siyu.kernel.database import Session, insert_missing

from .contracts import Account, GrowthKind, LineKind, PointsBalance
from .models import MemberRow, PointsLotRow
from .rules import Programme

T = TypeVar("T")

IN_MAX = 5_000
_NEVER = datetime.max.replace(tzinfo=UTC)
_UNBORN = 1 << 62


@dataclass(eq=False, slots=True, kw_only=True)
class Lot:
    """Points earned at once; ``id`` is 0 until it is written."""

    id: int = 0
    person_id: int
    home_id: int
    earned: int
    remaining: int
    active: bool
    earned_at: datetime
    activates_at: datetime
    expires_at: datetime | None
    reason: str
    expired_at: datetime | None = None
    reminded_days: int | None = None
    line: "Line | None" = None
    changed: bool = False

    @property
    def order(self) -> tuple[datetime, int]:
        """What ends first is spent first; of equals the older one."""
        return (self.expires_at or _NEVER, self.id or _UNBORN)


@dataclass(eq=False, slots=True, kw_only=True)
class Line:
    """A line to be written, with the lots it draws on (negative: puts back into)."""

    person_id: int
    kind: LineKind
    debit: Account
    credit: Account
    points: int
    cause: str
    reason: str = ""
    note: str = ""
    by: str = "system"
    of_id: int | None = None
    uses: list[tuple[Lot, int]] = field(default_factory=list)
    id: int = 0


@dataclass(eq=False, slots=True, kw_only=True)
class GrowthLine:
    """Growth value to be written."""

    person_id: int
    home_id: int
    kind: GrowthKind
    growth: int
    cause: str
    reason: str = ""
    note: str = ""
    by: str = "system"


@dataclass(eq=False, slots=True, kw_only=True)
class Standing:
    """A member as the transaction sees them."""

    person_id: int
    growth: int
    tier: str
    tier_since: datetime
    tier_until: datetime | None
    available: int
    pending: int
    locked: int
    debt: int
    lots: list[Lot] = field(default_factory=list)
    read: tuple[Any, ...] = ()

    @property
    def values(self) -> tuple[Any, ...]:
        """All that may have changed."""
        return (
            *(self.available, self.pending, self.locked, self.debt),
            *(self.growth, self.tier, self.tier_since, self.tier_until),
        )

    def balance(self, *, again: bool = False) -> PointsBalance:
        return PointsBalance(
            available=self.available,
            pending=self.pending,
            locked=self.locked,
            debt=self.debt,
            again=again,
        )

    def move(self, debit: Account, credit: Account, points: int) -> None:
        """Out of one account, into the other; those that are not the member's are sums of lines."""
        for account, signed in ((debit, -points), (credit, points)):
            if account is Account.available:
                self.available += signed
            elif account is Account.pending:
                self.pending += signed
            elif account is Account.locked:
                self.locked += signed
            elif account is Account.debt:
                self.debt -= signed

    def spendable(self) -> Iterator[Lot]:
        """Active lots, what ends first before the rest."""
        return iter(
            sorted(
                (lot for lot in self.lots if lot.active and lot.remaining),
                key=lambda lot: lot.order,
            )
        )


def lock_standings(
    session: Session, person_ids: Iterable[int], programme: Programme, *, at: datetime
) -> dict[int, Standing]:
    """Lock members in the order of their ids, making those who are not there yet, and read them."""
    wanted = sorted(set(person_ids))
    found = _locked(session, wanted)
    missing = [person for person in wanted if person not in found]
    if missing:
        insert_missing(
            session,
            MemberRow,
            [_new(person, programme, at) for person in missing],
            keys=["person_id"],
        )
        found |= _locked(session, missing)
    for lot in open_lots(session, wanted):
        found[lot.person_id].lots.append(lot)
    return found


def open_lots(session: Session, person_ids: Sequence[int]) -> Iterator[Lot]:
    """Lots of these members that still hold points."""
    for part in chunks(person_ids):
        query = select(*_LOT).where(PointsLotRow.person_id.in_(part), PointsLotRow.remaining > 0)
        for row in session.execute(query).mappings():
            yield as_lot(row)


def lots_by_id(session: Session, lot_ids: Iterable[int]) -> dict[int, Lot]:
    """Lots, empty ones too."""
    found: dict[int, Lot] = {}
    for part in chunks(sorted(set(lot_ids))):
        for row in session.execute(select(*_LOT).where(PointsLotRow.id.in_(part))).mappings():
            found[row["id"]] = as_lot(row)
    return found


def as_lot(row: RowMapping) -> Lot:
    return Lot(**{name: row[name] for name in _LOT_NAMES})


def chunks(values: Sequence[T], size: int = IN_MAX) -> Iterator[Sequence[T]]:
    """Slices that fit the parameters of a statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


_LOT_NAMES = (
    *("id", "person_id", "home_id", "earned", "remaining", "active", "earned_at"),
    *("activates_at", "expires_at", "reason", "expired_at", "reminded_days"),
)
_LOT = tuple(getattr(PointsLotRow, name) for name in _LOT_NAMES)
_MEMBER_NAMES = (
    *("person_id", "growth", "tier", "tier_since", "tier_until"),
    *("available", "pending", "locked", "debt"),
)
_MEMBER = tuple(getattr(MemberRow, name) for name in _MEMBER_NAMES)


def _locked(session: Session, person_ids: Sequence[int]) -> dict[int, Standing]:
    found: dict[int, Standing] = {}
    for part in chunks(person_ids):
        query = (
            select(*_MEMBER)
            .where(MemberRow.person_id.in_(part))
            .order_by(MemberRow.person_id)
            .with_for_update()
        )
        for row in session.execute(query).mappings():
            standing = Standing(**{name: row[name] for name in _MEMBER_NAMES})
            standing.read = standing.values
            found[standing.person_id] = standing
    return found


def _new(person_id: int, programme: Programme, at: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "growth": 0,
        "tier": programme.tiers[0].key,
        "tier_since": at,
        "tier_until": None,
        "available": 0,
        "pending": 0,
        "locked": 0,
        "debt": 0,
        "joined_at": at,
        "to_mirror": True,
    }
