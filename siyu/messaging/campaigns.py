"""Campaigns: drafted, started, paused, resumed, cancelled."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from siyu import audiences, channels
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import CampaignState, Cap, CapScope, DeliveryState, Goal, Reason, Unready
from .errors import CampaignInOtherState, CampaignNotFound, CampaignNotReady, TemplateNotFound
from .models import QUEUED, SENDING, CampaignRow, DeliveryRow, VariantRow
from .rendering import compiled
from .templates import parts_of, require_template

SANDBOX = "sandbox"
DEFAULT_CAPS = (Cap(scope=CapScope.channel, count=2, days=7),)
DEFAULT_QUIET = {"start": "22:00", "end": "08:00"}


@dataclass(frozen=True, kw_only=True)
class NewVariant:
    """One message to try."""

    name: str
    template_id: int
    weight: int = 1


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything an operator decides on a campaign; a draft may lack variants."""

    name: str
    segment_id: int
    account_id: int
    variants: Sequence[NewVariant]
    node_id: int | None = None
    holdout_percent: float = 0
    consent_default: bool = False
    caps: Sequence[Cap] = DEFAULT_CAPS
    quiet: Mapping[str, str] | None = None
    per_minute: int | None = None
    goal: Goal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def draft_campaign(session: Session, blocks: Blocks, plan: Plan) -> CampaignRow:
    """Keep a plan; nothing is sent.

    Raises:
        SegmentNotFound, ChannelAccountNotFound, TemplateNotFound: it names what is not there.
        CampaignNotReady: its parts do not fit together.

    """
    row = CampaignRow(
        state=CampaignState.draft, salt=secrets.randbits(62), created_at=now(), updated_at=now()
    )
    _write(session, blocks, row, plan)
    return row


def redraft_campaign(session: Session, blocks: Blocks, campaign_id: int, plan: Plan) -> CampaignRow:
    """Change a campaign that has not begun.

    Raises:
        CampaignInOtherState: it has begun.
        CampaignNotReady: it waits for its hour, and could no longer start.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(row, CampaignState.draft, CampaignState.scheduled)
    session.execute(delete(VariantRow).where(VariantRow.campaign_id == row.id))
    row.updated_at = now()
    _write(session, blocks, row, plan)
    if row.state == CampaignState.scheduled:
        _require_ready(session, row)
        row.starts_at = row.starts_at or now()
        session.flush()
    return row


def discard_campaign(session: Session, campaign_id: int) -> None:
    """Delete a draft.

    Raises:
        CampaignInOtherState: it has begun; what was sent is kept.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(row, CampaignState.draft)
    session.execute(delete(VariantRow).where(VariantRow.campaign_id == row.id))
    session.delete(row)
    session.flush()


def start_campaign(session: Session, blocks: Blocks, campaign_id: int) -> CampaignRow:
    """Let it go, now or at ``starts_at``; a worker queues its messages.

    Raises:
        CampaignInOtherState: it has begun.
        CampaignNotReady: it cannot be sent as it is.
        ChannelAccountUnusable: its account is off.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(row, CampaignState.draft)
    channels.require_account(session, blocks, row.account_id, usable=True)
    _require_ready(session, row)
    row.problem = ""
    row.state, row.starts_at, row.updated_at = (
        CampaignState.scheduled,
        row.starts_at or now(),
        now(),
    )
    session.flush()
    return row


def unready(session: Session, row: CampaignRow) -> list[tuple[Unready, str]]:
    """What keeps a campaign from starting, each with the name of the variant at fault."""
    found: list[tuple[Unready, str]] = []
    variants = variants_of(session, row.id)
    if not variants:
        found.append((Unready.no_variant, ""))
    for variant in variants:
        try:
            template = require_template(session, variant.template_id)
        except TemplateNotFound:
            found.append((Unready.template_gone, variant.name))
            continue
        expressions = compiled(parts_of(template)).expressions()
        if any(e.path[0] == "event" and not e.has_default for e in expressions):
            found.append((Unready.speaks_of_event, variant.name))
    if row.ends_at is not None and row.ends_at <= max(now(), row.starts_at or now()):
        found.append((Unready.ends_before_start, ""))
    return found


def pause_campaign(session: Session, campaign_id: int) -> CampaignRow:
    """Hand over nothing more for now; what a channel has in hand goes out.

    Raises:
        CampaignInOtherState: it is not running.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(row, CampaignState.running)
    return _move(session, row, CampaignState.paused)


