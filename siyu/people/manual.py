"""People made and changed by hand."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .belonging import belong
from .changes import mark_changed
from .contracts import Evidence, Identifier, PersonKind, PersonState
from .errors import IdentifierTaken, IdentifierUnusable
from .identity_rules import PERSON_ID, PREVIOUS_ID, load_rules
from .lookup import find_known
from .models import PersonRow
from .normalising import normalise
from .persons import require_person
from .resolver import resolve
from .resolving import Claim, settle
from .sequences import PERSON, lock_identities, take
from .trait_keys import trait_identifiers
from .traits import TraitClaim, store_traits

SOURCE = "console"


def create_person(
    session: Session,
    *,
    identifiers: Sequence[Identifier] = (),
    traits: Mapping[str, Any] | None = None,
    kind: PersonKind = PersonKind.person,
    org_node_id: int | None = None,
) -> int:
    """A new person, or account, with these identifiers.

    Raises:
        IdentifierUnusable: blocked, or not of its type's form.
        IdentifierTaken: somebody has it already.

    """
    lock_identities(session)
    rules = load_rules(session)
    # What an account's traits name is the company's, and no member's.
    of_traits = trait_identifiers(traits or {}) if kind == PersonKind.person else ()
    every = [*identifiers, *of_traits]
    named = []
    for identifier in every:
        one = normalise(identifier, rules)
        if one is None or identifier.type in (PERSON_ID, PREVIOUS_ID):
            raise IdentifierUnusable(identifier.type)
        named.append(one)
    for type_, _ in find_known(session, named):
        raise IdentifierTaken(type_)
    moment = now()
    if named and kind == PersonKind.person:
        evidence = Evidence(tuple(every), moment, f"{SOURCE}:{uuid4()}", SOURCE)
        (person,) = resolve(session, [evidence])
    else:
        person = _bare_person(session, kind)
    if traits:
        store_traits(session, [TraitClaim(person, SOURCE, traits, moment, f"{SOURCE}:{person}")])
    if org_node_id is not None:
        belong(session, person, org_node_id=org_node_id)
    mark_changed(session, [person])
    return require_person(session, person).id


def _bare_person(session: Session, kind: PersonKind) -> int:
    """Somebody whom nothing names yet but our own id."""
    person = next(take(session, PERSON, 1))
    moment = now()
    session.add(
        PersonRow(
            id=person,
            kind=kind.value,
            state=PersonState.known.value,
            created_at=moment,
            first_seen_at=moment,
            last_seen_at=moment,
        )
    )
    session.flush()
    rules = load_rules(session)
    own = normalise(Identifier(PERSON_ID, str(person)), rules)
    assert own is not None
    claim = Claim((own,), moment, moment, "", SOURCE)
    settle(session, [claim], rules)
    return person
