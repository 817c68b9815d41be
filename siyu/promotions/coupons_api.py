"""Coupons and batches of codes over HTTP."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from sqlalchemy import select

from siyu import organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    LateRoute,
    Page,
    PageRequest,
    allow,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel import ids
from siyu.kernel.database import Session

from .access import EXPORT, GIVE, MANAGE, READ, visible_batch, visible_kind, within
from .batches import entered_counts, make_batch, stop_batch, write_codes
from .contracts import CouponState
from .errors import (
    CodeBatchNotFound,
    CouponKindInOtherState,
    CouponKindNotFound,
    CouponKindUnfit,
    CouponNotFound,
    CouponUnusable,
    LimitReached,
)
from .expiring import void_coupons
from .kinds import require_kind
from .ledger import contracts
from .models import CodeBatchRow, CouponKindRow, CouponLineRow, CouponRow
from .schemas import (
    BatchBody,
    BatchCode,
    BatchOut,
    CouponCode,
    CouponDetailOut,
    CouponLineOut,
    CouponOut,
    KindCode,
    PersonCode,
    VoidBody,
)

router = APIRouter(prefix="/promotions", tags=["coupons"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Giver = Annotated[Caller, allow(GIVE)]
Exporter = Annotated[Caller, allow(EXPORT)]


@router.get("/coupons")
def list_coupons(
    session: Db,
    page: PageRequest,
    caller: Reader,
    person_id: Annotated[PersonCode | None, Query(description="Only theirs.")] = None,
    kind_id: Annotated[KindCode | None, Query(description="Only of this kind.")] = None,
    state: Annotated[CouponState | None, Query(description="Only those in it.")] = None,
) -> Page[CouponOut]:
    """Coupons, newest first."""
    query = (
        select(CouponRow)
        .join(CouponKindRow, CouponKindRow.id == CouponRow.kind_id)
        .where(*within(session, caller, CouponKindRow.node_id))
    )
    if person_id is not None:
        query = query.where(CouponRow.person_id.in_(people.component(session, person_id)))
    if kind_id is not None:
        query = query.where(CouponRow.kind_id == kind_id)
    if state is not None:
        query = query.where(CouponRow.state == state)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(CouponRow.id < position[0])
    rows = session.scalars(query.order_by(CouponRow.id.desc()).limit(page.limit + 1)).all()
    items = [CouponOut.model_validate(each) for each in contracts(session, rows[: page.limit])]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.get("/coupons/{coupon_id}", responses=fails_with(CouponNotFound))
def get_coupon(coupon_id: CouponCode, session: Db, caller: Reader) -> CouponDetailOut:
    """One coupon, with all that happened to it."""
    return _detail(session, _visible(session, caller, READ, coupon_id))


@router.post("/coupons/{coupon_id}/void", responses=fails_with(CouponNotFound, CouponUnusable))
def void_coupon(
    coupon_id: CouponCode, body: VoidBody, session: Db, caller: Giver
) -> CouponDetailOut:
    """Take a held coupon back for good."""
    row = _visible(session, caller, GIVE, coupon_id)
    cause = f"void:{secrets.token_hex(8)}"
    if not void_coupons(session, [coupon_id], cause=cause, reason=body.reason, actor=caller.actor):
        raise CouponUnusable(coupon_id, row.state)
    session.refresh(row)
    organization.write_audit(
        session,
        caller.actor,
        action="coupons.void",
        target=ids.code("cpn", coupon_id),
        before={"state": CouponState.held},
        after={"state": row.state, "reason": body.reason},
        node_id=require_kind(session, row.kind_id).node_id,
    )
    return _detail(session, row)


@router.get("/code-batches")
def list_code_batches(
    session: Db,
    page: PageRequest,
    caller: Reader,
    kind_id: Annotated[KindCode | None, Query(description="Only of this kind.")] = None,
) -> Page[BatchOut]:
    """Batches of codes, newest first."""
    query = (
        select(CodeBatchRow)
        .join(CouponKindRow, CouponKindRow.id == CodeBatchRow.kind_id)
        .where(*within(session, caller, CouponKindRow.node_id))
    )
    if kind_id is not None:
        query = query.where(CodeBatchRow.kind_id == kind_id)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(CodeBatchRow.id < position[0])
    rows = session.scalars(query.order_by(CodeBatchRow.id.desc()).limit(page.limit + 1)).all()
    items = _batches(session, list(rows[: page.limit]))
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post(
    "/code-batches",
    status_code=201,
    responses=fails_with(CouponKindNotFound, CouponKindInOtherState, CouponKindUnfit, LimitReached),
)
def create_code_batch(body: BatchBody, session: Db, caller: Manager) -> BatchOut:
    """Make codes; they are computed, so a million take no longer than one."""
    visible_kind(session, caller, MANAGE, body.kind_id)
    row = make_batch(
        session,
        body.kind_id,
        name=body.name,
        size=body.size,
        valid_until=body.valid_until,
        actor=caller.actor,
    )
    return _audited(session, caller, "create", row)


@router.get("/code-batches/{batch_id}", responses=fails_with(CodeBatchNotFound))
def get_code_batch(batch_id: BatchCode, session: Db, caller: Reader) -> BatchOut:
    """One batch, with how many of its codes were entered."""
    return _batches(session, [visible_batch(session, caller, READ, batch_id)])[0]


@router.post("/code-batches/{batch_id}/stop", responses=fails_with(CodeBatchNotFound))
def stop_code_batch(batch_id: BatchCode, session: Db, caller: Manager) -> BatchOut:
    """Take no more codes of it; those that people hold keep their promise."""
    visible_batch(session, caller, MANAGE, batch_id)
    return _audited(session, caller, "stop", stop_batch(session, batch_id))


# A route of its own class would keep the whole file for its idempotency key.
export_router = APIRouter(prefix="/promotions", tags=["coupons"], route_class=LateRoute)


@export_router.post(
    "/code-batches/{batch_id}/export",
    responses={
        200: {"content": {"text/csv": {"example": "code\r\n7KQW-93MD-XT4C\r\n"}}},
        **fails_with(CodeBatchNotFound),
    },
    response_class=StreamingResponse,
)
def export_codes(batch_id: BatchCode, session: Db, caller: Exporter) -> StreamingResponse:
    """All codes of a batch as a CSV file; who took it stands in the audit log."""
    row = visible_batch(session, caller, EXPORT, batch_id)
    _audited(session, caller, "export", row)
    name = ids.code("cbt", row.id)
    return StreamingResponse(
        write_codes(row.id, row.size),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def _visible(session: Session, caller: Caller, permission: str, coupon_id: int) -> CouponRow:
    row = session.get(CouponRow, coupon_id)
    if row is None:
        raise CouponNotFound
    try:
        visible_kind(session, caller, permission, row.kind_id)
    except CouponKindNotFound:
        raise CouponNotFound from None
    return row


def _detail(session: Session, row: CouponRow) -> CouponDetailOut:
    lines = session.scalars(
        select(CouponLineRow).where(CouponLineRow.coupon_id == row.id).order_by(CouponLineRow.id)
    )
    [coupon] = contracts(session, [row])
    shown = CouponOut.model_validate(coupon)
    return CouponDetailOut(
        **shown.model_dump(), lines=[CouponLineOut.model_validate(line) for line in lines]
    )


def _batches(session: Session, rows: list[CodeBatchRow]) -> list[BatchOut]:
    entered = entered_counts(session, [row.id for row in rows])
    return [
        BatchOut(
            id=row.id,
            kind_id=row.kind_id,
            name=row.name,
            size=row.size,
            valid_until=row.valid_until,
            stopped_at=row.stopped_at,
            created_at=row.created_at,
            entered={CouponState(k): n for k, n in entered.get(row.id, {}).items()},
        )
        for row in rows
    ]


def _audited(session: Session, caller: Caller, verb: str, row: CodeBatchRow) -> BatchOut:
    [out] = _batches(session, [row])
    organization.write_audit(
        session,
        caller.actor,
        action=f"code_batches.{verb}",
        target=ids.code("cbt", row.id),
        before=None,
        after=out.model_dump(mode="json", exclude={"id", "entered"}),
        node_id=require_kind(session, row.kind_id).node_id,
    )
    return out
