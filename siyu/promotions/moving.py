"""Coupons follow their holders: through merges, back through splits, and away with an erasure."""

from collections.abc import Sequence

from sqlalchemy import select, update

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.kernel.events import occurrence, publish_many

from .contracts import CouponState, LineKind
from .events import CouponVoided
from .kinds import kinds_of
from .ledger import mark_changed, write_lines
from .models import CouponRow

COUPONS_AT_ONCE = 5_000


def follow_merge(session: Session, event: people.PersonsMerged, context: Context) -> None:
    """What the absorbed person has is the survivor's now."""
    theirs = select(CouponRow.id).where(CouponRow.person_id == event.absorbed_id)
    _transfer(session, session.scalars(theirs).all(), event.person_id, f"merge:{event.merge_id}")
    mark_changed(session, {event.person_id, event.absorbed_id})


def follow_split(session: Session, event: people.PersonsSplit, context: Context) -> None:
    """What was first given to the parted person, and is not used up, goes back to them."""
    nodes = people.component(session, event.split_id)
    theirs = select(CouponRow.id).where(
        CouponRow.issued_to.in_(nodes), CouponRow.person_id == event.person_id
    )
    cause = f"split:{occurrence().outbox_id}"
    _transfer(session, session.scalars(theirs).all(), event.split_id, cause)
    mark_changed(session, {event.person_id, event.split_id})


def forget_person(session: Session, event: people.PersonErased, context: Context) -> None:
    """Nobody uses the coupons of an erased person; what they used is kept without them."""
    nodes = sorted({event.person_id, *event.node_ids})
    rows = session.scalars(
        select(CouponRow)
        .where(CouponRow.person_id.in_(nodes))
        .order_by(CouponRow.id)
        .with_for_update()
    ).all()
    open_ = [row for row in rows if row.state in (CouponState.held, CouponState.locked)]
    cause = f"erased:{event.person_id}"
    for row in open_:
        row.state, row.held_for = CouponState.voided, None
    session.flush()
    # No person in these lines and events: there is none any more.
    write_lines(session, LineKind.voided, [(row.id, None, cause) for row in open_])
    kinds = kinds_of(session, {row.kind_id for row in open_})
    publish_many(
        session,
        [
            CouponVoided(
                person_id=None,
                coupon_id=row.id,
                kind_id=row.kind_id,
                coupon=kinds[row.kind_id].name,
                reason="erased",
            )
            for row in open_
        ],
    )
    session.execute(
        update(CouponRow)
        .where(CouponRow.person_id.in_(nodes) | CouponRow.issued_to.in_(nodes))
        .values(person_id=None, issued_to=None)
        .execution_options(synchronize_session=False)
    )


def _transfer(session: Session, coupon_ids: Sequence[int], to: int, cause: str) -> None:
    for start in range(0, len(coupon_ids), COUPONS_AT_ONCE):
        some = sorted(coupon_ids[start : start + COUPONS_AT_ONCE])
        session.execute(
            update(CouponRow)
            .where(CouponRow.id.in_(some))
            .values(person_id=to)
            .execution_options(synchronize_session=False)
        )
        write_lines(session, LineKind.transferred, [(coupon, to, cause) for coupon in some])
