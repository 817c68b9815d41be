"""Stock that has come down to its safety, place by place: for whoever has to order more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from siyu.kernel.database import Session

from .catalogue import ProductStatus
from .catalogue.models import ProductRow, SkuRow
from .stock import below_safety
from .stock.models import LocationRow, StockLevelRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StockAlert:
    """Goods of one place that are down to their safety.

    Args:
        at: when the last of them came down.
        skus: how many they are.

    """

    location_id: int
    location: str
    at: datetime
    skus: int


def low_levels() -> Select[int]:
    """Levels of goods on sale that have come down to their safety, in open places."""
    return (
        select(StockLevelRow.id)
        .join(SkuRow, SkuRow.id == StockLevelRow.sku_id)
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .join(LocationRow, LocationRow.id == StockLevelRow.location_id)
        .where(
            below_safety(),
            LocationRow.active,
            SkuRow.retired_at.is_(None),
            ProductRow.status == ProductStatus.on_sale,
        )
    )


def stock_alerts(
    session: Session, nodes: Collection[int] | None, *, since: datetime, most: int
) -> list[StockAlert]:
    """Places where goods have come down since a time and are down still, the latest first.

    Args:
        nodes: only of places there; None for everywhere.

    """
    at = func.max(StockLevelRow.low_since)
    query = (
        low_levels()
        .with_only_columns(LocationRow.id, LocationRow.name, at, func.count())
        .where(StockLevelRow.low_since.is_not(None))
        .group_by(LocationRow.id, LocationRow.name)
        .having(at >= since)
        .order_by(at.desc(), LocationRow.id)
        .limit(most)
    )
    if nodes is not None:
        query = query.where(LocationRow.node_id.in_(sorted(nodes)))
    return [
        StockAlert(location_id=place, location=name, at=when, skus=skus)
        for place, name, when, skus in session.execute(query).all()
        if when is not None
    ]
