"""Quotas: pieces of a level that one sales channel alone may sell."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from siyu.kernel.database import Session, insert_missing

from .contracts import QUANTITY_MAX
from .errors import OutOfStock, QuantityUnfit
from .levels import levels
from .models import QuotaRow, StockLevelRow

_LEFT = select(QuotaRow.sku_id, QuotaRow.location_id, QuotaRow.allotted - QuotaRow.used).where(
    QuotaRow.sales_channel_id == bindparam("channel"),
    QuotaRow.sku_id.in_(bindparam("skus", expanding=True)),
    QuotaRow.location_id.in_(bindparam("locations", expanding=True)),
)


def set_quota(
    session: Session, *, sku_id: int, location_id: int, sales_channel_id: int, allotted: int
) -> None:
    """Set pieces aside for a channel; what it has sold of them counts.

    Raises:
        OutOfStock: the shared pool has not so many to set aside.
        QuantityUnfit: negative, absurd, or fewer than the channel has sold of it already.

    """
    if not 0 <= allotted <= QUANTITY_MAX:
        raise QuantityUnfit(allotted)
    found = levels(session, [sku_id], location_ids=[location_id], lock=True)
    key = {"sku_id": sku_id, "location_id": location_id, "sales_channel_id": sales_channel_id}
    insert_missing(session, QuotaRow, [{**key, "allotted": 0, "used": 0}], keys=list(key))
    row = session.scalars(
        select(QuotaRow)
        .filter_by(**key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if allotted < row.used:
        raise QuantityUnfit(allotted)
    more = allotted - row.allotted
    free = found[0].available if found else 0
    if more > free:
        raise OutOfStock([{"sku_id": sku_id, "wanted": more, "available": free}])
    row.allotted = allotted
    _set_aside(session, sku_id, location_id, more)
    session.flush()


def quota_left(
    session: Session,
    sales_channel_id: int | None,
    sku_ids: Collection[int],
    location_ids: Collection[int],
) -> dict[tuple[int, int], int]:
    """Pieces of a channel's quotas that are left, by (SKU, location)."""
    if sales_channel_id is None:
        return {}
    bound = {
        "channel": sales_channel_id,
        "skus": sorted(set(sku_ids)),
        "locations": sorted(set(location_ids)),
    }
    rows = session.execute(_LEFT, bound).all()
    return {(sku, location): left for sku, location, left in rows if left > 0}


def take_quota(
    session: Session, sku_id: int, location_id: int, *, sales_channel_id: int, quantity: int
) -> None:
    """Use some of a quota, under the lock of its level."""
    _use(session, sku_id, location_id, sales_channel_id, quantity)


def give_quota_back(
    session: Session, sku_id: int, location_id: int, *, sales_channel_id: int, quantity: int
) -> None:
    """Put some of a quota back, under the lock of its level."""
    _use(session, sku_id, location_id, sales_channel_id, -quantity)


def _use(
    session: Session, sku_id: int, location_id: int, sales_channel_id: int, quantity: int
) -> None:
    changed = session.execute(
        update(QuotaRow)
        .where(
            QuotaRow.sku_id == sku_id,
            QuotaRow.location_id == location_id,
            QuotaRow.sales_channel_id == sales_channel_id,
            QuotaRow.used + quantity <= QuotaRow.allotted,
            QuotaRow.used + quantity >= 0,
        )
        .values(used=QuotaRow.used + quantity)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise OutOfStock([{"sku_id": sku_id, "wanted": quantity, "available": 0}])
    _set_aside(session, sku_id, location_id, -quantity)


def _set_aside(session: Session, sku_id: int, location_id: int, more: int) -> None:
    session.execute(
        update(StockLevelRow)
        .where(StockLevelRow.sku_id == sku_id, StockLevelRow.location_id == location_id)
        .values(set_aside=StockLevelRow.set_aside + more)
        .execution_options(synchronize_session=False)
    )
