"""What a basket costs: catalogue, prices and rules, read outside of any write."""

from collections.abc import Sequence
from datetime import datetime

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.database import Session
from siyu.promotions import CartLine, Delivery, PricedCart

from .. import benefits
from ..carts import (
    LINES_MAX,
    QUANTITY_MAX,
    CartEmpty,
    CartEntry,
    CartFull,
    CartQuantityUnfit,
    Owner,
    entries,
)
from ..catalogue import Item
from ..orders import Fulfilment, orders_paid
from ..payments import require_method
from ..prices import Price
from ..sales_channels import SalesChannel
from ..shelf import Shelf, open_shelf
from ..stock import available, nearest, require_location
from .contracts import Basket, Quote
from .errors import ItemsUnsellable, NoStoreInReach, PlaceMissing


def quote(session: Session, context: Context, basket: Basket, *, at: datetime) -> Quote:
    """Price a basket as it stands.

    Raises:
        SalesChannelNotFound: it does not sell.
        CartEmpty, CartFull, CartQuantityUnfit: nothing to price, or too much.
        ItemsUnsellable: names what is not sold here, or has no price.
        PlaceMissing, NoStoreInReach: goods cannot reach the shopper this way.
        PaymentMethodUnknown: one cannot pay like this there.

    """
    shelf = open_shelf(session, basket.sales_channel)
    channel = shelf.channel
    if basket.payment_method:
        require_method(context, basket.payment_method, channel.payment_providers)
    wanted = _wanted(session, basket, channel)
    sku_ids = [entry.sku_id for entry in wanted]
    found = shelf.items(session, sku_ids)
    known = shelf.prices(session, sku_ids)
    unsellable = [
        sku for sku in sku_ids if sku not in found or not found[sku].sold or sku not in known
    ]
    if unsellable:
        raise ItemsUnsellable(unsellable)
    location_id, node_id, places = _places(session, basket, shelf)
    lines = [_line(found[e.sku_id], known[e.sku_id], e.quantity) for e in wanted]
    priced = benefits.price_lines(
        session,
        context,
        lines,
        person_id=basket.person_id,
        orders_before=lambda: orders_paid(session, basket.person_id or 0),
        asked=basket.asked,
        channel=channel.code,
        store=ids.code("node", node_id) if node_id is not None else "",
        delivery=Delivery(
            method=str(basket.fulfilment),
            freight_minor=0 if basket.fulfilment is Fulfilment.pickup else channel.freight_minor,
        ),
        payment_method=basket.payment_method,
        at=at,
    )
    return Quote(
        channel=channel,
        items={line.line_id: found[e.sku_id] for line, e in zip(lines, wanted, strict=True)},
        prices=known,
        found=priced,
        gifts=_gifts(session, priced.cart, shelf, places),
        places=places,
        location_id=location_id,
        node_id=node_id,
        version=shelf.version,
        currency=shelf.currency,
    )


def _wanted(session: Session, basket: Basket, channel: SalesChannel) -> list[CartEntry]:
    if basket.entries is not None:
        chosen = list(basket.entries)
    else:
        owner = Owner(person_id=basket.person_id)
        chosen = [e for e in entries(session, owner, sales_channel_id=channel.id) if e.chosen]
    if not chosen:
        raise CartEmpty
    if len(chosen) > LINES_MAX:
        raise CartFull(LINES_MAX)
    together: dict[int, int] = {}
    for entry in chosen:
        together[entry.sku_id] = together.get(entry.sku_id, 0) + entry.quantity
        if entry.quantity < 1 or together[entry.sku_id] > QUANTITY_MAX:
            raise CartQuantityUnfit(entry.sku_id, entry.quantity, QUANTITY_MAX)
    return [CartEntry(sku_id=sku, quantity=quantity) for sku, quantity in together.items()]


def _line(item: Item, price: Price, quantity: int) -> CartLine:
    sku = ids.code("sku", item.sku_id)
    return CartLine(
        line_id=sku,
        sku=sku,
        unit_minor=price.unit_minor,
        quantity=quantity,
        product=ids.code("prd", item.product_id),
        category_path=tuple(ids.code("cat", step) for step in item.category_path),
        brand=ids.code("brd", item.brand_id) if item.brand_id is not None else "",
        tags=frozenset(item.tags),
        floor_minor=item.floor_minor,
    )


def _places(
    session: Session, basket: Basket, shelf: Shelf
) -> tuple[int | None, int | None, tuple[int, ...]]:
    """The location the order is for, its node, and where goods are taken from."""
    kind = basket.fulfilment
    if kind is Fulfilment.ship:
        found = tuple(one.id for one in shelf.locations(session, "ship"))
        return None, shelf.channel.node_id, found
    if basket.location_id is not None:
        location = require_location(session, basket.location_id)
        if not location.active or str(kind) not in location.services:
            raise NoStoreInReach(str(kind))
    elif kind is Fulfilment.delivery and basket.place is not None:
        near = nearest(session, basket.place, service="delivery", within_radius=True)
        if not near:
            raise NoStoreInReach(str(kind))
        location = near[0][0]
    else:
        raise PlaceMissing(str(kind))
    return location.id, location.node_id, (location.id,)


def _gifts(
    session: Session, priced: PricedCart, shelf: Shelf, places: Sequence[int]
) -> tuple[tuple[Item, int], ...]:
    """Gifts that are there; one that has run out holds nobody up."""
    if not priced.gifts:
        return ()
    wanted: dict[int, int] = {}
    for gift in priced.gifts:
        try:
            sku_id = ids.number("sku", gift.sku)
        except ids.MalformedCode:
            continue
        wanted[sku_id] = wanted.get(sku_id, 0) + gift.quantity
    found = shelf.items(session, wanted)
    free = available(session, wanted, location_ids=places, sales_channel_id=shelf.channel.id)
    return tuple(
        (found[sku], quantity)
        for sku, quantity in wanted.items()
        if sku in found and free[sku] >= quantity
    )
