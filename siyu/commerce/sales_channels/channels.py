"""Sales channels: the own mini-program, H5, stores' POS, marketplaces."""

from typing import Any

from sqlalchemy import bindparam, select

from siyu.kernel.database import Session

from ..prices import require_price_book
from ..versions import Versioned, raise_version
from .contracts import Pool, SalesChannel, SalesChannelKind
from .errors import SalesChannelCodeTaken, SalesChannelNotFound
from .models import SalesChannelRow

CHANGEABLE = (
    "name",
    "account",
    "price_book_id",
    "node_id",
    "active",
    "unpaid_minutes",
    "freight_minor",
    "payment_providers",
)

_OF_ID = select(SalesChannelRow).where(SalesChannelRow.id == bindparam("of"))


def add_sales_channel(
    session: Session,
    *,
    code: str,
    name: str,
    kind: SalesChannelKind,
    price_book_id: int,
    pool: Pool = Pool.private,
    **rest: Any,
) -> SalesChannel:
    """Open a sales channel.

    Args:
        rest: ``account``, ``node_id``, ``unpaid_minutes``, ``freight_minor``, ``payment_providers``.

    Raises:
        SalesChannelCodeTaken: there is one of this code.
        PriceBookNotFound: no such book.

    """
    require_price_book(session, price_book_id)
    taken = select(SalesChannelRow.id).where(SalesChannelRow.code == code)
    if session.scalar(taken) is not None:
        raise SalesChannelCodeTaken(code)
    row = SalesChannelRow(
        code=code,
        name=name,
        kind=kind,
        pool=pool,
        price_book_id=price_book_id,
        **{"payment_providers": [], **rest},
    )
    session.add(row)
    session.flush()
    raise_version(session, Versioned.prices)
    return contract(row)


def change_sales_channel(session: Session, channel_id: int, **changes: Any) -> SalesChannel:
    """Change what may change; absent names stay.

    Raises:
        SalesChannelNotFound: there is none.
        PriceBookNotFound: no such book.

    """
    row = session.get(SalesChannelRow, channel_id)
    if row is None:
        raise SalesChannelNotFound(str(channel_id))
    if "price_book_id" in changes:
        require_price_book(session, changes["price_book_id"])
    for name in CHANGEABLE:
        if name in changes:
            setattr(row, name, changes[name])
    session.flush()
    raise_version(session, Versioned.prices)
    return contract(row)


def list_sales_channels(session: Session) -> list[SalesChannel]:
    """Every sales channel, by code."""
    rows = session.scalars(select(SalesChannelRow).order_by(SalesChannelRow.code))
    return [contract(row) for row in rows]


def require_sales_channel(session: Session, channel_id: int) -> SalesChannel:
    """The sales channel of this id.

    Raises:
        SalesChannelNotFound: there is none.

    """
    row = session.scalars(_OF_ID, {"of": channel_id}).first()
    if row is None:
        raise SalesChannelNotFound(str(channel_id))
    return contract(row)


def require_open_channel(session: Session, code: str) -> SalesChannel:
    """The sales channel of this code, if it sells.

    Raises:
        SalesChannelNotFound: there is none, or it is switched off.

    """
    row = session.scalars(select(SalesChannelRow).where(SalesChannelRow.code == code)).first()
    if row is None or not row.active:
        raise SalesChannelNotFound(code)
    return contract(row)


def contract(row: SalesChannelRow) -> SalesChannel:
    """As others see it."""
    return SalesChannel(
        id=row.id,
        code=row.code,
        name=row.name,
        kind=SalesChannelKind(row.kind),
        pool=Pool(row.pool),
        account=row.account,
        price_book_id=row.price_book_id,
        node_id=row.node_id,
        active=row.active,
        unpaid_minutes=row.unpaid_minutes,
        freight_minor=row.freight_minor,
        payment_providers=tuple(row.payment_providers),
    )
