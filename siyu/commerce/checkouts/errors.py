"""What can go wrong at checkout, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid


@dataclass(eq=False)
class ItemsUnsellable(Conflict):
    """Some of it is not sold here, or has no price."""

    sku_ids: list[int]


@dataclass(eq=False)
class TotalChanged(Conflict):
    """The total is another one than was shown; show it and ask again."""

    expected_minor: int
    total_minor: int


@dataclass(eq=False)
class PricesMoving(Conflict):
    """Prices changed while the order was made, again and again; try once more."""


@dataclass(eq=False)
class CheckoutKeyReused(Invalid):
    """This key was used for another checkout."""


@dataclass(eq=False)
class PlaceMissing(Invalid):
    """This way of fulfilment needs a store, an address, or a place."""

    fulfilment: str


@dataclass(eq=False)
class NoStoreInReach(Conflict):
    """No store delivers there, or this one does not do that."""

    fulfilment: str
