"""The catalogue as a table: a row for each SKU, in the columns that can be taken in again."""

from collections.abc import Iterator

from sqlalchemy import select

from siyu.kernel.database import Session

from ..catalogue import list_categories
from ..catalogue.models import BrandRow, PictureRow, ProductRow, SkuRow
from ..prices import prices
from ..stock import levels
from .columns import COLUMNS, STATUSES, heading

BATCH = 500


def export_goods(
    session: Session, *, price_book_id: int | None, location_id: int | None, language: str
) -> Iterator[list[list[str]]]:
    """The header, then rows in batches; SKUs that are sold no longer are left out.

    Args:
        language: ``zh`` or ``en``, of the header and the states.

    """
    yield [[heading(field, language) for field in COLUMNS]]
    names = _category_names(session)
    brands = dict(session.execute(select(BrandRow.id, BrandRow.name)).all())
    last = (0, 0)
    while True:
        rows = session.execute(
            select(SkuRow, ProductRow)
            .join(ProductRow, ProductRow.id == SkuRow.product_id)
            .where(
                SkuRow.retired_at.is_(None),
                (SkuRow.product_id > last[0])
                | ((SkuRow.product_id == last[0]) & (SkuRow.id > last[1])),
            )
            .order_by(SkuRow.product_id, SkuRow.id)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        last = (rows[-1][0].product_id, rows[-1][0].id)
        sku_ids = [sku.id for sku, _ in rows]
        costs = prices(session, price_book_id, sku_ids) if price_book_id is not None else {}
        places = [location_id] if location_id is not None else []
        lying = {level.sku_id: level for level in levels(session, sku_ids, location_ids=places)}
        pictures = _pictures(session, [product.id for _, product in rows])
        yield [
            [
                product.code,
                product.title,
                product.subtitle,
                "/".join(names.get(product.category_id or 0, ())),
                brands.get(product.brand_id or 0, ""),
                ",".join(product.tags),
                _status(product.status, language),
                sku.code,
                "; ".join(f"{name}:{value}" for name, value in sku.options.items()),
                sku.barcode,
                _money(costs[sku.id].unit_minor) if sku.id in costs else "",
                _crossed_out(costs[sku.id].unit_minor, costs[sku.id].list_minor)
                if sku.id in costs
                else "",
                str(lying[sku.id].on_hand) if sku.id in lying else "",
                str(lying[sku.id].safety) if sku.id in lying else "",
                str(sku.weight_g) if sku.weight_g else "",
                _money(sku.floor_minor) if sku.floor_minor else "",
                " ".join(pictures.get(product.id, [])),
                product.description,
            ]
            for sku, product in rows
        ]


def _category_names(session: Session) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for row in list_categories(session):
        found[row.id] = (*found.get(row.parent_id or 0, ()), row.name)
    return found


def _pictures(session: Session, product_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for product_id, address in session.execute(
        select(PictureRow.product_id, PictureRow.address)
        .where(PictureRow.product_id.in_(sorted(set(product_ids))))
        .order_by(PictureRow.position)
    ).all():
        found.setdefault(product_id, []).append(address)
    return found


def _status(status: str, language: str) -> str:
    return STATUSES[status][0] if language == "zh" else status


def _money(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02}"


def _crossed_out(unit: int, crossed_out: int) -> str:
    return "" if unit == crossed_out else _money(crossed_out)
