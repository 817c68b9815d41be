"""Who was in a segment at a time, kept; and segments as sets."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeVar

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, load_sql

from . import members
from .errors import NotReady, SnapshotNotFound
from .models import SegmentRow, SnapshotRow
from .segments import require_row

SQL = Path(__file__).parent / "sql"
T = TypeVar("T")
Operation = Literal["union", "intersection", "difference"]

_FOLD = {"union": "bitmapOr", "intersection": "bitmapAnd", "difference": "bitmapAndnot"}


def take_snapshot(context: Context, segment_id: int, *, name: str, actor: str) -> SnapshotRow:
    """Keep who is in a segment now.

    Raises:
        SegmentNotFound: there is none.
        NotReady: it has not been computed yet.

    """
    warehouse = context.get(Warehouse)
    with context.session() as session:
        check_ready(session, [segment_id])
        snapshot = SnapshotRow(segment_id=segment_id, name=name, taken_at=now(), taken_by=actor)
        session.add(snapshot)
        session.flush()
        snapshot_id = snapshot.id
    members.copy(warehouse, "segment", segment_id, "snapshot", snapshot_id, version=1)
    size = members.count_of(warehouse, "snapshot", snapshot_id)
    with context.session() as session:
        snapshot = session.get_one(SnapshotRow, snapshot_id)
        snapshot.size = size
        session.flush()
        return snapshot


def list_snapshots(session: Session, segment_id: int) -> Sequence[SnapshotRow]:
    """Snapshots of a segment, newest first."""
    query = select(SnapshotRow).where(SnapshotRow.segment_id == segment_id)
    return session.scalars(query.order_by(SnapshotRow.id.desc()).limit(200)).all()


def require_snapshot(session: Session, segment_id: int, snapshot_id: int) -> SnapshotRow:
    """The snapshot of this id.

    Raises:
        SnapshotNotFound: the segment has none of this id.

    """
    row = session.get(SnapshotRow, snapshot_id)
    if row is None or row.segment_id != segment_id:
        raise SnapshotNotFound(snapshot=ids.code("snp", snapshot_id))
    return row


def remove_snapshot(
    session: Session, warehouse: Warehouse, segment_id: int, snapshot_id: int
) -> None:
    """Drop a snapshot.

    Raises:
        SnapshotNotFound: there is none.

    """
    session.delete(require_snapshot(session, segment_id, snapshot_id))
    session.flush()
    members.forget(warehouse, "snapshot", snapshot_id)


def combine(warehouse: Warehouse, segment_ids: Sequence[int], operation: Operation) -> int:
    """How many people are in any, in all, or in the first and none of the others."""
    params = {f"s{n}": segment_id for n, segment_id in enumerate(segment_ids)}
    parts = [
        "(SELECT groupBitmapMergeState(members) FROM segment_members FINAL"
        f" WHERE kind = 'segment' AND owner = {{s{n}:UInt32}})"
        for n in range(len(segment_ids))
    ]
    folded = parts[0]
    for part in parts[1:]:
        folded = f"{_FOLD[operation]}({folded}, {part})"
    return int(warehouse.value(f"SELECT bitmapCardinality({folded})", params) or 0)


def overlap(warehouse: Warehouse, segment_ids: Sequence[int]) -> list[tuple[int, int, int]]:
    """Pairs of segments with how many people are in both; a segment with itself is its size."""
    rows = warehouse.rows(load_sql(SQL, "members_overlap"), {"owners": list(segment_ids)})
    return [(row["one"], row["other"], row["both"]) for row in rows]


def regions(warehouse: Warehouse, segment_ids: Sequence[int]) -> list[tuple[list[int], int]]:
    """Sets of segments with how many people are in exactly these; where nobody is, left out."""
    sets = [f"s{n}" for n in range(len(segment_ids))]
    masks = range(1, 1 << len(sets))
    named = ", ".join(
        "(SELECT groupBitmapMergeState(members) FROM segment_members FINAL"
        f" WHERE kind = 'segment' AND owner = {{o{n}:UInt32}}) AS {one}"
        for n, one in enumerate(sets)
    )
    counts = ", ".join(f"{_cardinality(_chosen(sets, mask))} AS m{mask}" for mask in masks)
    params = {f"o{n}": segment_id for n, segment_id in enumerate(segment_ids)}
    row = warehouse.row(f"WITH {named} SELECT {counts}", params) or {}
    together = {mask: int(row[f"m{mask}"]) for mask in masks}
    # Whoever is in more of them was counted with fewer too: the largest first, each takes out what holds it.
    exactly: dict[int, int] = {}
    for mask in sorted(masks, key=int.bit_count, reverse=True):
        inside = sum(count for more, count in exactly.items() if more & mask == mask)
        exactly[mask] = together[mask] - inside
    found = [(_chosen(segment_ids, mask), count) for mask, count in exactly.items() if count]
    return sorted(found, key=lambda region: -region[1])


def _chosen(of: Sequence[T], mask: int) -> list[T]:
    return [one for n, one in enumerate(of) if mask >> n & 1]


def _cardinality(sets: list[str]) -> str:
    folded = sets[0]
    for one in sets[1:]:
        folded = f"bitmapAnd({folded}, {one})"
    return f"bitmapCardinality({folded})"


def check_ready(session: Session, segment_ids: Sequence[int]) -> None:
    """Refuse segments that were never computed.

    Raises:
        SegmentNotFound: there is none.
        NotReady: it has not been computed yet.

    """
    for segment_id in segment_ids:
        _check_ready(require_row(session, segment_id))


def _check_ready(row: SegmentRow) -> None:
    if row.computed_at is None:
        raise NotReady(state=row.state)
