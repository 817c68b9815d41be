"""Imports as jobs: asked for, paused, resumed, cancelled; their state follows the job's."""

import secrets
import shutil
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import select

from siyu.imports.contracts import Detection, Kind, Mapping
from siyu.imports.errors import ImportNotReady
from siyu.imports.importing import check_import, folder_of, run_import
from siyu.imports.models import ImportRow
from siyu.imports.preparing import check_mapping
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.files import Files
from siyu.kernel.jobs import (
    Job,
    JobRow,
    JobRun,
    JobState,
    Schedule,
    request_job,
    resume_job,
    stop_job,
)

REJECTS_KEPT_DAYS = 7
UNFINISHED_KEPT_DAYS = 30
_ACTIVE = (JobState.requested, JobState.running)


def request_check(session: Session, row: ImportRow, *, actor: str) -> None:
    """Ask for a dry run.

    Raises:
        ImportNotReady: one is under way, or it is imported already.
        MappingIncomplete, MappingMalformed: see there.

    """
    _refuse_when(session, row, states=("running", "done"))
    _request(session, row, "imports.check", actor=actor)
    row.state = "checking"


def request_run(session: Session, row: ImportRow, *, actor: str) -> None:
    """Ask for the import; it goes on from its cursor where it was cancelled before.

    Raises:
        ImportNotReady: one is under way, or it is imported already.
        MappingIncomplete, MappingMalformed: see there.

    """
    _refuse_when(session, row, states=("done",))
    _request(session, row, "imports.run", actor=actor)
    row.state = "running"


def pause(session: Session, row: ImportRow) -> None:
    """Hold an import; it goes on where it stands when resumed.

    Raises:
        ImportNotReady: nothing is under way.

    """
    job = _job(session, row)
    if row.job_id is None or job is None or job.state not in _ACTIVE:
        raise ImportNotReady(state_of(row, job))
    stop_job(session, row.job_id, JobState.paused)


def resume(session: Session, row: ImportRow) -> None:
    """Let a paused or failed import go on.

    Raises:
        ImportNotReady: nothing to go on with.

    """
    job = _job(session, row)
    if row.job_id is None or job is None or job.state not in (JobState.paused, JobState.failed):
        raise ImportNotReady(state_of(row, job))
    resume_job(session, row.job_id)


def cancel(session: Session, row: ImportRow) -> None:
    """Stop an import for good; what was sent stays, and the report says how much.

    Raises:
        ImportNotReady: it has ended already.

    """
    job = _job(session, row)
    if row.state in ("done", "cancelled"):
        raise ImportNotReady(state_of(row, job))
    if job is not None and job.state in (*_ACTIVE, JobState.paused, JobState.failed):
        job.state = JobState.cancelled
    row.state = "cancelled"


def state_of(row: ImportRow, job: JobRow | None) -> str:
    """What a person is told: ``new checking checked running paused failed done cancelled``."""
    if job is None or row.state not in ("checking", "running"):
        return row.state
    # Whoever looks after jobs may have cancelled it there.
    stopped = (JobState.paused, JobState.failed, JobState.cancelled)
    return job.state if job.state in stopped else row.state


def job_of(session: Session, row: ImportRow) -> JobRow | None:
    """The job that last worked on it."""
    return _job(session, row)


def _refuse_when(session: Session, row: ImportRow, *, states: tuple[str, ...]) -> None:
    job = _job(session, row)
    active = job is not None and job.state in (*_ACTIVE, JobState.paused)
    if active or row.state in states:
        raise ImportNotReady(state_of(row, job))
    detection = msgspec.convert(row.detection, Detection)
    check_mapping(
        Kind(row.kind),
        msgspec.convert(row.mapping, Mapping),
        [column.name for column in detection.columns],
    )


def _request(session: Session, row: ImportRow, name: str, *, actor: str) -> None:
    row.job_id = request_job(
        session,
        name,
        key=f"{name}:{row.id}:{secrets.token_hex(8)}",
        arguments={"import_id": row.id},
        requested_by=actor,
    )


def _job(session: Session, row: ImportRow) -> JobRow | None:
    return None if row.job_id is None else session.get(JobRow, row.job_id)


def _check(context: Context, run: JobRun) -> dict[str, Any]:
    report = check_import(context, int(run.arguments["import_id"]), progress=run.report)
    return {"rows": report.rows, "rejected": report.rejected}


def _run(context: Context, run: JobRun) -> dict[str, Any]:
    report = run_import(context, int(run.arguments["import_id"]), progress=run.report)
    return {"sent": report.sent, "already_there": report.already_there}


def remove_old_files(context: Context, _due: datetime) -> None:
    """Files are personal data: rejects go a week after the end, what was never imported in a month."""
    instant = now()
    with context.session() as session:
        rows = session.scalars(
            select(ImportRow).where(
                ImportRow.files_removed_at.is_(None),
                (ImportRow.finished_at < instant - timedelta(days=REJECTS_KEPT_DAYS))
                | (ImportRow.created_at < instant - timedelta(days=UNFINISHED_KEPT_DAYS)),
            )
        ).all()
        for row in rows:
            shutil.rmtree(folder_of(context, row.id), ignore_errors=True)
            if not row.in_place:
                context.get(Files).delete(row.file)
            row.files_removed_at = instant


JOBS = (Job("imports.check", _check), Job("imports.run", _run))
SCHEDULES = (Schedule("imports.remove_old_files", "17 4 * * *", remove_old_files),)
