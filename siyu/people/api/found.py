"""What is done with everybody whom a search finds, as jobs: tags put on or taken off, a file."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse
from pydantic import Field

from siyu.http import Caller, Db, IdempotentRoute, Schema, Text, allow, context_of, fails_with
from siyu.http.callers import PermissionMissing
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.files import FileGone, Files
from siyu.kernel.jobs import JobRow, JobState
from siyu.organization import narrowed_ids, write_audit

from ..bulk_tagging import TAGGING_JOB, request_tagging
from ..contracts import PersonKind, PersonState
from ..errors import ExportNotReady, ListJobNotFound, TagNotFound
from ..list_export import LIST_EXPORT_JOB, ExportColumn, request_list_export
from ..models import TagRow
from ..searching import Search
from .shapes import ALWAYS, MANAGE, REVEAL, Instant, JobCode, Manager, NodeCode, PersonCode, TagCode

router = APIRouter(prefix="/people", tags=["people"], route_class=IdempotentRoute)

EXPORT = "people.export"
Exporter = Annotated[Caller, allow(EXPORT)]
_OF_JOB = (*ALWAYS, ListJobNotFound)


class SearchIn(Schema):
    """The same questions as the list of people answers; all together."""

    query: Text = Field("", max_length=200, description="Part of the name, phone, e-mail, any id.")
    state: Literal[PersonState.anonymous, PersonState.known] | None = None
    kind: PersonKind | None = None
    tag_ids: list[TagCode] = Field([], max_length=10)
    node_id: NodeCode | None = Field(None, description="Only at or below this node.")
    person_ids: list[PersonCode] | None = Field(
        None, min_length=1, max_length=10_000, description="Only these."
    )


class TaggingCreate(Schema):
    """Whom to tag, or to take the tag off."""

    search: SearchIn
    tag_id: TagCode
    remove: bool = False
    expires_at: Instant | None = None


class ListExportCreate(Schema):
    """Whom to write into the file, and what of them."""

    search: SearchIn
    columns: list[ExportColumn] = Field(min_length=1, max_length=len(ExportColumn))
    reveal: bool = Field(False, description="In clear; needs `people.reveal`.")
    language: Literal["zh", "en"] = "zh"


class ListJobOut(Schema):
    """How far it is."""

    id: JobCode
    state: JobState
    done: int = Field(description="People.")
    total: int | None
    changed: int | None = Field(description="Of a tagging: on how many something changed.")
    requested_at: datetime
    finished_at: datetime | None


@router.post("/taggings", status_code=202, responses=fails_with(*ALWAYS, TagNotFound))
def tag_found_people(session: Db, caller: Manager, body: TaggingCreate) -> ListJobOut:
    """Put a tag on everybody whom a search finds, or take it off."""
    if session.get(TagRow, body.tag_id) is None:
        raise TagNotFound(body.tag_id)
    job_id = request_tagging(
        session,
        _search(session, caller, MANAGE, body.search),
        body.tag_id,
        remove=body.remove,
        expires_at=body.expires_at,
        actor=caller.actor,
        key=f"{caller.actor}:{now().isoformat()}",
    )
    asked = {"job": ids.code("job", job_id), "remove": body.remove, **_told(body.search)}
    tag = ids.code("tag", body.tag_id)
    _note(session, caller, "people.tag_found", tag, asked)
    return _job_out(session.get_one(JobRow, job_id))


@router.get("/taggings/{job_id}", responses=fails_with(*_OF_JOB))
def get_tagging(session: Db, caller: Manager, job_id: JobCode) -> ListJobOut:
    """How far a tagging is; for who asked for it."""
    return _job_out(_require_job(session, caller, TAGGING_JOB, job_id))


@router.post("/exports", status_code=202, responses=fails_with(*ALWAYS))
def export_found_people(session: Db, caller: Exporter, body: ListExportCreate) -> ListJobOut:
    """Write everybody whom a search finds into a CSV file."""
    if body.reveal and not caller.may(REVEAL):
        raise PermissionMissing(REVEAL)
    search = _search(session, caller, EXPORT, body.search)
    if body.reveal:
        # In clear only of those whom the caller may see in clear.
        search = _search(session, caller, REVEAL, body.search, within=search.org_nodes)
    job_id = request_list_export(
        session,
        search,
        columns=list(dict.fromkeys(body.columns)),
        reveal=body.reveal,
        language=body.language,
        actor=caller.actor,
        key=f"{caller.actor}:{now().isoformat()}",
    )
    asked = {"columns": list(body.columns), "reveal": body.reveal, **_told(body.search)}
    _note(session, caller, "people.export_found", ids.code("job", job_id), asked)
    return _job_out(session.get_one(JobRow, job_id))


@router.get("/exports/{job_id}", responses=fails_with(*_OF_JOB))
def get_list_export(session: Db, caller: Exporter, job_id: JobCode) -> ListJobOut:
    """How far an export is; for who asked for it."""
    return _job_out(_require_job(session, caller, LIST_EXPORT_JOB, job_id))


@router.get(
    "/exports/{job_id}/file",
    response_class=FileResponse,
    responses=fails_with(*_OF_JOB, ExportNotReady, FileGone),
)
def get_list_export_file(
    request: Request, session: Db, caller: Exporter, job_id: JobCode
) -> FileResponse:
    """The file itself, CSV; for who asked for it."""
    row = _require_job(session, caller, LIST_EXPORT_JOB, job_id)
    if row.state != JobState.done or not row.result or "file" not in row.result:
        raise ExportNotReady(str(row.state))
    path = context_of(request).get(Files).path(row.result["file"])
    return FileResponse(path, media_type="text/csv", filename="people.csv")


def _search(
    session: Session,
    caller: Caller,
    permission: str,
    asked: SearchIn,
    *,
    within: frozenset[int] | None = None,
) -> Search:
    """The search, within the nodes at which the caller holds the permission."""
    nodes = narrowed_ids(session, caller.nodes(permission), asked.node_id)
    if within is not None:
        nodes = within if nodes is None else nodes & within
    return Search(
        query=asked.query,
        state=PersonState(asked.state) if asked.state else None,
        kind=asked.kind,
        tag_ids=tuple(asked.tag_ids),
        org_nodes=nodes,
        person_ids=None if asked.person_ids is None else tuple(asked.person_ids),
    )


def _told(asked: SearchIn) -> dict[str, Any]:
    """For the audit log: what was asked, but for the text, which may be somebody's number."""
    told = asked.model_dump(mode="json", exclude={"query", "person_ids"}, exclude_defaults=True)
    if asked.query:
        told["query"] = "***"
    if asked.person_ids is not None:
        told["people"] = len(asked.person_ids)
    return told


def _require_job(session: Session, caller: Caller, name: str, job_id: int) -> JobRow:
    row = session.get(JobRow, job_id)
    if row is None or row.name != name or row.requested_by != caller.actor:
        raise ListJobNotFound(job_id)
    return row


def _job_out(row: JobRow) -> ListJobOut:
    return ListJobOut(
        id=row.id,
        state=JobState(row.state),
        done=row.done,
        total=row.total,
        changed=(row.result or {}).get("changed"),
        requested_at=row.requested_at,
        finished_at=row.finished_at,
    )


def _note(
    session: Session, caller: Caller, action: str, target: str, after: dict[str, Any]
) -> None:
    write_audit(session, caller.actor, action=action, target=target, before=None, after=after)
