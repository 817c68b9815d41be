"""Seeing in clear, taking along, being forgotten."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from pydantic import Field
from sqlalchemy import select

from siyu.http import Db, IdempotentRoute, Schema, Text, context_of, fails_with
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.files import FileGone, Files
from siyu.kernel.jobs import JobRow, JobState
from siyu.organization import write_audit

from ..erasure import request_erasure
from ..errors import ExportNotFound, ExportNotReady
from ..exporting import EXPORT_JOB, request_export
from ..models import IdentifierRow
from ..trait_keys import PERSONAL
from ..traits import folded_values
from .shapes import (
    ERASE,
    OF_PERSON,
    REVEAL,
    Eraser,
    JobCode,
    PersonCode,
    Revealer,
    require_visible,
)

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)


class RevealedIdentifier(Schema):
    """An identifier in clear."""

    kind: str
    value: str


class Revealed(Schema):
    """Personal data in clear."""

    traits: dict[str, Any]
    identifiers: list[RevealedIdentifier]


class ExportOut(Schema):
    """A file with everything about a person, or the way to it."""

    id: JobCode
    state: JobState
    requested_at: datetime
    finished_at: datetime | None
    events: int | None = Field(description="Events in the file.")


class ErasureCreate(Schema):
    """Why somebody is forgotten."""

    reason: Text = Field(max_length=500, examples=["asked by e-mail on 2026-03-01"])


class ErasureOut(Schema):
    """The job that forgets."""

    id: JobCode
    state: JobState


@router.get("/{person_id}/reveal", responses=fails_with(*OF_PERSON))
def reveal(request: Request, caller: Revealer, person_id: PersonCode) -> Revealed:
    """Personal data in clear; the audit log keeps who looked."""
    # A GET that writes: the log line must be there before the answer is.
    with context_of(request).session() as session:
        person = require_visible(session, caller, person_id, REVEAL)
        nodes = dict.fromkeys(person.nodes, person.id)
        rows = session.scalars(
            select(IdentifierRow)
            .where(IdentifierRow.person_id == person.id)
            .order_by(IdentifierRow.id)
        )
        identifiers = [RevealedIdentifier(kind=row.type, value=row.value) for row in rows]
        traits = folded_values(session, nodes, keys=PERSONAL).get(person.id, {})
        shown = sorted({*traits, *(one.kind for one in identifiers)})
        write_audit(
            session,
            caller.actor,
            action="people.reveal",
            target=ids.code("per", person.id),
            before=None,
            after={"shown": shown},
        )
    return Revealed(traits=traits, identifiers=identifiers)


@router.post("/{person_id}/export", status_code=202, responses=fails_with(*OF_PERSON))
def export_person(session: Db, caller: Eraser, person_id: PersonCode) -> ExportOut:
    """Ask for a file with everything we keep about a person."""
    person = require_visible(session, caller, person_id, ERASE)
    job_id = request_export(session, person.id, actor=caller.actor, key=now().isoformat())
    target, job = ids.code("per", person.id), ids.code("job", job_id)
    write_audit(
        session,
        caller.actor,
        action="people.export",
        target=target,
        before=None,
        after={"job": job},
    )
    return _export_out(session.get_one(JobRow, job_id))


@router.get("/{person_id}/export/{job_id}", responses=fails_with(*OF_PERSON, ExportNotFound))
def get_export(session: Db, caller: Eraser, person_id: PersonCode, job_id: JobCode) -> ExportOut:
    """How far an export is."""
    return _export_out(_require_export(session, caller, person_id, job_id))


@router.get(
    "/{person_id}/export/{job_id}/file",
    response_class=FileResponse,
    responses=fails_with(*OF_PERSON, ExportNotFound, ExportNotReady, FileGone),
)
def get_export_file(
    request: Request, session: Db, caller: Eraser, person_id: PersonCode, job_id: JobCode
) -> FileResponse:
    """The file itself, JSON."""
    row = _require_export(session, caller, person_id, job_id)
    if row.state != JobState.done or not row.result or "file" not in row.result:
        raise ExportNotReady(str(row.state))
    path = context_of(request).get(Files).path(row.result["file"])
    name = f"{ids.code('per', person_id)}.json"
    return FileResponse(path, media_type="application/json", filename=name)


@router.post("/{person_id}/erasure", status_code=202, responses=fails_with(*OF_PERSON))
def erase_person(
    session: Db, caller: Eraser, person_id: PersonCode, body: ErasureCreate
) -> ErasureOut:
    """Forget a person for good: both stores and files; only the fact itself stays in the log."""
    person = require_visible(session, caller, person_id, ERASE)
    job_id = request_erasure(session, person.id, actor=caller.actor, reason=body.reason)
    row = session.get_one(JobRow, job_id)
    return ErasureOut(id=row.id, state=JobState(row.state))


def _require_export(session: Db, caller: Any, person_id: int, job_id: int) -> JobRow:
    person = require_visible(session, caller, person_id, ERASE)
    row = session.get(JobRow, job_id)
    if row is None or row.name != EXPORT_JOB or row.arguments.get("person_id") not in person.nodes:
        raise ExportNotFound(job_id)
    return row


def _export_out(row: JobRow) -> ExportOut:
    return ExportOut(
        id=row.id,
        state=JobState(row.state),
        requested_at=row.requested_at,
        finished_at=row.finished_at,
        events=(row.result or {}).get("events"),
    )
