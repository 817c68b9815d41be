"""Rows of nodes, identifiers and evidence, written in bulk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .bulk import in_postgresql, insert_many, update_many
from .identity_rules import PERSON_ID
from .lookup import Known, tail_index
from .models import EvidenceMemberRow, EvidenceRow, IdentifierRow, PersonRow
from .partition import Edge


@dataclass(frozen=True)
class NewNode:
    """A node to be, of the identifier that homes its events."""

    id: int
    anchor: Known
    first: datetime
    last: datetime


@dataclass(frozen=True)
class NodeMove:
    """A node that leads to another person than before."""

    node: int
    before: int
    now: int
    is_new: bool = False


def write_nodes(session: Session, nodes: Sequence[NewNode], states: Mapping[int, str]) -> None:
    """New nodes, each by itself as yet."""
    moment = now()
    insert_many(
        session,
        PersonRow,
        ("id", "kind", "state", "anchor_id", "created_at", "first_seen_at", "last_seen_at"),
        [
            (node.id, "person", states[node.id], node.anchor.id, moment, node.first, node.last)
            for node in nodes
        ],
    )


def write_moves(session: Session, moves: Sequence[NodeMove], anchors: Mapping[int, int]) -> None:
    """Where nodes lead, and which identifiers they go with."""
    update_many(
        session,
        PersonRow,
        ("merged_into", "id"),
        [(None if move.node == move.now else move.now, move.node) for move in moves],
        changes="merged_into = {0}",
        where="t.id = {1}",
    )
    _write_anchors(session, [(anchor, node) for node, anchor in anchors.items()])


def write_states(session: Session, states: Mapping[int, str]) -> None:
    """Anonymous or known."""
    update_many(
        session,
        PersonRow,
        ("state", "id"),
        [(state, node) for node, state in states.items()],
        changes="state = {0}",
        where="t.id = {1} AND t.state <> {0} AND t.state <> 'erased'",
    )


def write_seen(session: Session, seen: Mapping[int, tuple[datetime, datetime]]) -> None:
    """First and last time, where they are earlier or later than what stands."""
    least, most = ("least", "greatest") if in_postgresql(session) else ("min", "max")
    update_many(
        session,
        PersonRow,
        ("id", "first_seen_at", "last_seen_at"),
        [(node, first, last) for node, (first, last) in seen.items()],
        changes=f"first_seen_at = {least}(t.first_seen_at, {{1}}), "
        f"last_seen_at = {most}(t.last_seen_at, {{2}})",
        where="t.id = {0} AND (t.first_seen_at > {1} OR t.last_seen_at < {2})",
    )


def write_identifiers(session: Session, known: Iterable[Known]) -> None:
    """New identifiers, and those whose row says something else."""
    every = list(known)
    new = [one for one in every if one.is_new]
    insert_many(session, IdentifierRow, _COLUMNS, [_new_identifier(one) for one in new])
    update_many(
        session,
        IdentifierRow,
        ("id", "node_id", "person_id", "bound_at", "contested", "moved_at", "moved_from"),
        [(one.id, *one.state) for one in every if not one.is_new and one.state != one.stored],
        changes="node_id = {1}, person_id = {2}, bound_at = {3}, contested = {4}, "
        "moved_at = {5}, moved_from = {6}",
        where="t.id = {0}",
    )
    own = [(one.id, one.node_id) for one in new if one.type == PERSON_ID]
    _write_anchors(session, own, only_missing=True)


def write_evidence(
    session: Session, fresh: Sequence[Edge], sources: Mapping[int, str], stored: set[int]
) -> None:
    """New sets; of those that are stored only the earlier time."""
    new = [edge for edge in fresh if edge.id not in stored]
    insert_many(
        session,
        EvidenceRow,
        ("id", "digest", "time", "message_id", "source", "by_hand"),
        [(e.id, e.digest, e.time, e.message_id, sources.get(e.id, ""), e.by_hand) for e in new],
    )
    members = [(edge.id, member) for edge in new for member in edge.members]
    insert_many(session, EvidenceMemberRow, ("evidence_id", "identifier_id"), members)
    update_many(
        session,
        EvidenceRow,
        ("id", "time", "message_id", "source"),
        [(e.id, e.time, e.message_id, sources.get(e.id, "")) for e in fresh if e.id in stored],
        changes="time = {1}, message_id = {2}, source = {3}",
        where="t.id = {0}",
    )


def _write_anchors(
    session: Session, rows: Sequence[tuple[int, int | None]], *, only_missing: bool = False
) -> None:
    extra = " AND t.anchor_id IS NULL" if only_missing else ""
    update_many(
        session,
        PersonRow,
        ("anchor_id", "id"),
        rows,
        changes="anchor_id = {0}",
        where="t.id = {1}" + extra,
    )


_COLUMNS = (
    *("id", "type", "blind", "value", "tail", "node_id", "person_id", "bound_at", "contested"),
    *("moved_at", "first_seen_at", "source", "message_id", "erased_before"),
)


def _new_identifier(one: Known) -> tuple[Any, ...]:
    return (
        *(one.id, one.type, one.blind, one.value, tail_index(one.type, one.value)),
        *(one.node_id, one.person_id, one.bound_at, one.contested, one.moved_at),
        *(one.first_seen_at or now(), one.source, one.message_id, one.erased_before),
    )
