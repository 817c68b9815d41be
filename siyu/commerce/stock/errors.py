"""What can go wrong with stock, as facts."""

from dataclasses import dataclass
from typing import Any

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class LocationNotFound(NotFound):
    """No such location, or it is closed."""

    location_id: int


@dataclass(eq=False)
class LocationCodeTaken(Conflict):
    """Another location has this code."""

    location: str


@dataclass(eq=False)
class OpeningHoursUnfit(Invalid):
    """Opening hours of this day are not times by twos in rising order."""

    day: str


@dataclass(eq=False)
class DeliveryPlaceMissing(Invalid):
    """Who delivers says from where, and how far."""

    delivery_radius_m: int


@dataclass(eq=False)
class OutOfStock(Conflict):
    """There is less in stock than was asked for."""

    short: list[dict[str, Any]]
    """For each SKU that is short: ``sku_id``, ``wanted``, ``available``."""


@dataclass(eq=False)
class StockReserved(Conflict):
    """Stock cannot fall below what is reserved."""

    sku_id: int
    location_id: int


@dataclass(eq=False)
class NotReserved(Conflict):
    """Less is held for this than was to be taken."""

    sku_id: int
    wanted: int
    held: int


@dataclass(eq=False)
class QuantityUnfit(Invalid):
    """A quantity is a whole number within its bounds."""

    quantity: int


@dataclass(eq=False)
class TransferNotFound(NotFound):
    """No such transfer."""

    transfer_id: int


@dataclass(eq=False)
class TransferReceived(Conflict):
    """This transfer has arrived already."""

    transfer_id: int


@dataclass(eq=False)
class StockTakeNotFound(NotFound):
    """No such stock-take."""

    stock_take_id: int


@dataclass(eq=False)
class StockTakeEnded(Conflict):
    """This stock-take is over."""

    stock_take_id: int
