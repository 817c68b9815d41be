"""What is recommended, as staff see it: beside a product, and to a person."""

from collections.abc import Collection
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import people
from siyu.http import Db, IdempotentRoute, Running, fails_with
from siyu.kernel.database import Session

from .. import catalogue, recommendations, sales_channels
from ..access import READ, Manager, Reader, audit
from ..catalogue.models import PictureRow, ProductRow
from ..schemas import PersonCode, ProductCode, SalesChannelCode
from .recommendation_schemas import BesideOut, LearningOut, LearntOut, PersonRecommendedOut

router = APIRouter(
    prefix="/commerce", tags=["commerce_recommendations"], route_class=IdempotentRoute
)

Channel = Annotated[SalesChannelCode, Query(description="Sold on it, and in stock.")]
Most = Annotated[int, Query(ge=1, le=24, description="Products at most.")]


@router.get("/recommendations")
def get_recommendations(session: Db, caller: Reader) -> LearntOut:
    """What recommendations stand on."""
    found = recommendations.learnt(session)
    if found is None:
        return LearntOut(learnt_at=None, orders=0, pairs=0)
    return LearntOut(learnt_at=found.at, orders=found.orders, pairs=found.pairs)


@router.post("/recommendations/learning", status_code=202)
def post_learning(session: Db, caller: Manager) -> LearningOut:
    """Learn from the orders now, and not only at the next daily turn."""
    job_id = recommendations.ask_to_learn(session, requested_by=caller.actor)
    audit(session, caller, "recommendations.learn", "job", job_id)
    return LearningOut(job_id=job_id)


@router.get(
    "/products/{product_id}/bought-together",
    responses=fails_with(catalogue.ProductNotFound, sales_channels.SalesChannelNotFound),
)
def list_bought_together(
    product_id: ProductCode,
    session: Db,
    caller: Reader,
    sales_channel_id: Channel,
    limit: Most = 6,
) -> list[BesideOut]:
    """What others bought with it, the best first, with the figures behind it."""
    catalogue.require_product(session, product_id)
    channel = sales_channels.require_sales_channel(session, sales_channel_id)
    found = recommendations.bought_together(session, channel, product_id, most=limit)
    titles, pictures = _faces(session, [one.product_id for one in found])
    return [
        BesideOut(
            id=one.product_id,
            title=titles[one.product_id],
            picture=pictures.get(one.product_id, ""),
            orders=one.together,
            lift=round(one.lift, 2),
        )
        for one in found
    ]


@router.get(
    "/people/{person_id}/recommendations",
    responses=fails_with(people.PersonNotFound, sales_channels.SalesChannelNotFound),
)
def list_person_recommendations(
    person_id: PersonCode,
    session: Db,
    context: Running,
    caller: Reader,
    sales_channel_id: Channel,
    limit: Most = 6,
) -> list[PersonRecommendedOut]:
    """What the mall shows this person as theirs, and why."""
    if not people.in_scope(session, person_id, caller.nodes(READ)):
        raise people.PersonNotFound(person_id)
    channel = sales_channels.require_sales_channel(session, sales_channel_id)
    found = recommendations.for_person(session, context, channel, person_id, most=limit)
    causes = [one.because for one in found if one.because is not None]
    titles, pictures = _faces(session, [*(one.product_id for one in found), *causes])
    return [
        PersonRecommendedOut(
            id=one.product_id,
            title=titles[one.product_id],
            picture=pictures.get(one.product_id, ""),
            reason=one.reason,
            because=titles.get(one.because, "") if one.because is not None else "",
        )
        for one in found
    ]


def _faces(session: Session, product_ids: Collection[int]) -> tuple[dict[int, str], dict[int, str]]:
    """Titles and first pictures."""
    wanted = sorted(set(product_ids))
    titles = session.execute(
        select(ProductRow.id, ProductRow.title).where(ProductRow.id.in_(wanted))
    ).all()
    pictures = session.execute(
        select(PictureRow.product_id, PictureRow.address).where(
            PictureRow.product_id.in_(wanted), PictureRow.position == 0
        )
    ).all()
    return dict(titles), dict(pictures)
