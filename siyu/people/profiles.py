"""What is known of persons, in clear: for templates and adapters, never for the wire as it is."""

from collections.abc import Iterable

from sqlalchemy import select

from siyu.kernel.database import Session

from .attributes import attributes_of
from .contracts import Profile
from .lookup import chunks
from .models import IdentifierRow
from .normalising import spell_email, spell_phone
from .persons import persons
from .tags import tags_of
from .traits import folded_values


def profiles(session: Session, person_ids: Iterable[int]) -> dict[int, Profile]:
    """Asked id → profile; erased and unknown ones are left out."""
    found = persons(session, list(person_ids))
    nodes = {node: person.id for person in found.values() for node in person.nodes}
    traits = folded_values(session, nodes)
    attributes = attributes_of(session, nodes)
    tags = tags_of(session, nodes)
    return {
        asked: Profile(
            person=person,
            traits=traits.get(person.id, {}),
            attributes=attributes.get(person.id, {}),
            tags=tuple(sorted(tags.get(person.id, {}))),
        )
        for asked, person in found.items()
    }


def contacts(session: Session, person_ids: Iterable[int], kind: str) -> dict[int, str]:
    """Asked id → address in clear text; the trait where there is one, else the newest identifier.

    Args:
        kind: ``email``, ``phone``, or any type of identifier (``openid:<appid>``).

    """
    asked = list(person_ids)
    found = persons(session, asked)
    nodes = {node: person.id for person in found.values() for node in person.nodes}
    known: dict[int, str] = {}
    for part in chunks({person.id for person in found.values()}):
        for row in session.execute(
            select(IdentifierRow.person_id, IdentifierRow.value)
            .where(IdentifierRow.person_id.in_(part), IdentifierRow.type == kind)
            .order_by(IdentifierRow.first_seen_at, IdentifierRow.id)
        ):
            known[row.person_id] = row.value
    if kind in ("email", "phone"):
        spell = {"email": spell_email, "phone": spell_phone}[kind]
        for person, traits in folded_values(session, nodes, keys=[kind]).items():
            spelled = spell(str(traits.get(kind, "")))
            if spelled:
                known[person] = spelled
    return {one: known[person.id] for one, person in found.items() if person.id in known}
