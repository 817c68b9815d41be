"""Promotions over HTTP: drafts, lifecycle, simulator."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization, people
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
    encode_cursor,
    fails_with,
)
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse, WarehouseUnavailable

from .access import MANAGE, READ, START, require_own_stores, visible_kind, visible_promotion, within
from .drafts import (
    PromotionPlan,
    change_promotion,
    discard_promotion,
    draft_promotion,
    rules_of,
    start_promotion,
    stop_promotion,
)
from .errors import (
    CouponKindNotFound,
    PromotionInOtherState,
    PromotionNotFound,
    PromotionUnfit,
    StoresOutOfReach,
)
from .pricing import Cart, CartLine, Delivery, InvalidCart, PersonFacts
from .promotion_contracts import PromotionLimits, PromotionState
from .promotion_models import PromotionRow, PromotionVersionRow
from .promotion_schemas import (
    PricedOut,
    PromotionBody,
    PromotionDetailOut,
    PromotionLimitsBody,
    PromotionOut,
    PromotionVersionOut,
    SimulationBody,
    UsageOut,
)
from .schemas import PromotionCode
from .simulating import names_in, simulate
from .usage import used_of

router = APIRouter(prefix="/promotions", tags=["promotions"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Starter = Annotated[Caller, allow(START)]
_UNFIT = (PromotionUnfit, organization.NodeNotFound, StoresOutOfReach)
VERSIONS_MAX = 500


@router.get("")
def list_promotions(
    session: Db,
    page: PageRequest,
    caller: Reader,
    state: Annotated[PromotionState | None, Query(description="Only those in it.")] = None,
    search: Annotated[Text | None, Query(max_length=100, description="Part of the name.")] = None,
    node_id: organization.WithinNode = None,
) -> Page[PromotionOut]:
    """Promotions, newest first."""
    query = select(PromotionRow).where(*within(session, caller, PromotionRow.node_id, node_id))
    if state is not None:
        query = query.where(PromotionRow.state == state)
    if search:
        query = query.where(PromotionRow.name.icontains(search, autoescape=True))
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(PromotionRow.id < position[0])
    rows = session.scalars(query.order_by(PromotionRow.id.desc()).limit(page.limit + 1)).all()
    rules = rules_of(session, rows)
    items = [_out(row, rules[row.id]) for row in rows[: page.limit]]
    more = len(rows) > page.limit
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if more else None)


@router.post("", status_code=201, responses=fails_with(*_UNFIT))
def create_promotion(body: PromotionBody, session: Db, caller: Manager) -> PromotionOut:
    """Draft a promotion; it holds for nobody yet."""
    organization.require_at(session, caller, MANAGE, body.node_id)
    row = draft_promotion(session, _plan(body), actor=caller.actor)
    _require_own(session, caller, row)
    return _audited(session, caller, "create", row, before=None)


@router.post(
    "/simulations",
    responses=fails_with(
        InvalidCart,
        PromotionNotFound,
        CouponKindNotFound,
        people.PersonNotFound,
        WarehouseUnavailable,
    ),
)
def create_simulation(
    body: SimulationBody, session: Db, context: Running, caller: Reader
) -> PricedOut:
    """Price a cart with what runs and with drafts besides; nothing is taken or kept."""
    nodes = organization.scope_ids(session, caller.nodes(READ))
    if body.person_id is not None and not people.in_scope(session, body.person_id, nodes):
        raise people.PersonNotFound(body.person_id)
    priced = simulate(
        session,
        context.get(Warehouse),
        _cart(body),
        at=body.at or now(),
        person_id=body.person_id,
        drafts=[visible_promotion(session, caller, READ, each) for each in body.promotion_ids],
        kinds=[visible_kind(session, caller, READ, each) for each in body.coupon_kind_ids],
    )
    shown: dict[str, Any] = msgspec.to_builtins(priced)
    wanted = {name: shown[name] for name in PricedOut.model_fields if name in shown}
    return PricedOut(**wanted, names=names_in(session, priced))


@router.get("/{promotion_id}", responses=fails_with(PromotionNotFound))
def get_promotion(promotion_id: PromotionCode, session: Db, caller: Reader) -> PromotionDetailOut:
    """One promotion, with what was taken of it."""
    row = visible_promotion(session, caller, READ, promotion_id)
    used = used_of(session, row.id)
    return PromotionDetailOut(
        **_shown(session, row).model_dump(),
        usage=UsageOut(orders=used.orders, people=used.people, discount_minor=used.discount_minor),
    )


@router.put("/{promotion_id}", responses=fails_with(PromotionNotFound, *_UNFIT))
def replace_promotion(
    promotion_id: PromotionCode,
    body: PromotionBody,
    session: Db,
    context: Running,
    caller: Manager,
) -> PromotionOut:
    """Change a promotion; another rule is a new version and holds at once where it runs."""
    before = _facts(session, visible_promotion(session, caller, MANAGE, promotion_id))
    organization.require_at(session, caller, MANAGE, body.node_id)
    row = change_promotion(
        session, promotion_id, _plan(body), actor=caller.actor, zone=_zone(session, context)
    )
    if row.state == PromotionState.running:
        visible_promotion(session, caller, START, promotion_id)
    _require_own(session, caller, row)
    return _audited(session, caller, "update", row, before=before)


@router.delete(
    "/{promotion_id}",
    status_code=204,
    responses=fails_with(PromotionNotFound, PromotionInOtherState),
)
def delete_promotion(promotion_id: PromotionCode, session: Db, caller: Manager) -> None:
    """Throw a draft away."""
    row = visible_promotion(session, caller, MANAGE, promotion_id)
    before, node_id = _facts(session, row), row.node_id
    discard_promotion(session, promotion_id)
    organization.write_audit(
        session,
        caller.actor,
        action="promotions.delete",
        target=ids.code("prm", promotion_id),
        before=before,
        after=None,
        node_id=node_id,
    )


@router.post(
    "/{promotion_id}/start",
    responses=fails_with(PromotionNotFound, PromotionInOtherState, PromotionUnfit),
)
def start(
    promotion_id: PromotionCode, session: Db, context: Running, caller: Starter
) -> PromotionOut:
    """Let it hold, within its window."""
    before = _facts(session, visible_promotion(session, caller, START, promotion_id))
    row = start_promotion(session, promotion_id, zone=_zone(session, context))
    return _audited(session, caller, "start", row, before=before)


@router.post("/{promotion_id}/stop", responses=fails_with(PromotionNotFound, PromotionInOtherState))
def stop(
    promotion_id: PromotionCode, session: Db, context: Running, caller: Starter
) -> PromotionOut:
    """Let it hold no more, from this moment on."""
    before = _facts(session, visible_promotion(session, caller, START, promotion_id))
    row = stop_promotion(session, promotion_id, zone=_zone(session, context))
    return _audited(session, caller, "stop", row, before=before)


@router.get("/{promotion_id}/versions", responses=fails_with(PromotionNotFound))
def list_versions(
    promotion_id: PromotionCode, session: Db, caller: Reader
) -> list[PromotionVersionOut]:
    """What its rule was, the newest first."""
    visible_promotion(session, caller, READ, promotion_id)
    rows = session.scalars(
        select(PromotionVersionRow)
        .where(PromotionVersionRow.promotion_id == promotion_id)
        .order_by(PromotionVersionRow.version.desc())
        .limit(VERSIONS_MAX)
    )
    return [PromotionVersionOut.model_validate(row) for row in rows]


def _cart(body: SimulationBody) -> Cart:
    return Cart(
        lines=tuple(
            CartLine(
                line_id=line.line_id,
                sku=line.sku,
                unit_minor=line.unit_minor,
                quantity=line.quantity,
                product=line.product,
                category_path=tuple(line.category_path),
                brand=line.brand,
                tags=frozenset(line.tags),
                floor_minor=line.floor_minor,
                add_on_of=line.add_on_of,
            )
            for line in body.lines
        ),
        person=PersonFacts(
            known=body.known,
            tier=body.tier,
            segments=frozenset(body.segments),
            orders_before=body.orders_before,
        ),
        channel=body.channel,
        store=body.store,
        payment_method=body.payment_method,
        delivery=Delivery(method=body.delivery_method, freight_minor=body.freight_minor),
    )


def _plan(body: PromotionBody) -> PromotionPlan:
    return PromotionPlan(
        name=body.name,
        description=body.description,
        node_id=body.node_id,
        rule=body.rule,
        limits=PromotionLimits(**body.limits.model_dump()),
        holdout_percent=body.holdout_percent,
    )


def _require_own(session: Session, caller: Caller, row: PromotionRow) -> None:
    when = rules_of(session, [row])[row.id].get("when", {})
    require_own_stores(session, caller, when.get("stores", ()))


def _zone(session: Session, context: Context) -> str:
    return organization.get_brand(session, context.settings).timezone


def _out(row: PromotionRow, rule: dict[str, Any]) -> PromotionOut:
    fields = {name: getattr(row, name) for name in PromotionOut.model_fields if hasattr(row, name)}
    limits = PromotionLimitsBody(
        uses=row.uses_max,
        uses_per_person=row.uses_per_person_max,
        budget_minor=row.budget_minor,
    )
    return PromotionOut(rule=rule, limits=limits, **fields)


def _shown(session: Session, row: PromotionRow) -> PromotionOut:
    return _out(row, rules_of(session, [row])[row.id])


def _facts(session: Session, row: PromotionRow) -> dict[str, Any]:
    return _shown(session, row).model_dump(mode="json", exclude={"id", "created_at", "updated_at"})


def _audited(
    session: Session, caller: Caller, verb: str, row: PromotionRow, *, before: dict[str, Any] | None
) -> PromotionOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"promotions.{verb}",
        target=ids.code("prm", row.id),
        before=before,
        after=_facts(session, row),
        node_id=row.node_id,
    )
    return _shown(session, row)
