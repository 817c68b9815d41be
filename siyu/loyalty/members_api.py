"""Members over HTTP: card, ledgers, history, and what staff give or take by hand."""

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
    Text,
    allow,
    decode_cursor,
    fails_with,
    page_of,
)
from siyu.kernel import ids
from siyu.kernel.clock import now

from .access import GRANT, READ, visible_person
from .cash import points_value
from .contracts import GrowthKind, LineKind, LotState, Member, PointsBalance
from .errors import CauseOfAnother, InsufficientPoints, PointsOutOfRange, TierNotFound
from .growing import earn_growth, put_in_tier
from .members import POINTS_MAX, member_of
from .models import GrowthLineRow, MemberRow, PointsLineRow, PointsLotRow, TierChangeRow
from .points import earn_points, take_away_points
from .programme import as_tier, current_programme
from .rules import Programme
from .schemas import (
    BalanceOut,
    ExpiringOut,
    GrowthGrant,
    GrowthLineOut,
    LedgerLineOut,
    LotOut,
    LoyaltyMemberOut,
    MemberCard,
    NextTierOut,
    OfferAsk,
    PersonCode,
    PointsGrant,
    PointsOfferOut,
    TierChangeOut,
    TierChoice,
    TierOut,
)

router = APIRouter(prefix="/loyalty/members", tags=["loyalty"], route_class=IdempotentRoute)

Reader = Annotated[Caller, allow(READ)]
Granter = Annotated[Caller, allow(GRANT)]
_UNKNOWN = fails_with(people.PersonNotFound)
EXPIRING_MAX = 10


@router.get("")
def list_loyalty_members(
    session: Db,
    page: PageRequest,
    caller: Reader,
    search: Annotated[
        Text | None,
        Query(max_length=200, description="A name or a part of it, a phone number, any id."),
    ] = None,
    tier: Annotated[str | None, Query(max_length=40, description="Only those in it.")] = None,
    growth_min: Annotated[
        int | None, Query(ge=0, le=POINTS_MAX, description="At least so much.")
    ] = None,
    points_min: Annotated[
        int | None, Query(ge=0, le=POINTS_MAX, description="At least so many to spend.")
    ] = None,
    owing: Annotated[bool, Query(description="Only those who owe points.")] = False,
    node_id: organization.WithinNode = None,
) -> Page[LoyaltyMemberOut]:
    """Members, by their ids."""
    query = select(MemberRow).order_by(MemberRow.person_id).limit(page.limit + 1)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(MemberRow.person_id.in_(people.persons_within(frozenset(nodes))))
    if search and search.strip():
        query = query.where(MemberRow.person_id.in_(people.persons_matching(session, search)))
    if tier is not None:
        query = query.where(MemberRow.tier == tier)
    if growth_min is not None:
        query = query.where(MemberRow.growth >= growth_min)
    if points_min is not None:
        query = query.where(MemberRow.available >= points_min)
    if owing:
        query = query.where(MemberRow.debt > 0)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(MemberRow.person_id > position[0])
    programme = current_programme(session)
    rows = session.scalars(query).all()
    return page_of(
        rows, page, item=lambda row: _row_out(row, programme), position=lambda r: (r.person_id,)
    )


@router.get("/{person_id}", responses=_UNKNOWN)
def get_loyalty_member(person_id: PersonCode, session: Db, caller: Reader) -> MemberCard:
    """A member's card."""
    member = member_of(session, visible_person(session, caller, person_id, READ))
    programme = current_programme(session)
    rule = programme.tiers[member.rank]
    above = programme.tiers[member.rank + 1 :][:1]
    return MemberCard(
        member=LoyaltyMemberOut.model_validate(member),
        tier=TierOut.model_validate(as_tier(rule, member.rank)),
        next_tier=next(
            (
                NextTierOut(
                    key=one.key,
                    title=dict(one.title),
                    growth_missing=max(0, one.growth_min - member.growth),
                )
                for one in above
            ),
            None,
        ),
        expiring=_expiring(session, member.person_id),
    )


