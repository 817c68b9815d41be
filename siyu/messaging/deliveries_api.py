"""Deliveries of a campaign over HTTP: a page at a time, and all of them as a file."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from fastapi.responses import FileResponse
from pydantic import ConfigDict, Field

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Schema,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.http.callers import PermissionMissing
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.files import FileGone, Files
from siyu.kernel.jobs import JobNotFound, JobRow, JobState, require_job
from siyu.people import Contact

from .access import EXPORT, READ, visible_campaign
from .campaign_schemas import DeliveryOut
from .contracts import DeliveryFilter, DeliveryState, Learnt, Reason
from .deliveries import delivery_query, variant_names
from .delivery_export import DELIVERY_EXPORT, request_delivery_export
from .errors import CampaignNotFound
from .models import DeliveryRow
from .schemas import CampaignCode, JobCode

router = APIRouter(prefix="/campaigns", tags=["campaigns"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Exporter = Annotated[Caller, allow(EXPORT)]
Variant = Annotated[Text, Field(max_length=40)]
_OF_JOB = (CampaignNotFound, JobNotFound)


class DeliveryExportCreate(Schema):
    """Which deliveries to write into the file, and what of the people."""

    state: DeliveryState | None = None
    learnt: Learnt | None = None
    reason: Reason | None = None
    variant: Variant | None = None
    contacts: list[Contact] = Field([], max_length=3, description="Needs `people.read`.")
    reveal: bool = Field(False, description="Contacts in clear; needs `people.reveal`.")
    language: Literal["zh", "en"] = "zh"


class DeliveryExportOut(Schema):
    """How far it is."""

    model_config = ConfigDict(from_attributes=True)

    id: JobCode
    state: JobState
    done: int = Field(description="People written.")
    total: int | None
    requested_at: datetime
    finished_at: datetime | None


@router.get("/{campaign_id}/deliveries", responses=fails_with(CampaignNotFound))
def list_deliveries(
    campaign_id: CampaignCode,
    session: Db,
    page: PageRequest,
    caller: Reader,
    state: Annotated[DeliveryState | None, Query(description="Only those in it.")] = None,
    learnt: Annotated[
        Learnt | None, Query(description="Only those of whom this is known, whatever came after.")
    ] = None,
    reason: Annotated[Reason | None, Query(description="Only those passed over for it.")] = None,
    variant: Annotated[
        Text | None, Query(max_length=40, description="A variant's name, or `holdout`.")
    ] = None,
) -> Page[DeliveryOut]:
    """Messages of a campaign, by person."""
    visible_campaign(session, caller, READ, campaign_id)
    only = DeliveryFilter(state=state, learnt=learnt, reason=reason, variant=variant)
    query = delivery_query(session, campaign_id, only)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(DeliveryRow.person_id > position[0])
    rows = session.scalars(query.limit(page.limit + 1)).all()
    names = variant_names(session, campaign_id)
    items = [_delivery(row, names) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].person_id) if more else None)


@router.post(
    "/{campaign_id}/deliveries/exports",
    status_code=202,
    responses=fails_with(CampaignNotFound, PermissionMissing),
)
def create_delivery_export(
    campaign_id: CampaignCode, body: DeliveryExportCreate, session: Db, caller: Exporter
) -> DeliveryExportOut:
    """Write everyone the campaign was for into a CSV file, as a job."""
    row = visible_campaign(session, caller, EXPORT, campaign_id)
    # Contacts of people anywhere, so the permission has to reach as far as the campaign does.
    needed = [(bool(body.contacts), "people.read"), (body.reveal, "people.reveal")]
    for asked, permission in needed:
        if asked and not organization.holds_at(session, caller, permission, row.node_id):
            raise PermissionMissing(permission)
    only = DeliveryFilter(
        state=body.state, learnt=body.learnt, reason=body.reason, variant=body.variant
    )
    job_id = request_delivery_export(
        session,
        campaign_id,
        only,
        contacts=list(dict.fromkeys(body.contacts)),
        reveal=body.reveal,
        language=body.language,
        actor=caller.actor,
        key=f"{caller.actor}:{now().isoformat()}",
    )
    narrowed = {name: value for name, value in asdict(only).items() if value is not None}
    organization.write_audit(
        session,
        caller.actor,
        action="campaigns.export",
        target=ids.code("cmp", campaign_id),
        before=None,
        after={"contacts": list(body.contacts), "reveal": body.reveal, **narrowed},
        node_id=row.node_id,
    )
    return DeliveryExportOut.model_validate(session.get_one(JobRow, job_id))


@router.get("/{campaign_id}/deliveries/exports/{job_id}", responses=fails_with(*_OF_JOB))
def get_delivery_export(
    campaign_id: CampaignCode, job_id: JobCode, session: Db, caller: Exporter
) -> DeliveryExportOut:
    """How far an export is; for who asked for it."""
    return DeliveryExportOut.model_validate(_own_job(session, caller, campaign_id, job_id))


@router.get(
    "/{campaign_id}/deliveries/exports/{job_id}/file",
    responses=fails_with(*_OF_JOB, FileGone),
    response_class=FileResponse,
)
def get_delivery_export_file(
    campaign_id: CampaignCode,
    job_id: JobCode,
    session: Db,
    context: Running,
    caller: Exporter,
) -> FileResponse:
    """The file itself, CSV; for who asked for it."""
    row = _own_job(session, caller, campaign_id, job_id)
    if row.state != JobState.done:
        raise JobNotFound(job_id)
    path = context.get(Files).path(str((row.result or {}).get("file", "")))
    return FileResponse(path, media_type="text/csv", filename=f"{ids.code('cmp', campaign_id)}.csv")


def _delivery(row: DeliveryRow, names: dict[int, str]) -> DeliveryOut:
    fields: dict[str, Any] = {
        name: getattr(row, name) for name in DeliveryOut.model_fields if hasattr(row, name)
    }
    fields |= {"variant": names.get(row.variant, ""), "reason": row.reason or None}
    return DeliveryOut(**fields)


def _own_job(session: Session, caller: Caller, campaign_id: int, job_id: int) -> JobRow:
    visible_campaign(session, caller, EXPORT, campaign_id)
    job = require_job(session, job_id)
    mine = job.requested_by == caller.actor and job.arguments.get("campaign_id") == campaign_id
    if job.name != DELIVERY_EXPORT or not mine:
        raise JobNotFound(job_id)
    return job
