"""Beside campaigns over HTTP: figures for a list of them, a message to try."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import channels, organization, people
from siyu.http import Caller, Db, IdempotentRoute, Running, allow, fails_with
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, WarehouseUnavailable

from .campaign_schemas import CampaignTest, CampaignTestOut, FiguresList, FiguresOut
from .errors import CampaignNotFound, CampaignNotReady, TemplateNotFound
from .figures import campaign_figures
from .models import CampaignRow
from .schemas import CampaignCode
from .trial import send_trial, write_trial

router = APIRouter(prefix="/campaigns", tags=["campaigns"], route_class=IdempotentRoute)

FIGURES_MAX = 100
Reader = Annotated[Caller, allow("messaging.read")]
Sender = Annotated[Caller, allow("messaging.send")]


@router.get("/figures", responses=fails_with(WarehouseUnavailable))
def list_figures(
    session: Db,
    context: Running,
    caller: Reader,
    campaign: Annotated[list[CampaignCode], Query(max_length=FIGURES_MAX, description="Which.")],
) -> FiguresList:
    """How far these campaigns have come; those that are not there are left out."""
    query = select(CampaignRow).where(CampaignRow.id.in_(campaign))
    nodes = organization.scope_ids(session, caller.nodes("messaging.read"))
    if nodes is not None:
        query = query.where(CampaignRow.node_id.in_(nodes))
    rows = session.scalars(query.order_by(CampaignRow.id.desc())).all()
    found = campaign_figures(session, context.get(Warehouse), rows)
    return FiguresList(items=[FiguresOut.model_validate(each) for each in found])


@router.post(
    "/{campaign_id}/test",
    responses=fails_with(
        CampaignNotFound,
        CampaignNotReady,
        TemplateNotFound,
        people.PersonNotFound,
        channels.ChannelAccountUnusable,
        channels.AddressMissing,
    ),
)
def send_test(
    campaign_id: CampaignCode, body: CampaignTest, context: Running, caller: Sender
) -> CampaignTestOut:
    """Send one variant to one person at once, past consent and caps; it counts in no result."""
    with context.session() as session:
        row = session.get(CampaignRow, campaign_id)
        if row is None or not organization.holds_at(session, caller, "messaging.send", row.node_id):
            raise CampaignNotFound(campaign_id)
        _require_in_scope(session, caller, body.person_id)
        trial = write_trial(session, context, campaign_id, body.person_id, variant=body.variant)
        organization.write_audit(
            session,
            caller.actor,
            action="campaigns.test",
            target=ids.code("cmp", campaign_id),
            before=None,
            after={"person_id": ids.code("per", body.person_id), "variant": body.variant},
            node_id=row.node_id,
        )
    return CampaignTestOut.model_validate(send_trial(context, trial))


def _require_in_scope(session: Session, caller: Caller, person_id: int) -> None:
    nodes = organization.scope_ids(session, caller.nodes("messaging.send"))
    if not people.in_scope(session, person_id, nodes):
        raise people.PersonNotFound(person_id)
