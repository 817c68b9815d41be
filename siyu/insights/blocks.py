"""What insights tells organization by name."""

from zoneinfo import ZoneInfo

from sqlalchemy import select

from siyu import organization
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .goals import days_of
from .models import GoalRow


def goals_ahead(session: Session, node_id: int) -> int:
    """Goals of an org node whose period is not over: nobody else can reach them in its stead."""
    # A day early rather than late, wherever the brand is.
    today = now().astimezone(ZoneInfo("Etc/GMT+12")).date()
    goals = session.scalars(select(GoalRow).where(GoalRow.node_id == node_id))
    return sum(days_of(goal).last >= today for goal in goals)


BLOCKS = (
    organization.node_use_block(
        "goals",
        {"zh": "未到期的增长目标", "en": "Growth goals still running"},
        organization.NodeUse(goals_ahead, hand_over=None),
    ),
)
