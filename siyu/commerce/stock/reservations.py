"""Reservations: goods held for a cause, all or nothing, never twice.

All rows are taken in the order of (SKU, location), so that no two checkouts wait for each other
in a circle.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .contracts import QUANTITY_MAX, Held, Level, Movement, StockKind, Wanted
from .errors import NotReserved, OutOfStock, QuantityUnfit
from .levels import change_level, levels
from .models import ReservationRow, StockLineRow
from .quotas import give_quota_back, quota_left, take_quota

_INSERT_RESERVATIONS: Any = ReservationRow.__table__.insert()  # type: ignore[attr-defined]
_INSERT_LINES: Any = StockLineRow.__table__.insert()  # type: ignore[attr-defined]
_HOLD_FOR_GOOD = (
    update(ReservationRow)
    .where(ReservationRow.cause == bindparam("of"))
    .values(expires_at=None)
    .execution_options(synchronize_session=False)
)


def reserve(
    session: Session,
    wanted: Sequence[Wanted],
    *,
    location_ids: Sequence[int],
    cause: str,
    expires_at: datetime | None,
    sales_channel_id: int | None = None,
) -> list[Held]:
    """Hold goods in these places, the first preferred; one place for all of it where that is possible.

    Args:
        expires_at: None holds until it is shipped or released.
        sales_channel_id: its quotas are used before the shared pool.

    Raises:
        OutOfStock: nothing was held; names what is short.
        QuantityUnfit: a quantity is not positive, or absurd.

    """
    need = _need(wanted)
    found = levels(session, need, location_ids=location_ids, lock=True)
    own = _own(session, sales_channel_id, found)
    plan = _plan(need, found, own, list(location_ids))
    at, lines, rows = now(), [], []
    for held in plan:
        key = (held.sku_id, held.location_id)
        from_quota = min(own.get(key, 0), held.quantity)
        if from_quota and sales_channel_id is not None:
            take_quota(session, *key, sales_channel_id=sales_channel_id, quantity=from_quota)
        movement = Movement(
            sku_id=held.sku_id,
            location_id=held.location_id,
            kind=StockKind.reserved,
            reserved=held.quantity,
        )
        change_level(session, movement)
        lines.append(_line(movement, cause, at))
        rows.append(
            {
                "cause": cause,
                "sku_id": held.sku_id,
                "location_id": held.location_id,
                "sales_channel_id": sales_channel_id,
                "quantity": held.quantity,
                "from_quota": from_quota,
                "held": held.quantity,
                "shipped": 0,
                "released": 0,
                "expires_at": expires_at,
            }
        )
    session.execute(_INSERT_RESERVATIONS, rows)
    session.execute(_INSERT_LINES, lines)
    return plan


def require_free(
    session: Session,
    wanted: Sequence[Wanted],
    *,
    location_ids: Sequence[int],
    sales_channel_id: int | None = None,
) -> None:
    """Let only those pass whom ``reserve`` would serve as it looks now; holds nothing.

    Raises:
        OutOfStock, QuantityUnfit: see ``reserve``.

    """
    need = _need(wanted)
    found = levels(session, need, location_ids=location_ids)
    _plan(need, found, _own(session, sales_channel_id, found), list(location_ids))


def hold_for_good(session: Session, *, cause: str) -> None:
    """What is held no longer expires: it has been paid for."""
    session.execute(_HOLD_FOR_GOOD, {"of": cause})


def held_for(session: Session, cause: str) -> list[Held]:
    """What a cause still holds, in the order of (SKU, location)."""
    return [
        Held(sku_id=row.sku_id, location_id=row.location_id, quantity=row.held)
        for row in _rows(session, cause)
        if row.held
    ]


def release(
    session: Session, *, cause: str, quantities: Mapping[int, int] | None = None, by: str = ""
) -> int:
    """Let go of what a cause holds.

    Args:
        quantities: SKU → pieces; all that is held where None.
        by: what lets go, where it is not the cause itself; makes parts distinct in the ledger.

    Returns:
        Pieces released.

    Raises:
        NotReserved: less is held than ``quantities`` says.

    """
    taken = _take(session, cause, quantities, StockKind.released, by or cause)
    return sum(taken.values())


def ship(
    session: Session,
    *,
    cause: str,
    quantities: Mapping[int, int],
    by: str,
    location_id: int | None = None,
) -> None:
    """Goods leave: what was held is on hand no more.

    Args:
        by: the shipment; makes parts distinct in the ledger.
        location_id: only from this place.

    Raises:
        NotReserved: less is held.

    """
    _take(session, cause, quantities, StockKind.shipped, by, location_id)


def available(
    session: Session,
    sku_ids: Collection[int],
    *,
    location_ids: Sequence[int],
    sales_channel_id: int | None = None,
) -> dict[int, int]:
    """Pieces that could be sold now; for showing, not for deciding."""
    found = levels(session, sku_ids, location_ids=location_ids)
    own = _own(session, sales_channel_id, found)
    free = dict.fromkeys(sku_ids, 0)
    for level in found:
        free[level.sku_id] += _free(level, own)
    return free


def _need(wanted: Sequence[Wanted]) -> dict[int, int]:
    """Pieces by SKU."""
    need: dict[int, int] = {}
    for one in wanted:
        if not 0 < one.quantity <= QUANTITY_MAX:
            raise QuantityUnfit(one.quantity)
        need[one.sku_id] = need.get(one.sku_id, 0) + one.quantity
    return need


def _own(
    session: Session, sales_channel_id: int | None, found: Sequence[Level]
) -> dict[tuple[int, int], int]:
    """What is left of the channel's quotas; asked only where something is set aside for any channel."""
    parted = [level for level in found if level.set_aside]
    if not parted:
        return {}
    skus = [level.sku_id for level in parted]
    return quota_left(session, sales_channel_id, skus, [level.location_id for level in parted])


