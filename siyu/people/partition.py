"""Which identifiers are one person: a pure function of the evidence, whatever order it came in.

Evidence is taken in canonical order (joined by hand first, then time, then message id). Of each set
the identifier of highest priority is kept; the others join it one by one, in order of priority, and
one that would break a rule is left out. Where no rule breaks this is plain connectivity, which
is what lets ``resolving`` skip it nearly always: what is true of a whole is true of its parts.
"""

from bisect import insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from .identity_rules import IdentityRules

IDENTIFIERS_MAX = 1000
MERGES_MAX = 100


@dataclass(frozen=True, slots=True)
class Member:
    """An identifier as far as rules care."""

    id: int
    type: str
    bound_at: datetime
    nodes: int = 0
    """How many nodes go where it goes."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A set of identifiers named together, highest priority first."""

    id: int
    time: datetime
    message_id: str
    digest: bytes
    members: tuple[int, ...]
    by_hand: bool = False

    @property
    def place(self) -> tuple[bool, datetime, str, bytes]:
        """Where it stands in canonical order."""
        return (not self.by_hand, self.time, self.message_id, self.digest)


@dataclass(frozen=True, slots=True)
class Break:
    """Why an identifier was left out."""

    identifier_id: int
    rule: str


@dataclass(frozen=True, slots=True)
class Move:
    """An identifier that passed from one person to another, and when."""

    at: datetime
    keeper: int
    """An identifier of the person who had it before."""


@dataclass
class Partition:
    """The answer."""

    parts: list[set[int]]
    broken: dict[int, list[Break]] = field(default_factory=dict)
    """By edge: members that are not in the part of its first."""
    moves: dict[int, Move] = field(default_factory=dict)


class Part:
    """Identifiers that are one person so far, with what rules ask about them."""

    __slots__ = ("ids", "limited", "nodes", "sides", "unique")

    def __init__(self) -> None:
        self.ids: set[int] = set()
        self.unique: dict[str, set[int]] = {}
        self.limited: dict[str, list[datetime]] = {}
        self.sides: set[tuple[int, int]] = set()
        self.nodes = 0


