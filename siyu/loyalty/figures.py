"""How many members there are, in which tiers, and the points they hold."""

from dataclasses import dataclass

from sqlalchemy import func, select

from siyu import people
from siyu.kernel.database import Session

from .models import MemberRow
from .programme import current_programme


@dataclass(frozen=True, kw_only=True)
class TierFigures:
    """Members of a tier and their points, whole."""

    tier: str
    members: int
    available: int
    pending: int
    locked: int
    debt: int


def figures_of_tiers(session: Session, nodes: frozenset[int] | None) -> list[TierFigures]:
    """Tiers, the lowest first; those that are no more but still have members come last.

    Args:
        nodes: only members who belong to one of these org nodes; None is everywhere.

    """
    sums = [
        func.sum(getattr(MemberRow, name)) for name in ("available", "pending", "locked", "debt")
    ]
    query = select(MemberRow.tier, func.count(), *sums).group_by(MemberRow.tier)
    if nodes is not None:
        query = query.where(MemberRow.person_id.in_(people.persons_within(nodes)))
    found = {row[0]: [int(n) for n in row[1:]] for row in session.execute(query)}
    known = [tier.key for tier in current_programme(session).tiers]
    none = [0, 0, 0, 0, 0]
    return [
        TierFigures(tier=key, members=n, available=a, pending=p, locked=k, debt=d)
        for key in (*known, *sorted(found.keys() - set(known)))
        for n, a, p, k, d in [found.get(key, none)]
    ]
