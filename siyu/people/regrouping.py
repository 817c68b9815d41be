"""Writes down which identifiers are one person now, and everything that follows from it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .bulk import select_in
from .changes import mark_changed, mark_redirects
from .components import RawComponent, exclusion_sides
from .conflicts import note_conflicts
from .identity_rows import (
    NewNode,
    NodeMove,
    write_evidence,
    write_identifiers,
    write_moves,
    write_nodes,
    write_seen,
    write_states,
)
from .identity_rules import IdentityRules
from .lookup import Known
from .merge_log import Cause, LogEntry, write_log
from .models import PersonRow
from .partition import Break, Edge, Member, Move, Partition, Partitioner
from .sequences import PERSON, bump_epoch, take

KeepApart = Callable[[list[list[int]]], None]


@dataclass(eq=False)
class Group:
    """Identifiers that fresh evidence connects, with the persons they belong to."""

    members: list[Known] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)


@dataclass(eq=False)
class _Whole:
    """One person to be."""

    members: list[Known]
    nodes: list[int]
    edges: Sequence[Edge] = ()
    person: int | None = None


class Regrouping:
    """Collects decisions, then writes them all."""

    def __init__(
        self,
        session: Session,
        rules: IdentityRules,
        known: Iterable[Known],
        cause: Cause | None = None,
        keep_apart: KeepApart | None = None,
    ) -> None:
        """Args:
        keep_apart: called with groups that would come together; see to it that they do not.
        """
        self._keep_apart = keep_apart
        self._session = session
        self._rules = rules
        self._cause = cause or Cause()
        self._known = {one.id: one for one in known}
        self._fresh: Sequence[Edge] = ()
        self._sources: dict[int, str] = {}
        self._stored: set[int] = set()
        self._wholes: list[_Whole] = []
        self._whole_of: dict[int, _Whole] = {}
        self._node_before: dict[int, int] = {}
        self._anchors: dict[int, int] = {}
        self._new_nodes: list[NewNode] = []
        self._breaks: dict[int, list[Break]] = {}
        self._looked_at: list[Edge] = []
        self._seen: dict[int, tuple[datetime, datetime]] = {}
        self._sides: dict[int, list[tuple[int, int]]] = {}

    def evidence(self, fresh: Sequence[Edge], sources: dict[int, str], stored: set[int]) -> None:
        """Evidence to write; ``stored`` is there already, with a later time."""
        self._fresh, self._sources, self._stored = fresh, sources, stored

    def clean(self, groups: Sequence[Group]) -> None:
        """Groups in which no rule breaks: one person each."""
        several = [p for group in groups if len(group.persons) > 1 for p in group.persons]
        nodes_of = self._nodes_of(several)
        for group in groups:
            self._known.update((one.id, one) for one in group.members)
            nodes = [n for p in group.persons for n in nodes_of.get(p, [p])]
            self._node_before.update((p, p) for p in group.persons)
            self._add(_Whole(group.members, nodes, group.edges))

    def deep(self, components: Sequence[RawComponent]) -> None:
        """Components to be parted by the rules."""
        concerned = [one for component in components for one in component.known]
        anchored = self._anchored(concerned)
        self._sides = exclusion_sides(self._session, concerned)
        for component in components:
            for identifier_id, one in component.known.items():
                component.known[identifier_id] = self._known.setdefault(identifier_id, one)
            members = [
                Member(one.id, one.type, one.bound_at or now(), len(anchored[one.id]))
                for one in component.known.values()
            ]
            self._part(component, members, anchored)

    def home(self, homes: Iterable[tuple[Known, datetime, datetime]]) -> None:
        """Give a node to every identifier that homes an event, and note when it was seen."""
        wanted: dict[int, tuple[datetime, datetime]] = {}
        for known, first, last in homes:
            seen = self._seen if known.node_id else wanted
            key = known.node_id or known.id
            before = seen.get(key)
            seen[key] = (min(first, before[0]), max(last, before[1])) if before else (first, last)
        ordered = sorted(wanted.items(), key=lambda item: (item[1][0], item[0]))
        self._give_nodes([(self._known[id_], *times) for id_, times in ordered])

    def write(self) -> None:
        """Write everything, in the order that foreign keys ask for."""
        self._name_persons()
        leads = self._leads()
        moved = self._moved(leads)
        states = self._states()
        new_states = {node: self._state_of(whole) for whole in self._wholes for node in whole.nodes}
        write_nodes(self._session, self._new_nodes, new_states)
        write_moves(self._session, moved, self._anchors)
        write_states(self._session, states)
        write_seen(self._session, self._seen)
        write_identifiers(self._session, self._known.values())
        write_evidence(self._session, self._fresh, self._sources, self._stored)
        write_log(self._session, self._log_entries(moved), self._cause)
        note_conflicts(self._session, self._looked_at, self._breaks, self._known)
        mark_redirects(self._session, [move.node for move in moved])
        mark_changed(self._session, self._to_mirror(moved))

    def _part(
        self, component: RawComponent, members: Sequence[Member], anchored: dict[int, list[int]]
    ) -> None:
        partitioner = Partitioner(members, self._rules, self._sides)
        seeds: list[list[int]] = []
        if not component.whole:
            by_person: dict[int, list[int]] = defaultdict(list)
            for one in component.known.values():
                if one.person_id:
                    by_person[one.person_id].append(one.id)
            seeds = list(by_person.values())
        result = partitioner.run(component.edges, seeds)
        joined = self._newly_joined(component, result) if self._keep_apart else []
        if joined and self._keep_apart:
            for groups in joined:
                self._keep_apart(groups)
            self._sides |= exclusion_sides(self._session, component.known)
            self._part(component, members, anchored)
            return
        self._looked_at += component.edges
        self._breaks |= result.broken
        contested = {
            member for e in component.edges if e.id in result.broken for member in e.members
        }
        for one in component.known.values():
            one.contested = one.id in contested or one.id in self._sides or not component.whole
            self._hand_on(one, result.moves.get(one.id), anchored)
        for ids in result.parts:
            nodes = [node for member in ids for node in anchored[member]]
            whole = _Whole([component.known[i] for i in sorted(ids)], nodes, component.edges)
            self._add(whole)

    def _newly_joined(self, component: RawComponent, result: Partition) -> list[list[list[int]]]:
        """Groups that were apart before and would be one now."""
        found = []
        for part in result.parts:
            groups: dict[int, list[int]] = defaultdict(list)
            for identifier_id in sorted(part):
                person = component.known[identifier_id].person_before
                groups[person or -identifier_id].append(identifier_id)
            if len(groups) > 1:
                found.append(list(groups.values()))
        return found

    def _hand_on(self, one: Known, move: Move | None, anchored: dict[int, list[int]]) -> None:
        """A recycled number: events so far stay with whoever had it, later ones get a new node."""
        if move is not None and one.moved_at != move.at and one.node_id:
            self._anchor(one.node_id, one.id, move.keeper, anchored)
            one.moved_from, one.node_id = one.node_id, None
            bump_epoch(self._session)
        elif move is None and one.moved_from:
            holder = next((i for i, nodes in anchored.items() if one.moved_from in nodes), one.id)
            self._anchor(one.moved_from, holder, one.id, anchored)
            one.node_id, one.moved_from = one.node_id or one.moved_from, None
            bump_epoch(self._session)
        one.moved_at = move.at if move else None

    def _anchor(self, node: int, before: int, after: int, anchored: dict[int, list[int]]) -> None:
        if node in anchored[before]:
            anchored[before].remove(node)
        anchored[after].append(node)
        self._anchors[node] = after

    def _add(self, whole: _Whole) -> None:
        self._wholes.append(whole)
        for one in whole.members:
            self._whole_of[one.id] = whole

    def _nodes_of(self, persons: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {person: [person] for person in persons}
        columns = ("id", "merged_into")
        for node, person in select_in(self._session, PersonRow, columns, "merged_into", persons):
            found[person].append(node)
            self._node_before[node] = person
        return found

    def _anchored(self, identifier_ids: Sequence[int]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        columns = ("id", "merged_into", "anchor_id")
        rows = select_in(self._session, PersonRow, columns, "anchor_id", identifier_ids)
        for node, person, anchor in rows:
            found[anchor].append(node)
            self._node_before[node] = person or node
        return found

    def _give_nodes(self, wanted: Sequence[tuple[Known, datetime, datetime]]) -> None:
        ids = take(self._session, PERSON, len(wanted)) if wanted else iter(())
        for known, first, last in wanted:
            node = NewNode(next(ids), known, first, last)
            known.node_id = node.id
            self._new_nodes.append(node)
            whole = self._whole_of.get(known.id)
            if whole is None:
                nodes = [known.person_id] if known.person_id else []
                self._node_before.update((person, person) for person in nodes)
                whole = _Whole([known], nodes)
                self._add(whole)
            whole.nodes.append(node.id)

    def _name_persons(self) -> None:
        orphans = [w for w in self._wholes if not w.nodes and len(w.members) > 1]
        firsts = [min(w.members, key=lambda one: (one.priority, one.id)) for w in orphans]
        bound = [(one, one.bound_at or now()) for one in firsts]
        self._give_nodes([(one, moment, moment) for one, moment in bound])
        for whole in self._wholes:
            whole.person = min(whole.nodes, default=None)
            for one in whole.members:
                one.person_id = whole.person

    def _leads(self) -> dict[int, int]:
        """Node → person, for all that were looked at."""
        return {
            node: whole.person for whole in self._wholes for node in whole.nodes if whole.person
        }

    def _moved(self, leads: dict[int, int]) -> list[NodeMove]:
        fresh = {node.id for node in self._new_nodes}
        moved = []
        for node, person in leads.items():
            before = node if node in fresh else self._node_before.get(node, node)
            if before != person:
                moved.append(NodeMove(node, before, person, is_new=node in fresh))
        return moved

    def _states(self) -> dict[int, str]:
        """State of every person whose identifiers are all at hand."""
        return {
            whole.person: self._state_of(whole)
            for whole in self._wholes
            if whole.person and whole.edges
        }

    def _state_of(self, whole: _Whole) -> str:
        anonymous = all(self._rules.of(one.type).anonymous for one in whole.members)
        return "anonymous" if anonymous else "known"

    def _to_mirror(self, moved: Sequence[NodeMove]) -> set[int]:
        """Persons whose mirror is behind."""
        named = {
            whole.person
            for whole in self._wholes
            if whole.person
            and any(one.is_new or one.person_before != whole.person for one in whole.members)
        }
        both = {p for move in moved if not move.is_new for p in (move.before, move.now)}
        return named | both

    def _log_entries(self, moved: Sequence[NodeMove]) -> list[LogEntry]:
        """What was joined, and what came apart."""
        ids_before: dict[int, list[int]] = defaultdict(list)
        for one in self._known.values():
            if one.person_before:
                ids_before[one.person_before].append(one.id)
        fresh = {edge.id for edge in self._fresh}
        whole_of_person = {whole.person: whole for whole in self._wholes if whole.person}
        nodes_before: dict[int, list[int]] = defaultdict(list)
        for node, person in self._node_before.items():
            nodes_before[person].append(node)
        entries = []
        for move in moved:
            if move.is_new:
                continue
            whole = whole_of_person[move.now]
            if move.node == move.before:
                joined = {p for one in whole.members if (p := one.person_before)}
                others = [i for p in sorted(joined - {move.node}) for i in ids_before[p]]
                edge = _edge_of(whole, set(ids_before[move.node]), fresh)
                entries.append(
                    LogEntry(
                        kind="merge",
                        person_id=move.now,
                        other_id=move.node,
                        edge=edge,
                        types=[self._known[i].type for i in edge.members] if edge else [],
                        source=self._sources.get(edge.id, "") if edge else "",
                        identifiers=others,
                        other_identifiers=ids_before[move.node],
                        other_nodes=nodes_before[move.node],
                    )
                )
            elif move.now == move.node:
                entries.append(
                    LogEntry(
                        kind="split",
                        person_id=move.before,
                        other_id=move.now,
                        identifiers=ids_before[move.before],
                        other_identifiers=[one.id for one in whole.members],
                        other_nodes=whole.nodes,
                    )
                )
        return entries


def _edge_of(whole: _Whole, ids: set[int], fresh: set[int]) -> Edge | None:
    """The first fresh evidence that names the absorbed person."""
    here = sorted((e for e in whole.edges if e.id in fresh), key=lambda edge: edge.place)
    return next((e for e in here if ids & set(e.members)), here[0] if here else None)
