"""What runs as long as the process: campaigns that are due, senders, receipts."""

from datetime import timedelta
from random import shuffle

import structlog
from sqlalchemy import select

from siyu import channels
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.errors import Conflict, Invalid, NotFound
from siyu.warehouse import QueryCancelled, QueryTooExpensive

from .campaigns import finish_if_done, require_campaign
from .contracts import CampaignState, Receipt, ReceiptKind
from .errors import CampaignNotReady, LinkUnknown
from .links import read_click
from .models import CampaignRow
from .preparing import open_campaign, prepare_chunk
from .rendering import CODE_PREFIX
from .sending import running_campaigns, send_batch
from .settling import apply_receipts
from .unsubscribing import unsubscribe

PATIENCE = timedelta(minutes=30)
"""How long a campaign waits for a segment that fails, from the hour it was to start."""
_MAY_PASS = (CampaignNotReady, QueryTooExpensive, QueryCancelled)

log = structlog.get_logger(__name__)


def advance_campaigns(context: Context) -> bool:
    """Open what is due, queue what is being prepared, end what is through."""
    with context.session(read_only=True) as session:
        rows = session.execute(
            select(CampaignRow.id, CampaignRow.state).where(
                (CampaignRow.state.in_([CampaignState.preparing, CampaignState.running]))
                | (
                    (CampaignRow.state == CampaignState.scheduled)
                    & (CampaignRow.starts_at <= now())
                )
            )
        ).all()
    busy = False
    for campaign_id, state in rows:
        if state == CampaignState.scheduled:
            busy = _open(context, campaign_id) or busy
        elif state == CampaignState.preparing:
            prepare_chunk(context, campaign_id)
            busy = True
        else:
            with context.session() as session:
                row = require_campaign(session, campaign_id, lock=True)
                if row.state == CampaignState.running:
                    finish_if_done(session, row)
    return busy


def send_some(context: Context) -> bool:
    """A batch of every running campaign, in a new order each time so that none starves."""
    campaigns = running_campaigns(context)
    shuffle(campaigns)
    more = [send_batch(context, campaign_id) for campaign_id in campaigns]
    return any(more)


def take_channel_receipts(context: Context) -> bool:
    """Bring what channels reported to the deliveries it is about."""
    with context.session(read_only=True) as session:
        if not channels.has_receipts(session):
            return False
    with context.session() as session:
        taken = channels.take_receipts(session)
        apply_channel_receipts(session, taken)
        return len(taken) > 0


def apply_channel_receipts(session: Session, taken: list[channels.ChannelReceipt]) -> None:
    """Apply receipts that name a message by its key; keys that are not ours are passed over."""
    receipts = []
    for receipt in taken:
        try:
            delivery_id = ids.number(CODE_PREFIX, receipt.key)
        except ids.MalformedCode:
            continue  # a test message
        if receipt.kind is channels.ReceiptKind.unsubscribed:
            unsubscribe(session, delivery_id, how="channel", proof={"channel": "report"})
            continue
        receipts.append(
            Receipt(
                delivery_id=delivery_id,
                kind=ReceiptKind(receipt.kind),
                at=receipt.at,
                detail=receipt.detail,
                link=_link_number(receipt.link),
            )
        )
    apply_receipts(session, receipts)


def _open(context: Context, campaign_id: int) -> bool:
    try:
        return open_campaign(context, campaign_id)
    except (NotFound, Invalid, Conflict) as problem:
        log.warning("messaging.campaign_not_opened", campaign_id=campaign_id, error=problem.code())
        with context.session() as session:
            row = require_campaign(session, campaign_id, lock=True)
            # What may pass is waited for; a template or segment that is gone does not come back.
            waits = isinstance(problem, _MAY_PASS) and now() < (row.starts_at or now()) + PATIENCE
            if row.state == CampaignState.scheduled and not waits:
                row.state, row.problem = CampaignState.draft, problem.code()
        return False


def _link_number(url: str) -> int | None:
    try:
        return read_click(url.rpartition("/")[2]).number if url else None
    except LinkUnknown:
        return None
