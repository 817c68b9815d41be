"""Offers of the points mall: a reward of any kind for points."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jsonschema_rs
from sqlalchemy import Select, or_, select

from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.errors import Invalid, NotFound
from siyu.kernel.rewards import KIND, Reward, check_reward

from .errors import OfferBelowUse, OfferNotFound, RewardOptionsUnfit
from .models import OfferRow


def add_offer(session: Session, blocks: Blocks, values: Mapping[str, Any]) -> OfferRow:
    """A new offer.

    Raises:
        BlockNotFound: nobody offers such a reward.
        RewardOptionsUnfit: nothing could be given by its options.

    """
    _check_reward(session, blocks, values["reward"])
    moment = now()
    row = OfferRow(**values, taken=0, created_at=moment, updated_at=moment)
    session.add(row)
    session.flush()
    return row


def change_offer(
    session: Session, blocks: Blocks, offer_id: int, values: Mapping[str, Any]
) -> OfferRow:
    """Other words or other limits for an offer; what was exchanged stays as it was.

    Raises:
        OfferNotFound: there is none.
        OfferBelowUse: less stock than was taken already.
        BlockNotFound: nobody offers such a reward.
        RewardOptionsUnfit: nothing could be given by its options.

    """
    _check_reward(session, blocks, values["reward"])
    row = require_offer(session, offer_id, lock=True)
    stock = values["stock_max"]
    if stock is not None and stock < row.taken:
        raise OfferBelowUse(taken=row.taken)
    for name, value in values.items():
        setattr(row, name, value)
    row.updated_at = now()
    session.flush()
    return row


def require_offer(session: Session, offer_id: int, *, lock: bool = False) -> OfferRow:
    """The offer.

    Raises:
        OfferNotFound: there is none.

    """
    query = select(OfferRow).where(OfferRow.id == offer_id)
    if lock:
        query = query.with_for_update()
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise OfferNotFound(offer_id=offer_id)
    return row


def open_offers(at: datetime) -> Select[OfferRow]:
    """Offers that are on, begun, not over and not sold out, as the mall shows them."""
    return (
        select(OfferRow)
        .where(
            OfferRow.on,
            or_(OfferRow.starts_at.is_(None), OfferRow.starts_at <= at),
            or_(OfferRow.ends_at.is_(None), OfferRow.ends_at > at),
            or_(OfferRow.stock_max.is_(None), OfferRow.taken < OfferRow.stock_max),
        )
        .order_by(OfferRow.position, OfferRow.id)
    )


def _check_reward(session: Session, blocks: Blocks, chosen: Mapping[str, Any]) -> None:
    name, options = chosen["name"], chosen.get("options", {})
    schema = blocks.require(KIND, name).options_schema
    if schema and not jsonschema_rs.Draft202012Validator(schema).is_valid(options):
        raise RewardOptionsUnfit(reward=name)
    try:
        check_reward(session, blocks, Reward(name=name, options=options))
    except (Invalid, NotFound) as error:
        raise RewardOptionsUnfit(reward=name) from error
