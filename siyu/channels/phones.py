"""Sandbox phones: what lies on them, what their owners do, by themselves or by a tester's hand."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from siyu import people
from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .accounts import require_account
from .contracts import ChannelReceipt, ReceiptKind
from .errors import NoSuchLink, PhoneMessageNotFound
from .models import PhoneMessageRow
from .receipts import report_receipts
from .sandbox import chance

MESSAGES_A_STEP_MAX = 1000


@dataclass(frozen=True, kw_only=True)
class PhoneMessage:
    """A message as it lies on a person's phone."""

    id: int
    account_id: int
    person_id: int
    subject: str
    text: str
    html: str
    links: list[str]
    received_at: datetime
    delivered_at: datetime | None
    opened_at: datetime | None
    clicked_at: datetime | None
    bounced_at: datetime | None
    unsubscribed_at: datetime | None


def phone_messages(
    session: Session,
    *,
    person_id: int | None,
    org_nodes: frozenset[int] | None = None,
    before_id: int | None = None,
    most: int,
) -> list[PhoneMessage]:
    """Messages on one person's phone, or on all; newest first. What is still under way is absent.

    Args:
        org_nodes: only of people who belong to one of these; None is everywhere.

    """
    query = select(PhoneMessageRow).order_by(PhoneMessageRow.id.desc()).limit(most)
    query = query.where(
        PhoneMessageRow.delivered_at.is_not(None) | PhoneMessageRow.bounced_at.is_not(None)
    )
    if person_id is not None:
        query = query.where(PhoneMessageRow.person_id == person_id)
    if org_nodes is not None:
        query = query.where(PhoneMessageRow.person_id.in_(people.persons_within(org_nodes)))
    if before_id is not None:
        query = query.where(PhoneMessageRow.id < before_id)
    return [_message(row) for row in session.scalars(query)]


def act_on_message(
    session: Session,
    message_id: int,
    *,
    kind: ReceiptKind,
    link_number: int = 0,
    org_nodes: frozenset[int] | None = None,
) -> PhoneMessage:
    """Do what the phone's owner would: open, click, unsubscribe; or let it bounce.

    Args:
        org_nodes: to one of which the owner must belong; None is everywhere.

    Raises:
        PhoneMessageNotFound: no such message, or on nobody's phone of these nodes.
        NoSuchLink: a click on a link that is not there.

    """
    row = session.get(PhoneMessageRow, message_id, with_for_update=True)
    if row is None or not people.in_scope(session, row.person_id, org_nodes):
        raise PhoneMessageNotFound(message_id)
    links = json.loads(row.content)["links"]
    if kind is ReceiptKind.clicked and link_number >= len(links):
        raise NoSuchLink(link_number, len(links))
    link = links[link_number] if kind is ReceiptKind.clicked else ""
    _happen(session, row, [(now(), kind, link)])
    session.flush()
    return _message(row)


def advance_phones(context: Context) -> bool:
    """Let the simulated owners do what is due; the channel's receipts come of it."""
    with context.session(read_only=True) as session:
        due = PhoneMessageRow.next_at <= now()
        if session.scalar(select(PhoneMessageRow.id).where(due).limit(1)) is None:
            return False
    with context.session() as session:
        rows = session.scalars(
            select(PhoneMessageRow)
            .where(PhoneMessageRow.next_at <= now())
            .order_by(PhoneMessageRow.next_at)
            .limit(MESSAGES_A_STEP_MAX)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            _advance(context, session, row)
        return len(rows) == MESSAGES_A_STEP_MAX


def forget_person(session: Session, person_ids: Sequence[int]) -> None:
    """Wipe the phones of erased people."""
    session.execute(delete(PhoneMessageRow).where(PhoneMessageRow.person_id.in_(person_ids)))


def _advance(context: Context, session: Session, row: PhoneMessageRow) -> None:
    instant = now()
    plan = [(datetime.fromisoformat(at), ReceiptKind(kind)) for at, kind in row.plan]
    due = [(at, kind) for at, kind in plan if at <= instant]
    rest = row.plan[len(due) :]
    steps = []
    for at, kind in due:
        link = ""
        if kind is ReceiptKind.clicked:
            links = json.loads(row.content)["links"]
            account = require_account(session, context.get(Blocks), row.account_id)
            link = links[int(chance(account, row.key, "which link") * len(links))]
        steps.append((at, kind, link))
    row.plan, row.next_at = rest, datetime.fromisoformat(rest[0][0]) if rest else None
    _happen(session, row, steps)


def _happen(
    session: Session, row: PhoneMessageRow, steps: Sequence[tuple[datetime, ReceiptKind, str]]
) -> None:
    for at, kind, _ in steps:
        field = f"{kind}_at"
        if getattr(row, field) is None:
            setattr(row, field, at)
        if kind is ReceiptKind.clicked and row.opened_at is None:
            row.opened_at = at
    report_receipts(
        session,
        [
            ChannelReceipt(
                key=row.key,
                kind=kind,
                at=at,
                link=link,
                detail="bounced by the sandbox" if kind is ReceiptKind.bounced else "",
            )
            for at, kind, link in steps
        ],
    )


def _message(row: PhoneMessageRow) -> PhoneMessage:
    content = json.loads(row.content)
    return PhoneMessage(
        id=row.id,
        account_id=row.account_id,
        person_id=row.person_id,
        subject=content["subject"],
        text=content["text"],
        html=content["html"],
        links=content["links"],
        received_at=row.received_at,
        delivered_at=row.delivered_at,
        opened_at=row.opened_at,
        clicked_at=row.clicked_at,
        bounced_at=row.bounced_at,
        unsubscribed_at=row.unsubscribed_at,
    )
