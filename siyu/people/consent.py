"""Consent by purpose and channel: a ledger that only grows, and how things stand by it."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.events import publish_many

from .bulk import insert_many, select_in
from .changes import mark_changed
from .errors import PersonNotFound
from .events import ConsentChanged
from .models import ConsentEventRow, ConsentRow
from .persons import living, nodes_of
from .trait_keys import storable

Standing = dict[tuple[str, str], tuple[bool, datetime]]

ANY_CHANNEL = "any"
"""A word about this channel is one about every channel."""


@dataclass(frozen=True, kw_only=True)
class ConsentWord:
    """What a person said about being spoken to for a purpose over a channel.

    Args:
        channel: ``any`` is every one.
        proof: facts that show it: where, which text, which click.
        at: now, without it.
        cause: the same cause is noted once; without one, the same facts at the same time are.

    """

    person_id: int
    purpose: str
    channel: str
    granted: bool
    proof: Mapping[str, Any]
    at: datetime | None = None
    actor: str = ""
    cause: str | None = None


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

    Raises:
        PersonNotFound: no such person.

    """
    word = ConsentWord(
        person_id=person_id,
        purpose=purpose,
        channel=channel,
        granted=granted,
        proof=proof,
        at=at,
        actor=actor,
        cause=cause,
    )
    return bool(set_consents(session, [word]))


def set_consents(session: Session, words: Sequence[ConsentWord]) -> int:
    """Note what many people said, as ``set_consent`` does; returns how many words were new."""
    leads = living(session, {word.person_id for word in words})
    if missing := [word.person_id for word in words if word.person_id not in leads]:
        raise PersonNotFound(missing[0])
    rows = {row["cause"]: row for row in map(_ledger_row, words)}
    for (cause,) in select_in(session, ConsentEventRow, ("cause",), "cause", list(rows)):
        del rows[cause]
    if not rows:
        return 0
    insert_missing(session, ConsentEventRow, list(rows.values()), keys=["cause"])
    said = {leads[row["node_id"]] for row in rows.values()}
    nodes = nodes_of(session, said)
    before = consents_of(session, nodes)
    columns = ("node_id", "purpose", "channel", "granted", "at")
    standing = [tuple(row[name] for name in columns) for row in rows.values()]
    insert_many(session, ConsentRow, columns, _last_words(standing), conflict=_NEWER)
    mark_changed(session, said)
    _tell(session, before, consents_of(session, nodes))
    return len(rows)


def _ledger_row(word: ConsentWord) -> dict[str, Any]:
    at, proof = word.at or now(), storable(dict(word.proof))
    facts = json.dumps(
        [word.person_id, word.purpose, word.channel, word.granted, at.isoformat(), proof],
        sort_keys=True,
    )
    return {
        "node_id": word.person_id,
        "purpose": word.purpose,
        "channel": word.channel,
        "granted": word.granted,
        "at": at,
        "proof": proof,
        "actor": word.actor,
        "recorded_at": now(),
        "cause": word.cause or hashlib.sha256(facts.encode()).hexdigest(),
    }


def _last_words(rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """One per node, purpose and channel: a statement may not meet the same row twice."""
    last: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for row in rows:
        *key, granted, at = row
        before = last.get(tuple(key))
        if before is None or (at, not granted) > (before[4], not before[3]):
            last[tuple(key)] = row
    return list(last.values())


def _tell(session: Session, before: dict[int, Standing], after: dict[int, Standing]) -> None:
    publish_many(
        session,
        [
            ConsentChanged(
                person_id=person, purpose=purpose, channel=channel, granted=granted, at=at
            )
            for person, standing in after.items()
            for (purpose, channel), (granted, at) in standing.items()
            if before.get(person, {}).get((purpose, channel), (None,))[0] is not granted
        ],
    )


def consented(
    session: Session, person_ids: Sequence[int], *, purpose: str, channel: str, default: bool
) -> set[int]:
    """Those who may be spoken to for a purpose on a channel: their last word on it, or on any.

    Args:
        default: what holds for those who never said anything.

    """
    leads = living(session, person_ids)
    nodes = nodes_of(session, leads.values())
    only = {"purpose": purpose}
    columns = ("node_id", "channel", "granted", "at")
    meant = {channel, ANY_CHANNEL}
    last: dict[int, tuple[datetime, bool]] = {}
    for node, about, granted, at in select_in(
        session, ConsentRow, columns, "node_id", nodes, only=only
    ):
        if about not in meant:
            continue
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


def effective(standing: Standing) -> Standing:
    """How things stand once a later word on any channel is read as one on each that was named."""
    result = dict(standing)
    for (purpose, channel), own in standing.items():
        general = standing.get((purpose, ANY_CHANNEL))
        if general is not None and (general[1], not general[0]) > (own[1], not own[0]):
            result[purpose, channel] = general
    return result


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
