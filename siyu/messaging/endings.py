"""Which campaigns came to an end, for whoever waits for them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from siyu.kernel.database import Session

from .models import CampaignRow


@dataclass(frozen=True, kw_only=True)
class CampaignEnding:
    """A campaign that is over."""

    campaign_id: int
    name: str
    problem: str
    audience: int
    at: datetime


def campaign_endings(
    session: Session, nodes: frozenset[int] | None, *, since: datetime, most: int
) -> list[CampaignEnding]:
    """Campaigns that ended, newest first.

    Args:
        nodes: only those at one of these org nodes; None is everywhere.
        since: from this instant on.

    """
    query = (
        select(CampaignRow)
        .where(CampaignRow.finished_at >= since)
        .order_by(CampaignRow.finished_at.desc())
        .limit(most)
    )
    if nodes is not None:
        query = query.where(CampaignRow.node_id.in_(nodes))
    return [
        CampaignEnding(
            campaign_id=row.id,
            name=row.name,
            problem=row.problem,
            audience=row.audience_count,
            at=row.finished_at or row.updated_at,
        )
        for row in session.scalars(query)
    ]
