"""Members as they stand, and to whom an id leads."""

from collections.abc import Iterable

from sqlalchemy import select

from siyu import people
from siyu.kernel.database import Session

from .contracts import CAUSE_LENGTH_MAX, Member, PointsBalance
from .errors import PointsOutOfRange
from .models import MemberRow
from .programme import current_programme
from .standing import chunks

POINTS_MAX = 1_000_000_000


def member_of(session: Session, person_id: int) -> Member:
    """A member; who never earned anything is of the lowest tier and has no points.

    Points that end or become active meanwhile are moved by the next use, or within minutes.
    """
    return members_of(session, [person_id])[person_id]


def members_of(session: Session, person_ids: Iterable[int]) -> dict[int, Member]:
    """Asked id → member."""
    asked = sorted(set(person_ids))
    leads = people.canonical(session, asked)
    rows: dict[int, MemberRow] = {}
    for part in chunks(sorted(set(leads.values()))):
        query = select(MemberRow).where(MemberRow.person_id.in_(part))
        query = query.execution_options(populate_existing=True)
        rows |= {row.person_id: row for row in session.scalars(query)}
    programme = current_programme(session)
    lowest = programme.tiers[0].key
    found = {}
    for person_id in asked:
        owner = leads.get(person_id, person_id)
        row = rows.get(owner)
        if row is None:
            found[person_id] = Member(
                person_id=owner,
                tier=lowest,
                rank=0,
                growth=0,
                tier_until=None,
                points=PointsBalance(),
            )
            continue
        found[person_id] = Member(
            person_id=owner,
            tier=row.tier,
            rank=programme.rank(row.tier),
            growth=row.growth,
            tier_until=row.tier_until,
            points=PointsBalance(
                available=row.available, pending=row.pending, locked=row.locked, debt=row.debt
            ),
            joined_at=row.joined_at,
        )
    return found


def owner_of(session: Session, person_id: int) -> int:
    """The person that an id leads to.

    Raises:
        PersonNotFound: there is none.

    """
    owner = people.canonical(session, [person_id]).get(person_id)
    if owner is None:
        raise people.PersonNotFound(person_id)
    return owner


def check_points(points: int) -> None:
    """Whole points that a line can carry.

    Raises:
        PointsOutOfRange: none, less than none, or absurdly many.

    """
    if not 0 < points <= POINTS_MAX:
        raise PointsOutOfRange(points=points)


def check_cause(cause: str) -> None:
    """A cause that a line can carry; a fault of the program where not."""
    if not 0 < len(cause) <= CAUSE_LENGTH_MAX:
        raise ValueError(f"a cause has 1 to {CAUSE_LENGTH_MAX} letters: {cause[:80]!r}")
