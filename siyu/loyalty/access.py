"""Who may see and change whose membership: by the org nodes a person belongs to."""

from siyu import people
from siyu.http import Caller
from siyu.kernel.database import Session

READ = "loyalty.read"
MANAGE = "loyalty.manage"
GRANT = "loyalty.grant"


def visible_person(session: Session, caller: Caller, person_id: int, permission: str) -> int:
    """The person behind an id, if the caller holds the permission where they belong.

    Raises:
        PersonNotFound: there is none, or none that this caller may see.

    """
    person = people.require_person(session, person_id)
    if not people.in_scope(session, person.id, caller.nodes(permission)):
        raise people.PersonNotFound(person_id)
    return person.id
