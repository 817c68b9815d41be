"""What was taken of promotions, net of what came back."""

from dataclasses import dataclass

from sqlalchemy import case, func, select

from siyu.kernel.database import Session

from .promotion_contracts import UsageKind
from .promotion_models import UsageLineRow


@dataclass(frozen=True, kw_only=True)
class Used:
    """Orders, people and fen of one promotion."""

    orders: int = 0
    people: int = 0
    discount_minor: int = 0


def used_of(session: Session, promotion_id: int) -> Used:
    """What orders took of a promotion and did not give back; somebody unknown is nobody."""
    line = UsageLineRow
    sign = case((line.kind == UsageKind.taken, 1), else_=-1)
    per_person = (
        select(
            line.person_id.label("person_id"),
            func.sum(sign * line.uses).label("orders"),
            func.sum(sign * line.discount_minor).label("discount_minor"),
        )
        .where(line.promotion_id == promotion_id)
        .group_by(line.person_id)
        .subquery()
    )
    known = case((per_person.c.orders > 0, per_person.c.person_id))
    row = session.execute(
        select(
            func.coalesce(func.sum(per_person.c.orders), 0).label("orders"),
            func.count(known).label("people"),
            func.coalesce(func.sum(per_person.c.discount_minor), 0).label("discount_minor"),
        )
    ).one()
    return Used(orders=int(row.orders), people=row.people, discount_minor=int(row.discount_minor))
