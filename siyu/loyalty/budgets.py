"""Budgets as operators keep them."""

from datetime import datetime

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .errors import BudgetBelowUse, BudgetKeyTaken, BudgetNotFound
from .models import BudgetRow


def add_budget(
    session: Session,
    *,
    key: str,
    name: str,
    points_max: int,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> BudgetRow:
    """A new budget.

    Raises:
        BudgetKeyTaken: another has this key.

    """
    if session.scalar(select(BudgetRow.id).where(BudgetRow.key == key)) is not None:
        raise BudgetKeyTaken(key=key)
    row = BudgetRow(
        key=key,
        name=name,
        points_max=points_max,
        points_used=0,
        starts_at=starts_at,
        ends_at=ends_at,
        created_at=now(),
    )
    session.add(row)
    session.flush()
    return row


def change_budget(
    session: Session,
    budget_id: int,
    *,
    name: str,
    points_max: int,
    starts_at: datetime | None,
    ends_at: datetime | None,
) -> BudgetRow:
    """Another limit, another window; what was given stays given.

    Raises:
        BudgetNotFound: there is none.
        BudgetBelowUse: more was given already.

    """
    row = require_budget(session, budget_id, lock=True)
    if points_max < row.points_used:
        raise BudgetBelowUse(points_used=row.points_used)
    row.name, row.points_max, row.starts_at, row.ends_at = name, points_max, starts_at, ends_at
    session.flush()
    return row


def require_budget(session: Session, budget_id: int, *, lock: bool = False) -> BudgetRow:
    """The budget.

    Raises:
        BudgetNotFound: there is none.

    """
    query = select(BudgetRow).where(BudgetRow.id == budget_id)
    if lock:
        query = query.with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise BudgetNotFound(budget_id=budget_id)
    return row
