"""Consent by purpose and channel: a ledger that only grows, and how things stand by it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once
from siyu.kernel.events import publish

from .bulk import insert_many, select_in
from .changes import mark_changed
from .errors import PersonNotFound
from .events import ConsentChanged
from .models import ConsentEventRow, ConsentRow
from .persons import living, nodes_of
from .trait_keys import storable

Standing = dict[tuple[str, str], tuple[bool, datetime]]


def set_consent(
    session: Session,
    person_id: int,
    *,
    purpose: str,
    channel: str,
    granted: bool,
    proof: Mapping[str, Any],
    at: datetime | None = None,
    actor: str = "",
    cause: str | None = None,
) -> bool:
    """Note that a person gave or withdrew consent; False where the same was noted before.

    What happened last counts, not what was noted last; of two at one time the withdrawal.

    Args:
        proof: facts that show it: where, which text, which click.
        cause: the same cause is noted once; without one, the same facts at the same time are.

    Raises:
        PersonNotFound: no such person.

    """
    person = living(session, [person_id]).get(person_id)
    if person is None:
        raise PersonNotFound(person_id)
    moment = at or now()
    kept_proof = storable(dict(proof))
    facts = json.dumps(
        [person_id, purpose, channel, granted, moment.isoformat(), kept_proof], sort_keys=True
    )
    row = {
        "node_id": person_id,
        "purpose": purpose,
        "channel": channel,
        "granted": granted,
        "at": moment,
        "proof": kept_proof,
        "actor": actor,
        "recorded_at": now(),
        "cause": cause or hashlib.sha256(facts.encode()).hexdigest(),
    }
    if not insert_once(session, ConsentEventRow, row, keys=["cause"]):
        return False
    before = consents_of(session, nodes_of(session, [person])).get(person, {})
    columns = ("node_id", "purpose", "channel", "granted", "at")
    insert_many(
        session,
        ConsentRow,
        columns,
        [(person_id, purpose, channel, granted, moment)],
        conflict=_NEWER,
    )
    after = consents_of(session, nodes_of(session, [person]))[person][purpose, channel]
    mark_changed(session, [person])
    was = before.get((purpose, channel))
    if was is None or was[0] != after[0]:
        publish(
            session,
            ConsentChanged(
                person_id=person, purpose=purpose, channel=channel, granted=after[0], at=after[1]
            ),
        )
    return True


def consented(
    session: Session, person_ids: Sequence[int], *, purpose: str, channel: str, default: bool
) -> set[int]:
    """Those who may be spoken to for a purpose on a channel.

    Args:
        default: what holds for those who never said anything.

    """
    leads = living(session, person_ids)
    nodes = nodes_of(session, leads.values())
    only = {"purpose": purpose, "channel": channel}
    columns = ("node_id", "granted", "at")
    last: dict[int, tuple[datetime, bool]] = {}
    for node, granted, at in select_in(session, ConsentRow, columns, "node_id", nodes, only=only):
        # Sorted so that of two at one time the withdrawal is the later.
        said, before = (at, not granted), last.get(nodes[node])
        last[nodes[node]] = said if before is None or said > before else before
    return {
        asked
        for asked, person in leads.items()
        if (default if person not in last else not last[person][1])
    }


def consents_of(session: Session, nodes: Mapping[int, int]) -> dict[int, Standing]:
    """Person → (purpose, channel) → granted, since when.

    Args:
        nodes: node → person.

    """
    found: dict[int, Standing] = {}
    columns = ("node_id", "purpose", "channel", "granted", "at")
    for node, purpose, channel, granted, at in select_in(
        session, ConsentRow, columns, "node_id", nodes
    ):
        standing = found.setdefault(nodes[node], {})
        before = standing.get((purpose, channel))
        if before is None or (at, not granted) > (before[1], not before[0]):
            standing[purpose, channel] = (granted, at)
    return found


def consent_history(session: Session, nodes: Sequence[int]) -> list[ConsentEventRow]:
    """The whole ledger of a person, newest first."""
    return list(
        session.scalars(
            select(ConsentEventRow)
            .where(ConsentEventRow.node_id.in_(nodes))
            .order_by(ConsentEventRow.at.desc(), ConsentEventRow.id.desc())
        )
    )


_NEWER = """ON CONFLICT (node_id, purpose, channel) DO UPDATE SET granted = excluded.granted, at = excluded.at
WHERE excluded.at > people_consent.at OR (excluded.at = people_consent.at AND NOT excluded.granted)"""
