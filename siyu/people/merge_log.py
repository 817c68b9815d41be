"""Every joining and parting of persons, with why, by whom, and what was before."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish_many

from .bulk import insert_many
from .events import PersonsMerged, PersonsSplit
from .models import MergeRow
from .partition import Edge
from .sequences import MERGE, take


@dataclass(frozen=True)
class Cause:
    """Why identities are looked at: an event, or somebody's decision."""

    actor: str = "system"
    reason: str = "evidence"


@dataclass(frozen=True, kw_only=True)
class LogEntry:
    """A line to be written.

    Args:
        identifiers: of the one side before: of a merge all others that met, of a split the whole.
        other_identifiers: of the absorbed person, or of the one set free.

    """

    kind: str
    person_id: int
    other_id: int
    edge: Edge | None = None
    types: Sequence[str] = ()
    source: str = ""
    identifiers: Sequence[int] = ()
    other_identifiers: Sequence[int] = ()
    other_nodes: Sequence[int] = field(default=())


def write_log(session: Session, entries: Sequence[LogEntry], cause: Cause) -> None:
    """Write the lines, and tell the house."""
    if not entries:
        return
    ids = list(take(session, MERGE, len(entries)))
    rows = [_row(merge_id, entry, cause) for merge_id, entry in zip(ids, entries, strict=True)]
    insert_many(session, MergeRow, list(rows[0]), [list(row.values()) for row in rows])
    happened = [_event(i, entry, cause) for i, entry in zip(ids, entries, strict=True)]
    publish_many(session, happened)


def merges_of(
    session: Session, node_ids: Sequence[int], *, before: int, most: int
) -> list[MergeRow]:
    """Lines about any of these nodes, newest first."""
    return list(
        session.scalars(
            select(MergeRow)
            .where(
                MergeRow.person_id.in_(node_ids) | MergeRow.other_id.in_(node_ids),
                MergeRow.id < before,
            )
            .order_by(MergeRow.id.desc())
            .limit(most)
        )
    )


def _row(merge_id: int, entry: LogEntry, cause: Cause) -> dict[str, Any]:
    evidence: dict[str, Any] = {}
    if entry.edge is not None:
        evidence = {
            "time": entry.edge.time.isoformat(),
            "message_id": entry.edge.message_id,
            "source": entry.source,
            "identifier_types": list(entry.types),
        }
    return {
        "id": merge_id,
        "kind": entry.kind,
        "person_id": entry.person_id,
        "other_id": entry.other_id,
        "reason": cause.reason,
        "actor": cause.actor,
        "evidence_id": entry.edge.id if entry.edge else None,
        "evidence": evidence,
        "before": {
            "identifiers": list(entry.identifiers),
            "other_identifiers": list(entry.other_identifiers),
            "other_nodes": list(entry.other_nodes),
        },
        "at": now(),
        "undone_by": "",
    }


def _event(merge_id: int, entry: LogEntry, cause: Cause) -> PersonsMerged | PersonsSplit:
    if entry.kind == "merge":
        return PersonsMerged(
            person_id=entry.person_id,
            absorbed_id=entry.other_id,
            merge_id=merge_id,
            reason=cause.reason,
        )
    return PersonsSplit(person_id=entry.person_id, split_id=entry.other_id, reason=cause.reason)
