"""Article numbers as rules of promotions know the goods behind them."""

from collections.abc import Sequence

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.database import Session
from siyu.promotions import CartLine

from .models import CategoryRow, ProductRow, SkuRow
from .paths import path_ids

WORDS_AT_ONCE = 5_000


def known_goods(session: Session, words: Sequence[str]) -> dict[str, CartLine]:
    """Codes of SKUs and products → lines with all but price and quantity; a product's is of no SKU."""
    found: dict[str, CartLine] = {}
    for start in range(0, len(words), WORDS_AT_ONCE):
        some = list(words[start : start + WORDS_AT_ONCE])
        found |= _products(session, some) | _skus(session, some)
    return found


def _skus(session: Session, words: list[str]) -> dict[str, CartLine]:
    query = (
        select(SkuRow.id, SkuRow.code, SkuRow.floor_minor, ProductRow, CategoryRow.path)
        .join(ProductRow, ProductRow.id == SkuRow.product_id)
        .outerjoin(CategoryRow, CategoryRow.id == ProductRow.category_id)
        .where(SkuRow.code.in_(words))
    )
    return {
        code: _line(product, path, sku=ids.code("sku", sku_id), floor_minor=floor)
        for sku_id, code, floor, product, path in session.execute(query)
    }


def _products(session: Session, words: list[str]) -> dict[str, CartLine]:
    query = (
        select(ProductRow, CategoryRow.path)
        .outerjoin(CategoryRow, CategoryRow.id == ProductRow.category_id)
        .where(ProductRow.code.in_(words))
    )
    return {
        product.code: _line(product, path, sku=ids.code("prd", product.id))
        for product, path in session.execute(query)
    }


def _line(product: ProductRow, path: str | None, *, sku: str, floor_minor: int = 0) -> CartLine:
    return CartLine(
        line_id="",
        sku=sku,
        unit_minor=0,
        quantity=1,
        product=ids.code("prd", product.id),
        category_path=tuple(ids.code("cat", step) for step in path_ids(path or "")),
        brand=ids.code("brd", product.brand_id) if product.brand_id is not None else "",
        tags=frozenset(product.tags),
        floor_minor=floor_minor,
    )
