"""Before it goes: how many have agreed, can be reached, are capped; what it costs and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from siyu import audiences, channels, people
from siyu.kernel.blocks import Blocks
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .campaigns import caps_of, require_campaign, unready, variants_of
from .claiming import capped_people
from .contracts import Unready
from .errors import TemplateNotFound
from .models import CampaignRow
from .preparing import PURPOSE
from .rendering import compiled
from .templates import parts_of, require_template

SAMPLE_PEOPLE = 20_000


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """What would happen if it started now. ``exact`` is False where a sample was counted."""

    audience: int
    exact: bool
    consented: int
    reachable: int
    capped: int
    held_out: int
    expected: int
    cost_minor: int
    currency: str
    seconds: float | None
    warnings: list[str] = field(default_factory=list)


def campaign_checklist(context: Context, campaign_id: int) -> Checklist:
    """Count what is in the way of a campaign.

    Raises:
        CampaignNotFound: no such campaign.
        SegmentNotFound: its segment is gone.

    """
    with context.session(read_only=True) as session:
        row = require_campaign(session, campaign_id)
        segment = audiences.require_segment(session, row.segment_id)
    members: NDArray[np.uint32] = np.asarray(
        audiences.member_ids(context.get(Warehouse), row.segment_id), dtype=np.uint32
    )
    sample = _sample(members, row.salt)
    scale = len(members) / len(sample) if len(sample) else 1.0
    with context.session(read_only=True) as session:
        account = channels.require_account(session, context.get(Blocks), row.account_id)
        asked = sample.tolist()
        consented = people.consented(
            session,
            asked,
            purpose=PURPOSE,
            channel=row.channel,
            default=row.consent_default,
        )
        agreed = sorted(consented)
        reachable = _reachable(session, account, agreed)
        capped = capped_people(session, row, caps_of(row), agreed)
        warnings = _warnings(session, row, account) + _of_segment(segment.state)
    left = len(reachable - capped)
    expected = round(left * scale * (1 - row.holdout_percent / 100))
    return Checklist(
        audience=len(members),
        exact=len(sample) == len(members),
        consented=round(len(agreed) * scale),
        reachable=round(len(reachable) * scale),
        capped=round(len(capped) * scale),
        held_out=round(len(agreed) * scale * row.holdout_percent / 100),
        expected=expected,
        cost_minor=expected * account.cost_minor,
        currency=account.currency,
        seconds=_seconds(row, account, expected),
        warnings=warnings + _empty(len(members), expected),
    )


def _sample(members: NDArray[np.uint32], seed: int) -> NDArray[np.uint32]:
    if len(members) <= SAMPLE_PEOPLE:
        return members
    picked = np.random.default_rng(seed).choice(len(members), SAMPLE_PEOPLE, replace=False)
    return members[np.sort(picked)]


def _reachable(session: Session, account: channels.Account, person_ids: Sequence[int]) -> set[int]:
    if account.address_kind is None:
        return set(person_ids)
    return set(people.contacts(session, person_ids, account.address_kind))


def _seconds(row: CampaignRow, account: channels.Account, expected: int) -> float | None:
    """Least time the limits allow; None where there are none."""
    per_second = [limit.amount / limit.period_seconds for limit in account.limits]
    if row.per_minute:
        per_second.append(row.per_minute / 60)
    return expected / min(per_second) if per_second else None


def _warnings(session: Session, row: CampaignRow, account: channels.Account) -> list[str]:
    """Codes of what an operator should look at; the console has the words."""
    found = []
    if account.state is not channels.AccountState.active:
        found.append("account_off")
    if account.retry_at is not None:
        found.append("account_failing")
    if account.kind == "sandbox":
        found.append("sandbox_only")
    if not row.holdout_percent:
        found.append("no_holdout")
    if row.goal is None:
        found.append("no_goal")
    if row.quiet is None:
        found.append("no_quiet_hours")
    found += [problem.value for problem, _ in unready(session, row)]
    for variant in variants_of(session, row.id):
        try:
            content = compiled(parts_of(require_template(session, variant.template_id)))
        except TemplateNotFound:
            continue
        if account.channel == "email" and not content.uses("unsubscribe_url"):
            found.append("no_unsubscribe_link")
        if not content.links:
            found.append("no_link")
    return sorted(set(found))


def _of_segment(state: audiences.SegmentState) -> list[str]:
    if state is audiences.SegmentState.failed:
        return [Unready.segment_failed.value]
    return ["segment_computing"] if state is audiences.SegmentState.computing else []


def _empty(audience: int, expected: int) -> list[str]:
    if not audience:
        return ["nobody_in_segment"]
    return [] if expected else ["nobody_reachable"]