def resume_campaign(session: Session, campaign_id: int) -> CampaignRow:
    """Go on where it was paused.

    Raises:
        CampaignInOtherState: it is not paused.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(row, CampaignState.paused)
    return _move(session, row, CampaignState.running)


def cancel_campaign(session: Session, campaign_id: int) -> CampaignRow:
    """End it for good; who has not got it does not get it.

    A scheduled one becomes a draft again, since nothing has happened yet.

    Raises:
        CampaignInOtherState: it has ended.

    """
    row = require_campaign(session, campaign_id, lock=True)
    _require_state(
        row,
        CampaignState.scheduled,
        CampaignState.preparing,
        CampaignState.running,
        CampaignState.paused,
    )
    if row.state == CampaignState.scheduled:
        return _move(session, row, CampaignState.draft)
    suppress_queued(session, row.id, reason=Reason.cancelled)
    row.finished_at = now()
    return _move(session, row, CampaignState.cancelled)


def suppress_queued(session: Session, campaign_id: int, *, reason: Reason) -> None:
    """Let everyone still queued go without, in one statement.

    No event each: nothing happened to these people, and the campaign says what did.
    """
    session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.campaign_id == campaign_id, QUEUED)
        .values(state=DeliveryState.suppressed, reason=reason)
    )


def finish_if_done(session: Session, row: CampaignRow) -> bool:
    """End a running campaign in which nothing waits any more."""
    waiting = select(
        exists().where(DeliveryRow.campaign_id == row.id, QUEUED)
        | exists().where(DeliveryRow.campaign_id == row.id, SENDING)
    )
    if session.scalar(waiting):
        return False
    row.finished_at = now()
    _move(session, row, CampaignState.done)
    return True


def require_campaign(session: Session, campaign_id: int, *, lock: bool = False) -> CampaignRow:
    """The campaign.

    Raises:
        CampaignNotFound: there is none.

    """
    query = select(CampaignRow).where(CampaignRow.id == campaign_id)
    row = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise CampaignNotFound(campaign_id)
    return row


def variants_of(session: Session, campaign_id: int) -> list[VariantRow]:
    """Its variants, by number."""
    return list(
        session.scalars(
            select(VariantRow)
            .where(VariantRow.campaign_id == campaign_id)
            .order_by(VariantRow.number)
        )
    )


def caps_of(row: CampaignRow) -> list[Cap]:
    """Its caps, as stored."""
    return [Cap(**{**entry, "scope": CapScope(entry["scope"])}) for entry in row.caps]


def _write(session: Session, blocks: Blocks, row: CampaignRow, plan: Plan) -> None:
    audiences.require_segment(session, plan.segment_id)
    account = channels.require_account(session, blocks, plan.account_id)
    for variant in plan.variants:
        kind = require_template(session, variant.template_id).kind
        if account.kind not in (kind, SANDBOX):
            raise CampaignNotReady(Unready.channel_differs, variant.name)
    row.name, row.node_id = plan.name, plan.node_id
    row.segment_id, row.account_id = plan.segment_id, plan.account_id
    row.channel = account.channel
    row.holdout_percent, row.consent_default = plan.holdout_percent, plan.consent_default
    row.caps = [asdict(cap) for cap in plan.caps]
    row.quiet = dict(plan.quiet) if plan.quiet else None
    row.per_minute = plan.per_minute
    row.goal = asdict(plan.goal) if plan.goal else None
    row.starts_at, row.ends_at = plan.starts_at, plan.ends_at
    session.add(row)
    session.flush()
    for number, variant in enumerate(plan.variants, start=1):
        values: dict[str, Any] = asdict(variant)
        session.add(VariantRow(campaign_id=row.id, number=number, **values))
    session.flush()


def _require_ready(session: Session, row: CampaignRow) -> None:
    for problem, about in unready(session, row):
        raise CampaignNotReady(problem, about)


def _move(session: Session, row: CampaignRow, state: CampaignState) -> CampaignRow:
    row.state, row.updated_at = state, now()
    session.flush()
    return row


def _require_state(row: CampaignRow, *states: CampaignState) -> None:
    if row.state not in states:
        raise CampaignInOtherState(row.state, [str(state) for state in states])
