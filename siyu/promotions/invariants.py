"""What must always hold of coupons and their limits; ``siyu doctor`` asks."""

from sqlalchemy import func, select

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant

from .contracts import CouponState, LineKind
from .counters import TOTAL, Counted
from .models import CodeBatchRow, CounterRow, CouponKindRow, CouponLineRow, CouponRow

EXAMPLES_MAX = 10

_STATE_AFTER = {
    LineKind.claimed: CouponState.held,
    LineKind.locked: CouponState.locked,
    LineKind.released: CouponState.held,
    LineKind.used: CouponState.used,
    LineKind.returned: CouponState.held,
    LineKind.undone: CouponState.held,
    LineKind.expired: CouponState.expired,
    LineKind.voided: CouponState.voided,
}


def states_without_line(context: Context) -> list[str]:
    """Coupons whose state is not what their last line says."""
    last = (
        select(CouponLineRow.coupon_id, func.max(CouponLineRow.id).label("line_id"))
        .where(CouponLineRow.kind != LineKind.transferred)
        .group_by(CouponLineRow.coupon_id)
        .subquery()
    )
    query = (
        select(CouponRow.id, CouponRow.state, CouponLineRow.kind)
        .outerjoin(last, last.c.coupon_id == CouponRow.id)
        .outerjoin(CouponLineRow, CouponLineRow.id == last.c.line_id)
    )
    found = []
    with context.session(read_only=True) as session:
        for row in session.execute(query.execution_options(yield_per=10_000)):
            after = _STATE_AFTER[LineKind(row.kind)] if row.kind else None
            if after != row.state:
                found.append(ids.code("cpn", row.id))
                if len(found) == EXAMPLES_MAX:
                    break
    return found


def claims_beyond_counter(context: Context) -> list[str]:
    """Limited kinds of which more coupons and codes are out than their counter says."""
    claimed = (
        select(func.count())
        .where(CouponRow.kind_id == CouponKindRow.id, CouponRow.batch_id.is_(None))
        .scalar_subquery()
    )
    printed = (
        select(func.coalesce(func.sum(CodeBatchRow.size), 0))
        .where(CodeBatchRow.kind_id == CouponKindRow.id)
        .scalar_subquery()
    )
    query = (
        select(CouponKindRow.id)
        .join(
            CounterRow,
            (CounterRow.what == Counted.kind_claims)
            & (CounterRow.subject_id == CouponKindRow.id)
            & (CounterRow.person_id == TOTAL),
        )
        .where(CouponKindRow.claims_max.is_not(None), claimed + printed > CounterRow.taken)
        .limit(EXAMPLES_MAX)
    )
    with context.session(read_only=True) as session:
        return [ids.code("cpk", found) for found in session.scalars(query)]


INVARIANTS = (
    Invariant(
        "promotions.coupon_state_has_line",
        "Every coupon is in the state that the last line of its ledger says",
        states_without_line,
    ),
    Invariant(
        "promotions.claims_are_counted",
        "Of a limited kind no more coupons are out than its counter says",
        claims_beyond_counter,
    ),
)
