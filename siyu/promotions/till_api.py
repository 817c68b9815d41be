"""The verification desk over HTTP, fit for a phone in a store."""

from datetime import datetime, timedelta
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
from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .access import VERIFY
from .attempts import count_wrong_code, require_patience
from .contracts import Coupon, CouponState
from .errors import (
    CodeMistyped,
    CouponNotClaimable,
    CouponNotFound,
    CouponUnusable,
    LimitReached,
    TooManyCodes,
    UndoTooLate,
)
from .ledger import contracts
from .models import CouponRow
from .schemas import (
    CodeBody,
    CouponCode,
    CouponOut,
    NodeCode,
    ShownOut,
    VerificationBody,
    VerifiedOut,
)
from .till import UNDO_MINUTES_MAX, look_up, undo_verification, verify

router = APIRouter(prefix="/promotions/till", tags=["till"], route_class=IdempotentRoute)

Verifier = Annotated[Caller, allow(VERIFY)]
_WRONG = (CodeMistyped, CouponNotFound, TooManyCodes, organization.OutsideScope)


@router.post("/look-ups", responses=fails_with(*_WRONG))
def look_up_code(body: CodeBody, session: Db, context: Running, caller: Verifier) -> ShownOut:
    """What a code is, and whether it could be used at the store now; changes nothing."""
    organization.require_at(session, caller, VERIFY, body.store_id)
    require_patience(session, caller.actor)
    try:
        shown = look_up(session, body.code, node_id=body.store_id, channel=body.channel)
    except (CodeMistyped, CouponNotFound):
        _count_wrong(session, context, caller)
        raise
    return ShownOut(
        kind_id=shown.kind.id,
        name=shown.kind.name,
        description=shown.kind.description,
        effect=shown.kind.effect,
        coupon=CouponOut.model_validate(shown.coupon) if shown.coupon else None,
        reason=shown.reason,
    )


@router.post(
    "/verifications",
    status_code=201,
    responses=fails_with(*_WRONG, CouponUnusable, CouponNotClaimable, LimitReached),
)
def create_verification(
    body: VerificationBody, session: Db, context: Running, caller: Verifier
) -> VerifiedOut:
    """Use the coupon behind a code at a store, once."""
    organization.require_at(session, caller, VERIFY, body.store_id)
    require_patience(session, caller.actor)
    try:
        coupon = verify(
            session,
            body.code,
            node_id=body.store_id,
            actor=caller.actor,
            receipt=body.receipt,
            channel=body.channel,
            person_id=body.person_id,
        )
    except (CodeMistyped, CouponNotFound):
        _count_wrong(session, context, caller)
        raise
    _audit(session, caller, "verify", coupon, body.store_id)
    return _verified(coupon)


@router.get("/verifications")
def list_verifications(
    session: Db,
    page: PageRequest,
    caller: Verifier,
    store_id: Annotated[NodeCode | None, Query(description="Only at or below it.")] = None,
) -> Page[VerifiedOut]:
    """Coupons that tills have used, newest first."""
    query = select(CouponRow).where(
        CouponRow.state == CouponState.used, CouponRow.held_for.startswith("till:")
    )
    nodes = organization.narrowed_ids(session, caller.nodes(VERIFY), store_id)
    if nodes is not None:
        query = query.where(CouponRow.used_node_id.in_(nodes))
    position = decode_cursor(page.cursor, datetime, int)
    if position is not None:
        at, coupon_id = position
        query = query.where(
            (CouponRow.used_at < at) | ((CouponRow.used_at == at) & (CouponRow.id < coupon_id))
        )
    query = query.order_by(CouponRow.used_at.desc(), CouponRow.id.desc())
    rows = session.scalars(query.limit(page.limit + 1)).all()
    items = [_verified(coupon) for coupon in contracts(session, rows[: page.limit])]
    last = rows[page.limit - 1] if len(rows) > page.limit else None
    return Page(items=items, next_cursor=encode_cursor(last.used_at, last.id) if last else None)


@router.post(
    "/verifications/{coupon_id}/undo",
    responses=fails_with(CouponNotFound, CouponUnusable, UndoTooLate, organization.OutsideScope),
)
def undo(coupon_id: CouponCode, session: Db, caller: Verifier) -> CouponOut:
    """Take a verification back within half an hour."""
    row = session.get(CouponRow, coupon_id)
    if row is None:
        raise CouponNotFound
    node_id = row.used_node_id
    organization.require_at(session, caller, VERIFY, node_id)
    coupon = undo_verification(session, coupon_id, actor=caller.actor)
    _audit(session, caller, "undo", coupon, node_id)
    return CouponOut.model_validate(coupon)


def _count_wrong(session: Session, context: Context, caller: Caller) -> None:
    # This transaction fails anyway; on SQLite it would hold up the one that counts.
    session.rollback()
    count_wrong_code(context, caller.actor)


def _verified(coupon: Coupon) -> VerifiedOut:
    until = coupon.used_at + timedelta(minutes=UNDO_MINUTES_MAX) if coupon.used_at else None
    return VerifiedOut(
        coupon=CouponOut.model_validate(coupon), again=coupon.again, undo_until=until
    )


def _audit(
    session: Session, caller: Caller, verb: str, coupon: Coupon, node_id: int | None
) -> None:
    organization.write_audit(
        session,
        caller.actor,
        action=f"coupons.{verb}",
        target=ids.code("cpn", coupon.id),
        before=None,
        after={"state": coupon.state, "again": coupon.again},
        node_id=node_id,
    )
