"""What channels does when other modules' facts arrive."""

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .phones import forget_person


def wipe_phones(session: Session, event: people.PersonErased, _context: Context) -> None:
    """An erased person's phone is empty."""
    forget_person(session, sorted({event.person_id, *event.node_ids}))
