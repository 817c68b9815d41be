"""Price books and what they say."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from siyu.kernel.clock import now
from siyu.kernel.database import Session, upsert

from ..versions import Versioned, raise_version
from .contracts import PRICE_MINOR_MAX, NewPrice, Price
from .errors import PriceBookCycle, PriceBookNameTaken, PriceBookNotFound, PriceUnfit
from .models import PriceBookRow, PriceRow

DEPTH_MAX = 5


def add_price_book(
    session: Session, *, name: str, currency: str, parent_id: int | None = None
) -> PriceBookRow:
    """A book that inherits from its parent.

    Raises:
        PriceBookNameTaken: there is one of this name.
        PriceBookNotFound: no such parent.
        PriceBookCycle: the parent stands as deep as a book may.

    """
    if session.scalar(select(PriceBookRow.id).where(PriceBookRow.name == name)) is not None:
        raise PriceBookNameTaken(name)
    if parent_id is not None and len(book_chain(session, parent_id)) >= DEPTH_MAX:
        raise PriceBookCycle(DEPTH_MAX)
    row = PriceBookRow(name=name, currency=currency, parent_id=parent_id)
    session.add(row)
    session.flush()
    return row


def rename_price_book(session: Session, price_book_id: int, *, name: str) -> PriceBookRow:
    """Give a book another name.

    Raises:
        PriceBookNotFound: there is none.
        PriceBookNameTaken: another book has it.

    """
    row = require_price_book(session, price_book_id)
    taken = select(PriceBookRow.id).where(PriceBookRow.name == name, PriceBookRow.id != row.id)
    if session.scalar(taken) is not None:
        raise PriceBookNameTaken(name)
    row.name = name
    session.flush()
    return row


def set_parent(session: Session, price_book_id: int, parent_id: int | None) -> PriceBookRow:
    """Let a book inherit from another, or from none.

    Raises:
        PriceBookNotFound: one of them is not there.
        PriceBookCycle: it would inherit from itself, or from too many.

    """
    row = require_price_book(session, price_book_id)
    if parent_id is not None:
        chain = book_chain(session, parent_id)
        if price_book_id in chain or len(chain) >= DEPTH_MAX:
            raise PriceBookCycle(DEPTH_MAX)
    row.parent_id = parent_id
    session.flush()
    raise_version(session, Versioned.prices)
    return row


def set_prices(session: Session, price_book_id: int, prices: Sequence[NewPrice]) -> None:
    """Write prices of a book; those of other SKUs stay.

    Raises:
        PriceBookNotFound: there is none.
        PriceUnfit: one is negative, absurd, or above its crossed-out price.

    """
    require_price_book(session, price_book_id)
    at, rows = now(), {}
    for price in prices:
        crossed_out = price.unit_minor if price.list_minor is None else price.list_minor
        if not 0 <= price.unit_minor <= crossed_out <= PRICE_MINOR_MAX:
            raise PriceUnfit(price.sku_id, price.unit_minor)
        rows[price.sku_id] = {
            "price_book_id": price_book_id,
            "sku_id": price.sku_id,
            "unit_minor": price.unit_minor,
            "list_minor": crossed_out,
            "changed_at": at,
        }
    upsert(session, PriceRow, list(rows.values()), keys=["price_book_id", "sku_id"])
    raise_version(session, Versioned.prices)


def drop_prices(session: Session, price_book_id: int, sku_ids: Collection[int]) -> None:
    """Let the parent say again what these cost."""
    session.execute(
        delete(PriceRow).where(
            PriceRow.price_book_id == price_book_id, PriceRow.sku_id.in_(sorted(sku_ids))
        )
    )
    raise_version(session, Versioned.prices)


def prices(session: Session, price_book_id: int, sku_ids: Collection[int]) -> dict[int, Price]:
    """What SKUs cost in a book, the nearest book speaking first; without a price they are left out."""
    chain = book_chain(session, price_book_id)
    rank = {book: place for place, book in enumerate(chain)}
    rows = session.execute(
        select(
            PriceRow.price_book_id, PriceRow.sku_id, PriceRow.unit_minor, PriceRow.list_minor
        ).where(PriceRow.price_book_id.in_(chain), PriceRow.sku_id.in_(sorted(set(sku_ids))))
    ).all()
    found: dict[int, Price] = {}
    for book, sku_id, unit, crossed_out in sorted(rows, key=lambda row: -rank[row[0]]):
        found[sku_id] = Price(
            sku_id=sku_id, unit_minor=unit, list_minor=crossed_out, price_book_id=book
        )
    return found


def book_chain(session: Session, price_book_id: int) -> list[int]:
    """The book, its parent, and so on up.

    Raises:
        PriceBookNotFound: there is none.

    """
    parents = dict(session.execute(select(PriceBookRow.id, PriceBookRow.parent_id)).all())
    if price_book_id not in parents:
        raise PriceBookNotFound(price_book_id)
    chain: list[int] = []
    step: int | None = price_book_id
    while step is not None and step not in chain:
        chain.append(step)
        step = parents[step]
    return chain


def require_price_book(session: Session, price_book_id: int) -> PriceBookRow:
    """The book of this id.

    Raises:
        PriceBookNotFound: there is none.

    """
    row = session.get(PriceBookRow, price_book_id)
    if row is None:
        raise PriceBookNotFound(price_book_id)
    return row
