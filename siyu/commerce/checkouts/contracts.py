"""What crosses the border of checkouts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from siyu.promotions import PricedCart

from ..benefits import Asked, Priced
from ..carts import CartEntry
from ..catalogue import Item
from ..orders import Address, Attribution, Fulfilment
from ..prices import Price
from ..sales_channels import SalesChannel


@dataclass(frozen=True, kw_only=True)
class Basket:
    """What is to be bought, by whom, where and how.

    Args:
        entries: None takes what is chosen in the person's cart.
        location_id: the store of a pick-up.
        place: longitude and latitude of the door, for delivery.
        payment_method: how the shopper is going to pay, where they have said so.

    """

    person_id: int | None
    sales_channel: str
    entries: tuple[CartEntry, ...] | None = None
    asked: Asked = field(default_factory=Asked)
    fulfilment: Fulfilment = Fulfilment.ship
    location_id: int | None = None
    place: tuple[float, float] | None = None
    payment_method: str = ""


@dataclass(frozen=True, kw_only=True)
class Placing:
    """What an order needs besides its basket.

    Args:
        expected_total_minor: what the shopper was shown; another total is refused.
        placed_by: ``member``, or the staff member who orders for a customer.

    """

    basket: Basket
    expected_total_minor: int | None = None
    address: Address | None = None
    remark: str = ""
    placed_by: str = "member"
    attribution: Attribution = field(default_factory=Attribution)


@dataclass(frozen=True, kw_only=True)
class Quote:
    """A basket with its price, and by what it was found.

    Args:
        items: by line id, which is the SKU's code.
        version: of catalogue and prices; another one at checkout means: price again.
        places: locations to take goods from, the first preferred.

    """

    channel: SalesChannel
    items: Mapping[str, Item]
    prices: Mapping[int, Price]
    found: Priced
    gifts: tuple[tuple[Item, int], ...]
    places: tuple[int, ...]
    location_id: int | None
    node_id: int | None
    version: tuple[int, ...]
    currency: str

    @property
    def priced(self) -> PricedCart:
        """The engine's answer."""
        return self.found.cart

    @property
    def coupon_ids(self) -> tuple[int, ...]:
        """Coupons that did something."""
        return self.found.coupon_ids


@dataclass(frozen=True, kw_only=True)
class Placed:
    """The order that a checkout made, now or before (``again``)."""

    order_id: int
    total_minor: int
    paid: bool
    again: bool
