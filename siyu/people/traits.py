"""Traits: every source's newest word about a node, and what that makes of a person."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select

from siyu.kernel.database import Session

from .bulk import insert_many
from .changes import mark_changed
from .contracts import Trait, TraitVersion
from .lookup import chunks
from .models import TraitRow
from .name_tokens import index_names
from .trait_keys import NAME_KEYS, PERSONAL, spell_traits


class TraitClaim(NamedTuple):
    """What a source said about a node at a time."""

    node_id: int
    source: str
    traits: Mapping[str, Any]
    time: datetime
    message_id: str


@dataclass(frozen=True)
class _Version:
    order: tuple[datetime, str, str]
    value: Any


def store_traits(session: Session, claims: Sequence[TraitClaim]) -> None:
    """Keep what is newer than what stands, by node, source and key."""
    newest: dict[tuple[int, str, str], _Version] = {}
    for claim in claims:
        for key, value in spell_traits(claim.traits).items():
            place = (claim.node_id, key, claim.source)
            version = _Version((claim.time, claim.message_id, _text(value)), value)
            before = newest.get(place)
            if before is None or version.order > before.order:
                newest[place] = version
    if not newest:
        return
    rows = [_row(place, newest[place]) for place in sorted(newest)]
    insert_many(session, TraitRow, _COLUMNS, rows, conflict=_NEWER)
    index_names(session, {node for node, key, _ in newest if key in NAME_KEYS})
    mark_changed(session, {node for node, _, _ in newest})


def fold(
    session: Session, nodes: Mapping[int, int], *, keys: Iterable[str] | None = None
) -> dict[int, dict[str, Trait]]:
    """Traits of persons in clear text, newest version first; ties go by message id and source.

    Args:
        nodes: node → person.
        keys: only these.

    """
    versions: dict[int, dict[str, list[tuple[_Version, TraitVersion]]]] = {}
    query = select(
        *(TraitRow.node_id, TraitRow.key, TraitRow.source, TraitRow.value, TraitRow.sealed),
        *(TraitRow.time, TraitRow.message_id),
    )
    if keys is not None:
        query = query.where(TraitRow.key.in_(list(keys)))
    for part in chunks(nodes):
        for row in session.execute(query.where(TraitRow.node_id.in_(part))):
            value = json.loads(row.sealed) if row.sealed is not None else row.value
            version = TraitVersion(
                value=value, source=row.source, set_at=row.time, node_id=row.node_id
            )
            order = _Version((row.time, row.message_id, row.source + _text(value)), value)
            of_person = versions.setdefault(nodes[row.node_id], defaultdict(list))
            of_person[row.key].append((order, version))
    folded: dict[int, dict[str, Trait]] = {}
    for person, by_key in versions.items():
        folded[person] = {}
        for key, found in sorted(by_key.items()):
            found.sort(key=lambda pair: pair[0].order, reverse=True)
            first = found[0][1]
            folded[person][key] = Trait(
                name=key,
                value=first.value,
                source=first.source,
                set_at=first.set_at,
                versions=tuple(version for _, version in found),
            )
    return folded


def folded_values(
    session: Session, nodes: Mapping[int, int], *, keys: Iterable[str] | None = None
) -> dict[int, dict[str, Any]]:
    """Values alone, as ``fold`` would choose them; a trait set to null is unset.

    Of most traits there is one version, and this is asked of everybody who changes: nothing is made
    of a version but what decides between it and another.
    """
    chosen: dict[int, dict[str, tuple[datetime, str, str, Any]]] = {}
    query = select(
        *(TraitRow.node_id, TraitRow.key, TraitRow.source, TraitRow.value, TraitRow.sealed),
        *(TraitRow.time, TraitRow.message_id),
    )
    if keys is not None:
        query = query.where(TraitRow.key.in_(list(keys)))
    for part in chunks(nodes):
        for node, key, source, plain, sealed, time, message_id in session.execute(
            query.where(TraitRow.node_id.in_(part))
        ):
            value = json.loads(sealed) if sealed is not None else plain
            of_person = chosen.setdefault(nodes[node], {})
            before = of_person.get(key)
            if before is None or _is_newer((time, message_id, source, value), before):
                of_person[key] = (time, message_id, source, value)
    return {
        person: {key: one[3] for key, one in sorted(by_key.items()) if one[3] is not None}
        for person, by_key in chosen.items()
    }


def _is_newer(one: tuple[datetime, str, str, Any], other: tuple[datetime, str, str, Any]) -> bool:
    if one[:2] != other[:2]:
        return one[:2] > other[:2]
    return one[2] + _text(one[3]) > other[2] + _text(other[3])


_COLUMNS = ("node_id", "key", "source", "value", "sealed", "time", "message_id")
_NEWER = """ON CONFLICT (node_id, key, source) DO UPDATE SET
value = excluded.value, sealed = excluded.sealed, time = excluded.time, message_id = excluded.message_id
WHERE (excluded.time, excluded.message_id) > (people_trait.time, people_trait.message_id)"""


def _row(place: tuple[int, str, str], version: _Version) -> tuple[Any, ...]:
    _, key, _ = place
    personal = key in PERSONAL
    value = None if personal else version.value
    sealed = _text(version.value) if personal else None
    return (*place, value, sealed, version.order[0], version.order[1])


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
