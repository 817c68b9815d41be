"""What rules ask of a person, gathered for one cart."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select

from siyu import audiences, people
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .counters import Counted, taken_by_kind, taken_by_person
from .holdouts import is_held_out
from .pricing import PersonFacts
from .promotion_contracts import PromotionState
from .promotion_models import PromotionRow


def person_facts(
    session: Session,
    warehouse: Warehouse,
    person_id: int | None,
    *,
    segments: Iterable[str],
    tier: str = "",
    orders_before: int | None = None,
) -> PersonFacts:
    """Tier, segments, and which promotions leave nothing.

    Args:
        person_id: None is somebody unknown.
        segments: codes of those that rules ask for (``running``); others are not looked at.
        tier: code of the member's tier.
        orders_before: paid orders so far.

    Raises:
        PersonNotFound: no such person, or erased.

    """
    person = people.require_person(session, person_id) if person_id is not None else None
    return PersonFacts(
        known=person is not None,
        tier=tier,
        segments=_among(warehouse, person.id if person else None, segments),
        orders_before=orders_before,
        used_up=used_up(session, list(person.nodes) if person else []),
    )


def used_up(session: Session, nodes: Sequence[int]) -> frozenset[str]:
    """Ids of the running promotions of which nothing is left for a person, or which leave them out.

    Args:
        nodes: of the person; empty for nobody.

    """
    rows = session.scalars(
        select(PromotionRow).where(
            PromotionRow.state == PromotionState.running,
            or_(
                PromotionRow.uses_max.is_not(None),
                PromotionRow.uses_per_person_max.is_not(None),
                PromotionRow.budget_minor.is_not(None),
                PromotionRow.holdout_percent > 0,
            ),
        )
    ).all()
    if not rows:
        return frozenset()
    asked = [row.id for row in rows]
    uses = taken_by_kind(session, Counted.promotion_uses, asked)
    spent = taken_by_kind(session, Counted.promotion_budget, asked)
    own = taken_by_person(session, Counted.promotion_uses, asked, nodes)
    return frozenset(
        ids.code("prm", row.id)
        for row in rows
        if (row.uses_max is not None and uses.get(row.id, 0) >= row.uses_max)
        or (row.budget_minor is not None and spent.get(row.id, 0) >= row.budget_minor)
        or (row.uses_per_person_max is not None and own.get(row.id, 0) >= row.uses_per_person_max)
        or (nodes and is_held_out(row.id, min(nodes), row.holdout_percent))
    )


def _among(warehouse: Warehouse, person_id: int | None, segments: Iterable[str]) -> frozenset[str]:
    if person_id is None:
        return frozenset()
    found = set()
    for word in sorted(segments):
        try:
            segment_id = ids.number("seg", word)
        except ids.MalformedCode:
            continue
        if audiences.is_member(warehouse, segment_id, person_id):
            found.add(word)
    return frozenset(found)
