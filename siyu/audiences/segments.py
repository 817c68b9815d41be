"""Segments: made, changed, taken away; what uses what."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from siyu import organization
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.jobs import request_job
from siyu.warehouse import Warehouse

from .conditions import InList
from .contracts import Announce, Segment, SegmentState, Use
from .definition import Definition, dump_definition, leaves_of, parse_definition, segments_in
from .errors import SegmentCycle, SegmentInUse, SegmentNameTaken, SegmentNotFound
from .lookups import ask
from .models import SegmentRow, SegmentVersionRow, SnapshotRow, UseRow

RECOMPUTE = "audiences.recompute"
FORGET = "audiences.forget"
USE_BLOCK = "segment_use"
"""Kind of block by which a higher module says what of its own uses a segment:
``implementation(session, segment_id) -> list[Use]``."""


def add_segment(
    session: Session,
    warehouse: Warehouse,
    definition: Definition,
    *,
    actor: str,
    name: str,
    description: str = "",
    node_id: int | None = None,
    announce: Announce = Announce.changes,
) -> Segment:
    """Make a segment; a job computes who is in it.

    Raises:
        SegmentNameTaken: another segment has this name.
        UnknownReference: the definition names what does not exist.

    """
    ask(session, warehouse, definition, node_ids=_nodes(node_id))
    moment = now()
    row = SegmentRow(
        name=name,
        description=description,
        node_id=node_id,
        definition=dump_definition(definition),
        definition_version=1,
        announce=announce,
        state=SegmentState.computing,
        created_by=actor,
        created_at=moment,
        updated_at=moment,
    )
    _keep(session, row)
    _write_version(session, row, actor)
    _write_uses(session, row.id, definition)
    request_computation(session, row, requested_by=actor)
    _audit(session, row, actor, "create", before=None)
    return contract(row)


def change_segment(
    session: Session,
    warehouse: Warehouse,
    segment_id: int,
    *,
    actor: str,
    name: str | None = None,
    description: str | None = None,
    announce: Announce | None = None,
    definition: Definition | None = None,
) -> Segment:
    """Change a segment; another definition is a new version and is computed anew.

    Raises:
        SegmentNotFound: there is none.
        SegmentNameTaken: another segment has this name.
        SegmentCycle: the definition leads back to this segment.
        UnknownReference: the definition names what does not exist.

    """
    row = require_row(session, segment_id, lock=True)
    before = _audited(row)
    row.name = name if name is not None else row.name
    row.description = description if description is not None else row.description
    row.announce = announce if announce is not None else row.announce
    if definition is not None and dump_definition(definition) != row.definition:
        _check_cycle(session, segment_id, definition)
        ask(session, warehouse, definition, node_ids=_nodes(row.node_id))
        row.definition = dump_definition(definition)
        row.definition_version += 1
        _write_version(session, row, actor)
        _write_uses(session, row.id, definition)
        request_computation(session, row, requested_by=actor)
    row.updated_at = now()
    _keep(session, row)
    _audit(session, row, actor, "update", before=before)
    return contract(row)


def remove_segment(context: Context, session: Session, segment_id: int, *, actor: str) -> None:
    """Take a segment away with its members, snapshots and history.

    Raises:
        SegmentNotFound: there is none.
        SegmentInUse: something still uses it.

    """
    row = require_row(session, segment_id, lock=True)
    uses = uses_of(context, session, segment_id)
    if uses:
        raise SegmentInUse(used_by=[use.code for use in uses[:20]])
    before = _audited(row)
    snapshots = session.scalars(
        select(SnapshotRow.id).where(SnapshotRow.segment_id == segment_id)
    ).all()
    request_job(
        session,
        FORGET,
        key=f"{FORGET}:{segment_id}",
        arguments={"segment_id": segment_id, "snapshot_ids": list(snapshots)},
        requested_by=actor,
    )
    session.delete(row)
    session.flush()
    organization.write_audit(
        session,
        actor,
        action="segments.delete",
        target=ids.code("seg", segment_id),
        before=before,
        after=None,
        node_id=row.node_id,
    )


def require_segment(session: Session, segment_id: int) -> Segment:
    """The segment of this id.

    Raises:
        SegmentNotFound: there is none.

    """
    return contract(require_row(session, segment_id))


def request_computation(session: Session, row: SegmentRow, *, requested_by: str = "") -> int:
    """Let a job compute the segment from nothing; returns the job's id."""
    row.state, row.error = SegmentState.computing, ""
    row.members_version += 1
    session.flush()
    return request_job(
        session,
        RECOMPUTE,
        key=f"{RECOMPUTE}:{row.id}:{row.members_version}",
        arguments={"segment_id": row.id},
        requested_by=requested_by,
    )


