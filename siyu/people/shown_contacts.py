"""What people are called and how they are reached, in clear or so that it names nobody."""

from collections.abc import Iterable
from enum import StrEnum

from siyu.kernel.database import Session

from .masking import mask_email, mask_name, mask_phone
from .persons import persons
from .profiles import contacts
from .traits import folded_values

_NAMES = ("name", "firstName", "lastName", "nickname")


class Contact(StrEnum):
    """What can be shown."""

    name = "name"
    phone = "phone"
    email = "email"


_MASKS = {Contact.name: mask_name, Contact.phone: mask_phone, Contact.email: mask_email}


def shown_contacts(
    session: Session, person_ids: Iterable[int], kind: Contact, *, reveal: bool
) -> dict[int, str]:
    """Asked id → name, phone or e-mail address; masked unless revealed."""
    asked = list(person_ids)
    clear = _names(session, asked) if kind is Contact.name else contacts(session, asked, kind)
    return clear if reveal else {one: _MASKS[kind](text) for one, text in clear.items()}


def _names(session: Session, asked: list[int]) -> dict[int, str]:
    found = persons(session, asked)
    nodes = {node: person.id for person in found.values() for node in person.nodes}
    names = {}
    for person, traits in folded_values(session, nodes, keys=_NAMES).items():
        both = " ".join(str(traits[key]) for key in ("firstName", "lastName") if traits.get(key))
        name = str(traits.get("name") or both or traits.get("nickname") or "")
        if name:
            names[person] = name
    return {one: names[person.id] for one, person in found.items() if person.id in names}
