"""Raw components: everything that evidence connects, followed or refused."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from siyu.kernel.database import Session

from .bulk import select_in
from .identity_rules import IdentityRules
from .lookup import Known, known_by_id
from .models import EvidenceMemberRow, EvidenceRow, ExclusionMemberRow
from .partition import Edge

EDGES_MAX = 3_000


@dataclass
class RawComponent:
    """What has to be looked at together.

    ``whole`` is False where there was too much of it: then only what is at hand is decided.
    """

    known: dict[int, Known] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    whole: bool = True


def raw_components(
    session: Session,
    groups: Sequence[Sequence[Known]],
    fresh: Iterable[Edge],
    rules: IdentityRules,
    *,
    edges_max: int | None = None,
) -> list[RawComponent]:
    """Follow all evidence from ``groups``, which may turn out to meet.

    Args:
        fresh: evidence not stored yet, or not as it is; its members are in ``groups``.
        edges_max: evidence of one component; past it the component is not ``whole``.

    """
    most = EDGES_MAX if edges_max is None else edges_max
    known = {one.id: one for group in groups for one in group}
    start = set(known)
    edges = {edge.id: edge for edge in fresh}
    joined = Joined()
    for group in groups:
        joined.unite([one.id for one in group])
    for edge in edges.values():
        joined.unite(edge.members)
    members: dict[int, list[int]] = {}
    frontier = set(known)
    while frontier:
        at_edges = _members_of(session, _edges_at(session, frontier) - members.keys())
        members |= at_edges
        for ids in at_edges.values():
            joined.unite(ids, weight=1)
        reached = {member for ids in at_edges.values() for member in ids} - known.keys()
        frontier = {member for member in reached if joined.weight(member) <= most}
        for one in known_by_id(session, frontier):
            one.priority = rules.of(one.type).priority
            known[one.id] = one
    edges |= _stored(session, [edge for edge in members if edge not in edges], members, known)
    found: dict[int, RawComponent] = defaultdict(RawComponent)
    for one in known.values():
        root = joined.root(one.id)
        found[root].whole = joined.weight(root) <= most
        if found[root].whole or one.id in start:
            found[root].known[one.id] = one
    for edge in edges.values():
        component = found[joined.root(edge.members[0])]
        if component.whole or edge.id not in members:
            component.edges.append(edge)
    return list(found.values())


class Joined:
    """Sets that grow together (union-find), each with a weight."""

    def __init__(self) -> None:
        self._parent: dict[int, int] = {}
        self._weight: dict[int, int] = {}

    def root(self, one: int) -> int:
        parent = self._parent.setdefault(one, one)
        while parent != one:
            grand = self._parent[parent]
            self._parent[one] = grand
            one, parent = parent, grand
        return one

    def unite(self, ids: Sequence[int], *, weight: int = 0) -> None:
        root = self.root(ids[0])
        total = self._weight.get(root, 0) + weight
        for other in ids[1:]:
            other_root = self.root(other)
            if other_root != root:
                self._parent[other_root] = root
                total += self._weight.pop(other_root, 0)
        self._weight[root] = total

    def weight(self, one: int) -> int:
        return self._weight.get(self.root(one), 0)


def in_order(members: Iterable[int], known: Mapping[int, Known]) -> tuple[int, ...]:
    """Members of a set, highest priority first."""
    return tuple(sorted(members, key=lambda i: (known[i].priority, known[i].type, known[i].blind)))


def exclusion_sides(
    session: Session, identifier_ids: Iterable[int]
) -> dict[int, list[tuple[int, int]]]:
    """For each identifier, the exclusions it stands in, and on which side."""
    sides: dict[int, list[tuple[int, int]]] = defaultdict(list)
    columns = ("identifier_id", "exclusion_id", "side")
    found = select_in(session, ExclusionMemberRow, columns, "identifier_id", identifier_ids)
    for member, exclusion, side in found:
        sides[member].append((exclusion, side))
    return sides


def _edges_at(session: Session, identifier_ids: Iterable[int]) -> set[int]:
    columns = ("evidence_id",)
    found = select_in(session, EvidenceMemberRow, columns, "identifier_id", identifier_ids)
    return {edge for (edge,) in found}


def _members_of(session: Session, evidence_ids: Iterable[int]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = defaultdict(list)
    columns = ("evidence_id", "identifier_id")
    for edge, member in select_in(session, EvidenceMemberRow, columns, "evidence_id", evidence_ids):
        members[edge].append(member)
    return members


def _stored(
    session: Session,
    evidence_ids: Iterable[int],
    members: Mapping[int, list[int]],
    known: Mapping[int, Known],
) -> dict[int, Edge]:
    columns = ("id", "time", "message_id", "digest", "by_hand")
    found = {}
    for row in select_in(session, EvidenceRow, columns, "id", evidence_ids):
        edge_id, time, message_id, digest, by_hand = row
        ids = members[edge_id]
        # Some are unknown only at the rim of a component that is too large.
        if all(member in known for member in ids):
            ordered = in_order(ids, known)
            found[edge_id] = Edge(edge_id, time, message_id, digest, ordered, by_hand)
    return found


def earliest(one: datetime | None, other: datetime) -> datetime:
    """The earlier of two, where there is a first at all."""
    return other if one is None or other < one else one
