"""How many coupons somebody holds, as an attribute that audiences can ask for."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete as delete_rows
from sqlalchemy import func, select

from siyu import people
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .contracts import CouponState
from .models import ChangedPersonRow, CouponRow

PEOPLE_AT_ONCE = 2_000

COUPONS_HELD = people.Attribute(
    "coupons_held",
    people.AttributeType.number,
    {"zh": "持有优惠券数", "en": "Coupons held"},
)
NEXT_COUPON_EXPIRY = people.Attribute(
    "next_coupon_expiry",
    people.AttributeType.time,
    {"zh": "最近到期优惠券时间", "en": "Next coupon expiry"},
)


def count_holdings(context: Context) -> bool:
    """Count anew what people hold whose coupons changed; returns whether there may be more."""
    with context.session(read_only=True) as session:
        if session.scalar(select(ChangedPersonRow.person_id).limit(1)) is None:
            return False
    with context.session() as session:
        changed = session.scalars(
            select(ChangedPersonRow.person_id)
            .order_by(ChangedPersonRow.person_id)
            .limit(PEOPLE_AT_ONCE)
            .with_for_update(skip_locked=True)
        ).all()
        session.execute(
            delete_rows(ChangedPersonRow).where(ChangedPersonRow.person_id.in_(changed))
        )
        held = _held(session, changed)
        # Somebody may have been erased since; an attribute of nobody stays out.
        alive = set(people.canonical(session, changed))
        people.set_attributes(
            session,
            COUPONS_HELD,
            [
                (person, held[person][0] if person in held else 0)
                for person in changed
                if person in alive
            ],
        )
        people.set_attributes(
            session,
            NEXT_COUPON_EXPIRY,
            [
                (person, held[person][1] if person in held else None)
                for person in changed
                if person in alive
            ],
        )
        return len(changed) == PEOPLE_AT_ONCE


def _held(session: Session, person_ids: Sequence[int]) -> dict[int, tuple[int, datetime | None]]:
    rows = session.execute(
        select(
            CouponRow.person_id,
            func.count().label("held"),
            func.min(CouponRow.valid_until).label("next"),
        )
        .where(
            CouponRow.person_id.in_(person_ids),
            CouponRow.state == CouponState.held,
            (CouponRow.valid_until > now()) | CouponRow.valid_until.is_(None),
        )
        .group_by(CouponRow.person_id)
    )
    return {row.person_id: (row.held, row.next) for row in rows}
