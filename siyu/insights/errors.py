"""What can go wrong, as facts."""

from dataclasses import dataclass
from datetime import date

from siyu.kernel.errors import Conflict, NotFound


@dataclass(eq=False)
class GoalNotFound(NotFound):
    """No such goal, or none this caller may see."""

    goal_id: int


@dataclass(eq=False)
class GoalTaken(Conflict):
    """There is a goal for this figure, period and node; change its target instead."""

    metric: str
    starts_on: date
