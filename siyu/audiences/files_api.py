"""Snapshots and exports of segments over HTTP."""

from typing import Annotated

from fastapi import APIRouter
from fastapi.responses import FileResponse
from sqlalchemy import func, select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel import ids
from siyu.kernel.files import FileGone, Files
from siyu.kernel.jobs import JobNotFound, JobRow, JobState, require_job

from .access import EXPORT as MAY_EXPORT
from .access import MANAGE, READ, visible_segment
from .api import Manager, Reader, Store
from .conditions import SegmentCode
from .errors import NotReady, SegmentNotFound, SnapshotNotFound
from .export import EXPORT, request_export
from .members import page_of_ids
from .schemas import (
    ExportAsk,
    JobCode,
    JobStarted,
    MemberOut,
    SnapshotCode,
    SnapshotCreate,
    SnapshotOut,
)
from .snapshots import list_snapshots, remove_snapshot, require_snapshot, take_snapshot

router = APIRouter(prefix="/segments", tags=["segments"], route_class=IdempotentRoute)

Exporter = Annotated[Caller, allow(MAY_EXPORT)]


@router.get("/{segment_id}/snapshots", responses=fails_with(SegmentNotFound))
def get_snapshots(segment_id: SegmentCode, session: Db, caller: Reader) -> Page[SnapshotOut]:
    """Snapshots of a segment, newest first."""
    visible_segment(session, caller, READ, segment_id)
    rows = list_snapshots(session, segment_id)
    return Page(items=[SnapshotOut.model_validate(row) for row in rows])


@router.post(
    "/{segment_id}/snapshots",
    status_code=201,
    responses=fails_with(SegmentNotFound, NotReady),
)
def create_snapshot(
    segment_id: SegmentCode, body: SnapshotCreate, context: Running, caller: Manager
) -> SnapshotOut:
    """Keep who is in the segment now."""
    with context.session() as session:
        row = visible_segment(session, caller, MANAGE, segment_id)
        organization.write_audit(
            session,
            caller.actor,
            action="segments.snapshot",
            target=ids.code("seg", segment_id),
            before=None,
            after={"name": body.name},
            node_id=row.node_id,
        )
    snapshot = take_snapshot(context, segment_id, name=body.name, actor=caller.actor)
    return SnapshotOut.model_validate(snapshot)


@router.get(
    "/{segment_id}/snapshots/{snapshot_id}/members",
    responses=fails_with(SegmentNotFound, SnapshotNotFound),
)
def list_snapshot_members(
    segment_id: SegmentCode,
    snapshot_id: SnapshotCode,
    session: Db,
    warehouse: Store,
    page: PageRequest,
    caller: Reader,
) -> Page[MemberOut]:
    """People who were in the segment then, by id."""
    visible_segment(session, caller, READ, segment_id)
    snapshot = require_snapshot(session, segment_id, snapshot_id)
    position = decode_cursor(page.cursor, int)
    after = min(max(position[0], 0), (1 << 32) - 2) if position else 0
    found = page_of_ids(warehouse, "snapshot", snapshot_id, after=after, limit=page.limit + 1)
    items = [MemberOut(person_id=person) for person in found[: page.limit]]
    more = len(found) > page.limit
    return Page(
        items=items,
        next_cursor=encode_cursor(items[-1].person_id) if more else None,
        total=snapshot.size,
    )


@router.delete(
    "/{segment_id}/snapshots/{snapshot_id}",
    status_code=204,
    responses=fails_with(SegmentNotFound, SnapshotNotFound),
)
def delete_snapshot(
    segment_id: SegmentCode,
    snapshot_id: SnapshotCode,
    session: Db,
    warehouse: Store,
    caller: Manager,
) -> None:
    """Drop a snapshot."""
    row = visible_segment(session, caller, MANAGE, segment_id)
    remove_snapshot(session, warehouse, segment_id, snapshot_id)
    organization.write_audit(
        session,
        caller.actor,
        action="segments.snapshot_delete",
        target=ids.code("seg", segment_id),
        before={"snapshot": ids.code("snp", snapshot_id)},
        after=None,
        node_id=row.node_id,
    )


@router.post(
    "/{segment_id}/export",
    status_code=202,
    responses=fails_with(SegmentNotFound, NotReady, PermissionMissing),
)
def export_segment(
    segment_id: SegmentCode, body: ExportAsk, session: Db, caller: Exporter
) -> JobStarted:
    """Write everyone in the segment into a CSV file, as a job."""
    row = visible_segment(session, caller, MAY_EXPORT, segment_id)
    if row.computed_at is None:
        raise NotReady(state=row.state)
    # Held somewhere is not enough: the file holds everybody of the segment's node.
    for needed, permission in ((body.contacts, "people.read"), (body.reveal, "people.reveal")):
        if needed and not organization.holds_at(session, caller, permission, row.node_id):
            raise PermissionMissing(permission)
    before = session.scalar(select(func.count()).select_from(JobRow).where(JobRow.name == EXPORT))
    options = body.model_dump()
    job_id = request_export(
        session, segment_id, actor=caller.actor, key=f"{before}", options=options
    )
    organization.write_audit(
        session,
        caller.actor,
        action="segments.export",
        target=ids.code("seg", segment_id),
        before=None,
        after=options,
        node_id=row.node_id,
    )
    return JobStarted(job_id=job_id)


@router.get(
    "/{segment_id}/exports/{job_id}/file",
    responses=fails_with(SegmentNotFound, JobNotFound, FileGone),
    response_class=FileResponse,
)
def get_export(
    segment_id: SegmentCode, job_id: JobCode, session: Db, context: Running, caller: Exporter
) -> FileResponse:
    """The file that an export wrote; for who asked for it."""
    visible_segment(session, caller, MAY_EXPORT, segment_id)
    job = require_job(session, job_id)
    mine = job.requested_by == caller.actor and job.arguments.get("segment_id") == segment_id
    if job.name != EXPORT or not mine or job.state != JobState.done or not job.result:
        raise JobNotFound(job_id)
    path = context.get(Files).path(str(job.result["file"]))
    return FileResponse(path, media_type="text/csv", filename=f"{ids.code('seg', segment_id)}.csv")
