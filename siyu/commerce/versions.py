"""Version numbers of what a checkout rests on: it compares them inside its transaction.

Whoever changes products, prices or locations raises the number in the same transaction, so that two processes
never sell by what one of them remembers.
"""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from siyu.kernel.database import Session, Table, insert_missing


class Versioned(StrEnum):
    """What is numbered."""

    catalogue = "catalogue"
    prices = "prices"
    locations = "locations"


class VersionRow(Table):
    """How often a thing has changed."""

    __tablename__ = "commerce_version"

    name: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)


_NUMBERS = select(VersionRow.name, VersionRow.number)


def raise_version(session: Session, what: Versioned) -> None:
    """Say that it changed."""
    insert_missing(session, VersionRow, [{"name": str(what), "number": 0}], keys=["name"])
    table = VersionRow.__table__
    session.execute(
        table.update().where(table.c.name == str(what)).values(number=table.c.number + 1)  # type: ignore[attr-defined]
    )


def versions(session: Session) -> tuple[int, ...]:
    """All numbers, in the order of ``Versioned``; 0 for what never changed."""
    found = dict(session.execute(_NUMBERS).all())
    return tuple(found.get(str(what), 0) for what in Versioned)
