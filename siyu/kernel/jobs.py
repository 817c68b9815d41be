"""Long work that survives a crash, and work by the clock; DBOS runs both.

``request_job`` writes a row in the caller's transaction. A worker hands it to DBOS under the row's
key; after ``kill -9`` DBOS calls the job again, so a job keeps its own place (a cursor in its own
tables) and is idempotent. State and progress stand in the row, where the console shows them.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, mapped_column

from .clock import now
from .context import Context
from .database import Record, Session, insert_once
from .errors import NotFound, SiyuError
from .files import Files

PROGRESS_SECONDS_MIN = 0.5

log = structlog.get_logger(__name__)


class JobState(StrEnum):
    """Where a job stands."""

    requested = "requested"
    running = "running"
    paused = "paused"
    done = "done"
    failed = "failed"
    cancelled = "cancelled"


class JobRow(Record):
    """One piece of long work."""

    __tablename__ = "kernel_job"

    name: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(unique=True)
    arguments: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(index=True)
    attempt: Mapped[int] = mapped_column(default=1)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    message: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str] = mapped_column(default="")
    requested_by: Mapped[str] = mapped_column(default="")
    requested_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class JobStopped(Exception):
    """Raised inside a job at ``report`` when a person paused or cancelled it."""


@dataclass(eq=False)
class JobNotFound(NotFound):
    """No job has this id."""

    job_id: int


class JobRun:
    """What a running job tells of itself."""

    def __init__(self, context: Context, job_id: int | None, arguments: dict[str, Any]) -> None:
        self.context = context
        self.job_id = job_id
        self.arguments = arguments
        self._reported = 0.0

    def report(self, done: int, total: int | None = None, message: str = "") -> None:
        """Say how far it is (unit: whatever the job counts); call it often, between commits.

        Raises:
            JobStopped: a person paused or cancelled the job; let it pass.

        """
        instant = time.monotonic()
        if self.job_id is None or (
            instant - self._reported < PROGRESS_SECONDS_MIN and done != total
        ):
            return
        self._reported = instant
        with self.context.session() as session:
            session.execute(
                update(JobRow)
                .where(JobRow.id == self.job_id)
                .values(done=done, total=total, message=message)
            )
            state = session.scalar(select(JobRow.state).where(JobRow.id == self.job_id))
        if state in (JobState.paused, JobState.cancelled):
            raise JobStopped(state)


@dataclass(frozen=True)
class Job:
    """Long work by name: ``run(context, job_run)`` returns facts to keep as the result."""

    name: str
    run: Callable[[Context, JobRun], dict[str, Any] | None]


@dataclass(frozen=True)
class Schedule:
    """Work by the clock.

    Args:
        name: ``<module>.<what_it_does>``.
        cron: five fields, or six with seconds first, in the business time zone.
        run: called with the context and the time it was due; idempotent.

    """

    name: str
    cron: str
    run: Callable[[Context, datetime], None]


def request_job(
    session: Session,
    name: str,
    *,
    key: str,
    arguments: dict[str, Any] | None = None,
    requested_by: str = "",
) -> int:
    """Ask for a job, once per key; returns its id."""
    insert_once(
        session,
        JobRow,
        {
            "name": name,
            "key": key,
            "arguments": arguments or {},
            "state": JobState.requested,
            "attempt": 1,
            "done": 0,
            "message": "",
            "error": "",
            "requested_by": requested_by,
            "requested_at": now(),
        },
        keys=["key"],
    )
    return session.scalars(select(JobRow.id).where(JobRow.key == key)).one()


def require_job(session: Session, job_id: int) -> JobRow:
    """The job's row.

    Raises:
        JobNotFound: there is none.

    """
    row = session.get(JobRow, job_id)
    if row is None:
        raise JobNotFound(job_id)
    return row


def stop_job(session: Session, job_id: int, state: JobState) -> None:
    """Pause or cancel; the job ends at its next report. One that is held or has failed can be cancelled."""
    row = require_job(session, job_id)
    if row.state in (JobState.requested, JobState.running):
        row.state = state
    elif row.state in (JobState.paused, JobState.failed) and state is JobState.cancelled:
        row.state, row.finished_at = state, now()


def resume_job(session: Session, job_id: int) -> None:
    """Let a paused or failed job go on from where it stood."""
    row = require_job(session, job_id)
    if row.state in (JobState.paused, JobState.failed):
        row.state, row.error, row.finished_at = JobState.requested, "", None
        row.attempt += 1


def run_job(context: Context, jobs: dict[str, Job], job_id: int) -> None:
    """Run one requested job to its end, in this thread; never raises, the row says how it went."""
    with context.session() as session:
        row = require_job(session, job_id)
        if row.state not in (JobState.requested, JobState.running):
            return
        row.state = JobState.running
        name, arguments = row.name, row.arguments
    finish: dict[str, Any] = {"state": JobState.done, "finished_at": now()}
    try:
        with structlog.contextvars.bound_contextvars(job=name, job_id=job_id):
            finish["result"] = jobs[name].run(context, JobRun(context, job_id, arguments)) or {}
            finish["finished_at"] = now()
    except JobStopped:
        return
    except Exception as error:
        log.exception("job.failed", job=name, job_id=job_id)
        said = f"{error.code()} {error.facts}" if isinstance(error, SiyuError) else repr(error)
        finish = {"state": JobState.failed, "error": said[:2000], "finished_at": now()}
    with context.session() as session:
        session.execute(
            update(JobRow)
            .where(JobRow.id == job_id, JobRow.state == JobState.running)
            .values(**finish)
        )


def drop_files(session: Session, files: Files, name: str) -> None:
    """Throw away what finished jobs of this name have written; whoever asked may ask again."""
    for row in session.scalars(select(JobRow).where(JobRow.name == name)):
        if row.result and "file" in row.result:
            files.delete(str(row.result["file"]))
            row.result = {}


def requested_jobs(session: Session, most: int = 20) -> Sequence[JobRow]:
    """Jobs that wait to be started, oldest first."""
    return session.scalars(
        select(JobRow).where(JobRow.state == JobState.requested).order_by(JobRow.id).limit(most)
    ).all()
