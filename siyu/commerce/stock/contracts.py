"""What crosses the border of stock."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

QUANTITY_MAX = 1_000_000_000
"""Pieces of one SKU in one place, or in one movement."""


class LocationKind(StrEnum):
    """Where goods lie."""

    warehouse = "warehouse"
    store = "store"


class StockKind(StrEnum):
    """Why stock moved."""

    received = "received"
    adjusted = "adjusted"
    counted = "counted"
    reserved = "reserved"
    released = "released"
    shipped = "shipped"
    returned = "returned"
    transfer_out = "transfer_out"
    transfer_in = "transfer_in"


class TransferState(StrEnum):
    """Where a transfer stands."""

    sent = "sent"
    received = "received"


class StockTakeState(StrEnum):
    """Where a stock-take stands."""

    counting = "counting"
    posted = "posted"
    dropped = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A store or a warehouse.

    Args:
        services: what it does for shoppers: ``ship``, ``pickup``, ``delivery``.
        delivery_radius_m: how far it delivers, metres; 0 for nowhere.
        priority: lower numbers are asked for goods first.
        hours: opening hours by weekday, ``{"mon": ["09:00", "21:00"]}``, see ``check_hours``.
        address: as shoppers read it; may be empty.

    """

    id: int
    code: str
    name: str
    kind: LocationKind
    node_id: int | None
    services: tuple[str, ...]
    longitude: float | None
    latitude: float | None
    delivery_radius_m: int
    priority: int
    hours: dict[str, list[str]]
    address: str
    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """So many pieces of a SKU; > 0."""

    sku_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Pieces of a SKU that a reservation holds in one place."""

    sku_id: int
    location_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Stock of a SKU in one place; ``available`` is what may be sold from the shared pool."""

    sku_id: int
    location_id: int
    on_hand: int
    reserved: int
    safety: int
    set_aside: int

    @property
    def available(self) -> int:
        return max(0, self.on_hand - self.reserved - self.safety - self.set_aside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A line of the stock ledger to write."""

    sku_id: int
    location_id: int
    kind: StockKind
    on_hand: int = 0
    reserved: int = 0
    at: datetime | None = None
