"""What to look at next: beside a product, what is popular, and for the member."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu.http import Db, LateRoute, Running, Text, fails_with
from siyu.kernel.database import Session

from .. import recommendations, stock
from ..catalogue import ProductNotFound
from ..catalogue.models import ProductRow
from ..members import MemberSessionEnded
from ..recommendations import RecommendationReason, Recommended
from ..sales_channels import SalesChannel, SalesChannelNotFound, require_open_channel
from ..schemas import LocationCode, ProductCode
from .access import SignedIn
from .schemas import RecommendedOut
from .showing import require_shown, shown_product

router = APIRouter(prefix="/m", tags=["mall"], route_class=LateRoute)

ChannelQuery = Annotated[Text, Query(min_length=1, max_length=50, description="Sales channel.")]
Most = Annotated[int, Query(ge=1, le=24, description="Products at most.")]
Store = Annotated[LocationCode | None, Query(description="The store that the shopper chose.")]


@router.get(
    "/products/{product_id}/bought-together",
    responses=fails_with(SalesChannelNotFound, ProductNotFound),
)
def list_bought_together(
    product_id: ProductCode, session: Db, sales_channel: ChannelQuery, limit: Most = 6
) -> list[RecommendedOut]:
    """What others bought with it, the best first; empty where orders do not say yet."""
    channel = require_open_channel(session, sales_channel)
    require_shown(session, channel, product_id)
    found = recommendations.bought_together(session, channel, product_id, most=limit)
    return _out(
        session,
        channel,
        [
            Recommended(
                product_id=one.product_id,
                reason=RecommendationReason.bought_together,
                because=product_id,
            )
            for one in found
        ],
    )


@router.get(
    "/recommendations/popular",
    responses=fails_with(SalesChannelNotFound, stock.LocationNotFound),
)
def list_popular(
    session: Db, sales_channel: ChannelQuery, location_id: Store = None, limit: Most = 12
) -> list[RecommendedOut]:
    """What is popular in the store, then at all, then what is newest; for everybody."""
    channel = require_open_channel(session, sales_channel)
    node_id = _node(session, location_id)
    found = recommendations.popular(session, channel, most=limit, node_id=node_id)
    return _out(session, channel, found)


@router.get(
    "/recommendations/for-you",
    responses=fails_with(MemberSessionEnded, SalesChannelNotFound, stock.LocationNotFound),
)
def list_for_you(
    session: Db,
    context: Running,
    member: SignedIn,
    sales_channel: ChannelQuery,
    location_id: Store = None,
    limit: Most = 12,
) -> list[RecommendedOut]:
    """What goes with what the member bought or looked at, without what they have; popular goods fill up."""
    channel = require_open_channel(session, sales_channel)
    found = recommendations.for_person(
        session,
        context,
        channel,
        member.person_id,
        most=limit,
        node_id=_node(session, location_id),
    )
    return _out(session, channel, found)


def _node(session: Session, location_id: int | None) -> int | None:
    return None if location_id is None else stock.require_location(session, location_id).node_id


def _out(
    session: Session, channel: SalesChannel, found: Sequence[Recommended]
) -> list[RecommendedOut]:
    ids = [one.product_id for one in found]
    rows = {
        row.id: row for row in session.scalars(select(ProductRow).where(ProductRow.id.in_(ids)))
    }
    return [
        RecommendedOut(
            **shown_product(session, rows[one.product_id], channel).model_dump(),
            reason=one.reason,
            because=one.because,
        )
        for one in found
    ]
