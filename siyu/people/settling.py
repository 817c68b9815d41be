"""What a person decides about evidence that a rule did not let through."""

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .errors import ConflictNotFound
from .lookup import known_by_id, known_of_persons
from .merging import lift_exclusions, unite_by_hand
from .models import ConflictRow, EvidenceMemberRow
from .sequences import lock_identities


def accept_conflict(session: Session, conflict_id: int, *, actor: str) -> None:
    """Join everybody the evidence names, by hand.

    Raises:
        ConflictNotFound: no open conflict has this id.

    """
    lock_identities(session)
    row = _require_open(session, conflict_id)
    members = session.scalars(
        select(EvidenceMemberRow.identifier_id).where(
            EvidenceMemberRow.evidence_id == row.evidence_id
        )
    ).all()
    named = known_by_id(session, members)
    persons = sorted({one.person_id for one in named if one.person_id})
    groups = [known_of_persons(session, [person]) for person in persons]
    groups += [[one] for one in named if one.person_id is None]
    for index, group in enumerate(groups):
        for other in groups[index + 1 :]:
            lift_exclusions(session, group, other)
    _settle(row, "merged", actor)
    session.flush()
    unite_by_hand(session, [one for group in groups for one in group], actor=actor)


def dismiss_conflict(session: Session, conflict_id: int, *, actor: str) -> None:
    """Let them stay apart, and do not ask again.

    Raises:
        ConflictNotFound: no open conflict has this id.

    """
    _settle(_require_open(session, conflict_id), "dismissed", actor)
    session.flush()


def _require_open(session: Session, conflict_id: int) -> ConflictRow:
    row = session.get(ConflictRow, conflict_id, with_for_update=True)
    if row is None or row.state != "open":
        raise ConflictNotFound(conflict_id)
    return row


def _settle(row: ConflictRow, state: str, actor: str) -> None:
    row.state, row.settled_at, row.settled_by = state, now(), actor
