"""Carts: set, shown, merged on sign-in."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing, upsert

from ..catalogue import require_skus
from .contracts import LINES_MAX, QUANTITY_MAX, CartEntry, Owner
from .errors import CartFull, CartQuantityUnfit
from .models import CartLineRow, CartRow


def entries(session: Session, owner: Owner, *, sales_channel_id: int) -> list[CartEntry]:
    """What lies in a cart, in the order in which it was put there."""
    key, whose = _whose(owner)
    return _read(session, _ENTRIES[key], {"channel": sales_channel_id, "whose": whose})


def put(
    session: Session,
    owner: Owner,
    wanted: Collection[CartEntry],
    *,
    sales_channel_id: int,
    known_skus: Collection[int] = (),
) -> list[CartEntry]:
    """Let the cart hold so many of each SKU named; 0 takes it out, others stay.

    Args:
        known_skus: those of which the caller knows that they are there; others are looked up.

    Returns:
        What lies in the cart now, as ``entries``.

    Raises:
        CartQuantityUnfit: negative or absurd.
        CartFull: too many different SKUs.
        SkuNotFound: it names one that is not there.

    """
    for entry in wanted:
        if not 0 <= entry.quantity <= QUANTITY_MAX:
            raise CartQuantityUnfit(entry.sku_id, entry.quantity, QUANTITY_MAX)
    cart_id = _cart(session, owner, sales_channel_id)
    gone = [entry.sku_id for entry in wanted if not entry.quantity]
    if gone:
        _drop(session, cart_id, gone)
    kept = sorted((e for e in wanted if e.quantity), key=lambda e: e.sku_id)
    # The cart's own row is taken, so nobody else changes its lines meanwhile.
    now_in = {line.sku_id: line for line in _read(session, _LINES, {"cart": cart_id})}
    fresh = {entry.sku_id for entry in kept} - now_in.keys()
    if not fresh.issubset(known_skus):
        require_skus(session, fresh)
    now_in.update({entry.sku_id: entry for entry in kept})
    if len(now_in) > LINES_MAX:
        raise CartFull(LINES_MAX)
    rows = [
        {"cart_id": cart_id, "sku_id": e.sku_id, "quantity": e.quantity, "chosen": e.chosen}
        for e in kept
    ]
    upsert(session, CartLineRow, rows, keys=["cart_id", "sku_id"])
    return list(now_in.values())


def merge_carts(session: Session, *, device: str, person_id: int, sales_channel_id: int) -> None:
    """On sign-in: what lay in the device's cart joins the person's, of each SKU the larger number."""
    guest, member = Owner(device=device), Owner(person_id=person_id)
    brought = entries(session, guest, sales_channel_id=sales_channel_id)
    if not brought:
        return
    there = {e.sku_id: e for e in entries(session, member, sales_channel_id=sales_channel_id)}
    room = LINES_MAX - len(there)
    joined = []
    for entry in brought:
        mine = there.get(entry.sku_id)
        if mine is None and room <= 0:
            continue
        room -= mine is None
        larger = max(entry.quantity, mine.quantity if mine else 0)
        joined.append(CartEntry(sku_id=entry.sku_id, quantity=larger, chosen=entry.chosen))
    put(session, member, joined, sales_channel_id=sales_channel_id)
    take_out(session, guest, [e.sku_id for e in brought], sales_channel_id=sales_channel_id)


def take_out(
    session: Session, owner: Owner, sku_ids: Collection[int], *, sales_channel_id: int
) -> None:
    """Empty the cart of these SKUs."""
    key, whose = _whose(owner)
    bound = {"channel": sales_channel_id, "whose": whose, "skus": sorted(sku_ids)}
    session.execute(_TAKE_OUT[key], bound)


def forget_carts(session: Session, person_ids: Collection[int]) -> None:
    """Throw the carts of these persons away."""
    carts = select(CartRow.id).where(CartRow.person_id.in_(sorted(person_ids)))
    session.execute(delete(CartLineRow).where(CartLineRow.cart_id.in_(carts)))
    session.execute(delete(CartRow).where(CartRow.person_id.in_(sorted(person_ids))))


def pass_carts(session: Session, *, from_person_id: int, to_person_id: int) -> None:
    """Two persons became one: their carts do too."""
    channels = session.scalars(
        select(CartRow.sales_channel_id).where(CartRow.person_id == from_person_id)
    ).all()
    for channel_id in channels:
        mine = entries(session, Owner(person_id=from_person_id), sales_channel_id=channel_id)
        owner = Owner(person_id=to_person_id)
        theirs = {
            e.sku_id: e.quantity for e in entries(session, owner, sales_channel_id=channel_id)
        }
        joined = [e for e in mine if e.quantity > theirs.get(e.sku_id, 0)]
        put(session, owner, joined[: LINES_MAX - len(theirs)], sales_channel_id=channel_id)
    forget_carts(session, [from_person_id])


def _cart(session: Session, owner: Owner, sales_channel_id: int) -> int:
    """The cart's id; its row is taken, so that its lines are changed one after the other."""
    key, whose = _whose(owner)
    bound = {"channel": sales_channel_id, "whose": whose, "at": now()}
    found: int | None = session.scalar(_TOUCH[key], bound)
    if found is not None:
        return found
    row = {
        "sales_channel_id": sales_channel_id,
        "person_id": owner.person_id,
        "device": owner.device,
        "changed_at": now(),
    }
    insert_missing(session, CartRow, [row], keys=["sales_channel_id", key])
    return session.scalars(_TOUCH[key], bound).one()


def _drop(session: Session, cart_id: int, sku_ids: Collection[int]) -> None:
    session.execute(
        delete(CartLineRow)
        .where(CartLineRow.cart_id == cart_id, CartLineRow.sku_id.in_(sorted(sku_ids)))
        .execution_options(synchronize_session=False)
    )


def _whose(owner: Owner) -> tuple[str, int | str | None]:
    if owner.person_id is not None:
        return "person_id", owner.person_id
    return "device", owner.device


def _read(session: Session, query: Any, bound: dict[str, Any]) -> list[CartEntry]:
    rows = session.execute(query, bound).all()
    return [CartEntry(sku_id=sku, quantity=n, chosen=chosen) for sku, n, chosen in rows]


# Built once, by the column that says whose cart it is: building a statement takes longer than running it.
_CARTS = {
    key: (CartRow.sales_channel_id == bindparam("channel")) & (column == bindparam("whose"))
    for key, column in (("person_id", CartRow.person_id), ("device", CartRow.device))
}
_LINE = select(CartLineRow.sku_id, CartLineRow.quantity, CartLineRow.chosen).order_by(
    CartLineRow.id
)
_LINES = _LINE.where(CartLineRow.cart_id == bindparam("cart"))
_ENTRIES = {
    key: _LINE.join(CartRow, CartRow.id == CartLineRow.cart_id).where(owned)
    for key, owned in _CARTS.items()
}
_TOUCH = {
    key: update(CartRow)
    .where(owned)
    .values(changed_at=bindparam("at"))
    .returning(CartRow.id)
    .execution_options(synchronize_session=False)
    for key, owned in _CARTS.items()
}
_TAKE_OUT = {
    key: delete(CartLineRow)
    .where(
        CartLineRow.cart_id.in_(select(CartRow.id).where(owned)),
        CartLineRow.sku_id.in_(bindparam("skus", expanding=True)),
    )
    .execution_options(synchronize_session=False)
    for key, owned in _CARTS.items()
}
