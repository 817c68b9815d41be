"""Evidence that could not be followed, kept for a person to look at."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .lookup import Known, chunks
from .models import ConflictRow
from .partition import Break, Edge


def note_conflicts(
    session: Session,
    looked_at: Sequence[Edge],
    breaks: Mapping[int, Sequence[Break]],
    known: Mapping[int, Known],
) -> None:
    """Open a conflict for evidence that is broken now, and drop open ones that no longer are."""
    if not looked_at:
        return
    stored: dict[int, Any] = {}
    columns = (
        *(ConflictRow.id, ConflictRow.evidence_id, ConflictRow.state),
        *(ConflictRow.rule, ConflictRow.refused),
    )
    for part in chunks(edge.id for edge in looked_at):
        for row in session.execute(select(*columns).where(ConflictRow.evidence_id.in_(part))):
            stored[row.evidence_id] = row
    moment = now()
    fresh = [
        _row(edge, breaks[edge.id], known, moment)
        for edge in looked_at
        if edge.id in breaks and edge.id not in stored
    ]
    if fresh:
        session.execute(insert(ConflictRow), fresh)
    changed = []
    for edge in looked_at:
        if edge.id in breaks and edge.id in stored:
            new = _row(edge, breaks[edge.id], known, moment)
            was = stored[edge.id]
            if (new["rule"], new["refused"]) != (was.rule, was.refused):
                fields = ("rule", "identifier_type", "refused")
                changed.append({"id": stored[edge.id].id} | {name: new[name] for name in fields})
    if changed:
        session.execute(update(ConflictRow), changed)
    healed = [
        row.id for edge_id, row in stored.items() if edge_id not in breaks and row.state == "open"
    ]
    for part in chunks(healed):
        session.execute(delete(ConflictRow).where(ConflictRow.id.in_(part)))


def _row(
    edge: Edge, breaks: Sequence[Break], known: Mapping[int, Known], moment: datetime
) -> dict[str, Any]:
    # The reason a person can do most about: that of the weightiest identifier left out.
    first = min(breaks, key=lambda b: (known[b.identifier_id].priority, b.identifier_id))
    return {
        "evidence_id": edge.id,
        "rule": first.rule,
        "identifier_type": known[first.identifier_id].type,
        "refused": sorted(b.identifier_id for b in breaks),
        "noticed_at": moment,
        "state": "open",
        "settled_by": "",
    }
