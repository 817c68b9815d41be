"""Limits and budgets of promotions: taken with the order, once by its cause, and given back."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_once

from .counters import Counted, Take, Taken, give_back, nodes_of, personal_limit, take
from .pricing import PricedCart
from .promotion_contracts import Usage, UsageKind
from .promotion_models import PromotionRow, UsageLineRow


def take_limits(
    session: Session,
    priced: PricedCart,
    *,
    person_id: int | None,
    cause: str,
    at: datetime | None = None,
) -> None:
    """Take what a priced cart uses of every promotion in it; a repeated cause takes nothing.

    Args:
        person_id: None where nobody is known; personal limits then count for nothing.
        cause: the order; at most 200 letters.

    Raises:
        LimitReached: names the first promotion of which too little is left; price again without it.
        PersonNotFound: no such person, or erased.

    """
    wanted = usages_of(priced)
    if not wanted:
        return
    nodes = nodes_of(session, person_id) if person_id is not None else []
    person, moment = (nodes[0] if nodes else None), at or now()
    with session.begin_nested():
        # The line before the work: of two first calls with one cause the second finds it there.
        fresh = [
            usage
            for usage in wanted
            if _written(session, usage, UsageKind.taken, cause, person, moment)
        ]
        rows = _promotions(session, [usage.promotion_id for usage in fresh])
        take(
            session,
            [
                each
                for usage in fresh
                if (row := rows.get(usage.promotion_id)) is not None
                for each in _takes(session, row, usage, nodes)
            ],
        )


def give_limits_back(session: Session, *, cause: str, at: datetime | None = None) -> None:
    """Give back what this cause took; a second call gives back nothing."""
    lines = session.scalars(
        select(UsageLineRow)
        .where(UsageLineRow.cause == cause, UsageLineRow.kind == UsageKind.taken)
        .order_by(UsageLineRow.promotion_id)
    ).all()
    with session.begin_nested():
        fresh = [
            line
            for line in lines
            if _written(
                session,
                Usage(promotion_id=line.promotion_id, discount_minor=line.discount_minor),
                UsageKind.returned,
                cause,
                line.person_id,
                at or now(),
            )
        ]
        give_back(session, [each for line in fresh for each in _given(line)])


def usages_of(priced: PricedCart) -> list[Usage]:
    """What an order takes of each promotion, by id; coupons are another matter."""
    found: dict[int, int] = {}
    for each in priced.applied:
        if each.rule_id.startswith("prm_"):
            promotion_id = ids.number("prm", each.rule_id)
            taken = each.discount_minor + each.freight_minor
            found[promotion_id] = found.get(promotion_id, 0) + taken
    return [Usage(promotion_id=id_, discount_minor=found[id_]) for id_ in sorted(found)]


def _takes(session: Session, row: PromotionRow, usage: Usage, nodes: Sequence[int]) -> list[Take]:
    takes = []
    if row.uses_max is not None:
        takes.append(
            Take(what=Counted.promotion_uses, subject_id=row.id, quantity=1, most=row.uses_max)
        )
    if row.budget_minor is not None:
        takes.append(
            Take(
                what=Counted.promotion_budget,
                subject_id=row.id,
                quantity=usage.discount_minor,
                most=row.budget_minor,
            )
        )
    if row.uses_per_person_max is not None and nodes:
        most = personal_limit(
            session, Counted.promotion_uses, row.id, nodes, row.uses_per_person_max
        )
        takes.append(
            Take(
                what=Counted.promotion_uses,
                subject_id=row.id,
                person_id=nodes[0],
                quantity=1,
                most=most,
            )
        )
    return takes


def _given(line: UsageLineRow) -> list[Taken]:
    # Where there was no limit there is no counter, and nothing is changed.
    given = [
        Taken(what=Counted.promotion_uses, subject_id=line.promotion_id, quantity=line.uses),
        Taken(
            what=Counted.promotion_budget,
            subject_id=line.promotion_id,
            quantity=line.discount_minor,
        ),
    ]
    if line.person_id is not None:
        given.append(
            Taken(
                what=Counted.promotion_uses,
                subject_id=line.promotion_id,
                person_id=line.person_id,
                quantity=line.uses,
            )
        )
    return given


def _promotions(session: Session, promotion_ids: Iterable[int]) -> dict[int, PromotionRow]:
    query = select(PromotionRow).where(PromotionRow.id.in_(list(promotion_ids)))
    return {row.id: row for row in session.scalars(query)}


def _written(
    session: Session,
    usage: Usage,
    kind: UsageKind,
    cause: str,
    person_id: int | None,
    at: datetime,
) -> bool:
    row = {
        "promotion_id": usage.promotion_id,
        "kind": kind,
        "cause": cause,
        "person_id": person_id,
        "uses": 1,
        "discount_minor": usage.discount_minor,
        "at": at,
    }
    return insert_once(session, UsageLineRow, row, keys=["cause", "kind", "promotion_id"])
