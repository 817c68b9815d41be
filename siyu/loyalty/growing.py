"""Growth value and tiers by hand and by other modules."""

from datetime import datetime

from sqlalchemy import select

from siyu.kernel.database import Session

from .book import Book
from .contracts import GrowthKind, Member, TierReason
from .errors import CauseOfAnother, PointsOutOfRange
from .members import POINTS_MAX, check_cause, member_of, owner_of
from .models import GrowthLineRow
from .programme import require_tier
from .tiering import change_tier, grow


def earn_growth(
    session: Session,
    person_id: int,
    *,
    growth: int,
    cause: str,
    reason: str = "grant",
    note: str = "",
    by: str = "system",
    at: datetime | None = None,
) -> Member:
    """Add growth value, or take it away; a higher tier is reached at once. A repeated cause changes nothing.

    Args:
        growth: ≠ 0; what would go below none stops there.

    Raises:
        PointsOutOfRange: none, or absurdly much.
        CauseOfAnother: the cause has moved growth value of another member.
        PersonNotFound: no such person.

    """
    if not 0 < abs(growth) <= POINTS_MAX:
        raise PointsOutOfRange(points=growth)
    check_cause(cause)
    kind = GrowthKind.earn if growth > 0 else GrowthKind.adjust
    book = Book(session, at=at)
    standing = book.open_one(owner_of(session, person_id))
    known = session.scalar(
        select(GrowthLineRow.person_id).where(
            GrowthLineRow.kind == kind, GrowthLineRow.cause == cause
        )
    )
    if known is not None and owner_of(session, known) != standing.person_id:
        raise CauseOfAnother(cause=cause)
    if known is None:
        grow(
            book,
            standing,
            growth,
            kind=kind,
            cause=cause,
            reason=reason,
            home_id=person_id,
            note=note,
            by=by,
        )
    book.write()
    return member_of(session, standing.person_id)


def put_in_tier(
    session: Session, person_id: int, *, tier: str, until: datetime | None, note: str, by: str
) -> Member:
    """Put a member into a tier by hand, whatever their growth value.

    Args:
        until: when it is reviewed; by the programme where None.

    Raises:
        TierNotFound: the programme has no such tier.
        PersonNotFound: no such person.

    """
    book = Book(session)
    standing = book.open_one(owner_of(session, person_id))
    rule = require_tier(book.programme, tier)
    change_tier(book, standing, rule, reason=TierReason.manual, until=until, note=note, by=by)
    book.write()
    return member_of(session, standing.person_id)


def gave_growth(session: Session, cause: str) -> bool:
    """Whether this cause has given growth value before."""
    query = select(GrowthLineRow.id).where(
        GrowthLineRow.kind == GrowthKind.earn, GrowthLineRow.cause == cause
    )
    return session.scalar(query) is not None
