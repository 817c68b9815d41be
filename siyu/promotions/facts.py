"""What rules ask of a person, gathered for one cart."""

from collections.abc import Iterable, Sequence

from siyu import audiences, people
from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.warehouse import Warehouse

from .counters import Counted, taken_by_kind, taken_by_person
from .holdouts import is_held_out
from .pricing import PersonFacts
from .programmes import LimitedPromotion, Running


def person_facts(
    session: Session,
    warehouse: Warehouse,
    person_id: int | None,
    *,
    running: Running,
    tier: str = "",
    orders_before: int | None = None,
) -> PersonFacts:
    """Tier, segments, and which promotions leave nothing.

    Args:
        person_id: None is somebody unknown.
        running: segments that its rules do not ask for are not looked at, nor what has no limit.
        tier: code of the member's tier.
        orders_before: paid orders so far.

    Raises:
        PersonNotFound: no such person, or erased.

    """
    person = people.require_person(session, person_id) if person_id is not None else None
    return PersonFacts(
        known=person is not None,
        tier=tier,
        segments=_among(warehouse, person.id if person else None, running.segments),
        orders_before=orders_before,
        used_up=used_up(session, running.limited, list(person.nodes) if person else []),
    )


def used_up(
    session: Session, limited: Sequence[LimitedPromotion], nodes: Sequence[int]
) -> frozenset[str]:
    """Ids of those promotions of which nothing is left for a person, or which leave them out.

    Args:
        nodes: of the person; empty for nobody.

    """
    if not limited:
        return frozenset()
    asked = [each.id for each in limited]
    uses = taken_by_kind(session, Counted.promotion_uses, asked)
    spent = taken_by_kind(session, Counted.promotion_budget, asked)
    own = taken_by_person(session, Counted.promotion_uses, asked, nodes)
    return frozenset(
        each.code
        for each in limited
        if (each.uses_max is not None and uses.get(each.id, 0) >= each.uses_max)
        or (each.budget_minor is not None and spent.get(each.id, 0) >= each.budget_minor)
        or (
            each.uses_per_person_max is not None and own.get(each.id, 0) >= each.uses_per_person_max
        )
        or (nodes and is_held_out(each.id, min(nodes), each.holdout_percent))
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