class Partitioner:
    """Builds parts under rules.

    Args:
        members: every identifier concerned.
        sides: for each identifier, the exclusions it stands in, and on which side.

    """

    def __init__(
        self,
        members: Iterable[Member],
        rules: IdentityRules,
        sides: Mapping[int, Sequence[tuple[int, int]]] | None = None,
    ) -> None:
        self._members = {member.id: member for member in members}
        self._rules = rules
        self._sides = sides or {}
        # Unique values joined by hand count as one: whoever joined them said so.
        self._one = {member: member for member in self._members}
        self._part: dict[int, Part] = {}
        self._confirmed: dict[int, datetime] = {}
        self._moves: dict[int, Move] = {}

    def run(self, edges: Iterable[Edge], seeds: Iterable[Iterable[int]] = ()) -> Partition:
        """The partition. ``seeds`` are parts to start from, where not all evidence is at hand."""
        ordered = sorted(edges, key=lambda edge: edge.place)
        for edge in ordered:
            if edge.by_hand:
                self._declare_one(edge.members)
        self._part = {member: self._alone(member) for member in self._members}
        for seed in seeds:
            first, *rest = seed
            for other in rest:
                self._unite(first, other)
        reasons: dict[int, dict[int, str]] = {}
        for edge in ordered:
            reasons[edge.id] = self._follow(edge)
        parts = {id(part): part.ids for part in self._part.values()}
        broken = {}
        for edge in ordered:
            home = self._part[edge.members[0]].ids
            outside = [member for member in edge.members if member not in home]
            if outside:
                why = reasons[edge.id]
                broken[edge.id] = [Break(member, why.get(member, "moved")) for member in outside]
        return Partition(list(parts.values()), broken, self._moves)

    def between(self, one: Iterable[int], other: Iterable[int]) -> str | None:
        """The rule that joining two groups would break, each taken as one person."""
        self._part = {member: self._alone(member) for member in self._members}
        return self.breach(self._rebuild(set(one)), self._rebuild(set(other)))

    def breach(self, one: Part, other: Part) -> str | None:
        """The rule that joining two parts would break."""
        if len(one.ids) < len(other.ids):
            one, other = other, one
        if one.sides and any((number, 1 - side) in one.sides for number, side in other.sides):
            return "split_by_hand"
        # In one order, so that of several rules the same one is named whatever came first.
        for type_ in sorted(other.unique):
            values = other.unique[type_]
            if len(values | one.unique.get(type_, set())) > 1:
                return f"unique:{type_}"
        for type_ in sorted(other.limited):
            times = other.limited[type_]
            if not self._within_limit(type_, one.limited.get(type_, []), times):
                return f"limit:{type_}"
        if len(one.ids) + len(other.ids) > IDENTIFIERS_MAX:
            return "cap:identifiers"
        if one.nodes and other.nodes and one.nodes + other.nodes > MERGES_MAX + 1:
            return "cap:merges"
        return None

    def _follow(self, edge: Edge) -> dict[int, str]:
        home, *others = edge.members
        refused: dict[int, str] = {}
        for other in others:
            if self._part[home] is self._part[other]:
                continue
            rule = None if edge.by_hand else self.breach(self._part[home], self._part[other])
            if rule and self._may_move(other, rule, edge.time):
                rule = self._move(other, home, edge.time)
            if rule:
                refused[other] = rule
            else:
                self._unite(home, other)
        for member in edge.members:
            if member not in refused:
                self._confirmed[member] = edge.time
        return refused

    def _may_move(self, member: int, rule: str, at: datetime) -> bool:
        days = self._rules.of(self._members[member].type).reassign_days
        if days is None or not rule.startswith("unique:") or member not in self._confirmed:
            return False
        return at - self._confirmed[member] > timedelta(days=days)

    def _move(self, member: int, home: int, at: datetime) -> str | None:
        before = self._part[member].ids - {member}
        if not before:
            return "unique"
        alone = self._alone(member)
        rule = self.breach(self._part[home], alone)
        if rule is None:
            self._part[member] = alone
            rest = self._rebuild(before)
            for other in before:
                self._part[other] = rest
            self._moves[member] = Move(at, self._keeper(before))
        return rule

    def _keeper(self, ids: set[int]) -> int:
        return min(ids, key=lambda i: (self._rules.of(self._members[i].type).priority, i))

    def _rebuild(self, ids: set[int]) -> Part:
        whole = Part()
        for member in ids:
            self._absorb(whole, self._alone(member))
        return whole

    def _unite(self, one: int, other: int) -> None:
        big, small = self._part[one], self._part[other]
        if big is small:
            return
        if len(big.ids) < len(small.ids):
            big, small = small, big
        self._absorb(big, small)
        for member in small.ids:
            self._part[member] = big

    def _alone(self, member_id: int) -> Part:
        member = self._members[member_id]
        rule = self._rules.of(member.type)
        part = Part()
        part.ids.add(member_id)
        part.nodes = member.nodes
        if rule.unique:
            part.unique[member.type] = {self._root(member_id)}
        if rule.limit is not None:
            part.limited[member.type] = [member.bound_at]
        part.sides.update(self._sides.get(member_id, ()))
        return part

    def _declare_one(self, members: Sequence[int]) -> None:
        roots = sorted(self._root(member) for member in members)
        for root in roots[1:]:
            self._one[root] = roots[0]

    def _root(self, member: int) -> int:
        while self._one[member] != member:
            self._one[member] = self._one[self._one[member]]
            member = self._one[member]
        return member

    @staticmethod
    def _absorb(big: Part, small: Part) -> None:
        big.ids |= small.ids
        big.nodes += small.nodes
        big.sides |= small.sides
        for type_, values in small.unique.items():
            big.unique.setdefault(type_, set()).update(values)
        for type_, times in small.limited.items():
            kept = big.limited.setdefault(type_, [])
            for time in times:
                insort(kept, time)

    def _within_limit(self, type_: str, one: list[datetime], other: list[datetime]) -> bool:
        rule = self._rules.of(type_)
        limit = rule.limit
        if limit is None or len(one) + len(other) <= limit:
            return True
        if rule.window_days is None:
            return False
        window = timedelta(days=rule.window_days)
        times = sorted([*one, *other])
        return all(
            last - first >= window for first, last in zip(times, times[limit:], strict=False)
        )


def holds(members: Sequence[Member], rules: IdentityRules) -> bool:
    """True when all these may be one person, so that nothing needs to be left out."""
    if len(members) > IDENTIFIERS_MAX:
        return False
    unique: set[str] = set()
    limited: dict[str, list[datetime]] = {}
    for member in members:
        rule = rules.of(member.type)
        if rule.unique:
            if member.type in unique:
                return False
            unique.add(member.type)
        if rule.limit is not None:
            limited.setdefault(member.type, []).append(member.bound_at)
    for type_, times in limited.items():
        rule = rules.of(type_)
        if rule.limit is None or len(times) <= rule.limit:
            continue
        if rule.window_days is None:
            return False
        times.sort()
        window = timedelta(days=rule.window_days)
        if any(b - a < window for a, b in zip(times, times[rule.limit :], strict=False)):
            return False
    return True
