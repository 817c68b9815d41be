"""Budgets: how many points some rules may give in all. Locked after members, in the order of their keys."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from siyu.kernel.database import Session

from .models import BudgetRow


@dataclass(eq=False, slots=True)
class _Purse:
    id: int
    left: int
    taken: int = 0


class Budgets:
    """What is left in budgets, under lock; a key that names none gives nothing."""

    def __init__(self, session: Session, keys: Iterable[str], *, at: datetime) -> None:
        wanted = sorted(set(keys))
        self._session = session
        self._purses: dict[str, _Purse] = {}
        if not wanted:
            return
        query = (
            select(BudgetRow)
            .where(BudgetRow.key.in_(wanted))
            .order_by(BudgetRow.key)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        for row in session.scalars(query):
            begun = row.starts_at is None or row.starts_at <= at
            over = row.ends_at is not None and row.ends_at <= at
            left = row.points_max - row.points_used if begun and not over else 0
            self._purses[row.key] = _Purse(row.id, left)

    def take(self, key: str, points: int, *, whole: bool = False) -> int:
        """Points that the budget still gives, at most so many.

        Args:
            whole: all of them or none.

        """
        purse = self._purses.get(key)
        if purse is None or (whole and purse.left < points):
            return 0
        given = min(points, purse.left)
        purse.left -= given
        purse.taken += given
        return given

    def write(self) -> None:
        """Write what was taken."""
        for purse in self._purses.values():
            if purse.taken:
                self._session.execute(
                    update(BudgetRow)
                    .where(
                        BudgetRow.id == purse.id,
                        BudgetRow.points_used + purse.taken <= BudgetRow.points_max,
                    )
                    .values(points_used=BudgetRow.points_used + purse.taken)
                )
                purse.taken = 0
