"""Goals: what the brand, or a part of it, wants to reach in a period."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import Days, Metric, Period
from .errors import GoalNotFound, GoalTaken
from .models import GoalRow
from .periods import period_of

WHOLE_BRAND = 0


def set_goal(
    session: Session,
    *,
    metric: Metric,
    period: Period,
    day: date,
    node_id: int | None,
    target: int,
    actor: str,
) -> GoalRow:
    """A new goal for the period in which ``day`` lies.

    Args:
        target: > 0; of revenue in minor units.

    Raises:
        GoalTaken: there is one for this figure, period and node.

    """
    starts_on = period_of(period, day).first
    row = GoalRow(
        metric=metric,
        period=period,
        starts_on=starts_on,
        node_id=node_id or WHOLE_BRAND,
        target=target,
        set_by=actor[:100],
        set_at=now(),
    )
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise GoalTaken(str(metric), starts_on) from None
    return row


def change_target(session: Session, goal_id: int, target: int, *, actor: str) -> GoalRow:
    """Aim higher or lower.

    Raises:
        GoalNotFound: no such goal.

    """
    row = require_goal(session, goal_id)
    row.target, row.set_by, row.set_at = target, actor[:100], now()
    session.flush()
    return row


def require_goal(session: Session, goal_id: int) -> GoalRow:
    """The goal.

    Raises:
        GoalNotFound: there is none.

    """
    row = session.get(GoalRow, goal_id)
    if row is None:
        raise GoalNotFound(goal_id)
    return row


def list_goals(
    session: Session,
    *,
    nodes: Collection[int] | None,
    current: date | None,
    before: tuple[date, int] | None,
    most: int,
) -> Sequence[GoalRow]:
    """Goals, the latest period first.

    Args:
        nodes: only goals of these org nodes; None: all, those of the whole brand too.
        current: only of the periods in which this day lies.
        before: start and id of the goal after which to go on.

    """
    query = select(GoalRow).order_by(GoalRow.starts_on.desc(), GoalRow.id.desc()).limit(most)
    if nodes is not None:
        query = query.where(GoalRow.node_id.in_(sorted(nodes)))
    if current is not None:
        firsts = {period: period_of(period, current).first for period in Period}
        of_period = [
            (GoalRow.period == period) & (GoalRow.starts_on == first)
            for period, first in firsts.items()
        ]
        query = query.where(of_period[0] | of_period[1] | of_period[2])
    if before is not None:
        start, goal_id = before
        earlier = GoalRow.starts_on < start
        query = query.where(earlier | ((GoalRow.starts_on == start) & (GoalRow.id < goal_id)))
    return session.scalars(query).all()


def days_of(row: GoalRow) -> Days:
    """The days of a goal's period."""
    return period_of(Period(row.period), row.starts_on)
