"""How the book's lines, lots and uses become rows, many in one statement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.exc import IntegrityError

from siyu.kernel.database import Record, Session, Table

from .errors import CauseOfAnother
from .models import (
    GrowthLineRow,
    MemberRow,
    PointsLineRow,
    PointsLotRow,
    PointsUseRow,
    TierChangeRow,
)
from .standing import GrowthLine, Line, Lot, Standing


def insert_lines(session: Session, lines: Sequence[Line], at: datetime) -> None:
    """Write lines, before anything else of their book; they know their ids afterwards.

    Raises:
        CauseOfAnother: another transaction wrote one of these causes for another member just now.

    """
    rows = [
        {
            "person_id": line.person_id,
            "kind": line.kind,
            "debit": line.debit,
            "credit": line.credit,
            "points": line.points,
            "cause": line.cause,
            "reason": line.reason,
            "note": line.note,
            "by": line.by,
            "of_id": line.of_id,
            "at": at,
        }
        for line in lines
    ]
    try:
        found = _insert(session, PointsLineRow, rows)
    except IntegrityError as error:
        raise CauseOfAnother(cause=lines[-1].cause) from error
    for line, id_ in zip(lines, found, strict=True):
        line.id = id_


def insert_lots(session: Session, lots: Sequence[Lot]) -> None:
    """Write new lots; they know their ids afterwards."""
    rows = [
        {
            "person_id": lot.person_id,
            "home_id": lot.home_id,
            "line_id": lot.line.id if lot.line else 0,
            "earned": lot.earned,
            "remaining": lot.remaining,
            "active": lot.active,
            "earned_at": lot.earned_at,
            "activates_at": lot.activates_at,
            "expires_at": lot.expires_at,
            "expired_at": lot.expired_at,
            "reminded_days": None,
            "reason": lot.reason,
        }
        for lot in lots
    ]
    for lot, id_ in zip(lots, _insert(session, PointsLotRow, rows), strict=True):
        lot.id = id_
        lot.changed = False


def insert_uses(session: Session, lines: Sequence[Line]) -> None:
    """Write which lots the lines drew on."""
    rows = []
    for line in lines:
        by_lot: dict[int, int] = defaultdict(int)
        for lot, points in line.uses:
            by_lot[lot.id] += points
        rows += [
            {"line_id": line.id, "lot_id": lot_id, "points": points}
            for lot_id, points in by_lot.items()
            if points
        ]
    _insert_plain(session, PointsUseRow, rows)


def insert_growth_lines(session: Session, lines: Sequence[GrowthLine], at: datetime) -> None:
    """Write growth lines."""
    rows = [
        {
            "person_id": line.person_id,
            "home_id": line.home_id,
            "kind": line.kind,
            "growth": line.growth,
            "cause": line.cause,
            "reason": line.reason,
            "note": line.note,
            "by": line.by,
            "at": at,
        }
        for line in lines
    ]
    _insert_plain(session, GrowthLineRow, rows)


def insert_tier_changes(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write changes of tier."""
    _insert_plain(session, TierChangeRow, rows)


def update_lots(session: Session, lots: Iterable[Lot]) -> None:
    """Write what changed of lots that are there."""
    changed = sorted((lot for lot in lots if lot.changed), key=lambda lot: lot.id)
    if changed:
        session.connection().execute(_UPDATE_LOT, [_lot_values(lot) for lot in changed])
    for lot in changed:
        lot.changed = False


def update_members(session: Session, standings: Iterable[Standing]) -> None:
    """Write what changed of members, in the order in which they were locked."""
    changed = [one for one in standings if one.values != one.read]
    changed.sort(key=lambda one: one.person_id)
    if changed:
        session.connection().execute(_UPDATE_MEMBER, [_member_values(one) for one in changed])
    for one in changed:
        one.read = one.values


def _insert(
    session: Session, table: type[Record], rows: Sequence[Mapping[str, Any]]
) -> Sequence[int]:
    if not rows:
        return []
    # Past the ORM, whose price per row is that of the statement once more.
    columns: Any = table.__table__
    statement = columns.insert().returning(columns.c.id, sort_by_parameter_order=True)
    found: Sequence[int] = session.connection().execute(statement, list(rows)).scalars().all()
    return found


def _insert_plain(session: Session, table: type[Table], rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        session.connection().execute(table.__table__.insert(), list(rows))  # type: ignore[attr-defined]


_LOTS: Any = PointsLotRow.__table__
_UPDATE_LOT = (
    _LOTS.update()
    .where(_LOTS.c.id == bindparam("lot_id"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                *("person_id", "remaining", "active", "expires_at", "expired_at"),
                "reminded_days",
            )
        }
    )
)


def _lot_values(lot: Lot) -> dict[str, Any]:
    return {
        "lot_id": lot.id,
        "new_person_id": lot.person_id,
        "new_remaining": lot.remaining,
        "new_active": lot.active,
        "new_expires_at": lot.expires_at,
        "new_expired_at": lot.expired_at,
        "new_reminded_days": lot.reminded_days,
    }


_MEMBERS: Any = MemberRow.__table__
_COUNTED = ("available", "pending", "locked", "debt", "growth")
_UPDATE_MEMBER = (
    _MEMBERS.update()
    .where(_MEMBERS.c.person_id == bindparam("member_id"))
    .values(
        # By difference and not by value: should anybody ever write without the lock, nothing is lost.
        {name: _MEMBERS.c[name] + bindparam(f"more_{name}") for name in _COUNTED}
        | {
            name: bindparam(f"new_{name}")
            for name in ("tier", "tier_since", "tier_until", "to_mirror")
        }
    )
)


def _member_values(standing: Standing) -> dict[str, Any]:
    before, after = standing.read, standing.values
    return {
        "member_id": standing.person_id,
        **{f"more_{name}": after[n] - before[n] for n, name in enumerate(_COUNTED)},
        "new_tier": standing.tier,
        "new_tier_since": standing.tier_since,
        "new_tier_until": standing.tier_until,
        "new_to_mirror": True,
    }
