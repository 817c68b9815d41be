"""Kinds of coupons and hand-outs over HTTP."""

import secrets
from typing import Annotated, Any

from fastapi import APIRouter, Query
from sqlalchemy import func, select

from siyu import audiences, organization, people
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    Running,
    Text,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.database import Session

from .access import GIVE, MANAGE, READ, START, require_own_stores, visible_kind, within
from .contracts import CouponState, KindState, Limits, Source, Validity
from .counters import Counted, taken_by_kind
from .errors import (
    CouponKindInOtherState,
    CouponKindNotFound,
    CouponKindUnfit,
    CouponNotClaimable,
    HandOutNotFound,
    StoresOutOfReach,
)
from .hand_out_jobs import hand_out_to_segment, require_hand_out
from .handing_out import hand_out
from .kinds import (
    KindPlan,
    activate_kind,
    change_kind,
    discard_kind,
    draft_kind,
    rule_of,
    stop_kind,
)
from .models import CodeBatchRow, CouponKindRow, CouponRow, HandOutRow
from .schemas import (
    CouponKindOut,
    HandOutBody,
    HandOutCode,
    HandOutOut,
    KindBody,
    KindCode,
    KindFiguresOut,
    LimitsBody,
    ValidityBody,
)

router = APIRouter(prefix="/promotions", tags=["coupons"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Starter = Annotated[Caller, allow(START)]
Giver = Annotated[Caller, allow(GIVE)]
_UNFIT = (CouponKindUnfit, organization.NodeNotFound, StoresOutOfReach)


@router.get("/coupon-kinds")
def list_coupon_kinds(
    session: Db,
    page: PageRequest,
    caller: Reader,
    state: Annotated[KindState | None, Query(description="Only those in it.")] = None,
    search: Annotated[Text | None, Query(max_length=100, description="Part of the name.")] = None,
    node_id: organization.WithinNode = None,
) -> Page[CouponKindOut]:
    """Kinds of coupons, newest first."""
    query = select(CouponKindRow).where(*within(session, caller, CouponKindRow.node_id, node_id))
    if state is not None:
        query = query.where(CouponKindRow.state == state)
    if search:
        query = query.where(CouponKindRow.name.icontains(search, autoescape=True))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(CouponKindRow.id < position[0])
    rows = session.scalars(query.order_by(CouponKindRow.id.desc()).limit(page.limit + 1)).all()
    taken = taken_by_kind(session, Counted.kind_claims, [row.id for row in rows])
    return page_of(
        rows, page, item=lambda row: _out(row, taken.get(row.id)), position=lambda row: (row.id,)
    )


@router.post("/coupon-kinds", status_code=201, responses=fails_with(*_UNFIT))
def create_coupon_kind(
    body: KindBody, session: Db, context: Running, caller: Manager
) -> CouponKindOut:
    """Draft a kind of coupon; nobody can get one yet."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    zone = organization.get_brand(session, context.settings).timezone
    row = draft_kind(session, _plan(body), zone=zone)
    require_own_stores(session, caller, rule_of(row).when.stores)
    return _audited(session, caller, "create", row, before=None)


@router.get("/coupon-kinds/{kind_id}", responses=fails_with(CouponKindNotFound))
def get_coupon_kind(kind_id: KindCode, session: Db, caller: Reader) -> CouponKindOut:
    """One kind of coupon."""
    return _shown(session, visible_kind(session, caller, READ, kind_id))


@router.put(
    "/coupon-kinds/{kind_id}",
    responses=fails_with(CouponKindNotFound, CouponKindInOtherState, *_UNFIT),
)
def replace_coupon_kind(
    kind_id: KindCode, body: KindBody, session: Db, caller: Manager
) -> CouponKindOut:
    """Change a kind; once it is active, what its coupons do and how long they live stays."""
    before = _facts(session, visible_kind(session, caller, MANAGE, kind_id))
    organization.require_at(session, caller, MANAGE, body.node_id)
    row = change_kind(session, kind_id, _plan(body))
    require_own_stores(session, caller, rule_of(row).when.stores)
    return _audited(session, caller, "update", row, before=before)


@router.delete(
    "/coupon-kinds/{kind_id}",
    status_code=204,
    responses=fails_with(CouponKindNotFound, CouponKindInOtherState),
)
def delete_coupon_kind(kind_id: KindCode, session: Db, caller: Manager) -> None:
    """Throw a draft away."""
    row = visible_kind(session, caller, MANAGE, kind_id)
    before, node_id = _facts(session, row), row.node_id
    discard_kind(session, kind_id)
    organization.write_audit(
        session,
        caller.actor,
        action="coupon_kinds.delete",
        target=ids.code("cpk", kind_id),
        before=before,
        after=None,
        node_id=node_id,
    )


@router.post(
    "/coupon-kinds/{kind_id}/activate",
    responses=fails_with(CouponKindNotFound, CouponKindInOtherState, CouponKindUnfit),
)
def activate_coupon_kind(kind_id: KindCode, session: Db, caller: Starter) -> CouponKindOut:
    """Let people have it."""
    before = _facts(session, visible_kind(session, caller, START, kind_id))
    return _audited(session, caller, "activate", activate_kind(session, kind_id), before=before)


@router.post(
    "/coupon-kinds/{kind_id}/stop",
    responses=fails_with(CouponKindNotFound, CouponKindInOtherState),
)
def stop_coupon_kind(kind_id: KindCode, session: Db, caller: Starter) -> CouponKindOut:
    """Give no more; those that people hold keep their promise."""
    before = _facts(session, visible_kind(session, caller, START, kind_id))
    return _audited(session, caller, "stop", stop_kind(session, kind_id), before=before)


@router.get("/coupon-kinds/{kind_id}/figures", responses=fails_with(CouponKindNotFound))
def get_coupon_kind_figures(kind_id: KindCode, session: Db, caller: Reader) -> KindFiguresOut:
    """How many of its coupons are held, used, expired."""
    visible_kind(session, caller, READ, kind_id)
    states = session.execute(
        select(CouponRow.state, func.count())
        .where(CouponRow.kind_id == kind_id)
        .group_by(CouponRow.state)
    ).all()
    made = session.scalar(
        select(func.coalesce(func.sum(CodeBatchRow.size), 0)).where(CodeBatchRow.kind_id == kind_id)
    )
    entered = session.scalar(
        select(func.count()).where(CouponRow.kind_id == kind_id, CouponRow.batch_id.is_not(None))
    )
    return KindFiguresOut(
        states={CouponState(state): count for state, count in states},
        codes_made=int(made or 0),
        codes_entered=entered or 0,
    )


@router.post(
    "/coupon-kinds/{kind_id}/hand-outs",
    status_code=201,
    responses=fails_with(CouponKindNotFound, CouponNotClaimable, audiences.SegmentNotFound),
)
def create_hand_out(kind_id: KindCode, body: HandOutBody, session: Db, caller: Giver) -> HandOutOut:
    """Give people one coupon each; for a segment a job does it."""
    node_id = visible_kind(session, caller, GIVE, kind_id).node_id
    nodes = organization.scope_ids(session, caller.nodes(GIVE))
    if body.segment_id is not None:
        segment = audiences.require_segment(session, body.segment_id)
        if nodes is not None and segment.node_id not in nodes:
            raise audiences.SegmentNotFound(segment=ids.code("seg", body.segment_id))
        row = hand_out_to_segment(session, kind_id, body.segment_id, actor=caller.actor)
        out = HandOutOut.model_validate(row)
    else:
        within_reach = people.those_within(session, body.person_ids or [], nodes)
        given = hand_out(
            session,
            kind_id,
            within_reach,
            cause=f"staff:{body.cause or secrets.token_hex(8)}",
            source=Source.staff,
            actor=caller.actor,
        )
        out = HandOutOut(
            kind_id=kind_id,
            people=len(within_reach),
            given=given.given,
            again=given.again,
            refused_total=given.refused_total,
            refused_person=given.refused_person,
        )
    organization.write_audit(
        session,
        caller.actor,
        action="coupon_kinds.hand_out",
        target=ids.code("cpk", kind_id),
        before=None,
        after=out.model_dump(mode="json"),
        node_id=node_id,
    )
    return out


@router.get("/hand-outs")
def list_hand_outs(
    session: Db,
    page: PageRequest,
    caller: Reader,
    kind_id: Annotated[KindCode | None, Query(description="Only of this kind.")] = None,
) -> Page[HandOutOut]:
    """Hand-outs to segments, newest first."""
    query = (
        select(HandOutRow)
        .join(CouponKindRow, CouponKindRow.id == HandOutRow.kind_id)
        .where(*within(session, caller, CouponKindRow.node_id))
    )
    if kind_id is not None:
        query = query.where(HandOutRow.kind_id == kind_id)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(HandOutRow.id < position[0])
    rows = session.scalars(query.order_by(HandOutRow.id.desc()).limit(page.limit + 1)).all()
    return page_of(rows, page, item=HandOutOut.model_validate, position=lambda row: (row.id,))


@router.get("/hand-outs/{hand_out_id}", responses=fails_with(HandOutNotFound, CouponKindNotFound))
def get_hand_out(hand_out_id: HandOutCode, session: Db, caller: Reader) -> HandOutOut:
    """How far a hand-out to a segment is."""
    row = require_hand_out(session, hand_out_id)
    visible_kind(session, caller, READ, row.kind_id)
    return HandOutOut.model_validate(row)


def _plan(body: KindBody) -> KindPlan:
    return KindPlan(
        name=body.name,
        description=body.description,
        node_id=body.node_id,
        effect=body.effect,
        validity=Validity(**body.validity.model_dump()),
        limits=Limits(**body.limits.model_dump()),
        claim_from=body.claim_from,
        claim_until=body.claim_until,
        public=body.public,
        return_policy=body.return_policy,
        return_grace_days=body.return_grace_days,
    )


def _out(row: CouponKindRow, taken: int | None) -> CouponKindOut:
    fields = {name: getattr(row, name) for name in CouponKindOut.model_fields if hasattr(row, name)}
    fields["validity"] = ValidityBody.model_validate(
        {
            "from": row.valid_from,
            "until": row.valid_until,
            "days": row.valid_days,
            "after_days": row.valid_after_days,
        }
    )
    fields["limits"] = LimitsBody(
        claims=row.claims_max,
        claims_per_person=row.claims_per_person_max,
        uses=row.uses_max,
        uses_per_person=row.uses_per_person_max,
    )
    return CouponKindOut(claims_taken=taken, **fields)


def _shown(session: Session, row: CouponKindRow) -> CouponKindOut:
    return _out(row, taken_by_kind(session, Counted.kind_claims, [row.id]).get(row.id))


def _facts(session: Session, row: CouponKindRow) -> dict[str, Any]:
    hidden = {"id", "created_at", "updated_at", "claims_taken"}
    return _shown(session, row).model_dump(mode="json", exclude=hidden)


def _audited(
    session: Session,
    caller: Caller,
    verb: str,
    row: CouponKindRow,
    *,
    before: dict[str, Any] | None,
) -> CouponKindOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"coupon_kinds.{verb}",
        target=ids.code("cpk", row.id),
        before=before,
        after=_facts(session, row),
        node_id=row.node_id,
    )
    return _shown(session, row)
