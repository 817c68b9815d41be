"""Who is in: bitmaps in the warehouse, in chunks of 65 536 ids."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from siyu.warehouse import Warehouse, load_sql

from .compiler import Query

SQL = Path(__file__).parent / "sql"
Kind = Literal["segment", "list", "snapshot", "next"]
Ids = NDArray[np.uint32]

CHUNK_BITS = 16


def member_ids(warehouse: Warehouse, segment_id: int) -> Ids:
    """Canonical ids of everyone in a segment, ascending."""
    return ids_of(warehouse, "segment", segment_id)


def count(warehouse: Warehouse, segment_id: int) -> int:
    """How many are in a segment."""
    return count_of(warehouse, "segment", segment_id)


def is_member(warehouse: Warehouse, segment_id: int, person_id: int) -> bool:
    """Whether a person (canonical) is in a segment."""
    return person_id in among(warehouse, "segment", segment_id, [person_id])


def ids_of(warehouse: Warehouse, kind: Kind, owner: int) -> Ids:
    """Every member, ascending."""
    found = warehouse.columns(load_sql(SQL, "members"), {"kind": kind, "owner": owner})
    ids = np.asarray(found["id"], dtype=np.uint32)
    # The engine keeps bitmaps of up to 32 ids as they came.
    return ids if bool(np.all(ids[1:] >= ids[:-1])) else np.sort(ids)


def count_of(warehouse: Warehouse, kind: Kind, owner: int) -> int:
    return int(warehouse.value(load_sql(SQL, "members_count"), {"kind": kind, "owner": owner}) or 0)


def among(warehouse: Warehouse, kind: Kind, owner: int, people: Sequence[int]) -> set[int]:
    """Those of the given people who are members."""
    if not people:
        return set()
    rows = warehouse.columns(
        load_sql(SQL, "members_among"),
        {"kind": kind, "owner": owner, "people": list(people), "chunks": _chunks(people)},
    )
    return {int(id_) for id_ in rows["id"]}


def segments_with(warehouse: Warehouse, person_id: int) -> list[int]:
    """Ids of the segments that a person (canonical) is in."""
    rows = warehouse.columns(
        load_sql(SQL, "segments_with"), {"person": person_id, "chunk": person_id >> CHUNK_BITS}
    )
    return [int(id_) for id_ in rows["owner"]]


def page_of_ids(
    warehouse: Warehouse, kind: Kind, owner: int, *, after: int, limit: int
) -> list[int]:
    """Members with a higher id than ``after``, ascending."""
    rows = warehouse.columns(
        load_sql(SQL, "members_page"),
        {
            "kind": kind,
            "owner": owner,
            "after": after,
            "chunk": after >> CHUNK_BITS,
            "limit": limit,
        },
    )
    return sorted(int(id_) for id_ in rows["id"])


def change(
    warehouse: Warehouse,
    kind: Kind,
    owner: int,
    *,
    version: int,
    entered: Sequence[int],
    left: Sequence[int],
) -> None:
    """Add and take away members; the same change again changes nothing.

    Args:
        version: higher than that of any change before.

    """
    chunks = _chunks([*entered, *left])
    if chunks:
        warehouse.command(
            load_sql(SQL, "members_change"),
            {
                "kind": kind,
                "owner": owner,
                "version": version,
                "entered": list(entered),
                "left": list(left),
                "chunks": chunks,
            },
        )


def store(warehouse: Warehouse, query: Query, owner: int, *, version: int) -> None:
    """Compute a membership and keep it beside the current one."""
    warehouse.command(
        "INSERT INTO segment_members (kind, owner, chunk, members, version)"
        " SELECT 'next', {next_owner:UInt32}, chunk, members, {next_version:UInt64}"
        f" FROM ({query.sql})",
        {**query.params, "next_owner": owner, "next_version": version},
    )


def differences(
    warehouse: Warehouse, owner: int, *, version: int, first: int, last: int
) -> tuple[list[int], list[int]]:
    """Who enters and who leaves, within chunks, when the computed membership becomes current."""
    row = warehouse.row(
        load_sql(SQL, "members_difference"),
        {"owner": owner, "version": version, "first": first, "last": last},
    )
    assert row
    return [int(i) for i in row["entered"]], [int(i) for i in row["left"]]


def chunks_of(warehouse: Warehouse, owner: int) -> list[int]:
    """Chunks that the current or the computed membership touches."""
    rows = warehouse.rows(
        "SELECT DISTINCT chunk FROM segment_members"
        " WHERE kind IN ('segment', 'next') AND owner = {owner:UInt32} ORDER BY chunk",
        {"owner": owner},
    )
    return [row["chunk"] for row in rows]


def copy(
    warehouse: Warehouse,
    from_kind: Kind,
    from_owner: int,
    kind: Kind,
    owner: int,
    *,
    version: int,
    from_version: int = 0,
) -> None:
    """Make one bitmap what another is."""
    warehouse.command(
        load_sql(SQL, "members_copy"),
        {
            "from_kind": from_kind,
            "from_owner": from_owner,
            "from_version": from_version,
            "kind": kind,
            "owner": owner,
            "version": version,
        },
    )


def forget(warehouse: Warehouse, kind: Kind, owner: int) -> None:
    """Drop a bitmap."""
    warehouse.command(
        "DELETE FROM segment_members WHERE kind = {kind:String} AND owner = {owner:UInt32}",
        {"kind": kind, "owner": owner},
    )


def _chunks(people: Iterable[int]) -> list[int]:
    return sorted({person >> CHUNK_BITS for person in people})
