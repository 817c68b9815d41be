"""Campaigns over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import audiences, channels, organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Text,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel import ids
from siyu.kernel.blocks import Blocks
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, WarehouseUnavailable

from .access import visible_campaign
from .campaign_schemas import (
    ArmCountsOut,
    CampaignBody,
    CampaignOut,
    CapBody,
    ChecklistOut,
    ClicksOut,
    ConversionOut,
    GoalBody,
    QuietBody,
    ResultOut,
    VariantBody,
)
from .campaigns import (
    NewVariant,
    Plan,
    cancel_campaign,
    discard_campaign,
    draft_campaign,
    pause_campaign,
    redraft_campaign,
    resume_campaign,
    start_campaign,
    variants_of,
)
from .checklist import campaign_checklist
from .contracts import CampaignState, Cap, Goal
from .errors import CampaignInOtherState, CampaignNotFound, CampaignNotReady, TemplateNotFound
from .models import CampaignRow
from .reach import require_own_parts
from .result import campaign_result
from .schemas import CampaignCode, SegmentCode

router = APIRouter(prefix="/campaigns", tags=["campaigns"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow("messaging.read")]
Manager = Annotated[Caller, allow("messaging.manage")]
Sender = Annotated[Caller, allow("messaging.send")]
_UNFIT = (
    CampaignNotReady,
    TemplateNotFound,
    audiences.SegmentNotFound,
    channels.ChannelAccountNotFound,
)


@router.get("")
def list_campaigns(
    session: Db,
    page: PageRequest,
    caller: Reader,
    state: Annotated[CampaignState | None, Query(description="Only those in it.")] = None,
    search: Annotated[Text | None, Query(max_length=100, description="Part of the name.")] = None,
    segment_id: Annotated[SegmentCode | None, Query(description="Only those to it.")] = None,
    node_id: organization.WithinNode = None,
) -> Page[CampaignOut]:
    """Campaigns, newest first."""
    query = select(CampaignRow)
    nodes = organization.narrowed_ids(session, caller.nodes("messaging.read"), node_id)
    if nodes is not None:
        query = query.where(CampaignRow.node_id.in_(nodes))
    if state is not None:
        query = query.where(CampaignRow.state == state)
    if search:
        query = query.where(CampaignRow.name.icontains(search, autoescape=True))
    if segment_id is not None:
        query = query.where(CampaignRow.segment_id == segment_id)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(CampaignRow.id < position[0])
    rows = session.scalars(query.order_by(CampaignRow.id.desc()).limit(page.limit + 1)).all()
    items = [_out(session, row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post("", status_code=201, responses=fails_with(*_UNFIT))
def create_campaign(
    body: CampaignBody, session: Db, context: Running, caller: Manager
) -> CampaignOut:
    """Draft a campaign; nothing is sent."""
    organization.require_at(session, caller, "messaging.manage", body.node_id)
    plan = _plan(body)
    require_own_parts(session, context.get(Blocks), caller, plan)
    row = draft_campaign(session, context.get(Blocks), plan)
    return _audited(session, caller, "create", row, before=None)


@router.get("/{campaign_id}", responses=fails_with(CampaignNotFound))
def get_campaign(campaign_id: CampaignCode, session: Db, caller: Reader) -> CampaignOut:
    """One campaign."""
    return _out(session, visible_campaign(session, caller, "messaging.read", campaign_id))


@router.put("/{campaign_id}", responses=fails_with(CampaignNotFound, CampaignInOtherState, *_UNFIT))
def replace_campaign(
    campaign_id: CampaignCode, body: CampaignBody, session: Db, context: Running, caller: Manager
) -> CampaignOut:
    """Change a campaign that has not begun."""
    found = visible_campaign(session, caller, "messaging.manage", campaign_id)
    plan, before = _plan(body), _facts(session, found)
    organization.require_at(session, caller, "messaging.manage", body.node_id)
    require_own_parts(session, context.get(Blocks), caller, plan, before=found)
    row = redraft_campaign(session, context.get(Blocks), campaign_id, plan)
    return _audited(session, caller, "update", row, before=before)


@router.delete(
    "/{campaign_id}",
    status_code=204,
    responses=fails_with(CampaignNotFound, CampaignInOtherState),
)
def delete_campaign(campaign_id: CampaignCode, session: Db, caller: Manager) -> None:
    """Delete a draft."""
    row = visible_campaign(session, caller, "messaging.manage", campaign_id)
    before, node_id = _facts(session, row), row.node_id
    discard_campaign(session, campaign_id)
    organization.write_audit(
        session,
        caller.actor,
        action="campaigns.delete",
        target=ids.code("cmp", campaign_id),
        before=before,
        after=None,
        node_id=node_id,
    )


@router.post(
    "/{campaign_id}/start",
    responses=fails_with(
        CampaignNotFound,
        CampaignInOtherState,
        TemplateNotFound,
        CampaignNotReady,
        channels.ChannelAccountUnusable,
    ),
)
def start(campaign_id: CampaignCode, session: Db, context: Running, caller: Sender) -> CampaignOut:
    """Let it go, now or at `starts_at`."""
    before = _facts(session, visible_campaign(session, caller, "messaging.send", campaign_id))
    row = start_campaign(session, context.get(Blocks), campaign_id)
    return _audited(session, caller, "start", row, before=before)


@router.post("/{campaign_id}/pause", responses=fails_with(CampaignNotFound, CampaignInOtherState))
def pause(campaign_id: CampaignCode, session: Db, caller: Sender) -> CampaignOut:
    """Hand over nothing more for now."""
    before = _facts(session, visible_campaign(session, caller, "messaging.send", campaign_id))
    return _audited(session, caller, "pause", pause_campaign(session, campaign_id), before=before)


@router.post("/{campaign_id}/resume", responses=fails_with(CampaignNotFound, CampaignInOtherState))
def resume(campaign_id: CampaignCode, session: Db, caller: Sender) -> CampaignOut:
    """Go on where it was paused."""
    before = _facts(session, visible_campaign(session, caller, "messaging.send", campaign_id))
    return _audited(session, caller, "resume", resume_campaign(session, campaign_id), before=before)


@router.post("/{campaign_id}/cancel", responses=fails_with(CampaignNotFound, CampaignInOtherState))
def cancel(campaign_id: CampaignCode, session: Db, caller: Sender) -> CampaignOut:
    """End it for good; who has not got it does not get it."""
    before = _facts(session, visible_campaign(session, caller, "messaging.send", campaign_id))
    return _audited(session, caller, "cancel", cancel_campaign(session, campaign_id), before=before)


@router.get(
    "/{campaign_id}/checklist",
    responses=fails_with(CampaignNotFound, audiences.SegmentNotFound, WarehouseUnavailable),
)
def get_checklist(campaign_id: CampaignCode, context: Running, caller: Reader) -> ChecklistOut:
    """What would happen if it started now."""
    with context.session(read_only=True) as session:
        visible_campaign(session, caller, "messaging.read", campaign_id)
    return ChecklistOut.model_validate(campaign_checklist(context, campaign_id))


@router.get("/{campaign_id}/result", responses=fails_with(CampaignNotFound, WarehouseUnavailable))
def get_result(
    campaign_id: CampaignCode, session: Db, context: Running, caller: Reader
) -> ResultOut:
    """What it did: states, clicks over time, conversions and lift over the hold-out."""
    visible_campaign(session, caller, "messaging.read", campaign_id)
    found = campaign_result(session, context.get(Warehouse), campaign_id)
    return ResultOut(
        counts={name: ArmCountsOut.model_validate(arm) for name, arm in found.counts.items()},
        not_eligible=found.not_eligible,
        clicks=[ClicksOut(at=at, count=count) for at, count in found.clicks],
        opens=[ClicksOut(at=at, count=count) for at, count in found.opens],
        conversion=ConversionOut.model_validate(found.conversion) if found.conversion else None,
    )


def _plan(body: CampaignBody) -> Plan:
    return Plan(
        name=body.name,
        holdout_percent=body.holdout_percent,
        consent_default=body.consent_default,
        per_minute=body.per_minute,
        starts_at=body.starts_at,
        ends_at=body.ends_at,
        segment_id=body.segment_id,
        account_id=body.account_id,
        node_id=body.node_id,
        variants=[
            NewVariant(name=v.name, template_id=v.template_id, weight=v.weight)
            for v in body.variants
        ],
        caps=[Cap(scope=cap.scope, count=cap.count, days=cap.days) for cap in body.caps],
        quiet=body.quiet.model_dump() if body.quiet else None,
        goal=Goal(event=body.goal.event, days=body.goal.days) if body.goal else None,
    )


def _out(session: Session, row: CampaignRow) -> CampaignOut:
    fields = {name: getattr(row, name) for name in CampaignOut.model_fields if hasattr(row, name)}
    fields["variants"] = [VariantBody.model_validate(v) for v in variants_of(session, row.id)]
    fields["caps"] = [CapBody(**cap) for cap in row.caps]
    fields["quiet"] = QuietBody(**row.quiet) if row.quiet else None
    fields["goal"] = GoalBody(**row.goal) if row.goal else None
    return CampaignOut(**fields)


def _facts(session: Session, row: CampaignRow) -> dict[str, Any]:
    return _out(session, row).model_dump(mode="json", exclude={"id", "created_at", "updated_at"})


def _audited(
    session: Session, caller: Caller, verb: str, row: CampaignRow, *, before: dict[str, Any] | None
) -> CampaignOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"campaigns.{verb}",
        target=ids.code("cmp", row.id),
        before=before,
        after=_facts(session, row),
        node_id=row.node_id,
    )
    return _out(session, row)
