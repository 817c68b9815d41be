"""Which product of the catalogue an article of an event is."""

from collections.abc import Collection

from sqlalchemy import select

from siyu.kernel.database import Session

from ..catalogue.models import ProductRow, SkuRow

CODES_AT_ONCE = 5_000


def products_named(session: Session, words: Collection[str]) -> dict[str, int]:
    """Word → product; words of goods that the catalogue does not know are left out.

    Args:
        words: product id and SKU as the event had them, with a tab between; the SKU is believed first.

    """
    parts = {word: word.partition("\t")[::2] for word in words}
    codes = sorted({code for pair in parts.values() for code in pair} - {""})
    products: dict[str, int] = {}
    skus: dict[str, int] = {}
    for start in range(0, len(codes), CODES_AT_ONCE):
        some = codes[start : start + CODES_AT_ONCE]
        by_code = select(ProductRow.code, ProductRow.id).where(ProductRow.code.in_(some))
        products |= dict(session.execute(by_code).all())
        of_sku = select(SkuRow.code, SkuRow.product_id).where(SkuRow.code.in_(some))
        skus |= dict(session.execute(of_sku).all())
    found = {word: skus.get(sku) or products.get(product) for word, (product, sku) in parts.items()}
    return {word: product for word, product in found.items() if product is not None}