def uses_of(context: Context, session: Session, segment_id: int) -> list[Use]:
    """Everything that asks this segment: other segments, and what higher modules say."""
    rows = session.execute(
        select(SegmentRow.id, SegmentRow.name)
        .join(UseRow, UseRow.segment_id == SegmentRow.id)
        .where(UseRow.kind == "segment", UseRow.used_id == segment_id)
        .order_by(SegmentRow.id)
    )
    uses = [Use(kind="segment", code=ids.code("seg", row.id), name=row.name) for row in rows]
    blocks = context.services.get(Blocks)
    for block in blocks.of_kind(USE_BLOCK) if blocks else []:
        find: Callable[[Session, int], Iterable[Use]] = block.implementation
        uses += find(session, segment_id)
    return uses


def in_order(session: Session, rows: Iterable[SegmentRow]) -> list[SegmentRow]:
    """Segments so that each comes after those it asks."""
    by_id = {row.id: row for row in rows}
    asks: dict[int, list[int]] = defaultdict(list)
    for use in session.scalars(select(UseRow).where(UseRow.kind == "segment")):
        asks[use.segment_id].append(use.used_id)
    done: dict[int, None] = {}
    for start in sorted(by_id):
        # Depth first without recursion: a chain of segments may be long.
        stack = [(start, False)]
        while stack:
            segment, seen = stack.pop()
            if segment in done:
                continue
            if seen:
                done[segment] = None
                continue
            stack.append((segment, True))
            stack += [(inner, False) for inner in asks[segment] if inner not in done]
    return [by_id[segment] for segment in done if segment in by_id]


def askers_of(session: Session, segment_id: int) -> list[int]:
    """Segments that ask this one."""
    return list(
        session.scalars(
            select(UseRow.segment_id).where(UseRow.kind == "segment", UseRow.used_id == segment_id)
        )
    )


def require_row(session: Session, segment_id: int, *, lock: bool = False) -> SegmentRow:
    """The segment's row.

    Raises:
        SegmentNotFound: there is none.

    """
    row = session.get(SegmentRow, segment_id, with_for_update=True if lock else None)
    if row is None:
        raise SegmentNotFound(segment=ids.code("seg", segment_id))
    return row


def contract(row: SegmentRow) -> Segment:
    """What others see of a segment."""
    return Segment(
        id=row.id,
        name=row.name,
        description=row.description,
        node_id=row.node_id,
        definition=parse_definition(row.definition),
        definition_version=row.definition_version,
        announce=Announce(row.announce),
        state=SegmentState(row.state),
        error=row.error,
        size=row.size,
        created_at=row.created_at,
        updated_at=row.updated_at,
        computed_at=row.computed_at,
        evaluated_at=row.evaluated_at,
    )


def _check_cycle(session: Session, segment_id: int, definition: Definition) -> None:
    asks: dict[int, list[int]] = defaultdict(list)
    for use in session.scalars(select(UseRow).where(UseRow.kind == "segment")):
        asks[use.segment_id].append(use.used_id)
    paths = [[segment_id, asked] for asked in sorted(segments_in(definition))]
    seen: set[int] = set()
    while paths:
        path = paths.pop()
        if path[-1] == segment_id:
            raise SegmentCycle(path=[ids.code("seg", part) for part in path])
        if path[-1] not in seen:
            seen.add(path[-1])
            paths += [[*path, asked] for asked in asks[path[-1]]]


def _keep(session: Session, row: SegmentRow) -> None:
    taken = select(SegmentRow.id).where(SegmentRow.name == row.name, SegmentRow.id != row.id)
    with session.no_autoflush:
        if session.scalar(taken if row.id else taken.where(SegmentRow.id.is_not(None))):
            raise SegmentNameTaken(segment_name=row.name)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        raise SegmentNameTaken(segment_name=row.name) from None


def _write_version(session: Session, row: SegmentRow, actor: str) -> None:
    session.add(
        SegmentVersionRow(
            segment_id=row.id,
            version=row.definition_version,
            definition=row.definition,
            written_by=actor,
            written_at=now(),
        )
    )
    session.flush()


def _write_uses(session: Session, segment_id: int, definition: Definition) -> None:
    session.execute(delete(UseRow).where(UseRow.segment_id == segment_id))
    lists = {leaf.list for leaf in leaves_of(definition.where) if isinstance(leaf, InList)}
    session.add_all(
        [
            *(
                UseRow(segment_id=segment_id, kind="segment", used_id=i)
                for i in segments_in(definition)
            ),
            *(UseRow(segment_id=segment_id, kind="list", used_id=i) for i in lists),
        ]
    )
    session.flush()


def _nodes(node_id: int | None) -> list[int] | None:
    return None if node_id is None else [node_id]


def _audited(row: SegmentRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "description": row.description,
        "announce": str(row.announce),
        "definition_version": row.definition_version,
        "definition": row.definition,
    }


def _audit(
    session: Session, row: SegmentRow, actor: str, verb: str, *, before: dict[str, Any] | None
) -> None:
    after = _audited(row)
    if before != after:
        organization.write_audit(
            session,
            actor,
            action=f"segments.{verb}",
            target=ids.code("seg", row.id),
            before=before,
            after=after,
            node_id=row.node_id,
        )
