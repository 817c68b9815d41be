"""What people does by the clock."""

from datetime import datetime

from siyu.kernel.context import Context
from siyu.kernel.jobs import Schedule

from .tags import expire_tags

TAGS_A_TIME = 5_000


def take_off_expired_tags(context: Context, _due: datetime) -> None:
    """Take off every tag whose time is over, some thousands in each transaction."""
    while True:
        with context.session() as session:
            if expire_tags(session, most=TAGS_A_TIME) < TAGS_A_TIME:
                return


SCHEDULES = (Schedule("people.take_off_expired_tags", "* * * * *", take_off_expired_tags),)
