"""Tier, growth value and points as attributes, for segments and everyone else; a moment behind the ledgers."""

from sqlalchemy import select, update

from siyu import people
from siyu.kernel.context import Context

from .models import MemberRow

BATCH = 5_000

TIER = people.Attribute(
    "tier", people.AttributeType.text, {"zh": "会员等级", "en": "Membership tier"}
)
GROWTH = people.Attribute(
    "growth", people.AttributeType.number, {"zh": "成长值", "en": "Growth value"}
)
POINTS = people.Attribute(
    "points_balance", people.AttributeType.number, {"zh": "可用积分", "en": "Points to spend"}
)
TIER_UNTIL = people.Attribute(
    "tier_until", people.AttributeType.time, {"zh": "等级有效期", "en": "Tier kept until"}
)
ATTRIBUTES = (TIER, GROWTH, POINTS, TIER_UNTIL)


def mirror_members(context: Context) -> bool:
    """Write the attributes of some members that changed; True when there may be more."""
    with context.session() as session:
        waiting = session.scalars(
            select(MemberRow.person_id)
            .where(MemberRow.to_mirror)
            .order_by(MemberRow.person_id)
            .limit(BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        if not waiting:
            return False
        rows = session.execute(
            update(MemberRow)
            .where(MemberRow.person_id.in_(waiting))
            .values(to_mirror=False)
            .returning(
                *(MemberRow.person_id, MemberRow.tier, MemberRow.growth),
                *(MemberRow.available, MemberRow.debt, MemberRow.tier_until),
            )
            .execution_options(synchronize_session=False)
        ).all()
        people.set_attributes(session, TIER, [(row.person_id, row.tier) for row in rows])
        people.set_attributes(session, GROWTH, [(row.person_id, row.growth) for row in rows])
        people.set_attributes(
            session, POINTS, [(row.person_id, row.available - row.debt) for row in rows]
        )
        people.set_attributes(
            session, TIER_UNTIL, [(row.person_id, row.tier_until) for row in rows]
        )
        return len(waiting) == BATCH
