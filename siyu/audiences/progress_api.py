"""How far exports and uploads are, for who asked for them."""

from typing import Any

from fastapi import APIRouter
from pydantic import Field

from siyu.http import Caller, Db, LateRoute, Schema, fails_with
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobNotFound, JobRow, JobState, require_job

from .access import EXPORT as MAY_EXPORT
from .access import MANAGE, visible_list, visible_segment
from .api import Manager
from .conditions import ListCode, SegmentCode
from .errors import AudienceListNotFound, SegmentNotFound
from .export import EXPORT
from .files_api import Exporter
from .schemas import JobCode
from .uploads import UPLOAD

router = APIRouter(route_class=LateRoute)


class ExportProgress(Schema):
    """How far an export is."""

    state: JobState
    done: int = Field(description="People written.")
    total: int | None
    error: str


class UploadProgress(Schema):
    """How far an upload is, and what came of it."""

    state: JobState
    done: int = Field(description="Lines read.")
    error: str
    added: int | None = Field(None, description="People who came onto the list.")
    unknown: int | None = Field(None, description="Lines that name nobody.")
    unknown_lines: list[int] = Field([], description="The first of them, counted from 1.")


@router.get(
    "/segments/{segment_id}/exports/{job_id}",
    tags=["segments"],
    responses=fails_with(SegmentNotFound, JobNotFound),
)
def get_export_progress(
    segment_id: SegmentCode, job_id: JobCode, session: Db, caller: Exporter
) -> ExportProgress:
    """How far an export is; for who asked for it."""
    visible_segment(session, caller, MAY_EXPORT, segment_id)
    job = _own_job(session, caller, job_id, EXPORT, {"segment_id": segment_id})
    return ExportProgress(state=job.state, done=job.done, total=job.total, error=job.error)


@router.get(
    "/audience-lists/{list_id}/uploads/{job_id}",
    tags=["audience lists"],
    responses=fails_with(AudienceListNotFound, JobNotFound),
)
def get_upload_progress(
    list_id: ListCode, job_id: JobCode, session: Db, caller: Manager
) -> UploadProgress:
    """How far an upload is; for who asked for it."""
    visible_list(session, caller, MANAGE, list_id)
    job = _own_job(session, caller, job_id, UPLOAD, {"list_id": list_id})
    return UploadProgress.model_validate(
        {**(job.result or {}), "state": job.state, "done": job.done, "error": job.error}
    )


def _own_job(
    session: Session, caller: Caller, job_id: int, name: str, about: dict[str, Any]
) -> JobRow:
    job = require_job(session, job_id)
    same = all(job.arguments.get(key) == value for key, value in about.items())
    if job.name != name or job.requested_by != caller.actor or not same:
        raise JobNotFound(job_id)
    return job
