"""Taking deliveries to hand over: nobody is taken twice, and nobody who must not get it.

One short transaction claims a batch under a lease. On PostgreSQL rows another sender holds are
skipped; on SQLite writers follow one another. A sender that dies leaves its lease to run out; the
next hands the same keys over, and the channel knows what it had.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, or_, select, text, update

from siyu import channels, organization, people
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import publish_many

from .campaigns import caps_of, require_campaign, suppress_queued, variants_of
from .contracts import CampaignState, Cap, CapScope, DeliveryState, Reason
from .events import MessageSuppressed
from .models import QUEUED, SENDING, CampaignRow, DeliveryRow, VariantRow
from .preparing import PURPOSE
from .quiet_hours import QuietHours

ATTEMPTS_MAX = 8
# All claims that count against caps pass one door: two senders could else each think they were first.
_CAPS_LOCK = 0x5349_5955  # "SIYU"


@dataclass(frozen=True)
class Claimed:
    """One delivery under lease."""

    id: int
    person_id: int
    variant: int
    attempt: int


@dataclass(frozen=True)
class Claim:
    """A batch under one lease.

    Args:
        more: whether others of this campaign may be due now.

    """

    campaign: CampaignRow
    account: channels.Account
    token: str
    deliveries: list[Claimed] = field(default_factory=list)
    variants: dict[int, VariantRow] = field(default_factory=dict)
    more: bool = False


def claim_batch(context: Context, campaign_id: int) -> Claim | None:
    """Take the next batch of a running campaign; None when nothing may go now."""
    with context.session() as session:
        row = require_campaign(session, campaign_id)
        if row.state != CampaignState.running:
            return None
        blocks = context.get(Blocks)
        account = channels.require_account(session, blocks, row.account_id)
        zone = organization.get_brand(session, context.settings).timezone
        if not _may_send(session, row, account, zone):
            return None
        _release_expired(session, row)
        adapter = channels.require_adapter(blocks, account.kind)
        if row.caps:
            _pass_one_by_one(session)
        candidates = _candidates(session, row, adapter.batch_max)
        if not candidates:
            return None
        refused = _refusals(session, row, candidates)
        _suppress(session, row, candidates, refused)
        fit = [candidate for candidate in candidates if candidate.id not in refused]
        allowed = channels.take_allowance(session, _limits(row, account), wanted=len(fit))
        claim = Claim(
            campaign=row,
            account=account,
            token=secrets.token_hex(16),
            deliveries=fit[:allowed],
            variants={variant.number: variant for variant in variants_of(session, row.id)},
            more=len(candidates) == adapter.batch_max and allowed == len(fit),
        )
        _lease(session, claim, adapter.lease_seconds)
        return claim


def _may_send(session: Session, row: CampaignRow, account: channels.Account, zone: str) -> bool:
    """Whether the hour and the account allow anything at all."""
    instant = now()
    if row.ends_at is not None and instant >= row.ends_at:
        suppress_queued(session, row.id, reason=Reason.expired)
        return False
    quiet = QuietHours.read(row.quiet)
    quiet_until = quiet.holds_until(instant, zone) if quiet else None
    if quiet_until is not None:
        if row.ends_at is not None and quiet_until >= row.ends_at:
            suppress_queued(session, row.id, reason=Reason.quiet)
        return False
    if account.state is not channels.AccountState.active:
        return False
    return account.retry_at is None or account.retry_at <= instant


def _release_expired(session: Session, row: CampaignRow) -> None:
    """Take back what a sender that died had under lease; give up on what killed too many."""
    gone = (DeliveryRow.campaign_id == row.id, SENDING, DeliveryRow.lease_until < now())
    back: dict[str, Any] = {"lease_until": None, "lease_token": None}
    session.execute(
        update(DeliveryRow)
        .where(*gone, DeliveryRow.attempts >= ATTEMPTS_MAX)
        .values(state=DeliveryState.failed, failed_at=now(), problem="senders died", **back)
    )
    session.execute(update(DeliveryRow).where(*gone).values(state=DeliveryState.queued, **back))


def _candidates(session: Session, row: CampaignRow, most: int) -> list[Claimed]:
    found = session.execute(
        select(DeliveryRow.id, DeliveryRow.person_id, DeliveryRow.variant, DeliveryRow.attempts)
        .where(DeliveryRow.campaign_id == row.id, QUEUED, DeliveryRow.due_at <= now())
        .order_by(DeliveryRow.due_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    return [Claimed(id_, person, variant, attempts + 1) for id_, person, variant, attempts in found]


def _refusals(
    session: Session, row: CampaignRow, candidates: Sequence[Claimed]
) -> dict[int, Reason]:
    """Deliveries that must not go out, each with its reason; asked again at the last moment."""
    person_ids = [candidate.person_id for candidate in candidates]
    leads_to = people.canonical(session, person_ids)
    consenting = people.consented(
        session,
        sorted(set(leads_to.values())),
        purpose=PURPOSE,
        channel=row.channel,
        default=row.consent_default,
    )
    twins = _twins(session, row, leads_to)
    capped = capped_people(session, row, caps_of(row), sorted(set(leads_to.values())))
    refused: dict[int, Reason] = {}
    for candidate in candidates:
        person = leads_to.get(candidate.person_id)
        if person is None:
            refused[candidate.id] = Reason.erased
        elif candidate.person_id != person and person in twins:
            refused[candidate.id] = Reason.duplicate
        elif person not in consenting:
            refused[candidate.id] = Reason.unsubscribed
        elif person in capped:
            refused[candidate.id] = Reason.capped
    return refused


def _twins(session: Session, row: CampaignRow, leads_to: dict[int, int]) -> set[int]:
    """Persons who have a delivery of their own beside that of someone merged into them."""
    merged = {person for node, person in leads_to.items() if node != person}
    if not merged:
        return set()
    return set(
        session.scalars(
            select(DeliveryRow.person_id).where(
                DeliveryRow.campaign_id == row.id, DeliveryRow.person_id.in_(merged)
            )
        )
    )


def capped_people(
    session: Session, row: CampaignRow, caps: Sequence[Cap], person_ids: Sequence[int]
) -> set[int]:
    """Who has had as much as they may. What is being sent counts as sent."""
    capped: set[int] = set()
    for cap in caps:
        since = now() - timedelta(days=cap.days)
        query = (
            select(DeliveryRow.person_id)
            .where(
                DeliveryRow.person_id.in_(person_ids),
                or_(DeliveryRow.sent_at > since, DeliveryRow.state == DeliveryState.sending),
            )
            .group_by(DeliveryRow.person_id)
            .having(func.count() >= cap.count)
        )
        if cap.scope is CapScope.channel:
            query = query.where(DeliveryRow.channel == row.channel)
        capped |= set(session.scalars(query))
    return capped


def _suppress(
    session: Session,
    row: CampaignRow,
    candidates: Sequence[Claimed],
    refused: dict[int, Reason],
) -> None:
    by_reason: dict[Reason, list[int]] = {}
    for delivery_id, reason in refused.items():
        by_reason.setdefault(reason, []).append(delivery_id)
    for reason, delivery_ids in by_reason.items():
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_(delivery_ids))
            .values(state=DeliveryState.suppressed, reason=reason)
        )
    names = {variant.number: variant.name for variant in variants_of(session, row.id)}
    publish_many(
        session,
        [
            MessageSuppressed(
                person_id=candidate.person_id,
                delivery_id=candidate.id,
                campaign_id=row.id,
                campaign=row.name,
                variant=names.get(candidate.variant, ""),
                channel=row.channel,
                reason=refused[candidate.id],
            )
            for candidate in candidates
            # An erased person has no timeline any more.
            if refused.get(candidate.id) not in (None, Reason.erased)
        ],
    )


def _limits(row: CampaignRow, account: channels.Account) -> list[tuple[str, channels.Limit]]:
    limits = [(f"account:{account.id}", limit) for limit in account.limits]
    if row.per_minute:
        own = channels.Limit(
            name="per_minute",
            amount=row.per_minute,
            period_seconds=60,
            source="the campaign",
            date=date.min,
        )
        limits.append((f"campaign:{row.id}", own))
    return limits


def _lease(session: Session, claim: Claim, lease_seconds: int) -> None:
    if claim.deliveries:
        session.execute(
            update(DeliveryRow)
            .where(DeliveryRow.id.in_([delivery.id for delivery in claim.deliveries]))
            .values(
                state=DeliveryState.sending,
                lease_until=now() + timedelta(seconds=lease_seconds),
                lease_token=claim.token,
                attempts=DeliveryRow.attempts + 1,
            )
        )


def _pass_one_by_one(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _CAPS_LOCK})
