"""What must always hold of the ledgers; ``siyu doctor`` and a schedule ask."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal, or_, select, union_all

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant

from .contracts import Account, ExchangeState, LockState
from .models import (
    BudgetRow,
    ExchangeRow,
    GrowthLineRow,
    MemberRow,
    OfferRow,
    OrderRow,
    PointsLineRow,
    PointsLockRow,
    PointsLotRow,
    PointsUseRow,
    RefundRow,
)

EXAMPLES_MAX = 10
_OF_MEMBER = {
    Account.available: MemberRow.available,
    Account.pending: MemberRow.pending,
    Account.locked: MemberRow.locked,
    Account.debt: -MemberRow.debt,
}


def balances_differ_from_lots(context: Context) -> list[str]:
    """Members whose points are not what their lots hold."""
    held = (
        select(
            PointsLotRow.person_id,
            func.sum(case((PointsLotRow.active, PointsLotRow.remaining), else_=0)).label("active"),
            func.sum(case((PointsLotRow.active, 0), else_=PointsLotRow.remaining)).label("pending"),
        )
        .group_by(PointsLotRow.person_id)
        .subquery()
    )
    query = (
        select(func.coalesce(MemberRow.person_id, held.c.person_id))
        .select_from(MemberRow)
        .join(held, held.c.person_id == MemberRow.person_id, full=True)
        .where(
            or_(
                func.coalesce(MemberRow.available, 0) != func.coalesce(held.c.active, 0),
                func.coalesce(MemberRow.pending, 0) != func.coalesce(held.c.pending, 0),
            )
        )
    )
    return _persons(context, query)


def balances_differ_from_lines(context: Context) -> list[str]:
    """Members whose points are not what lines brought less what lines took."""
    line = PointsLineRow
    moved = union_all(
        select(line.person_id, line.credit.label("account"), line.points.label("points")),
        select(line.person_id, line.debit, -line.points),
    ).subquery()
    sums = (
        select(moved.c.person_id, *(_of(moved, account) for account in _OF_MEMBER))
        .group_by(moved.c.person_id)
        .subquery()
    )
    differs = [
        func.coalesce(column, 0) != func.coalesce(sums.c[account.value], 0)
        for account, column in _OF_MEMBER.items()
    ]
    query = (
        select(func.coalesce(MemberRow.person_id, sums.c.person_id))
        .select_from(MemberRow)
        .join(sums, sums.c.person_id == MemberRow.person_id, full=True)
        .where(or_(*differs))
    )
    return _persons(context, query)


def lots_differ_from_uses(context: Context) -> list[str]:
    """Lots that hold other than what was earned less what was taken out."""
    used = (
        select(PointsUseRow.lot_id, func.sum(PointsUseRow.points).label("points"))
        .group_by(PointsUseRow.lot_id)
        .subquery()
    )
    query = (
        select(PointsLotRow.id)
        .outerjoin(used, used.c.lot_id == PointsLotRow.id)
        .where(PointsLotRow.remaining != PointsLotRow.earned - func.coalesce(used.c.points, 0))
    )
    return _examples(context, query, lambda found: f"lot {found}")


def locked_differs_from_locks(context: Context) -> list[str]:
    """Members who have other points set aside than their locks say."""
    held = (
        select(PointsLockRow.person_id, func.sum(PointsLockRow.points).label("points"))
        .where(PointsLockRow.state == LockState.held)
        .group_by(PointsLockRow.person_id)
        .subquery()
    )
    query = (
        select(func.coalesce(MemberRow.person_id, held.c.person_id))
        .select_from(MemberRow)
        .join(held, held.c.person_id == MemberRow.person_id, full=True)
        .where(func.coalesce(MemberRow.locked, 0) != func.coalesce(held.c.points, 0))
    )
    return _persons(context, query)


def growth_differs_from_lines(context: Context) -> list[str]:
    """Members whose growth value is not the sum of its lines."""
    sums = (
        select(GrowthLineRow.person_id, func.sum(GrowthLineRow.growth).label("growth"))
        .group_by(GrowthLineRow.person_id)
        .subquery()
    )
    query = (
        select(func.coalesce(MemberRow.person_id, sums.c.person_id))
        .select_from(MemberRow)
        .join(sums, sums.c.person_id == MemberRow.person_id, full=True)
        .where(func.coalesce(MemberRow.growth, 0) != func.coalesce(sums.c.growth, 0))
    )
    return _persons(context, query)


def transfers_left_over(context: Context) -> list[str]:
    """Points that left one person and came to nobody."""
    line = PointsLineRow
    signed = case(
        (line.credit == Account.transfer, line.points),
        (line.debit == Account.transfer, -line.points),
        else_=0,
    )
    with context.session(read_only=True) as session:
        left = session.scalar(select(func.coalesce(func.sum(signed), 0)))
    return [f"{left} points"] if left else []


def refunds_differ(context: Context) -> list[str]:
    """Orders whose refunds do not add up to what was counted."""
    sums = (
        select(RefundRow.order_id, func.sum(RefundRow.amount_minor).label("amount"))
        .group_by(RefundRow.order_id)
        .subquery()
    )
    query = (
        select(OrderRow.order_id)
        .outerjoin(sums, sums.c.order_id == OrderRow.order_id)
        .where(OrderRow.refunded_minor != func.coalesce(sums.c.amount, 0))
    )
    return _examples(context, query, str)


def offers_differ_from_exchanges(context: Context) -> list[str]:
    """Offers of which more or fewer were taken than exchanged."""
    sums = (
        select(ExchangeRow.offer_id, func.sum(ExchangeRow.quantity).label("quantity"))
        .where(ExchangeRow.state == ExchangeState.done)
        .group_by(ExchangeRow.offer_id)
        .subquery()
    )
    query = (
        select(OfferRow.id)
        .outerjoin(sums, sums.c.offer_id == OfferRow.id)
        .where(OfferRow.taken != func.coalesce(sums.c.quantity, 0))
    )
    return _examples(context, query, lambda found: ids.code("ofr", found))


def budgets_overdrawn(context: Context) -> list[str]:
    """Budgets from which more was given than there is."""
    query = select(BudgetRow.id).where(BudgetRow.points_used > BudgetRow.points_max)
    return _examples(context, query, lambda found: ids.code("bud", found))


def _of(moved: Subquery, account: Account) -> ColumnElement[Any]:
    mine = case((moved.c.account == literal(account.value), moved.c.points), else_=0)
    return func.sum(mine).label(account.value)


def _persons(context: Context, query: Select[Any]) -> list[str]:
    return _examples(context, query, lambda found: ids.code("per", found))


def _examples(context: Context, query: Select[Any], word: Callable[[Any], str]) -> list[str]:
    with context.session(read_only=True) as session:
        return [word(found) for found in session.scalars(query.limit(EXAMPLES_MAX))]


INVARIANTS = (
    Invariant(
        "loyalty.lots_are_balances",
        "Every member's points are what their lots hold",
        balances_differ_from_lots,
    ),
    Invariant(
        "loyalty.lines_are_balances",
        "Every member's points are what lines brought less what lines took",
        balances_differ_from_lines,
    ),
    Invariant(
        "loyalty.uses_are_what_lots_lost",
        "Every lot holds what was earned less what was taken out",
        lots_differ_from_uses,
    ),
    Invariant(
        "loyalty.locks_are_locked",
        "Points set aside are those of the locks that are held",
        locked_differs_from_locks,
    ),
    Invariant(
        "loyalty.growth_is_its_lines",
        "Every member's growth value is the sum of its lines",
        growth_differs_from_lines,
    ),
    Invariant(
        "loyalty.transfers_arrive",
        "What leaves one person by a transfer comes to another",
        transfers_left_over,
    ),
    Invariant(
        "loyalty.refunds_add_up", "Refunds of an order add up to what was counted", refunds_differ
    ),
    Invariant(
        "loyalty.offers_are_exchanges",
        "Of every offer as many were taken as exchanges stand",
        offers_differ_from_exchanges,
    ),
    Invariant("loyalty.budgets_hold", "No budget has given more than it holds", budgets_overdrawn),
)
