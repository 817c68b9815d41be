"""Everything kept about a member, for an export to the person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.database import Session

from .models import (
    ExchangeRow,
    GrowthLineRow,
    MemberRow,
    PointsLineRow,
    PointsLotRow,
    TierChangeRow,
)


def membership_kept(session: Session, nodes: Sequence[int]) -> dict[str, Any]:
    """Card, ledgers, lots, tiers and exchanges of these nodes, oldest first."""
    return {
        "cards": _facts(session, MemberRow, nodes, MemberRow.person_id),
        "points": _facts(session, PointsLineRow, nodes, PointsLineRow.id),
        "lots": _facts(session, PointsLotRow, nodes, PointsLotRow.id),
        "growth": _facts(session, GrowthLineRow, nodes, GrowthLineRow.id),
        "tiers": _facts(session, TierChangeRow, nodes, TierChangeRow.id),
        "exchanges": _facts(session, ExchangeRow, nodes, ExchangeRow.id),
    }


_INSIDE = {"id", "of_id", "line_id", "home_id", "to_mirror", "reminded_days", "review"}
"""Columns that say something to this program alone."""


def _facts(session: Session, table: Any, nodes: Sequence[int], order: Any) -> list[dict[str, Any]]:
    rows = session.scalars(select(table).where(table.person_id.in_(nodes)).order_by(order))
    names = [column.key for column in table.__mapper__.column_attrs if column.key not in _INSIDE]
    return [
        {name: getattr(row, name) for name in names} | {"person_id": ids.code("per", row.person_id)}
        for row in rows
    ]