@router.get("/{person_id}/points", responses=_UNKNOWN)
def list_member_points(
    person_id: PersonCode,
    session: Db,
    page: PageRequest,
    caller: Reader,
    kind: Annotated[LineKind | None, Query(description="Only such movements.")] = None,
) -> Page[LedgerLineOut]:
    """Movements of a member's points, newest first."""
    nodes = _nodes(session, caller, person_id)
    query = select(PointsLineRow).where(PointsLineRow.person_id.in_(nodes))
    if kind is not None:
        query = query.where(PointsLineRow.kind == kind)
    return _newest_first(session, page, query, PointsLineRow, LedgerLineOut.model_validate)


@router.get("/{person_id}/lots", responses=_UNKNOWN)
def list_member_lots(
    person_id: PersonCode,
    session: Db,
    page: PageRequest,
    caller: Reader,
    open_only: Annotated[bool, Query(description="Only those that hold points.")] = False,
) -> Page[LotOut]:
    """Where a member's points came from and when they end, newest first."""
    nodes = _nodes(session, caller, person_id)
    query = select(PointsLotRow).where(PointsLotRow.person_id.in_(nodes))
    if open_only:
        query = query.where(PointsLotRow.remaining > 0)
    return _newest_first(session, page, query, PointsLotRow, _lot_out)


@router.get("/{person_id}/growth", responses=_UNKNOWN)
def list_member_growth(
    person_id: PersonCode,
    session: Db,
    page: PageRequest,
    caller: Reader,
    kind: Annotated[GrowthKind | None, Query(description="Only such movements.")] = None,
) -> Page[GrowthLineOut]:
    """Movements of a member's growth value, newest first."""
    nodes = _nodes(session, caller, person_id)
    query = select(GrowthLineRow).where(GrowthLineRow.person_id.in_(nodes))
    if kind is not None:
        query = query.where(GrowthLineRow.kind == kind)
    return _newest_first(session, page, query, GrowthLineRow, GrowthLineOut.model_validate)


@router.get("/{person_id}/tiers", responses=_UNKNOWN)
def list_member_tiers(
    person_id: PersonCode, session: Db, page: PageRequest, caller: Reader
) -> Page[TierChangeOut]:
    """A member's changes of tier, newest first."""
    nodes = _nodes(session, caller, person_id)
    query = select(TierChangeRow).where(TierChangeRow.person_id.in_(nodes))
    return _newest_first(session, page, query, TierChangeRow, TierChangeOut.model_validate)


@router.post(
    "/{person_id}/points",
    status_code=201,
    responses=fails_with(
        people.PersonNotFound, InsufficientPoints, PointsOutOfRange, CauseOfAnother
    ),
)
def grant_points(
    person_id: PersonCode, body: PointsGrant, session: Db, caller: Granter
) -> BalanceOut:
    """Give a member points by hand, or take some away; the same cause does it once."""
    person = visible_person(session, caller, person_id, GRANT)
    words: dict[str, Any] = {"cause": f"manual:{body.cause}", "note": body.note, "by": caller.actor}
    if body.points > 0:
        balance = earn_points(
            session,
            person,
            points=body.points,
            reason="manual",
            expires_at=body.expires_at,
            **words,
        )
    else:
        balance = take_away_points(session, person, points=-body.points, **words)
    _audit(session, caller, "points", person, body.model_dump(mode="json"), again=balance)
    return BalanceOut.model_validate(balance)


@router.post(
    "/{person_id}/growth",
    status_code=201,
    responses=fails_with(people.PersonNotFound, PointsOutOfRange, CauseOfAnother),
)
def grant_growth(
    person_id: PersonCode, body: GrowthGrant, session: Db, caller: Granter
) -> LoyaltyMemberOut:
    """Give a member growth value by hand, or take some away; the same cause does it once."""
    person = visible_person(session, caller, person_id, GRANT)
    member = earn_growth(
        session,
        person,
        growth=body.growth,
        cause=f"manual:{body.cause}",
        reason="manual",
        note=body.note,
        by=caller.actor,
    )
    _audit(session, caller, "growth", person, body.model_dump(mode="json"))
    return LoyaltyMemberOut.model_validate(member)


