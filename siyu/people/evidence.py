"""What ties a person's identifiers together, for somebody to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, load_sql

from .bulk import select_in
from .contracts import Person
from .models import EvidenceMemberRow, EvidenceRow, IdentifierRow

SQL = Path(__file__).parent / "sql"
IDENTIFIERS_MAX = 200


@dataclass(frozen=True, kw_only=True)
class Tie:
    """An event, or somebody's hand, that named some identifiers together.

    Args:
        event: name of the event, or its type; None where the warehouse does not have it.

    """

    id: int
    time: datetime
    message_id: str
    source: str
    by_hand: bool
    identifier_ids: tuple[int, ...]
    event: str | None = None


def ties_of(session: Session, person: Person, *, most: int) -> list[Tie]:
    """Evidence between identifiers of this person, the earliest first."""
    identifiers = session.scalars(
        select(IdentifierRow.id)
        .where(IdentifierRow.person_id == person.id)
        .order_by(IdentifierRow.id)
        .limit(IDENTIFIERS_MAX)
    ).all()
    members: dict[int, list[int]] = {}
    columns = ("evidence_id", "identifier_id")
    for edge, one in select_in(session, EvidenceMemberRow, columns, "identifier_id", identifiers):
        members.setdefault(edge, []).append(one)
    ties: list[Tie] = []
    wanted = [edge for edge, ones in members.items() if len(ones) > 1]
    facts = ("id", "time", "message_id", "source", "by_hand")
    for row in select_in(session, EvidenceRow, facts, "id", wanted):
        id_, time, message_id, source, by_hand = row
        ties.append(
            Tie(
                id=id_,
                time=time,
                message_id=message_id,
                source=source,
                by_hand=by_hand,
                identifier_ids=tuple(sorted(members[id_])),
            )
        )
    return sorted(ties, key=lambda tie: (tie.time, tie.id))[:most]


def events_of_ties(
    warehouse: Warehouse, nodes: Sequence[int], ties: Sequence[Tie]
) -> dict[str, str]:
    """Message id → name of the event, or its type where it has none."""
    wanted = [tie.message_id for tie in ties if not tie.by_hand and tie.message_id]
    if not wanted:
        return {}
    params = {"nodes": list(nodes), "message_ids": wanted}
    rows = warehouse.rows(load_sql(SQL, "evidence_events"), params)
    return {row["message_id"]: row["event"] or row["type"] for row in rows}
