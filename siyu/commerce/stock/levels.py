"""Stock levels and their ledger: one conditional UPDATE and one line in one transaction."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    bindparam,
    case,
    func,
    literal,
    select,
    tuple_,
    update,
)

from siyu.kernel.clock import now
from siyu.kernel.database import Session, insert_missing, insert_once

from .contracts import QUANTITY_MAX, Level, Movement, StockKind
from .errors import QuantityUnfit, StockReserved
from .models import StockLevelRow, StockLineRow

_AT = bindparam("at", type_=StockLevelRow.low_since.type)


def _low_since(left: ColumnElement[int], safety: SQLColumnExpression[int]) -> ColumnElement[Any]:
    """Since when it has been down to its safety; the first moment stays while it is."""
    low = (safety > 0) & (left <= safety)
    return case((low, func.coalesce(StockLevelRow.low_since, _AT)), else_=None)


# Built once: each order runs them, and building one takes longer than running it.
_ON_HAND = StockLevelRow.on_hand + bindparam("more_on_hand", type_=Integer)
_RESERVED = StockLevelRow.reserved + bindparam("more_reserved", type_=Integer)
_CHANGE = (
    update(StockLevelRow)
    .where(
        StockLevelRow.sku_id == bindparam("sku"),
        StockLevelRow.location_id == bindparam("location"),
        _RESERVED >= 0,
        _ON_HAND >= _RESERVED,
        _ON_HAND <= QUANTITY_MAX,
    )
    .values(
        on_hand=_ON_HAND,
        reserved=_RESERVED,
        low_since=_low_since(_ON_HAND - _RESERVED, StockLevelRow.safety),
    )
    .execution_options(synchronize_session=False)
)
_OF_SKUS = (
    select(
        StockLevelRow.sku_id,
        StockLevelRow.location_id,
        StockLevelRow.on_hand,
        StockLevelRow.reserved,
        StockLevelRow.safety,
        StockLevelRow.set_aside,
    )
    .where(StockLevelRow.sku_id.in_(bindparam("skus", expanding=True)))
    .order_by(StockLevelRow.sku_id, StockLevelRow.location_id)
)
_OF_PLACES = _OF_SKUS.where(StockLevelRow.location_id.in_(bindparam("locations", expanding=True)))
_LEVELS = {
    (False, False): _OF_SKUS,
    (False, True): _OF_SKUS.with_for_update(),
    (True, False): _OF_PLACES,
    (True, True): _OF_PLACES.with_for_update(),
}
"""By: only in some places, locked."""


def move(session: Session, movements: Sequence[Movement], *, cause: str, actor: str = "") -> bool:
    """Write ledger lines and change levels by them; a repeated cause changes nothing.

    Rows are taken in the order of (SKU, location), whatever the order given.

    Returns:
        False where this cause had moved them before.

    Raises:
        StockReserved: something on hand would fall below what is reserved.
        QuantityUnfit: more than ``QUANTITY_MAX`` pieces.

    """
    at = now()
    ordered = sorted(movements, key=lambda m: (m.sku_id, m.location_id, m.kind))
    keys = sorted({(m.sku_id, m.location_id) for m in ordered})
    _ensure(session, keys)
    for movement in ordered:
        if max(abs(movement.on_hand), abs(movement.reserved)) > QUANTITY_MAX:
            raise QuantityUnfit(movement.on_hand or movement.reserved)
        line = {
            "sku_id": movement.sku_id,
            "location_id": movement.location_id,
            "kind": str(movement.kind),
            "on_hand": movement.on_hand,
            "reserved": movement.reserved,
            "cause": cause,
            "actor": actor,
            "at": movement.at or at,
        }
        if not insert_once(
            session, StockLineRow, line, keys=["cause", "kind", "sku_id", "location_id"]
        ):
            # All lines of a cause are written in one transaction, so the first one tells of all.
            return False
        change_level(session, movement)
    return True


def change_level(session: Session, movement: Movement) -> None:
    """The conditional UPDATE of one level; its ledger line is the caller's.

    Raises:
        StockReserved: what is on hand would fall below what is reserved.

    """
    changed = session.execute(
        _CHANGE,
        {
            "sku": movement.sku_id,
            "location": movement.location_id,
            "more_on_hand": movement.on_hand,
            "more_reserved": movement.reserved,
            "at": now(),
        },
    )
    if changed.rowcount != 1:  # type: ignore[attr-defined]
        raise StockReserved(movement.sku_id, movement.location_id)


def receive(
    session: Session,
    *,
    sku_id: int,
    location_id: int,
    quantity: int,
    cause: str,
    actor: str = "",
    kind: StockKind = StockKind.received,
) -> bool:
    """Goods come in (> 0), or are written off (< 0 with ``kind`` adjusted).

    Raises:
        StockReserved, QuantityUnfit: see ``move``.

    """
    if quantity == 0 or (quantity < 0 and kind is not StockKind.adjusted):
        raise QuantityUnfit(quantity)
    movement = Movement(sku_id=sku_id, location_id=location_id, kind=kind, on_hand=quantity)
    return move(session, [movement], cause=cause, actor=actor)


def set_safety(session: Session, *, sku_id: int, location_id: int, safety: int) -> None:
    """Pieces that are never sold from this place; 0 sells all.

    Raises:
        QuantityUnfit: negative or absurd.

    """
    if not 0 <= safety <= QUANTITY_MAX:
        raise QuantityUnfit(safety)
    _ensure(session, [(sku_id, location_id)])
    session.execute(
        update(StockLevelRow)
        .where(StockLevelRow.sku_id == sku_id, StockLevelRow.location_id == location_id)
        .values(
            safety=safety,
            low_since=_low_since(StockLevelRow.on_hand - StockLevelRow.reserved, literal(safety)),
        )
        .execution_options(synchronize_session=False),
        {"at": now()},
    )


def levels(
    session: Session,
    sku_ids: Collection[int],
    *,
    location_ids: Collection[int] | None = None,
    lock: bool = False,
) -> list[Level]:
    """Levels of SKUs, in the order of (SKU, location).

    Args:
        lock: take the rows until the transaction ends, in this order.

    """
    bound = {"skus": sorted(set(sku_ids))}
    if location_ids is not None:
        bound["locations"] = sorted(set(location_ids))
    query = _LEVELS[location_ids is not None, lock]
    return [
        Level(
            sku_id=sku,
            location_id=location,
            on_hand=on_hand,
            reserved=reserved,
            safety=safety,
            set_aside=aside,
        )
        for sku, location, on_hand, reserved, safety, aside in session.execute(query, bound).all()
    ]


def sold_out() -> ColumnElement[bool]:
    """Where nothing may be sold any more: what is left is safety stock, reserved or set aside."""
    level = StockLevelRow
    return level.on_hand - level.reserved - level.safety - level.set_aside <= 0


def below_safety() -> ColumnElement[bool]:
    """Where a safety stock was set and orders have come down to it, or below."""
    level = StockLevelRow
    return (level.safety > 0) & (level.on_hand - level.reserved <= level.safety)


def _ensure(session: Session, keys: Collection[tuple[int, int]]) -> None:
    known = set(
        session.execute(
            select(StockLevelRow.sku_id, StockLevelRow.location_id).where(
                tuple_(StockLevelRow.sku_id, StockLevelRow.location_id).in_(sorted(keys))
            )
        ).all()
    )
    rows = [
        {
            "sku_id": sku,
            "location_id": location,
            "on_hand": 0,
            "reserved": 0,
            "safety": 0,
            "set_aside": 0,
        }
        for sku, location in sorted(set(keys) - known)
    ]
    insert_missing(session, StockLevelRow, rows, keys=["sku_id", "location_id"])
