"""What became of deliveries that were handed over, and what is learnt of them later.

Each change of a delivery and the event that tells of it are written in one transaction, and only
here; that is why every sent message has its event.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select, update

from siyu import channels
from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.events import publish_many

from .claiming import ATTEMPTS_MAX, Claim
from .contracts import DeliveryState, Reason, Receipt, ReceiptKind
from .events import (
    MessageBounced,
    MessageClicked,
    MessageDelivered,
    MessageEvent,
    MessageFailed,
    MessageOpened,
    MessageSent,
    MessageSuppressed,
)
from .models import CampaignRow, ClickRow, DeliveryRow, LinkRow, VariantRow
from .progress import Standing, Step, advance

PAUSE_SECONDS_FIRST = 30
PAUSE_SECONDS_MAX = 3600
PAUSE_SECONDS_ACCOUNT = 60

_TIMES: Mapping[ReceiptKind, str] = {kind: f"{kind}_at" for kind in ReceiptKind}
_EVENTS: Mapping[ReceiptKind, type[MessageEvent]] = {
    ReceiptKind.sent: MessageSent,
    ReceiptKind.delivered: MessageDelivered,
    ReceiptKind.opened: MessageOpened,
    ReceiptKind.clicked: MessageClicked,
    ReceiptKind.bounced: MessageBounced,
    ReceiptKind.failed: MessageFailed,
}
_FINAL: Mapping[channels.Outcome, ReceiptKind] = {
    channels.Outcome.accepted: ReceiptKind.sent,
    channels.Outcome.refused: ReceiptKind.failed,
    channels.Outcome.uncertain: ReceiptKind.failed,
}


def settle(
    session: Session,
    claim: Claim,
    results: Mapping[int, channels.HandoverResult],
    *,
    no_address: Sequence[int] = (),
) -> None:
    """Write down what a channel said of a claim; deliveries that lost their lease are left alone.

    Args:
        results: by delivery id.
        no_address: deliveries that were never handed over for want of one.

    """
    held = _held(session, claim)
    receipts: list[Receipt] = []
    retries: list[tuple[DeliveryRow, channels.HandoverResult]] = []
    back: list[tuple[DeliveryRow, channels.HandoverResult]] = []
    providers: dict[int, str] = {}
    instant = now()
    for delivery_id, result in results.items():
        if delivery_id not in held:
            continue
        kind = _final_kind(result, held[delivery_id].attempts)
        if kind is None:
            (back if _is_not_its_fault(result) else retries).append((held[delivery_id], result))
            continue
        if result.provider_id:
            providers[delivery_id] = result.provider_id
        receipts.append(
            Receipt(delivery_id=delivery_id, kind=kind, at=instant, detail=result.detail)
        )
    _requeue(session, retries, attempts_back=0)
    _requeue(session, back, attempts_back=1)
    _suppress_unreachable(session, claim, [held[id_] for id_ in no_address if id_ in held])
    _learn(session, [held[receipt.delivery_id] for receipt in receipts], receipts)
    if providers:
        session.connection().execute(
            update(DeliveryRow)
            .where(DeliveryRow.id == bindparam("the_id"))
            .values(provider_id=bindparam("provider")),
            [{"the_id": id_, "provider": name[:200]} for id_, name in providers.items()],
        )


def apply_receipts(session: Session, receipts: Sequence[Receipt]) -> int:
    """Take in what was learnt of deliveries; returns for how many it was news.

    In any order and however often: states only rise. Unknown deliveries are passed over, since an
    outside system may tell of what was erased long ago.
    """
    ids = sorted({receipt.delivery_id for receipt in receipts})
    if not ids:
        return 0
    rows = session.scalars(
        select(DeliveryRow)
        .where(DeliveryRow.id.in_(ids))
        .order_by(DeliveryRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    return _learn(session, rows, receipts)


def apply_receipt(
    session: Session,
    delivery_id: int,
    *,
    kind: ReceiptKind,
    at: datetime,
    detail: str = "",
    link: int | None = None,
) -> bool:
    """Take in one thing learnt of one delivery; False when it was known."""
    receipt = Receipt(delivery_id=delivery_id, kind=kind, at=at, detail=detail, link=link)
    return apply_receipts(session, [receipt]) > 0


def _learn(session: Session, rows: Sequence[DeliveryRow], receipts: Sequence[Receipt]) -> int:
    by_id = {row.id: row for row in rows}
    tell = _Teller(session, {row.campaign_id for row in rows})
    events: list[MessageEvent] = []
    news = 0
    for receipt in receipts:
        row = by_id.get(receipt.delivery_id)
        if row is None:
            continue
        standing, steps = advance(_standing(row), receipt.kind, receipt.at)
        if steps:
            _write(row, standing, steps, receipt)
        if receipt.kind is ReceiptKind.clicked and row.state != DeliveryState.suppressed:
            # Every click counts, not only the first, but a doubled one does not.
            steps = [step for step in steps if step.kind is not ReceiptKind.clicked]
            if _note_click(session, row, receipt):
                steps.append(Step(ReceiptKind.clicked, receipt.at))
        news += bool(steps)
        events += [tell.of(row, step.kind, receipt) for step in steps]
    session.flush()
    publish_many(session, events)
    return news


class _Teller:
    """Makes events of steps; campaign and variant names are looked up once."""

    def __init__(self, session: Session, campaign_ids: set[int]) -> None:
        self._session = session
        self._campaigns = {
            row.id: row.name
            for row in session.scalars(select(CampaignRow).where(CampaignRow.id.in_(campaign_ids)))
        }
        self._variants = {
            (row.campaign_id, row.number): row
            for row in session.scalars(
                select(VariantRow).where(VariantRow.campaign_id.in_(campaign_ids))
            )
        }

    def of(self, row: DeliveryRow, kind: ReceiptKind, receipt: Receipt) -> MessageEvent:
        variant = self._variants.get((row.campaign_id, row.variant))
        more: dict[str, Any] = {}
        if kind is ReceiptKind.clicked:
            more["link"] = self._address(variant, receipt.link)
        elif kind in (ReceiptKind.bounced, ReceiptKind.failed):
            more["detail"] = receipt.detail
        return _EVENTS[kind](
            person_id=row.person_id,
            delivery_id=row.id,
            campaign_id=row.campaign_id,
            campaign=self._campaigns.get(row.campaign_id, ""),
            variant=variant.name if variant else "",
            channel=row.channel,
            **more,
        )

    def _address(self, variant: VariantRow | None, number: int | None) -> str:
        if variant is None or number is None:
            return ""
        link = self._session.get(LinkRow, (variant.id, number))
        return link.address if link else ""


def _standing(row: DeliveryRow) -> Standing:
    times = {kind: at for kind, name in _TIMES.items() if (at := getattr(row, name)) is not None}
    return Standing(DeliveryState(row.state), times)


def _write(row: DeliveryRow, standing: Standing, steps: Sequence[Step], receipt: Receipt) -> None:
    row.state, row.lease_until, row.lease_token = standing.state, None, None
    for step in steps:
        setattr(row, _TIMES[step.kind], step.at)
    if receipt.kind in (ReceiptKind.bounced, ReceiptKind.failed) and receipt.detail:
        row.problem = receipt.detail[:300]


def _note_click(session: Session, row: DeliveryRow, receipt: Receipt) -> bool:
    at = receipt.at.replace(microsecond=0)
    number = -1 if receipt.link is None else receipt.link
    same = select(ClickRow.id).where(
        ClickRow.delivery_id == row.id, ClickRow.number == number, ClickRow.at == at
    )
    if session.scalar(same) is not None:
        return False
    click = {
        "delivery_id": row.id,
        "campaign_id": row.campaign_id,
        "number": number,
        "at": at,
    }
    insert_missing(session, ClickRow, [click], keys=["delivery_id", "number", "at"])
    return True


def _held(session: Session, claim: Claim) -> dict[int, DeliveryRow]:
    """Deliveries still under the claim's lease, locked."""
    rows = session.scalars(
        select(DeliveryRow)
        .where(
            DeliveryRow.id.in_([delivery.id for delivery in claim.deliveries]),
            DeliveryRow.state == DeliveryState.sending,
            DeliveryRow.lease_token == claim.token,
        )
        .order_by(DeliveryRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def _final_kind(result: channels.HandoverResult, attempts: int) -> ReceiptKind | None:
    if result.outcome is channels.Outcome.bounced:
        return ReceiptKind.bounced
    if result.outcome is channels.Outcome.transient and attempts >= ATTEMPTS_MAX:
        return ReceiptKind.failed
    return _FINAL.get(result.outcome)


def _is_not_its_fault(result: channels.HandoverResult) -> bool:
    return result.outcome in (channels.Outcome.throttled, channels.Outcome.account)


def _requeue(
    session: Session,
    again: Sequence[tuple[DeliveryRow, channels.HandoverResult]],
    *,
    attempts_back: int,
) -> None:
    """Queue deliveries for later: after a pause that doubles, or when the channel said."""
    for row, result in again:
        pause = min(PAUSE_SECONDS_FIRST * 2 ** (row.attempts - 1), PAUSE_SECONDS_MAX)
        if attempts_back:
            pause = result.retry_after_seconds or PAUSE_SECONDS_ACCOUNT
        row.state, row.lease_until, row.lease_token = DeliveryState.queued, None, None
        row.attempts -= attempts_back
        row.due_at = now() + timedelta(seconds=pause)
        row.problem = result.detail[:300]
    session.flush()


def _suppress_unreachable(session: Session, claim: Claim, rows: Sequence[DeliveryRow]) -> None:
    for row in rows:
        row.state, row.reason = DeliveryState.suppressed, Reason.no_address
        row.lease_until, row.lease_token = None, None
    session.flush()
    publish_many(
        session,
        [
            MessageSuppressed(
                person_id=row.person_id,
                delivery_id=row.id,
                campaign_id=row.campaign_id,
                campaign=claim.campaign.name,
                variant=claim.variants[row.variant].name,
                channel=row.channel,
                reason=Reason.no_address,
            )
            for row in rows
        ],
    )
