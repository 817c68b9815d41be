"""Follows the timeline: what was loaded since the last look earns points and growth value, once.

The warehouse is read first; then one transaction writes what was earned together with the new place. A
crash in between repeats the reading and nothing else. Of two processes that read the same place one
writes, and the other finds the place moved.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select, update

from siyu import organization, people, tracking
from siyu.kernel.context import Context
from siyu.kernel.database import Session, insert_missing
from siyu.warehouse import Warehouse

from .book import Book
from .happenings import COMPLETED, ORDER_EVENTS, Happening, next_place, read_happenings
from .models import PlaceRow
from .multiplying import Buyer, read_birthday
from .order_earning import Orders
from .programme import current_programme
from .rules import Programme
from .social_earning import SocialEarning
from .spending_budgets import Budgets

_TIMELINE = "timeline"


def earn_some(context: Context) -> bool:
    """Take some loads in; True when there may be more."""
    loaded = tracking.loaded_load_id(context)
    with context.session(read_only=True) as session:
        programme = current_programme(session)
        after = _place(session)
    if programme.earns_since is None or after >= loaded:
        return False
    warehouse = context.get(Warehouse)
    until = next_place(warehouse, programme, after=after, loaded=loaded)
    happenings = read_happenings(warehouse, programme, after=after, until=until)
    with context.session() as session:
        if not _move_place(session, after, until):
            return True
        if happenings:
            currency = organization.get_brand(session, context.settings).currency
            take_in(session, [one for one in happenings if one.currency in ("", currency)])
    return until < loaded


def take_in(session: Session, happenings: Sequence[Happening]) -> None:
    """Earn and take back for what happened, in sets; in the transaction that moves the place."""
    book = Book(session)
    orders = Orders(session, [one for one in happenings if one.name in ORDER_EVENTS])
    nodes = {one.node for one in happenings if one.node} | orders.buyers()
    owners = people.canonical(session, nodes)
    birthdays = _birthdays(session, book.programme, happenings, owners)
    book.open(owners[node] for node in nodes if node in owners)
    budgets = Budgets(session, _budget_keys(book.programme), at=book.at)
    social = SocialEarning(session, book.programme, happenings, owners)
    orders.find_lots(book)
    for one in happenings:
        owner = owners.get(one.node)
        if one.name == COMPLETED and owner is not None:
            standing = book.standings[owner]
            buyer = Buyer(tier=standing.tier, birthday=birthdays.get(owner))
            orders.complete(book, standing, buyer, one, budgets)
        elif one.name in ORDER_EVENTS and one.name != COMPLETED:
            orders.refund(book, owners, one)
        if owner is not None:
            social.earn(book, book.standings[owner], one, budgets)
    book.write()
    orders.write()
    social.write()
    budgets.write()


def _birthdays(
    session: Session,
    programme: Programme,
    happenings: Iterable[Happening],
    owners: dict[int, int],
) -> dict[int, tuple[int, int]]:
    if not any(multiplier.when.birthday for multiplier in programme.multipliers):
        return {}
    buyers = {
        owners[one.node] for one in happenings if one.name == COMPLETED and one.node in owners
    }
    found = {}
    for person, profile in people.profiles(session, buyers).items():
        birthday = read_birthday(profile.traits.get("birthday", ""))
        if birthday is not None:
            found[person] = birthday
    return found


def _budget_keys(programme: Programme) -> set[str]:
    multiplied = {one.budget for one in programme.multipliers if one.budget}
    return multiplied | {one.budget for one in programme.social if one.budget}


def _place(session: Session) -> int:
    return session.scalar(select(PlaceRow.load_id).where(PlaceRow.name == _TIMELINE)) or 0


def _move_place(session: Session, after: int, until: int) -> bool:
    """False when another process has been here meanwhile."""
    if after == 0:
        insert_missing(session, PlaceRow, [{"name": _TIMELINE, "load_id": 0}], keys=["name"])
    moved = session.execute(
        update(PlaceRow)
        .where(PlaceRow.name == _TIMELINE, PlaceRow.load_id == after)
        .values(load_id=until)
        .returning(PlaceRow.load_id)
    )
    return moved.first() is not None
