"""How imports ended, for whoever waits for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from siyu.imports.models import ImportRow
from siyu.kernel.database import Session
from siyu.kernel.jobs import JobRow, JobState


@dataclass(frozen=True, kw_only=True)
class ImportEnding:
    """One end of an import's work.

    Args:
        checked: the work was a dry run, not the import itself.

    """

    import_id: int
    title: str
    checked: bool
    failed: bool
    rows: int | None
    rejected: int | None
    at: datetime


def import_endings(
    session: Session, nodes: frozenset[int] | None, *, since: datetime, most: int
) -> list[ImportEnding]:
    """Imports whose last work came to an end, newest first.

    Args:
        nodes: only those at one of these org nodes; None is everywhere.
        since: from this instant on.

    """
    query = (
        select(ImportRow, JobRow)
        .join(JobRow, JobRow.id == ImportRow.job_id)
        .where(JobRow.state.in_((JobState.done, JobState.failed)), JobRow.finished_at >= since)
        .order_by(JobRow.finished_at.desc())
        .limit(most)
    )
    if nodes is not None:
        query = query.where(ImportRow.node_id.in_(nodes))
    return [_ending(row, job) for row, job in session.execute(query)]


def _ending(row: ImportRow, job: JobRow) -> ImportEnding:
    report = row.report or {}
    return ImportEnding(
        import_id=row.id,
        title=row.title,
        checked=job.name == "imports.check",
        failed=job.state == JobState.failed,
        rows=report.get("rows"),
        rejected=report.get("rejected"),
        at=job.finished_at or job.requested_at,
    )
