"""The category tree and brands."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from siyu.kernel.database import Session

from ..versions import Versioned, raise_version
from .errors import BrandNotFound, CatalogueCodeTaken, CategoryNotFound, CategoryTooDeep
from .indexing import index_products, products_below, products_of_brand
from .models import BrandRow, CategoryRow
from .paths import path_ids

LEVELS_MAX = 8


def add_category(
    session: Session, *, name: str, parent_id: int | None = None, position: int = 0
) -> CategoryRow:
    """Put a category under another, or at the root.

    Raises:
        CategoryNotFound: no such parent.
        CategoryTooDeep: more than ``LEVELS_MAX`` levels.
        CatalogueCodeTaken: a sibling has this name.

    """
    above = require_category(session, parent_id).path if parent_id else "/"
    if above.count("/") > LEVELS_MAX:
        raise CategoryTooDeep(LEVELS_MAX)
    row = CategoryRow(parent_id=parent_id, name=name, path="", position=position)
    _refuse_twin(session, name, parent_id, but=None)
    session.add(row)
    session.flush()
    row.path = f"{above}{row.id}/"
    session.flush()
    raise_version(session, Versioned.catalogue)
    return row


def change_category(
    session: Session, category_id: int, *, name: str, parent_id: int | None, position: int
) -> CategoryRow:
    """Rename or move a category with all below it.

    Raises:
        CategoryNotFound: it or its new parent is not there.
        CategoryTooDeep: the move would make the tree too deep, or a circle.

    """
    row = require_category(session, category_id)
    above = require_category(session, parent_id).path if parent_id else "/"
    if above.startswith(row.path):
        raise CategoryTooDeep(LEVELS_MAX)
    _refuse_twin(session, name, parent_id, but=row.id)
    before, after = row.path, f"{above}{row.id}/"
    below = session.scalars(
        select(CategoryRow).where(CategoryRow.path.startswith(before, autoescape=True))
    ).all()
    for one in below:
        one.path = after + one.path.removeprefix(before)
        if one.path.count("/") > LEVELS_MAX + 1:
            raise CategoryTooDeep(LEVELS_MAX)
    row.name, row.parent_id, row.position = name, parent_id, position
    session.flush()
    index_products(session, products_below(session, row.path))
    raise_version(session, Versioned.catalogue)
    return row


def require_category(session: Session, category_id: int) -> CategoryRow:
    """The category of this id.

    Raises:
        CategoryNotFound: there is none.

    """
    row = session.get(CategoryRow, category_id)
    if row is None:
        raise CategoryNotFound(category_id)
    return row


def list_categories(session: Session) -> list[CategoryRow]:
    """Every category, parents before their children."""
    rows = session.scalars(select(CategoryRow)).all()
    places = {row.id: (row.position, row.name) for row in rows}
    return sorted(rows, key=lambda row: [places[step] for step in path_ids(row.path)])


def add_brand(session: Session, *, name: str) -> BrandRow:
    """A brand of this name.

    Raises:
        CatalogueCodeTaken: there is one already.

    """
    if session.scalar(select(BrandRow.id).where(BrandRow.name == name)) is not None:
        raise CatalogueCodeTaken(name)
    row = BrandRow(name=name)
    session.add(row)
    session.flush()
    return row


def rename_brand(session: Session, brand_id: int, *, name: str) -> BrandRow:
    """Give a brand another name.

    Raises:
        BrandNotFound: there is none.
        CatalogueCodeTaken: another brand has it.

    """
    require_brand(session, brand_id)
    try:
        with session.begin_nested():
            session.execute(update(BrandRow).where(BrandRow.id == brand_id).values(name=name))
    except IntegrityError:
        raise CatalogueCodeTaken(name) from None
    index_products(session, products_of_brand(session, brand_id))
    raise_version(session, Versioned.catalogue)
    return session.get_one(BrandRow, brand_id, populate_existing=True)


def require_brand(session: Session, brand_id: int) -> BrandRow:
    """The brand of this id.

    Raises:
        BrandNotFound: there is none.

    """
    row = session.get(BrandRow, brand_id)
    if row is None:
        raise BrandNotFound(brand_id)
    return row


def _refuse_twin(session: Session, name: str, parent_id: int | None, *, but: int | None) -> None:
    query = select(CategoryRow.id).where(
        CategoryRow.name == name,
        CategoryRow.parent_id.is_(None)
        if parent_id is None
        else CategoryRow.parent_id == parent_id,
    )
    found = session.scalar(query)
    if found is not None and found != but:
        raise CatalogueCodeTaken(name)
