"""What to recommend: beside a product, to everybody, to somebody.

Whatever comes out is shown on the sales channel, has a price there, and is in stock. Where there is too
little to go by, what is popular fills up, and what is newest after it, so that nothing is ever empty that
could be full.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sqlalchemy import select

from siyu import loyalty, people
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ..sales_channels import SalesChannel
from .contracts import Beside, RecommendationReason, Recommended, Scope
from .learning import current
from .models import BesideRow, PopularRow
from .seeds import Seed, seeds_of, usual_store
from .sellable import newest, sellable

LOOKED_AT = 0.5
"""What a look counts of what a purchase counts."""
HALF_LIFE_DAYS = 30.0
DAY_SECONDS = 86_400.0

_REASONS = {
    Scope.store: RecommendationReason.popular_in_store,
    Scope.tier: RecommendationReason.popular_in_tier,
    Scope.all: RecommendationReason.popular,
}


def bought_together(
    session: Session, channel: SalesChannel, product_id: int, *, most: int
) -> list[Beside]:
    """What is bought with a product, the best first; empty where orders do not say."""
    found = _beside(session, [product_id]).get(product_id, [])
    shown = sellable(session, channel, [one.product_id for one in found])
    return [one for one in found if one.product_id in shown][:most]


def popular(
    session: Session,
    channel: SalesChannel,
    *,
    most: int,
    node_id: int | None = None,
    tier: str = "",
    without: Collection[int] = (),
) -> list[Recommended]:
    """What is popular in a store, then in a tier, then at all; then what is newest.

    Args:
        without: products to leave out.

    """
    chosen: list[Recommended] = []
    taken = set(without)
    for some in _by_turns(session, channel, node_id=node_id, tier=tier):
        fresh = [one for one in some if one.product_id not in taken]
        shown = sellable(session, channel, [one.product_id for one in fresh])
        for one in fresh:
            if one.product_id in shown and one.product_id not in taken:
                taken.add(one.product_id)
                chosen.append(one)
        if len(chosen) >= most:
            break
    return chosen[:most]


def for_person(
    session: Session,
    context: Context,
    channel: SalesChannel,
    person_id: int,
    *,
    most: int,
    node_id: int | None = None,
) -> list[Recommended]:
    """What goes with what somebody bought or looked at, less what they have; popular goods fill up.

    A candidate's score is the sum over what led to it: how well the two go together, times 1 for a
    purchase or ``LOOKED_AT`` for a look, halved every ``HALF_LIFE_DAYS`` days (item-to-item
    collaborative filtering: Linden, Smith, York, 2003).

    Args:
        node_id: the store they chose; None is where they bought last.

    Raises:
        PersonNotFound: no such person, or erased.

    """
    person = people.require_person(session, person_id)
    seeds = seeds_of(session, context, person.nodes)
    owned = {seed.product_id for seed in seeds if seed.bought}
    beside = _beside(session, [seed.product_id for seed in seeds])
    ranked = [one for one in rank(seeds, beside, at=now()) if one.product_id not in owned]
    shown = sellable(session, channel, [one.product_id for one in ranked])
    chosen = [one for one in ranked if one.product_id in shown][:most]
    if len(chosen) < most:
        tier = loyalty.member_of(session, person.id).tier
        chosen += popular(
            session,
            channel,
            most=most - len(chosen),
            node_id=node_id or usual_store(session, person.nodes),
            tier=tier,
            without=owned | {one.product_id for one in chosen},
        )
    return chosen


def rank(
    seeds: Iterable[Seed], beside: dict[int, list[Beside]], *, at: datetime
) -> list[Recommended]:
    """Candidates by their score, the best first; equal ones put the newer product first."""
    scores: defaultdict[int, float] = defaultdict(float)
    strongest: dict[int, tuple[float, int]] = {}
    for seed in seeds:
        age_days = max(0.0, (at - seed.at).total_seconds() / DAY_SECONDS)
        weight = (1.0 if seed.bought else LOOKED_AT) * 2 ** (-age_days / HALF_LIFE_DAYS)
        for mate in beside.get(seed.product_id, ()):
            part = weight * mate.score
            scores[mate.product_id] += part
            strongest[mate.product_id] = max(
                strongest.get(mate.product_id, (0.0, 0)), (part, seed.product_id)
            )
    order = sorted(scores, key=lambda product: (-scores[product], -product))
    return [
        Recommended(
            product_id=product,
            reason=RecommendationReason.bought_together,
            because=strongest[product][1],
        )
        for product in order
    ]


def _beside(session: Session, product_ids: Collection[int]) -> dict[int, list[Beside]]:
    version = current(session)
    found: defaultdict[int, list[Beside]] = defaultdict(list)
    if version is None or not product_ids:
        return found
    query = (
        select(BesideRow)
        .where(BesideRow.version_id == version, BesideRow.product_id.in_(sorted(set(product_ids))))
        .order_by(BesideRow.product_id, BesideRow.place)
    )
    for row in session.scalars(query):
        found[row.product_id].append(
            Beside(product_id=row.other_id, together=row.together, lift=row.lift, score=row.score)
        )
    return found


def _by_turns(
    session: Session, channel: SalesChannel, *, node_id: int | None, tier: str
) -> Iterator[list[Recommended]]:
    version = current(session)
    scopes = [
        (Scope.store, str(node_id)) if node_id else None,
        (Scope.tier, tier) if tier else None,
    ]
    for scope, name in (*filter(None, scopes), (Scope.all, "")):
        rows = session.scalars(
            select(PopularRow.product_id)
            .where(
                PopularRow.version_id == version,
                PopularRow.scope == scope,
                PopularRow.name == name,
            )
            .order_by(PopularRow.place)
        )
        yield [Recommended(product_id=product, reason=_REASONS[scope]) for product in rows]
    yield [
        Recommended(product_id=product, reason=RecommendationReason.newest)
        for product in newest(session, channel)
    ]
