"""Points against an offer: spent, stock taken and reward given in one transaction, once a cause; and undone.

Locks in one order: the member, then the offer.
"""

from typing import Any

from sqlalchemy import func, or_, select, update

from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import publish
from siyu.kernel.rewards import RETURN, Reward, grant, take_back

from .contracts import ExchangeState
from .errors import (
    CauseOfAnother,
    ExchangeNotFound,
    OfferClosed,
    OfferLimitReached,
    OfferSoldOut,
)
from .events import ExchangeUndone, OfferExchanged
from .giving_back import give_back
from .members import check_cause, member_of, owner_of
from .models import ExchangeRow, OfferRow
from .offers import require_offer
from .points import spend_points


def exchange_offer(
    session: Session,
    context: Context,
    offer_id: int,
    person_id: int,
    *,
    cause: str,
    quantity: int = 1,
    by: str = "system",
) -> ExchangeRow:
    """Take an offer; a repeated cause returns what the first made.

    Raises:
        OfferNotFound: there is none.
        OfferClosed: not open now, or not to this member's tier.
        OfferSoldOut: fewer are left.
        OfferLimitReached: more than one member may have.
        InsufficientPoints: it costs more than there is.
        CauseOfAnother: the cause made another exchange.
        PersonNotFound: no such person.

    """
    check_cause(cause)
    owner = owner_of(session, person_id)
    offer = require_offer(session, offer_id)
    known = _known(session, cause)
    if known is None:
        # Locks the member: the rest of this happens one at a time for each of them.
        points = offer.points * quantity
        _check_open(session, offer, owner)
        balance = spend_points(
            session, owner, points=points, cause=f"exchange:{cause}", reason="exchange", by=by
        )
        if balance.again:
            known = _known(session, cause)
    if known is not None:
        same = (known.offer_id, known.quantity) == (offer_id, quantity)
        if not same or owner_of(session, known.person_id) != owner:
            raise CauseOfAnother(cause=cause)
        return known
    _check_limit(session, offer, owner, quantity)
    _take_stock(session, offer, quantity)
    row = ExchangeRow(
        offer_id=offer_id,
        person_id=owner,
        cause=cause,
        points=points,
        quantity=quantity,
        state=ExchangeState.done,
        reference="",
        facts={},
        at=now(),
        undone_by="",
    )
    session.add(row)
    session.flush()
    row.reference, row.facts = _give(session, context, offer, row)
    session.flush()
    publish(
        session,
        OfferExchanged(
            person_id=owner,
            offer_id=offer_id,
            exchange_id=row.id,
            offer=offer.name,
            points=points,
            quantity=quantity,
        ),
    )
    return row


def undo_exchange(session: Session, context: Context, exchange_id: int, *, by: str) -> ExchangeRow:
    """Give the points back into their lots and the piece back to the stock; a second time changes nothing.

    What was given for them is taken back where its kind can be, such as a coupon; goods and the like are for
    whoever undoes it.

    Raises:
        ExchangeNotFound: there is none.
        RewardUsed: what was given has been used; nothing is undone.

    """
    row = require_exchange(session, exchange_id)
    give_back(session, cause=f"exchange:{row.cause}", reason="exchange")
    undone = session.execute(
        update(ExchangeRow)
        .where(ExchangeRow.id == exchange_id, ExchangeRow.state == ExchangeState.done)
        .values(state=ExchangeState.undone, undone_at=now(), undone_by=by)
        .returning(ExchangeRow.id)
        .execution_options(synchronize_session=False)
    ).first()
    if undone is not None:
        session.execute(
            update(OfferRow)
            .where(OfferRow.id == row.offer_id)
            .values(taken=OfferRow.taken - row.quantity)
            .execution_options(synchronize_session=False)
        )
        # The offer may give something else by now: whoever gave for these causes takes it back.
        for block in context.get(Blocks).of_kind(RETURN):
            take_back(session, context, block.name, _causes(row), by=by)
        publish(
            session,
            ExchangeUndone(
                person_id=row.person_id,
                offer_id=row.offer_id,
                exchange_id=row.id,
                points=row.points,
            ),
        )
    session.refresh(row)
    return row


def require_exchange(session: Session, exchange_id: int) -> ExchangeRow:
    """The exchange.

    Raises:
        ExchangeNotFound: there is none.

    """
    row = session.get(ExchangeRow, exchange_id)
    if row is None:
        raise ExchangeNotFound(exchange_id=exchange_id)
    return row


def _known(session: Session, cause: str) -> ExchangeRow | None:
    return session.scalars(select(ExchangeRow).where(ExchangeRow.cause == cause)).one_or_none()


def _check_open(session: Session, offer: OfferRow, owner: int) -> None:
    moment = now()
    why = ""
    if not offer.on:
        why = "off"
    elif offer.starts_at is not None and moment < offer.starts_at:
        why = "not_begun"
    elif offer.ends_at is not None and moment >= offer.ends_at:
        why = "over"
    elif offer.tiers and member_of(session, owner).tier not in offer.tiers:
        why = "tier"
    if why:
        raise OfferClosed(why=why)


def _check_limit(session: Session, offer: OfferRow, owner: int, quantity: int) -> None:
    if offer.per_person_max is None:
        return
    had = session.scalar(
        select(func.coalesce(func.sum(ExchangeRow.quantity), 0)).where(
            ExchangeRow.offer_id == offer.id,
            ExchangeRow.person_id == owner,
            ExchangeRow.state == ExchangeState.done,
        )
    )
    if (had or 0) + quantity > offer.per_person_max:
        raise OfferLimitReached(per_person_max=offer.per_person_max)


def _take_stock(session: Session, offer: OfferRow, quantity: int) -> None:
    taken = session.execute(
        update(OfferRow)
        .where(
            OfferRow.id == offer.id,
            or_(OfferRow.stock_max.is_(None), OfferRow.taken + quantity <= OfferRow.stock_max),
        )
        .values(taken=OfferRow.taken + quantity)
        .returning(OfferRow.id)
        .execution_options(synchronize_session=False)
    )
    if taken.first() is None:
        raise OfferSoldOut(offer_id=offer.id)


def _give(
    session: Session, context: Context, offer: OfferRow, row: ExchangeRow
) -> tuple[str, dict[str, Any]]:
    reward = Reward(name=offer.reward["name"], options=offer.reward.get("options", {}))
    granted = [
        grant(session, context, reward, row.person_id, cause=cause) for cause in _causes(row)
    ]
    references = ",".join(one.reference for one in granted if one.reference)
    return references[:100], dict(granted[0].facts)


def _causes(row: ExchangeRow) -> list[str]:
    """A cause for each piece."""
    return [f"exchange:{row.id}:{number}" for number in range(row.quantity)]
