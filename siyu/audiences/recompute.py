"""Computing a segment from nothing, as a job: compute beside, then change over in portions."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from siyu.kernel.context import Context
from siyu.kernel.jobs import JobRun, JobStopped
from siyu.warehouse import Warehouse

from . import members
from .changing import change_members, finish_changes
from .compiler import compile_chunks
from .contracts import Announce, SegmentState
from .definition import parse_definition
from .failing import mark_failed
from .feed import Feed
from .history import forget_sizes, record_size
from .lookups import ask
from .models import SegmentRow
from .planner import plan
from .present import present
from .reads import reads_of
from .segments import askers_of, in_order, request_computation

CHUNKS_AT_ONCE = 4


def recompute(context: Context, run: JobRun) -> dict[str, Any]:
    """Compute who is in a segment now; after a crash it starts again and changes only what is left."""
    segment_id = int(run.arguments["segment_id"])
    try:
        return _recompute(context, segment_id, run)
    except JobStopped:
        raise
    except Exception as error:
        # Whatever it was: a segment that says it is being computed while nothing does would wait for ever.
        with context.session() as session:
            row = session.get(SegmentRow, segment_id)
            if row is not None:
                mark_failed(row, error)
        raise


def _recompute(context: Context, segment_id: int, run: JobRun) -> dict[str, Any]:
    warehouse, feed = context.get(Warehouse), context.get(Feed)
    finish_changes(context)
    with context.session() as session:
        row = session.get(SegmentRow, segment_id, with_for_update=True)
        if row is None:
            return {"size": None}
        row.state = SegmentState.computing
        # Facts that come while it computes are looked at by the first tick after it.
        places = {
            "events_until": feed.loaded(),
            "values_until": feed.values(warehouse, after=row.values_until),
        }
        row.members_version += 1
        version, definition_version = row.members_version, row.definition_version
        first, announce = row.computed_at is None, row.announce
        definition = parse_definition(row.definition)
        nodes = None if row.node_id is None else [row.node_id]
        question = ask(session, warehouse, definition, node_ids=nodes)
        moment = present(session, context)
    planned = plan(question.definition, question.facts, moment)
    query = compile_chunks(planned, moment, merged=question.facts.merged)
    members.store(warehouse, query, segment_id, version=version)
    announced = announce == Announce.all or (announce == Announce.changes and not first)
    changed = _change_over(context, segment_id, version, run, announced=announced)
    size = members.count(warehouse, segment_id)
    with context.session() as session:
        row = session.get(SegmentRow, segment_id, with_for_update=True)
        if row is None:
            members.forget(warehouse, "segment", segment_id)
            return {"size": None}
        row.size, row.error = size, ""
        row.events_until, row.values_until = places["events_until"], places["values_until"]
        row.evaluated_at = row.computed_at = moment.now
        row.due_at = reads_of(question.definition, question.facts).due_after(moment)
        row.looked_up = question.fingerprint
        if row.definition_version == definition_version:
            row.state = SegmentState.ready
        if changed and not announced:
            # Without portions nobody was told; those who ask this segment start over as well.
            for asker in askers_of(session, segment_id):
                request_computation(session, session.get_one(SegmentRow, asker))
    members.forget(warehouse, "next", segment_id)
    record_size(warehouse, segment_id, size, moment.now)
    return {"size": size}


def _change_over(
    context: Context, segment_id: int, version: int, run: JobRun, *, announced: bool
) -> bool:
    """Make the computed membership the current one; whether anything changed."""
    warehouse = context.get(Warehouse)
    chunks = members.chunks_of(warehouse, segment_id)
    if not announced:
        run.report(0, len(chunks))
        with context.session() as session:
            row = session.get_one(SegmentRow, segment_id)
            row.members_version += 1
            copied = row.members_version
        members.copy(
            warehouse, "next", segment_id, "segment", segment_id,
            version=copied, from_version=version,
        )  # fmt: skip
        return True
    changed = False
    for start in range(0, len(chunks), CHUNKS_AT_ONCE):
        some = chunks[start : start + CHUNKS_AT_ONCE]
        entered, left = members.differences(
            warehouse, segment_id, version=version, first=some[0], last=some[-1]
        )
        changed = changed or bool(entered or left)
        change_members(context, segment_id, entered=entered, left=left, announced=True)
        run.report(start + len(some), len(chunks))
    return changed


def recompute_all(context: Context, due: datetime) -> None:
    """Compute every segment from nothing at night: whatever a tick may have missed comes right."""
    with context.session() as session:
        ready = session.scalars(
            select(SegmentRow).where(SegmentRow.state != SegmentState.computing)
        )
        for row in in_order(session, ready):
            request_computation(session, row, requested_by="schedule")


def forget_segment(context: Context, run: JobRun) -> None:
    """Drop what the warehouse keeps of a segment that was taken away."""
    warehouse = context.get(Warehouse)
    segment_id = int(run.arguments["segment_id"])
    for kind in ("segment", "next"):
        members.forget(warehouse, kind, segment_id)
    for snapshot_id in run.arguments["snapshot_ids"]:
        members.forget(warehouse, "snapshot", int(snapshot_id))
    forget_sizes(warehouse, segment_id)
