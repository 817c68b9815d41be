"""Looking up what a definition names: org nodes, identifiers, other segments and lists."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import select

from siyu import organization, people
from siyu.kernel import ids
from siyu.kernel.database import Session, Table
from siyu.warehouse import Warehouse

from .conditions import Belongs, Everyone, InList
from .definition import All, AnyOf, Definition, Not, leaves_of, segments_in
from .errors import NodeWithoutPlace, UnknownReference
from .facts import Facts, find_identified, names_in
from .models import ListRow, SegmentRow


@dataclass(frozen=True)
class Question:
    """A definition as it is asked, with the facts it names."""

    definition: Definition
    facts: Facts

    @property
    def fingerprint(self) -> str:
        """Equal as long as everything looked up is equal."""
        facts = (self.facts.subtrees, self.facts.places, sorted(self.facts.identified.items()))
        return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def ask(
    session: Session, warehouse: Warehouse, definition: Definition, *, node_ids: list[int] | None
) -> Question:
    """Look up what a definition names.

    Args:
        node_ids: org nodes to whose people it is limited; None: no limit.

    Raises:
        UnknownReference: a node, segment or list that does not exist.
        NodeWithoutPlace: a store that has no place.

    """
    limited = limit(definition, node_ids)
    names = names_in(limited)
    _check_stored(session, definition)
    subtrees = {node: _subtree(session, node) for node in names.subtrees}
    places = {node: _place(session, node) for node in names.places}

    def find(type_: str, value: str) -> int | None:
        return people.find_person(session, people.Identifier(type_, value))

    return Question(
        limited,
        Facts(
            subtrees=subtrees,
            places=places,
            identified=find_identified(names.identifiers, find),
            merged=has_redirects(warehouse),
        ),
    )


def has_redirects(warehouse: Warehouse) -> bool:
    """Whether any person has been merged; where none has, nobody needs to be followed."""
    return bool(warehouse.value("SELECT 1 FROM redirects LIMIT 1"))


def limit(definition: Definition, node_ids: list[int] | None) -> Definition:
    """The definition, for people who belong to one of the nodes or below it."""
    if node_ids is None:
        return definition
    allowed = tuple(Belongs(kind="belongs", node=node) for node in sorted(node_ids))
    # Who may see no node sees nobody.
    nobody = Not(kind="not", condition=Everyone(kind="everyone"))
    within = AnyOf(kind="any", conditions=allowed) if allowed else nobody
    return Definition.model_construct(
        version=1, where=All.model_construct(kind="all", conditions=(definition.where, within))
    )


def _check_stored(session: Session, definition: Definition) -> None:
    lists = {leaf.list for leaf in leaves_of(definition.where) if isinstance(leaf, InList)}
    _check_rows(session, SegmentRow, "segment", "seg", segments_in(definition))
    _check_rows(session, ListRow, "list", "lst", frozenset(lists))


def _check_rows(
    session: Session, table: type[Table], kind: str, prefix: str, wanted: frozenset[int]
) -> None:
    if not wanted:
        return
    column = table.id  # type: ignore[attr-defined]
    found = set(session.scalars(select(column).where(column.in_(wanted))))
    for missing in sorted(wanted - found):
        raise UnknownReference(kind=kind, named=ids.code(prefix, missing))


def _subtree(session: Session, node_id: int) -> tuple[int, ...]:
    try:
        return tuple(sorted(organization.subtree_ids(session, node_id)))
    except organization.NodeNotFound:
        raise UnknownReference(kind="node", named=ids.code("node", node_id)) from None


def _place(session: Session, node_id: int) -> tuple[float, float]:
    try:
        node = organization.require_node(session, node_id)
    except organization.NodeNotFound:
        raise UnknownReference(kind="node", named=ids.code("node", node_id)) from None
    if node.longitude is None or node.latitude is None:
        raise NodeWithoutPlace(node=ids.code("node", node_id))
    return node.longitude, node.latitude
