"""What is known of people, mirrored to the warehouse, so that segments can ask for it.

``person_values`` holds a row per key and (canonical) person. What was written is remembered as
digests, so that a change of one trait writes one row, and what is gone is taken out.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence

import msgspec
from sqlalchemy import delete, select, tuple_

from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .bulk import insert_many, select_in
from .lookup import chunks
from .mirror_values import Value, values_of
from .models import ChangeRow, MirrorRow
from .persons import canonical
from .redirects import sync_redirects
from .sequences import CHANGE, take

BATCH = 5_000

Digests = dict[str, str]


def sync_values(context: Context) -> bool:
    """Bring the warehouse up to date by one batch; says whether there may be more.

    The version is taken before anything is read, so that whoever reads later writes the higher one; a
    crash in between writes the same once more.
    """
    warehouse = context.get(Warehouse)
    with context.session(read_only=True) as session:
        pending = session.execute(
            select(ChangeRow.node_id, ChangeRow.seq)
            .order_by(ChangeRow.seq, ChangeRow.node_id)
            .limit(BATCH)
        ).all()
    with context.session() as session:
        sync_redirects(session, warehouse)
        version = next(take(session, CHANGE, 1)) if pending else 0
    if not pending:
        return False
    with context.session(read_only=True) as session:
        wanted, before = _compare(session, [row.node_id for row in pending])
    digests = _digests(wanted)
    lines = _lines(wanted, digests, before, version)
    if lines:
        warehouse.insert_json_lines("person_values", b"\n".join(lines), columns=_COLUMNS)
    with context.session() as session:
        _remember(session, digests, before)
        for part in chunks([(row.node_id, row.seq) for row in pending], 2_000):
            key = tuple_(ChangeRow.node_id, ChangeRow.seq)
            session.execute(delete(ChangeRow).where(key.in_(part)))
    return len(pending) == BATCH


def _compare(
    session: Session, nodes: Sequence[int]
) -> tuple[dict[int, dict[str, Value]], dict[int, Digests]]:
    """What should stand of each node, and what does; of an absorbed node nothing should."""
    leads = canonical(session, nodes)
    persons = {person for node, person in leads.items() if person}
    wanted = values_of(session, persons)
    for node in nodes:
        wanted.setdefault(node, {})
    stored = select_in(session, MirrorRow, ("node_id", "digests"), "node_id", wanted)
    return wanted, dict(stored)


_COLUMNS = ("key", "person", "value", "number", "longitude", "latitude", "version", "removed")


def _digests(wanted: Mapping[int, Mapping[str, Value]]) -> dict[int, Digests]:
    return {
        person: {key: _digest(value) for key, value in values.items()}
        for person, values in wanted.items()
    }


def _lines(
    wanted: Mapping[int, Mapping[str, Value]],
    digests: Mapping[int, Digests],
    before: Mapping[int, Digests],
    version: int,
) -> list[bytes]:
    lines = []
    for person, values in sorted(wanted.items()):
        known, fresh = before.get(person, {}), digests[person]
        if fresh == known:
            continue
        for key, value in values.items():
            if known.get(key) != fresh[key]:
                lines.append(_line(key, person, value, version, 0))
        lines += [_line(key, person, Value(), version, 1) for key in known.keys() - values.keys()]
    return lines


def _line(key: str, person: int, value: Value, version: int, removed: int) -> bytes:
    number = None if math.isnan(value.number) else value.number
    row = {
        "key": key,
        "person": person,
        "value": value.text,
        # ClickHouse reads NaN as text; a default of 0 would answer to questions about numbers.
        "number": "nan" if number is None else number,
        "longitude": value.longitude,
        "latitude": value.latitude,
        "version": version,
        "removed": removed,
    }
    return msgspec.json.encode(row)


def _remember(
    session: Session, digests: Mapping[int, Digests], before: Mapping[int, Digests]
) -> None:
    rows = [
        (person, fresh)
        for person, fresh in sorted(digests.items())
        if fresh != before.get(person, {})
    ]
    insert_many(session, MirrorRow, ("node_id", "digests"), rows, conflict=_AGAIN)


def _digest(value: Value) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=6).hexdigest()


_AGAIN = "ON CONFLICT (node_id) DO UPDATE SET digests = excluded.digests"
