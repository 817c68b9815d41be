"""What loyalty does when other modules' facts arrive, and by the clock."""

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import occurrence
from siyu.kernel.jobs import Schedule

from .due import move_due, remind_expiring
from .erasing import forget_member
from .moving import resettle
from .reviewing import review_tiers


def follow_merge(session: Session, event: people.PersonsMerged, context: Context) -> None:
    """Two members are one: what both have comes together."""
    cause = f"outbox:{occurrence().outbox_id}"
    resettle(session, [event.person_id, event.absorbed_id], cause=cause)


def follow_split(session: Session, event: people.PersonsSplit, context: Context) -> None:
    """One member is two: what is left of what each brought goes back."""
    cause = f"outbox:{occurrence().outbox_id}"
    resettle(session, [event.person_id, event.split_id], cause=cause)


def forget(session: Session, event: people.PersonErased, context: Context) -> None:
    """Nothing of an erased person stays but sums."""
    forget_member(session, [event.person_id, *event.node_ids])


SCHEDULES = (
    Schedule("loyalty.move_due", "*/5 * * * *", move_due),
    Schedule("loyalty.remind_expiring", "0 10 * * *", remind_expiring),
    Schedule("loyalty.review_tiers", "10 2 * * *", review_tiers),
)
