"""Bills and differences in the console."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel.database import Session

from ...access import READ, audit
from .account_api import MANAGE_ACCOUNTS
from .accounts import require_account
from .errors import (
    AnswerUntrusted,
    BillUnfit,
    DifferenceNotFound,
    PaymentAccountNotFound,
    PlatformRefused,
    PlatformUnavailable,
)
from .models import BillRow, DifferenceRow, PaymentAccountRow
from .reconciling import reconcile, settle_difference
from .schemas import BillAsk, BillOut, DifferenceCode, DifferenceOut, PaymentAccountCode, SettleBody

Reader = Annotated[Caller, allow(READ)]
Keeper = Annotated[Caller, allow(MANAGE_ACCOUNTS)]

router = APIRouter(prefix="/commerce", tags=["commerce_payments"], route_class=IdempotentRoute)


@router.get("/payment-bills")
def list_payment_bills(
    session: Db,
    page: PageRequest,
    caller: Reader,
    account_id: Annotated[PaymentAccountCode | None, Query(description="Only its.")] = None,
) -> Page[BillOut]:
    """Bills that were compared, newest first."""
    query = select(BillRow).join(PaymentAccountRow, PaymentAccountRow.id == BillRow.account_id)
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        query = query.where(PaymentAccountRow.node_id.in_(nodes))
    if account_id is not None:
        query = query.where(BillRow.account_id == account_id)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(BillRow.id < position[0])
    rows = session.scalars(query.order_by(BillRow.id.desc()).limit(page.limit + 1)).all()
    items = [BillOut.model_validate(row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post(
    "/payment-accounts/{account_id}/bills",
    responses=fails_with(
        PaymentAccountNotFound, BillUnfit, PlatformRefused, PlatformUnavailable, AnswerUntrusted
    ),
)
def compare_payment_bill(
    account_id: PaymentAccountCode, body: BillAsk, context: Running, caller: Keeper
) -> BillOut:
    """Fetch the bill of a day and compare it now."""
    # Not in the request's transaction: a bill may take long to come.
    with context.session(read_only=True) as session:
        _require(session, caller, account_id)
    bill_id = reconcile(context, account_id, body.day)
    with context.session() as session:
        row = session.get_one(BillRow, bill_id)
        audit(
            session,
            caller,
            "payment_bills.compare",
            "bil",
            bill_id,
            after={"day": body.day.isoformat(), "differences": row.differences},
            node_id=require_account(session, account_id).node_id,
        )
        return BillOut.model_validate(row)


@router.get("/payment-differences")
def list_payment_differences(
    session: Db,
    page: PageRequest,
    caller: Reader,
    account_id: Annotated[PaymentAccountCode | None, Query(description="Only its.")] = None,
    settled: Annotated[bool | None, Query(description="Only those looked at, or not.")] = None,
) -> Page[DifferenceOut]:
    """Where our book and bills differ, newest first."""
    query = select(DifferenceRow).join(
        PaymentAccountRow, PaymentAccountRow.id == DifferenceRow.account_id
    )
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if nodes is not None:
        query = query.where(PaymentAccountRow.node_id.in_(nodes))
    if account_id is not None:
        query = query.where(DifferenceRow.account_id == account_id)
    if settled is not None:
        is_open = DifferenceRow.settled_at.is_(None)
        query = query.where(~is_open if settled else is_open)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(DifferenceRow.id < position[0])
    rows = session.scalars(query.order_by(DifferenceRow.id.desc()).limit(page.limit + 1)).all()
    items = [DifferenceOut.model_validate(row) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post(
    "/payment-differences/{difference_id}/settle", responses=fails_with(DifferenceNotFound)
)
def settle_payment_difference(
    difference_id: DifferenceCode, body: SettleBody, session: Db, caller: Keeper
) -> DifferenceOut:
    """Say what a difference was; the first to say so stands."""
    found = session.get(DifferenceRow, difference_id)
    if found is None:
        raise DifferenceNotFound(difference_id)
    account = require_account(session, found.account_id)
    if not organization.holds_at(session, caller, MANAGE_ACCOUNTS, account.node_id):
        raise DifferenceNotFound(difference_id)
    row = settle_difference(session, difference_id, by=caller.actor, note=body.note)
    audit(
        session,
        caller,
        "payment_differences.settle",
        "dif",
        difference_id,
        after={"note": body.note},
        node_id=account.node_id,
    )
    return DifferenceOut.model_validate(row)


def _require(session: Session, caller: Caller, account_id: int) -> None:
    row = require_account(session, account_id)
    if not organization.holds_at(session, caller, MANAGE_ACCOUNTS, row.node_id):
        raise PaymentAccountNotFound(account_id)
