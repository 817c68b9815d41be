"""Files that people ask for, of all rooms: how far each is, and where it is fetched.

Each room starts its own exports and hands its own files out, by its own permissions; how far they
are is one question with one answer, so that the console has one way to show it.
"""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import Field

from siyu.http import Caller, Code, Db, LateRoute, Schema, caller_of, fails_with
from siyu.kernel.errors import Unauthenticated
from siyu.kernel.ids import code
from siyu.kernel.jobs import JobNotFound, JobRow, JobState, require_job

router = APIRouter(prefix="/exports", tags=["exports"], route_class=LateRoute)

JobCode = Annotated[int, Code("job")]

# Where each room hands out what its job wrote; the arguments of the job fill the address in.
FILES = {
    "audiences.export": "/api/segments/{segment}/exports/{job}/file",
    "messaging.export": "/api/campaigns/{campaign}/deliveries/exports/{job}/file",
    "people.export": "/api/people/{person}/export/{job}/file",
    "people.export_found": "/api/people/exports/{job}/file",
}
_PREFIXES = {"segment": "seg", "campaign": "cmp", "person": "per"}


class ExportFileOut(Schema):
    """How far a file is, and where it is fetched once it is written."""

    id: JobCode
    name: str = Field(examples=["audiences.export"], description="The job that writes it.")
    state: JobState
    done: int = Field(description="People, or events of one person.")
    total: int | None
    file: str | None = Field(description="Its address, while the file is there.")
    requested_at: datetime
    finished_at: datetime | None


@router.get("/{job_id}", responses=fails_with(Unauthenticated, JobNotFound))
def get_export_progress(
    session: Db, caller: Annotated[Caller, Depends(caller_of)], job_id: JobCode
) -> ExportFileOut:
    """How far an export is; for who asked for it."""
    row = require_job(session, job_id)
    if row.name not in FILES or row.requested_by != caller.actor:
        raise JobNotFound(job_id)
    return ExportFileOut(
        id=row.id,
        name=row.name,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        file=file_address(row),
        requested_at=row.requested_at,
        finished_at=row.finished_at,
    )


def file_address(row: JobRow) -> str | None:
    """Where the file of a job is fetched; None where it writes none, or none is there."""
    if row.name not in FILES or row.state != JobState.done or not (row.result or {}).get("file"):
        return None
    about = {
        name: code(prefix, int(row.arguments[f"{name}_id"]))
        for name, prefix in _PREFIXES.items()
        if f"{name}_id" in row.arguments
    }
    return FILES[row.name].format(job=code("job", row.id), **about)
