"""Persons and the nodes they consist of."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from siyu.kernel.database import Session

from .bulk import select_in
from .contracts import Identifier, Person, PersonKind, PersonState
from .errors import PersonNotFound
from .identity_rules import PERSON_ID, load_rules
from .lookup import chunks
from .models import IdentifierRow, PersonRow
from .normalising import normalise, own_id


def canonical(session: Session, nodes: Iterable[int]) -> dict[int, int]:
    """Node → the person it leads to; nodes that do not exist are left out."""
    found: dict[int, int] = {}
    for node, person in select_in(session, PersonRow, ("id", "merged_into"), "id", set(nodes)):
        found[node] = person or node
    return found


def living(session: Session, nodes: Iterable[int]) -> dict[int, int]:
    """Like ``canonical``, without those who were erased."""
    columns = ("id", "merged_into", "state")
    return {
        node: person or node
        for node, person, state in select_in(session, PersonRow, columns, "id", set(nodes))
        if state != PersonState.erased
    }


def component(session: Session, person_id: int) -> list[int]:
    """All nodes of a person, the oldest first; empty where there is no such person."""
    person = canonical(session, [person_id]).get(person_id)
    return sorted(nodes_of(session, [person])) if person else []


def nodes_of(session: Session, person_ids: Iterable[int]) -> dict[int, int]:
    """Node → person, for every node of these (canonical) persons."""
    found = {person: person for person in person_ids}
    found |= dict(select_in(session, PersonRow, ("id", "merged_into"), "merged_into", set(found)))
    return found


def require_person(session: Session, person_id: int) -> Person:
    """The person that an id leads to.

    Raises:
        PersonNotFound: no such person, or erased.

    """
    found = persons(session, [person_id]).get(person_id)
    if found is None:
        raise PersonNotFound(person_id)
    return found


def persons(session: Session, person_ids: Sequence[int]) -> dict[int, Person]:
    """Asked id → the person it leads to; erased and unknown ones are left out."""
    leads = canonical(session, [person_id for person_id in person_ids if 0 < person_id < 1 << 32])
    rows: dict[int, list[PersonRow]] = {}
    for part in chunks(set(leads.values())):
        query = select(PersonRow).where(PersonRow.id.in_(part) | PersonRow.merged_into.in_(part))
        for row in session.scalars(query):
            rows.setdefault(row.merged_into or row.id, []).append(row)
    whole = {person: _person(person, nodes) for person, nodes in rows.items()}
    return {
        asked: whole[person]
        for asked, person in leads.items()
        if whole[person].state != PersonState.erased
    }


def find_person(session: Session, identifier: Identifier) -> int | None:
    """The person who has this identifier."""
    if identifier.type == PERSON_ID:
        found = persons(session, [own_id(identifier.value)])
        return next((person.id for person in found.values()), None)
    named = normalise(identifier, load_rules(session))
    if named is None:
        return None
    return session.scalar(
        select(IdentifierRow.person_id).where(
            IdentifierRow.type == named.type, IdentifierRow.blind == named.blind
        )
    )


def _person(person_id: int, rows: Sequence[PersonRow]) -> Person:
    first = next(row for row in rows if row.id == person_id)
    return Person(
        id=person_id,
        kind=PersonKind(first.kind),
        state=PersonState(first.state),
        created_at=first.created_at,
        first_seen_at=min(row.first_seen_at for row in rows),
        last_seen_at=max(row.last_seen_at for row in rows),
        nodes=tuple(sorted(row.id for row in rows)),
    )