@router.put("/{person_id}/tier", responses=fails_with(people.PersonNotFound, TierNotFound))
def set_member_tier(
    person_id: PersonCode, body: TierChoice, session: Db, caller: Granter
) -> LoyaltyMemberOut:
    """Put a member into a tier by hand, until its review."""
    person = visible_person(session, caller, person_id, GRANT)
    member = put_in_tier(
        session, person, tier=body.tier, until=body.until, note=body.note, by=caller.actor
    )
    _audit(session, caller, "tier", person, body.model_dump(mode="json"))
    return LoyaltyMemberOut.model_validate(member)


@router.post("/{person_id}/points-offer", responses=_UNKNOWN)
def ask_points_offer(
    person_id: PersonCode, body: OfferAsk, session: Db, caller: Reader
) -> PointsOfferOut:
    """What a member's points may pay of a purchase. Nothing is changed."""
    person = visible_person(session, caller, person_id, READ)
    return PointsOfferOut.model_validate(
        points_value(session, person, total_minor=body.total_minor)
    )


def _nodes(session: Db, caller: Caller, person_id: int) -> list[int]:
    return people.component(session, visible_person(session, caller, person_id, READ))


def _newest_first(session: Db, page: PageRequest, query: Any, table: Any, item: Any) -> Page[Any]:
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(table.id < position[0])
    rows = session.scalars(query.order_by(table.id.desc()).limit(page.limit + 1)).all()
    return page_of(rows, page, item=item, position=lambda row: (row.id,))


def _expiring(session: Db, person_id: int) -> list[ExpiringOut]:
    rows = session.execute(
        select(PointsLotRow.expires_at, PointsLotRow.remaining)
        .where(
            PointsLotRow.person_id == person_id,
            PointsLotRow.remaining > 0,
            PointsLotRow.expires_at > now(),
        )
        .order_by(PointsLotRow.expires_at)
    )
    sums: dict[Any, int] = {}
    for row in rows:
        sums[row.expires_at] = sums.get(row.expires_at, 0) + row.remaining
    return [ExpiringOut(points=n, expires_at=at) for at, n in list(sums.items())[:EXPIRING_MAX]]


def _lot_out(row: PointsLotRow) -> LotOut:
    if row.remaining:
        state = LotState.active if row.active else LotState.pending
    else:
        state = LotState.expired if row.expired_at else LotState.spent
    return LotOut(
        id=row.id,
        state=state,
        earned=row.earned,
        remaining=row.remaining,
        reason=row.reason,
        earned_at=row.earned_at,
        activates_at=row.activates_at,
        expires_at=row.expires_at,
    )


def _row_out(row: MemberRow, programme: Programme) -> LoyaltyMemberOut:
    return LoyaltyMemberOut.model_validate(
        Member(
            person_id=row.person_id,
            tier=row.tier,
            rank=programme.rank(row.tier),
            growth=row.growth,
            tier_until=row.tier_until,
            points=PointsBalance(
                available=row.available, pending=row.pending, locked=row.locked, debt=row.debt
            ),
            joined_at=row.joined_at,
        )
    )


def _audit(
    session: Db,
    caller: Caller,
    what: str,
    person_id: int,
    after: dict[str, Any],
    *,
    again: PointsBalance | None = None,
) -> None:
    if again is not None and again.again:
        return
    organization.write_audit(
        session,
        caller.actor,
        action=f"loyalty_members.grant_{what}",
        target=ids.code("per", person_id),
        before=None,
        # The note may speak of the person; it stands in the ledger, from which erasure takes it.
        after={name: value for name, value in after.items() if name != "note"},
    )
