"""Reconciliation (对账): our payments and refunds against the bill of a day, once by account and day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import Select, delete, func, select
from sqlalchemy import insert as insert_rows

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.kernel.errors import SiyuError

from ..contracts import RefundState
from ..models import PaymentRow, RefundRow
from .bills import CHINA, Bill, BillLine, fetch_bill
from .clients import Clients
from .contracts import DifferenceKind, Subject
from .errors import DifferenceNotFound
from .limits import BILL_READY_HOUR
from .models import BillLineRow, BillRow, DifferenceRow, PaymentAccountRow, WechatTradeRow

DAYS_BACK = 7
"""Days that are caught up with after a stop."""
CHUNK = 500

log = structlog.get_logger(__name__)
One = TypeVar("One")


def reconcile_days(context: Context, due: datetime) -> None:
    """Fetch and compare every bill that is ready and has not been compared."""
    here = now().astimezone(CHINA)
    last = here.date() - timedelta(days=1 if here.hour >= BILL_READY_HOUR.amount else 2)
    with context.session(read_only=True) as session:
        accounts = session.execute(
            select(PaymentAccountRow.id, PaymentAccountRow.created_at).order_by(
                PaymentAccountRow.id
            )
        ).all()
        done = {
            (row.account_id, row.day)
            for row in session.execute(
                select(BillRow.account_id, BillRow.day).where(
                    BillRow.day > last - timedelta(days=DAYS_BACK)
                )
            )
        }
    for account_id, created_at in accounts:
        for back in reversed(range(DAYS_BACK)):
            day = last - timedelta(days=back)
            if (account_id, day) in done or day < created_at.astimezone(CHINA).date():
                continue
            try:
                reconcile(context, account_id, day)
            except SiyuError as error:
                # Asked again at the next run; the days after it do not wait.
                log.warning("wechat.bill_missing", account=account_id, error=error.code())


def reconcile(context: Context, account_id: int, day: date) -> int:
    """Fetch the bill of a day and compare it; again, it replaces what was found before and is not settled.

    Returns:
        the bill's id.

    Raises:
        PaymentAccountNotFound: there is none.
        BillUnfit, PlatformRefused, PlatformUnavailable, AnswerUntrusted: nothing was changed.

    """
    bill = fetch_bill(context.get(Clients).of(context, account_id), day)
    with context.session() as session:
        bill_id = _keep(session, account_id, day, bill)
        _compare(session, account_id, bill_id, day, bill.lines)
        return bill_id


def settle_difference(session: Session, difference_id: int, *, by: str, note: str) -> DifferenceRow:
    """Somebody has looked at it.

    Raises:
        DifferenceNotFound: there is none.

    """
    row = session.scalars(
        select(DifferenceRow).where(DifferenceRow.id == difference_id).with_for_update()
    ).one_or_none()
    if row is None:
        raise DifferenceNotFound(difference_id)
    if row.settled_at is None:
        row.settled_at, row.settled_by, row.note = now(), by, note
        session.flush()
    return row


def _keep(session: Session, account_id: int, day: date, bill: Bill) -> int:
    first = {
        "account_id": account_id,
        "day": day,
        "payments": 0,
        "paid_minor": 0,
        "refunds": 0,
        "refunded_minor": 0,
        "differences": 0,
        "sha1": "",
        "compared_at": now(),
    }
    insert_missing(session, BillRow, [first], keys=["account_id", "day"])
    row = session.scalars(
        select(BillRow)
        .where(BillRow.account_id == account_id, BillRow.day == day)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    session.execute(delete(BillLineRow).where(BillLineRow.bill_id == row.id))
    kept = {(line.subject, line.number): line for line in bill.lines}
    for part in _parts([{"bill_id": row.id, **asdict(line)} for line in kept.values()]):
        session.execute(insert_rows(BillLineRow), part)
    for subject, count, amount in (
        (Subject.payment, "payments", "paid_minor"),
        (Subject.refund, "refunds", "refunded_minor"),
    ):
        amounts = [line.amount_minor for line in kept.values() if line.subject == subject]
        setattr(row, count, len(amounts))
        setattr(row, amount, sum(amounts))
    row.sha1, row.compared_at = bill.sha1, now()
    session.flush()
    return row.id


def _compare(
    session: Session, account_id: int, bill_id: int, day: date, lines: Sequence[BillLine]
) -> None:
    session.execute(
        delete(DifferenceRow).where(
            DifferenceRow.bill_id == bill_id, DifferenceRow.settled_at.is_(None)
        )
    )
    for subject, ours_of, missing_there in (
        (Subject.payment, _payments_of, _payments_missing_there),
        (Subject.refund, _refunds_of, _refunds_missing_there),
    ):
        theirs = {line.number: line for line in lines if line.subject == subject}
        ours = ours_of(session, account_id, list(theirs))
        for number, line in sorted(theirs.items()):
            mine = ours.get(number)
            if mine == line.amount_minor:
                continue
            kind = DifferenceKind.missing_here if mine is None else DifferenceKind.other_amount
            _note(session, account_id, bill_id, kind, line, mine)
        for number, amount in sorted(missing_there(session, account_id, day).items()):
            lost = BillLine(subject, number, "", 0, "", now())
            _note(session, account_id, bill_id, DifferenceKind.missing_there, lost, amount)
    session.flush()
    count = select(func.count()).where(DifferenceRow.bill_id == bill_id)
    session.get_one(BillRow, bill_id).differences = session.scalar(count) or 0
    session.flush()


def _note(
    session: Session,
    account_id: int,
    bill_id: int,
    kind: DifferenceKind,
    line: BillLine,
    ours: int | None,
) -> None:
    row = {
        "account_id": account_id,
        "bill_id": bill_id,
        "kind": str(kind),
        "subject": str(line.subject),
        "number": line.number,
        "reference": line.reference,
        "ours_minor": ours,
        "theirs_minor": None if kind == DifferenceKind.missing_there else line.amount_minor,
        "found_at": now(),
        "settled_by": "",
        "note": "",
    }
    insert_missing(session, DifferenceRow, [row], keys=["account_id", "subject", "number", "kind"])


def _payments_of(session: Session, account_id: int, numbers: Sequence[str]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for part in _parts(list(numbers)):
        rows = session.execute(
            select(PaymentRow.number, PaymentRow.received_minor)
            .join(WechatTradeRow, WechatTradeRow.number == PaymentRow.number)
            .where(
                WechatTradeRow.account_id == account_id,
                PaymentRow.number.in_(part),
                PaymentRow.received_minor > 0,
            )
        )
        found |= {row.number: row.received_minor for row in rows}
    return found


def _refunds_of(session: Session, account_id: int, numbers: Sequence[str]) -> Mapping[str, int]:
    by_id: dict[int, str] = {}
    for number in numbers:
        try:
            by_id[ids.number("rfd", number)] = number
        except ids.MalformedCode:
            continue  # made elsewhere: missing here
    found: dict[str, int] = {}
    for part in _parts(list(by_id)):
        rows = session.execute(
            _our_refunds(account_id).where(
                RefundRow.id.in_(part), RefundRow.state != RefundState.failed
            )
        )
        found |= {by_id[row.id]: row.amount_minor for row in rows}
    return found


def _payments_missing_there(session: Session, account_id: int, day: date) -> Mapping[str, int]:
    """Payments received that day by the platform's own clock, of which its bill says nothing."""
    start, end = _bounds(day)
    rows = session.execute(
        select(PaymentRow.number, PaymentRow.received_minor)
        .join(WechatTradeRow, WechatTradeRow.number == PaymentRow.number)
        .outerjoin(
            BillLineRow,
            (BillLineRow.number == PaymentRow.number) & (BillLineRow.subject == Subject.payment),
        )
        .where(
            WechatTradeRow.account_id == account_id,
            PaymentRow.received_at >= start,
            PaymentRow.received_at < end,
            BillLineRow.id.is_(None),
        )
    )
    return {row.number: row.received_minor for row in rows}


