"""Persons as the console shows them, put together in a few queries a page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from siyu.http import Caller
from siyu.kernel.blocks import Blocks
from siyu.kernel.database import Session
from siyu.organization import list_nodes

from ..attributes import KIND, Attribute, attributes_of
from ..belonging import belongings
from ..bulk import select_in
from ..consent import consent_history
from ..contracts import Person
from ..identity_rules import load_rules
from ..masking import mask_email, mask_identifier, mask_name, mask_phone, mask_trait
from ..models import IdentifierRow, PersonTagRow
from ..persons import persons
from ..profiles import contacts
from ..tags import tag_names
from ..traits import fold, folded_values
from .person_shapes import (
    AttributeOut,
    BelongingOut,
    ConsentOut,
    EvidenceOut,
    IdentifierOut,
    PersonOut,
    TraitOut,
    TraitVersionOut,
)
from .shapes import PersonSummary, TagOut, seen_in_clear

IDENTIFIERS_SHOWN = 200


def summaries(session: Session, caller: Caller, person_ids: Sequence[int]) -> list[PersonSummary]:
    """A page of a list, in the order given."""
    found = persons(session, person_ids)
    nodes = {node: person.id for person in found.values() for node in person.nodes}
    names = folded_values(session, nodes, keys=("name", "firstName", "lastName", "nickname"))
    phones = contacts(session, person_ids, "phone")
    emails = contacts(session, person_ids, "email")
    tags = _tags(session, nodes)
    clear = seen_in_clear(session, caller, sorted(set(nodes.values())))
    return [
        PersonSummary(
            id=person.id,
            name=shown_name(names.get(person.id, {}), clear=person.id in clear),
            phone_masked=mask_phone(phones[asked]) if asked in phones else None,
            email_masked=mask_email(emails[asked]) if asked in emails else None,
            state=person.state,
            kind=person.kind,
            tags=tags.get(person.id, []),
            created_at=person.created_at,
            first_seen_at=person.first_seen_at,
            last_seen_at=person.last_seen_at,
        )
        for asked in person_ids
        if (person := found.get(asked)) is not None
    ]


def whole_person(session: Session, caller: Caller, person: Person, blocks: Blocks) -> PersonOut:
    """Everything of a person but the events."""
    (summary,) = summaries(session, caller, [person.id])
    nodes = dict.fromkeys(person.nodes, person.id)
    return PersonOut(
        **summary.model_dump(),
        node_ids=list(person.nodes),
        traits=_traits(session, nodes),
        identifiers=_identifiers(session, person),
        consents=_consents(session, person),
        belonging=_belonging(session, nodes),
        attributes=_attributes(session, nodes, blocks),
    )


def shown_name(traits: dict[str, Any], *, clear: bool) -> str | None:
    """The name to call a person by."""
    both = " ".join(str(traits[key]) for key in ("firstName", "lastName") if traits.get(key))
    name = traits.get("name") or both or traits.get("nickname")
    if not name:
        return None
    return str(name) if clear else mask_name(str(name))


def _tags(session: Session, nodes: dict[int, int]) -> dict[int, list[TagOut]]:
    columns = ("node_id", "tag_id", "source", "expires_at")
    rows = list(select_in(session, PersonTagRow, columns, "node_id", nodes))
    names = tag_names(session, [tag for _, tag, _, _ in rows])
    found: dict[int, dict[int, TagOut]] = {}
    for node, tag, source, expires_at in rows:
        group, name = names[tag]
        shown = TagOut(id=tag, name=name, group=group, source=source, expires_at=expires_at)
        found.setdefault(nodes[node], {})[tag] = shown
    return {person: [tags[tag] for tag in sorted(tags)] for person, tags in found.items()}


def _traits(session: Session, nodes: dict[int, int]) -> list[TraitOut]:
    found = [trait for traits in fold(session, nodes).values() for trait in traits.values()]
    return [
        TraitOut(
            name=trait.name,
            value=mask_trait(trait.name, trait.value),
            source=trait.source,
            set_at=trait.set_at,
            versions=[
                TraitVersionOut(
                    source=version.source,
                    value=mask_trait(trait.name, version.value),
                    set_at=version.set_at,
                )
                for version in trait.versions
            ],
        )
        for trait in found
    ]


def _identifiers(session: Session, person: Person) -> list[IdentifierOut]:
    rules = load_rules(session)
    rows = session.scalars(
        select(IdentifierRow)
        .where(IdentifierRow.person_id == person.id)
        .order_by(IdentifierRow.id)
        .limit(IDENTIFIERS_SHOWN)
    ).all()
    ordered = sorted(rows, key=lambda row: (rules.of(row.type).priority, row.id))
    return [
        IdentifierOut(
            id=row.id,
            kind=row.type,
            value_masked=mask_identifier(row.type, row.value),
            unique=rules.of(row.type).unique,
            first_seen_at=row.first_seen_at,
            evidence=EvidenceOut(source=row.source, message_id=row.message_id or None),
        )
        for row in ordered
    ]


def _consents(session: Session, person: Person) -> list[ConsentOut]:
    """As it stands; the ledger has a route of its own."""
    shown: dict[tuple[str, str], ConsentOut] = {}
    history = consent_history(session, person.nodes)
    for row in sorted(history, key=lambda row: (row.at, not row.granted), reverse=True):
        shown.setdefault(
            (row.purpose, row.channel), ConsentOut.model_validate(row, from_attributes=True)
        )
    return [shown[key] for key in sorted(shown)]


def _belonging(session: Session, nodes: dict[int, int]) -> list[BelongingOut]:
    found: dict[int, BelongingOut] = {}
    org = {node.id: node for node in list_nodes(session)}
    for row in belongings(session, nodes):
        node = org.get(row.org_node_id)
        shown = found.get(row.org_node_id)
        if shown is None:
            found[row.org_node_id] = BelongingOut(
                node_id=row.org_node_id,
                node_name=node.name if node else "",
                kind=node.kind.value if node else "",
                since=row.since,
                source=row.source,
                orders=row.orders,
                value_minor=row.revenue_minor if row.orders or row.revenue_minor else None,
                first_order_at=row.first_order_at,
                last_order_at=row.last_order_at,
            )
            continue
        shown.since = min(shown.since, row.since)
        shown.orders += row.orders
        shown.value_minor = (shown.value_minor or 0) + row.revenue_minor
        firsts = [t for t in (shown.first_order_at, row.first_order_at) if t]
        lasts = [t for t in (shown.last_order_at, row.last_order_at) if t]
        shown.first_order_at, shown.last_order_at = (
            min(firsts, default=None),
            max(lasts, default=None),
        )
    return [found[node] for node in sorted(found)]


def _attributes(session: Session, nodes: dict[int, int], blocks: Blocks) -> list[AttributeOut]:
    declared = {block.name: block for block in blocks.of_kind(KIND)}
    shown = []
    for values in attributes_of(session, nodes).values():
        for name, value in values.items():
            block = declared.get(name)
            attribute = block.implementation if block else None
            kind = attribute.type.value if isinstance(attribute, Attribute) else "text"
            title = block.title if block else {}
            shown.append(
                AttributeOut(
                    key=name,
                    label=title.get("zh", name),
                    labels=title,
                    type=kind,
                    value=value,
                )
            )
    return shown