def _take(
    session: Session,
    cause: str,
    quantities: Mapping[int, int] | None,
    kind: StockKind,
    by: str,
    location_id: int | None = None,
) -> dict[int, int]:
    rows = [
        row
        for row in _rows(session, cause)
        if row.held and (location_id is None or row.location_id == location_id)
    ]
    left = (
        dict(quantities)
        if quantities is not None
        else {sku: sum(r.held for r in rows if r.sku_id == sku) for sku in {r.sku_id for r in rows}}
    )
    for sku_id, quantity in left.items():
        held = sum(row.held for row in rows if row.sku_id == sku_id)
        if quantity <= 0 or quantity > held:
            raise NotReserved(sku_id, quantity, held)
    taken, at, lines = dict(left), now(), []
    for row in rows:
        quantity = min(left.get(row.sku_id, 0), row.held)
        if not quantity:
            continue
        left[row.sku_id] -= quantity
        movement = Movement(
            sku_id=row.sku_id,
            location_id=row.location_id,
            kind=kind,
            on_hand=-quantity if kind is StockKind.shipped else 0,
            reserved=-quantity,
        )
        change_level(session, movement)
        lines.append(_line(movement, by, at))
        row.held -= quantity
        if kind is StockKind.shipped:
            row.shipped += quantity
            continue
        row.released += quantity
        back = min(quantity, row.from_quota)
        if back and row.sales_channel_id is not None:
            row.from_quota -= back
            give_quota_back(
                session,
                row.sku_id,
                row.location_id,
                sales_channel_id=row.sales_channel_id,
                quantity=back,
            )
    session.flush()
    if lines:
        session.execute(_INSERT_LINES, lines)
    return taken


def _rows(session: Session, cause: str) -> Sequence[ReservationRow]:
    return session.scalars(
        select(ReservationRow)
        .where(ReservationRow.cause == cause)
        .order_by(ReservationRow.sku_id, ReservationRow.location_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _plan(
    need: Mapping[int, int],
    found: Sequence[Level],
    own: Mapping[tuple[int, int], int],
    preferred: Sequence[int],
) -> list[Held]:
    """Where to take each SKU from: one place for all if some place has all, else place by place."""
    free = {(level.sku_id, level.location_id): _free(level, own) for level in found}
    short = [
        {"sku_id": sku, "wanted": quantity, "available": there}
        for sku, quantity in sorted(need.items())
        if (there := sum(free.get((sku, place), 0) for place in preferred)) < quantity
    ]
    if short:
        raise OutOfStock(short)
    whole = (
        place
        for place in preferred
        if all(free.get((sku, place), 0) >= quantity for sku, quantity in need.items())
    )
    one = next(whole, None)
    plan: list[Held] = []
    for sku, quantity in sorted(need.items()):
        left = quantity
        for place in [one] if one is not None else preferred:
            part = min(left, free.get((sku, place), 0))
            if part:
                plan.append(Held(sku_id=sku, location_id=place, quantity=part))
                left -= part
    return sorted(plan, key=lambda held: (held.sku_id, held.location_id))


def _line(movement: Movement, cause: str, at: datetime) -> dict[str, object]:
    return {
        "sku_id": movement.sku_id,
        "location_id": movement.location_id,
        "kind": str(movement.kind),
        "on_hand": movement.on_hand,
        "reserved": movement.reserved,
        "cause": cause,
        "actor": "",
        "at": at,
    }


def _free(level: Level, own: Mapping[tuple[int, int], int]) -> int:
    # Write-offs may leave less than what quotas promise.
    promised = level.available + own.get((level.sku_id, level.location_id), 0)
    return min(promised, level.on_hand - level.reserved)
