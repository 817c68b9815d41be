"""The points mall over HTTP: offers and exchanges."""

from typing import Annotated, Any

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
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.blocks import BlockNotFound, Blocks
from siyu.kernel.rewards import KIND, RewardUsed

from .access import GRANT, MANAGE, READ, visible_person
from .contracts import ExchangeState
from .errors import (
    CauseOfAnother,
    ExchangeNotFound,
    InsufficientPoints,
    OfferBelowUse,
    OfferClosed,
    OfferLimitReached,
    OfferNotFound,
    OfferSoldOut,
    RewardOptionsUnfit,
)
from .exchanging import exchange_offer, require_exchange, undo_exchange
from .models import ExchangeRow, OfferRow
from .offers import add_offer, change_offer, require_offer
from .schemas import (
    ExchangeBody,
    ExchangeCode,
    ExchangeOut,
    OfferBody,
    OfferCode,
    OfferOut,
    PersonCode,
    RewardKindOut,
)

router = APIRouter(prefix="/loyalty", tags=["loyalty"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Granter = Annotated[Caller, allow(GRANT)]


@router.get("/rewards")
def list_reward_kinds(context: Running, caller: Reader) -> list[RewardKindOut]:
    """What an offer may give."""
    return [RewardKindOut.model_validate(block) for block in context.get(Blocks).of_kind(KIND)]


@router.get("/offers")
def list_points_offers(
    session: Db,
    page: PageRequest,
    caller: Reader,
    on: Annotated[bool | None, Query(description="Only those switched on, or off.")] = None,
) -> Page[OfferOut]:
    """Offers, in the order of the mall."""
    query = select(OfferRow).order_by(OfferRow.position, OfferRow.id).limit(page.limit + 1)
    if on is not None:
        query = query.where(OfferRow.on.is_(on))
    position = decode_cursor(page.cursor, int, int)
    if position is not None:
        place, id_ = position
        query = query.where(
            (OfferRow.position > place) | ((OfferRow.position == place) & (OfferRow.id > id_))
        )
    rows = session.scalars(query).all()
    return page_of(
        rows, page, item=OfferOut.model_validate, position=lambda row: (row.position, row.id)
    )


@router.post(
    "/offers",
    status_code=201,
    responses=fails_with(BlockNotFound, RewardOptionsUnfit, organization.OutsideScope),
)
def create_points_offer(
    body: OfferBody, session: Db, context: Running, caller: Manager
) -> OfferOut:
    """A new offer."""
    organization.require_at(session, caller, MANAGE, None)
    row = add_offer(
        session, context.get(Blocks), body.model_dump(exclude={"reward"}) | _reward(body)
    )
    return _audited(session, caller, "create", row, before=None)


@router.get("/offers/{offer_id}", responses=fails_with(OfferNotFound))
def get_points_offer(offer_id: OfferCode, session: Db, caller: Reader) -> OfferOut:
    """One offer."""
    return OfferOut.model_validate(require_offer(session, offer_id))


@router.put(
    "/offers/{offer_id}",
    responses=fails_with(
        OfferNotFound,
        OfferBelowUse,
        BlockNotFound,
        RewardOptionsUnfit,
        organization.OutsideScope,
    ),
)
def replace_points_offer(
    offer_id: OfferCode, body: OfferBody, session: Db, context: Running, caller: Manager
) -> OfferOut:
    """Change an offer; what was exchanged stays as it was."""
    organization.require_at(session, caller, MANAGE, None)
    before = _facts(require_offer(session, offer_id))
    values = body.model_dump(exclude={"reward"}) | _reward(body)
    row = change_offer(session, context.get(Blocks), offer_id, values)
    return _audited(session, caller, "update", row, before=before)


@router.post(
    "/offers/{offer_id}/exchanges",
    status_code=201,
    responses=fails_with(
        OfferNotFound,
        people.PersonNotFound,
        BlockNotFound,
        OfferClosed,
        OfferSoldOut,
        OfferLimitReached,
        InsufficientPoints,
        CauseOfAnother,
        RewardOptionsUnfit,
    ),
)
def exchange_points(
    offer_id: OfferCode, body: ExchangeBody, session: Db, context: Running, caller: Granter
) -> ExchangeOut:
    """Exchange a member's points for an offer; the same cause does it once."""
    person = visible_person(session, caller, body.person_id, GRANT)
    row = exchange_offer(
        session,
        context,
        offer_id,
        person,
        cause=f"manual:{body.cause}",
        quantity=body.quantity,
        by=caller.actor,
    )
    return ExchangeOut.model_validate(row)


@router.get("/exchanges", responses=fails_with(people.PersonNotFound))
def list_exchanges(
    session: Db,
    page: PageRequest,
    caller: Reader,
    offer_id: Annotated[OfferCode | None, Query(description="Only of this offer.")] = None,
    person_id: Annotated[PersonCode | None, Query(description="Only of this member.")] = None,
    state: Annotated[ExchangeState | None, Query(description="Only those in it.")] = None,
) -> Page[ExchangeOut]:
    """Exchanges, newest first."""
    query = select(ExchangeRow).order_by(ExchangeRow.id.desc()).limit(page.limit + 1)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), None)
    if nodes is not None:
        query = query.where(ExchangeRow.person_id.in_(people.persons_within(frozenset(nodes))))
    if offer_id is not None:
        query = query.where(ExchangeRow.offer_id == offer_id)
    if person_id is not None:
        person = visible_person(session, caller, person_id, READ)
        query = query.where(ExchangeRow.person_id == person)
    if state is not None:
        query = query.where(ExchangeRow.state == state)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(ExchangeRow.id < position[0])
    rows = session.scalars(query).all()
    return page_of(rows, page, item=ExchangeOut.model_validate, position=lambda row: (row.id,))


@router.post(
    "/exchanges/{exchange_id}/undoing",
    responses=fails_with(ExchangeNotFound, people.PersonNotFound, RewardUsed),
)
def undo_points_exchange(
    exchange_id: ExchangeCode, session: Db, context: Running, caller: Granter
) -> ExchangeOut:
    """Give the points back and the piece to the stock, and take an unused coupon back; once."""
    found = require_exchange(session, exchange_id)
    visible_person(session, caller, found.person_id, GRANT)
    row = undo_exchange(session, context, exchange_id, by=caller.actor)
    organization.write_audit(
        session,
        caller.actor,
        action="loyalty_exchanges.undo",
        target=ids.code("exc", exchange_id),
        before=None,
        after={"points": row.points, "quantity": row.quantity},
    )
    return ExchangeOut.model_validate(row)


def _reward(body: OfferBody) -> dict[str, Any]:
    return {"reward": body.reward.model_dump(mode="json")}


def _facts(row: OfferRow) -> dict[str, Any]:
    kept = {"id", "created_at", "updated_at"}
    return OfferOut.model_validate(row).model_dump(mode="json", exclude=kept)


def _audited(
    session: Db, caller: Caller, verb: str, row: OfferRow, *, before: dict[str, Any] | None
) -> OfferOut:
    organization.write_audit(
        session,
        caller.actor,
        action=f"loyalty_offers.{verb}",
        target=ids.code("ofr", row.id),
        before=before,
        after=_facts(row),
    )
    return OfferOut.model_validate(row)
