"""What somebody holds, what they could have, and coupons as a cart takes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from siyu import people
from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import Coupon, CouponState, KindState, Unusable
from .counters import Counted, taken_by_kind, taken_by_person
from .errors import CouponUnusable
from .ledger import contracts
from .models import CouponKindRow, CouponRow
from .pricing import CouponFacts
from .using import why_unusable


@dataclass(frozen=True, kw_only=True)
class Claimable:
    """A kind that a person could have now.

    Args:
        left: of the total; None without a limit.
        left_for_person: of the person's own limit; None without one.

    """

    kind_id: int
    name: str
    description: str
    effect: dict[str, object]
    left: int | None
    left_for_person: int | None


def coupons_of(
    session: Session,
    person_id: int,
    *,
    state: CouponState | None = None,
    before_id: int | None = None,
    most: int = 50,
) -> list[Coupon]:
    """A person's coupons, the newest first, whichever of their nodes they were given to.

    Args:
        before_id: of the last one of the page before.

    """
    query = select(CouponRow).where(CouponRow.person_id.in_(people.component(session, person_id)))
    if state is not None:
        query = query.where(CouponRow.state == state)
    if before_id is not None:
        query = query.where(CouponRow.id < before_id)
    return contracts(
        session, session.scalars(query.order_by(CouponRow.id.desc()).limit(most)).all()
    )


def coupons_claimed(session: Session, person_id: int, kind_id: int) -> int:
    """How many coupons of a kind a person has, in whatever state, under any of their nodes."""
    nodes = people.component(session, person_id)
    query = select(func.count()).where(CouponRow.person_id.in_(nodes), CouponRow.kind_id == kind_id)
    return session.scalar(query) or 0


def coupon_facts(
    session: Session, coupon_ids: Iterable[int], *, person_id: int, at: datetime | None = None
) -> tuple[CouponFacts, ...]:
    """Coupons that a person wants to use, as a cart takes them; nothing is locked.

    Raises:
        CouponUnusable: names the first that cannot be used.

    """
    asked = sorted(set(coupon_ids))
    rows = {
        row.id: row for row in session.scalars(select(CouponRow).where(CouponRow.id.in_(asked)))
    }
    nodes = people.component(session, person_id)
    for coupon_id in asked:
        row = rows.get(coupon_id)
        reason = why_unusable(row, nodes, at or now()) if row else Unusable.not_held
        if reason is not None:
            raise CouponUnusable(coupon_id, reason)
    return tuple(
        CouponFacts(
            coupon_id=ids.code("cpn", coupon_id),
            rule_id=ids.code("cpk", rows[coupon_id].kind_id),
        )
        for coupon_id in asked
    )


def claimable_kinds(
    session: Session, person_id: int, *, most: int = 100, gone_too: bool = False
) -> list[Claimable]:
    """Kinds that are open now and leave something for this person, the newest first.

    Args:
        gone_too: also those of which nothing is left, for anybody or for this person.

    """
    moment, kind = now(), CouponKindRow
    rows = session.scalars(
        select(kind)
        .where(
            kind.state == KindState.active,
            or_(kind.claim_from.is_(None), kind.claim_from <= moment),
            or_(kind.claim_until.is_(None), kind.claim_until > moment),
            or_(kind.valid_until.is_(None), kind.valid_until > moment),
            kind.public.is_(True),
        )
        .order_by(kind.id.desc())
        .limit(most)
    ).all()
    asked = [row.id for row in rows]
    taken = taken_by_kind(session, Counted.kind_claims, asked)
    own = taken_by_person(session, Counted.kind_claims, asked, people.component(session, person_id))
    found = [
        Claimable(
            kind_id=row.id,
            name=row.name,
            description=row.description,
            effect=row.effect,
            left=_left(row.claims_max, taken.get(row.id, 0)),
            left_for_person=_left(row.claims_per_person_max, own.get(row.id, 0)),
        )
        for row in rows
    ]
    return [each for each in found if gone_too or (each.left != 0 and each.left_for_person != 0)]


def _left(most: int | None, taken: int) -> int | None:
    return None if most is None else max(0, most - taken)
