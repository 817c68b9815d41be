"""Rows as they cross HTTP, and which of them a caller may see."""

from typing import Annotated

import msgspec

from siyu import organization
from siyu.http import Caller, allow
from siyu.imports.contracts import Detection, Kind, Mapping, Report
from siyu.imports.dirt import title_of
from siyu.imports.errors import ImportNotFound, MappingIncomplete
from siyu.imports.importing import folder_of, require_import
from siyu.imports.jobs import job_of, state_of
from siyu.imports.models import ImportRow
from siyu.imports.preparing import check_mapping
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .schemas import FindingOut, ImportOut, Progress, ReportOut

READ, MANAGE = "imports.read", "imports.manage"
Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]


def visible(session: Session, caller: Caller, permission: str, import_id: int) -> ImportRow:
    """An import at a node where the caller holds the permission.

    Raises:
        ImportNotFound: there is none, or none the caller may see.

    """
    row = require_import(session, import_id)
    if not organization.holds_at(session, caller, permission, row.node_id):
        raise ImportNotFound
    return row


def import_out(context: Context, session: Session, row: ImportRow) -> ImportOut:
    """An import with its job and its report."""
    detection = msgspec.convert(row.detection, Detection)
    mapping = msgspec.convert(row.mapping, Mapping)
    job = job_of(session, row)
    state = state_of(row, job)
    progress = None
    if job is not None and state in ("checking", "running", "paused"):
        progress = Progress(phase=job.message, done=job.done, total=job.total)
    return ImportOut(
        id=row.id,
        kind=Kind(row.kind),
        title=row.title,
        state=state,
        task=None if job is None else "check" if job.name == "imports.check" else "import",
        bytes=row.file_bytes,
        source_id=row.source_id,
        source_name=row.source_name,
        reading=detection.reading,
        columns=detection.columns,
        sheets=detection.sheets,
        sample_rows=detection.rows,
        ambiguous=detection.ambiguous,
        mapping=mapping,
        missing=_missing(detection, mapping),
        report=None if row.report is None else _report_out(msgspec.convert(row.report, Report)),
        progress=progress,
        error=job.error if job is not None and state == "failed" else "",
        sent_items=row.sent_items,
        created_at=row.created_at,
        finished_at=row.finished_at,
        has_rejects=(folder_of(context, row.id) / "rejects.csv").exists(),
    )


def _missing(detection: Detection, mapping: Mapping) -> list[str]:
    try:
        check_mapping(detection.kind, mapping, [column.name for column in detection.columns])
    except MappingIncomplete as incomplete:
        return incomplete.missing
    return []


def _report_out(report: Report) -> ReportOut:
    return ReportOut(
        rows=report.rows,
        kept=report.kept,
        rejected=report.rejected,
        items=report.items,
        findings=[
            FindingOut(
                code=finding.code,
                title=title_of(finding.code),
                severity=finding.severity,
                count=finding.count,
                first_rows=finding.first_rows,
            )
            for finding in report.findings
        ],
        customers=report.customers,
        total=report.total,
        currency=report.currency,
        first_time=report.first_time,
        last_time=report.last_time,
        sent=report.sent,
        already_there=report.already_there,
        corrected=report.corrected,
    )
