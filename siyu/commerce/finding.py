"""Pages of products: what was asked for, and the best match or the newest first."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from siyu.http import PageRequest, decode_cursor, encode_cursor
from siyu.kernel.database import Session

from .catalogue import find_products, require_category
from .catalogue.models import CategoryRow, ListingRow, ProductRow


def below_category(query: Select[Any], session: Session, category_id: int) -> Select[Any]:
    """Only products in a category, or anywhere below it.

    Raises:
        CategoryNotFound: there is none.

    """
    path = require_category(session, category_id).path
    inside = select(CategoryRow.id).where(CategoryRow.path.startswith(path, autoescape=True))
    return query.where(ProductRow.category_id.in_(inside))


def shown_on(query: Select[Any], sales_channel_id: int) -> Select[Any]:
    """Only products that are not kept off this sales channel."""
    hidden = select(ListingRow.product_id).where(
        ListingRow.sales_channel_id == sales_channel_id, ListingRow.listed.is_(False)
    )
    return query.where(ProductRow.id.not_in(hidden))


def products_page(
    session: Session, page: PageRequest, query: Select[Any], *, search: str
) -> tuple[Sequence[ProductRow], str | None]:
    """Products of a query over ``ProductRow``, and the cursor to the next page.

    Args:
        search: what was typed; empty gives all, the newest first.

    """
    position = decode_cursor(page.cursor, int)
    if not search.strip():
        if position is not None:
            query = query.where(ProductRow.id < position[0])
        rows = session.scalars(query.order_by(ProductRow.id.desc()).limit(page.limit + 1)).all()
        shown = rows[: page.limit]
        return shown, encode_cursor(shown[-1].id) if len(rows) > page.limit else None
    places = find_products(session, search)
    fitting = session.scalars(
        query.with_only_columns(ProductRow.id).where(ProductRow.id.in_(sorted(places)))
    ).all()
    ranked = sorted(fitting, key=places.__getitem__)
    # Ranks have no key of their own to go on from, so the cursor counts.
    start = max(0, position[0]) if position is not None else 0
    wanted = ranked[start : start + page.limit]
    found = session.scalars(select(ProductRow).where(ProductRow.id.in_(wanted))).all()
    by_id = {row.id: row for row in found}
    more = len(ranked) > start + page.limit
    return [by_id[one] for one in wanted], encode_cursor(start + page.limit) if more else None
