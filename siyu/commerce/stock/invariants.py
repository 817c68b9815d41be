"""What must always hold of stock; ``siyu doctor`` asks."""

from sqlalchemy import func, or_, select

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant

from .models import QuotaRow, ReservationRow, StockLevelRow, StockLineRow

EXAMPLES_MAX = 10


def levels_without_ground(context: Context) -> list[str]:
    """Levels that are not the sum of their ledger."""
    told = (
        select(
            StockLineRow.sku_id,
            StockLineRow.location_id,
            func.sum(StockLineRow.on_hand).label("on_hand"),
            func.sum(StockLineRow.reserved).label("reserved"),
        )
        .group_by(StockLineRow.sku_id, StockLineRow.location_id)
        .subquery()
    )
    return _differing(
        context, told, StockLevelRow.on_hand, StockLevelRow.reserved, ("on_hand", "reserved")
    )


def reservations_astray(context: Context) -> list[str]:
    """Levels whose reserved pieces are not what reservations hold."""
    told = (
        select(
            ReservationRow.sku_id,
            ReservationRow.location_id,
            func.sum(ReservationRow.held).label("reserved"),
        )
        .group_by(ReservationRow.sku_id, ReservationRow.location_id)
        .subquery()
    )
    return _differing(context, told, StockLevelRow.reserved, None, ("reserved",))


def quotas_astray(context: Context) -> list[str]:
    """Levels that set aside something else than what their quotas have left."""
    told = (
        select(
            QuotaRow.sku_id,
            QuotaRow.location_id,
            func.sum(QuotaRow.allotted - QuotaRow.used).label("left"),
        )
        .group_by(QuotaRow.sku_id, QuotaRow.location_id)
        .subquery()
    )
    return _differing(context, told, StockLevelRow.set_aside, None, ("left",))


def _differing(
    context: Context, told: object, first: object, second: object, names: tuple[str, ...]
) -> list[str]:
    columns = told.c  # type: ignore[attr-defined]
    differs = [
        column != func.coalesce(columns[name], 0)
        for column, name in zip((first, second), names, strict=False)
    ]
    query = (
        select(StockLevelRow.sku_id, StockLevelRow.location_id)
        .outerjoin(
            told,  # type: ignore[arg-type]
            (columns.sku_id == StockLevelRow.sku_id)
            & (columns.location_id == StockLevelRow.location_id),
        )
        .where(or_(*differs))
        .limit(EXAMPLES_MAX)
    )
    with context.session(read_only=True) as session:
        return [
            f"{ids.code('sku', sku)} at {ids.code('loc', location)}"
            for sku, location in session.execute(query).all()
        ]


INVARIANTS = (
    Invariant(
        "commerce.levels_are_ledgers", "Every stock level is its ledger", levels_without_ground
    ),
    Invariant(
        "commerce.reserved_is_held",
        "What is reserved is what reservations hold",
        reservations_astray,
    ),
    Invariant(
        "commerce.set_aside_is_quota", "What is set aside is what quotas have left", quotas_astray
    ),
)
