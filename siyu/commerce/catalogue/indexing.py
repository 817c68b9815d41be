"""What products are found by, written beside them in the same transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from sqlalchemy import or_, select

from siyu.kernel.context import Context
from siyu.kernel.database import Session, upsert

from .models import BrandRow, CategoryRow, ListingRow, ProductRow, SearchRow, SkuRow
from .paths import path_ids
from .words import BODY_LENGTH_MAX, SCHEME, characters_of, code_words, joined, words_of

BATCH = 200


def index_products(session: Session, product_ids: Collection[int]) -> None:
    """Make the words of these products anew."""
    wanted = sorted(set(product_ids))
    for start in range(0, len(wanted), BATCH):
        _index(session, wanted[start : start + BATCH])


def index_missing(context: Context) -> bool:
    """Index products that have no words, or words of an older making; whether more may wait."""
    missing = (
        select(ProductRow.id)
        .outerjoin(SearchRow, SearchRow.product_id == ProductRow.id)
        .where(or_(SearchRow.product_id.is_(None), SearchRow.scheme != SCHEME))
        .limit(BATCH)
    )
    with context.session(read_only=True) as session:
        waiting = session.scalars(missing).all()
    if waiting:
        with context.session() as session:
            index_products(session, waiting)
    return len(waiting) == BATCH


def products_of_brand(session: Session, brand_id: int) -> list[int]:
    """Products that are found by the name of this brand."""
    return list(session.scalars(select(ProductRow.id).where(ProductRow.brand_id == brand_id)))


def products_below(session: Session, path: str) -> list[int]:
    """Products that are found by the name of the category at ``path``: its own, and those below."""
    inside = select(CategoryRow.id).where(CategoryRow.path.startswith(path, autoescape=True))
    return list(session.scalars(select(ProductRow.id).where(ProductRow.category_id.in_(inside))))


def _index(session: Session, product_ids: list[int]) -> None:
    session.flush()
    products = session.execute(
        select(
            ProductRow.id,
            ProductRow.code,
            ProductRow.title,
            ProductRow.subtitle,
            ProductRow.description,
            ProductRow.tags,
            BrandRow.name,
            CategoryRow.path,
        )
        .outerjoin(BrandRow, BrandRow.id == ProductRow.brand_id)
        .outerjoin(CategoryRow, CategoryRow.id == ProductRow.category_id)
        .where(ProductRow.id.in_(product_ids))
    ).all()
    codes: dict[int, list[str]] = defaultdict(list)
    options: dict[int, set[str]] = defaultdict(set)
    for product_id, code, barcode, chosen in session.execute(
        select(SkuRow.product_id, SkuRow.code, SkuRow.barcode, SkuRow.options)
        .where(SkuRow.product_id.in_(product_ids), SkuRow.retired_at.is_(None))
        .order_by(SkuRow.id)
    ).all():
        codes[product_id] += [code, barcode]
        options[product_id].update(str(value) for value in chosen.values())
    titles: dict[int, list[str]] = defaultdict(list)
    for product_id, title in session.execute(
        select(ListingRow.product_id, ListingRow.title).where(
            ListingRow.product_id.in_(product_ids), ListingRow.title != ""
        )
    ).all():
        titles[product_id].append(title)
    categories = dict(session.execute(select(CategoryRow.id, CategoryRow.name)).all())
    rows = []
    for product_id, code, title, subtitle, description, tags, brand, path in products:
        names = [title, *titles[product_id]]
        above = [categories[step] for step in path_ids(path or "")]
        facets = [subtitle, brand or "", *tags, *above, *sorted(options[product_id])]
        rows.append(
            {
                "product_id": product_id,
                "codes": joined(code_words([code, *codes[product_id]])),
                "title": _words(names),
                "facets": _words(facets),
                "body": _words([description[:BODY_LENGTH_MAX]]),
                # A word between names: no match runs from the end of one into the next.
                "characters": " x ".join(joined(characters_of(t)) for t in [*names, *facets] if t),
                "scheme": SCHEME,
            }
        )
    upsert(session, SearchRow, rows, keys=["product_id"])


def _words(texts: Iterable[str]) -> str:
    return " ".join(joined(words_of(text)) for text in texts if text)
