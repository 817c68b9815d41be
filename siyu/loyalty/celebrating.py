"""Days on which the brand celebrates its members, and whom it celebrates."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select

from siyu.kernel.database import Session

from .models import MemberRow
from .multiplying import is_member_day
from .programme import current_programme


def member_days(session: Session, first: date, last: date) -> list[date]:
    """Member days from the first day to the last, both included, by the programme in force."""
    rule = current_programme(session).member_day
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if is_member_day(rule, day)]


def members_after(
    session: Session,
    after: int,
    *,
    most: int,
    joined: Sequence[tuple[datetime, datetime]] | None = None,
    tiers: Collection[str] = (),
) -> list[int]:
    """Persons who are members, ascending, beyond a place; in one statement.

    Args:
        joined: only who joined in one of these spans, ends excluded; None: whenever.
        tiers: only those of them; empty: all.

    """
    query = select(MemberRow.person_id).where(MemberRow.person_id > after)
    if joined is not None:
        spans = [and_(MemberRow.joined_at >= a, MemberRow.joined_at < b) for a, b in joined]
        query = query.where(or_(*spans)) if spans else query.where(MemberRow.person_id < 0)
    if tiers:
        query = query.where(MemberRow.tier.in_(sorted(tiers)))
    return list(session.scalars(query.order_by(MemberRow.person_id).limit(most)))