def _refunds_missing_there(session: Session, account_id: int, day: date) -> Mapping[str, int]:
    """Refunds that ended the day before, of which no bill says anything.

    A bill names a refund on the day on which it was asked for, which may be an earlier one than that
    on which it ended: so a refund is judged when the day after its end is compared.
    """
    before = day - timedelta(days=1)
    start, end = _bounds(before)
    compared = select(BillRow.id).where(BillRow.account_id == account_id, BillRow.day == before)
    if session.scalar(compared) is None:
        return {}
    rows = session.execute(
        _our_refunds(account_id).where(
            RefundRow.state == RefundState.succeeded,
            RefundRow.done_at >= start,
            RefundRow.done_at < end,
            RefundRow.requested_at >= start - timedelta(days=DAYS_BACK),
        )
    ).all()
    numbers = {ids.code("rfd", row.id): row.amount_minor for row in rows}
    for part in _parts(list(numbers)):
        seen = session.scalars(
            select(BillLineRow.number).where(
                BillLineRow.subject == Subject.refund, BillLineRow.number.in_(part)
            )
        ).all()
        for number in seen:
            numbers.pop(number, None)
    return numbers


def _our_refunds(account_id: int) -> Select[int, int]:
    return (
        select(RefundRow.id, RefundRow.amount_minor)
        .join(PaymentRow, PaymentRow.id == RefundRow.payment_id)
        .join(WechatTradeRow, WechatTradeRow.number == PaymentRow.number)
        .where(WechatTradeRow.account_id == account_id)
    )


def _bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time(), tzinfo=CHINA)
    return start, start + timedelta(days=1)


def _parts(many: Sequence[One]) -> Iterator[Sequence[One]]:
    for place in range(0, len(many), CHUNK):
        yield many[place : place + CHUNK]
