"""Carts over HTTP: of a member, or of a device that has not signed in."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request

from siyu.http import LateRoute, Running, fails_with
from siyu.kernel.database import Session

from ..carts import CartEntry, CartFull, CartQuantityUnfit, Owner, entries, put
from ..catalogue import SkuNotFound
from ..members import MemberSessionEnded
from ..sales_channels import SalesChannelNotFound
from ..shelf import Shelf, open_shelf
from ..stock import available
from .access import Token, member_of
from .schemas import CartBody, CartLineOut, CartOut, Device

router = APIRouter(prefix="/m/cart", tags=["mall"], route_class=LateRoute)


def owner_of(
    request: Request,
    context: Running,
    token: Token,
    device: Annotated[Device | None, Query(description="Before sign-in.")] = None,
) -> Owner:
    """The member's cart where somebody has signed in, else the device's."""
    if token or device is None:
        return Owner(person_id=member_of(request, context, token).person_id)
    return Owner(device=device)


Whose = Annotated[Owner, Depends(owner_of)]


@router.get("", responses=fails_with(MemberSessionEnded, SalesChannelNotFound))
def get_cart(
    context: Running, owner: Whose, sales_channel: Annotated[str, Query(max_length=50)]
) -> CartOut:
    """What lies in the cart, with today's prices."""
    with context.session(read_only=True) as session:
        shelf = open_shelf(session, sales_channel)
        return _out(session, entries(session, owner, sales_channel_id=shelf.channel.id), shelf)


@router.put(
    "",
    responses=fails_with(
        MemberSessionEnded, SalesChannelNotFound, CartFull, CartQuantityUnfit, SkuNotFound
    ),
)
def put_cart(body: CartBody, context: Running, owner: Whose) -> CartOut:
    """Set lines of the cart; a quantity of 0 takes one out, others stay."""
    wanted = [
        CartEntry(sku_id=line.sku_id, quantity=line.quantity, chosen=line.chosen)
        for line in {line.sku_id: line for line in body.lines}.values()
    ]
    with context.session() as session:
        shelf = open_shelf(session, body.sales_channel)
        known = shelf.items(session, [entry.sku_id for entry in wanted])
        lines = put(session, owner, wanted, sales_channel_id=shelf.channel.id, known_skus=known)
        return _out(session, lines, shelf)


def _out(session: Session, lines: Sequence[CartEntry], shelf: Shelf) -> CartOut:
    channel = shelf.channel
    skus = [line.sku_id for line in lines]
    found = shelf.items(session, skus)
    costs = shelf.prices(session, skus)
    places = [one.id for one in shelf.locations(session, "ship")]
    free = available(session, skus, location_ids=places, sales_channel_id=channel.id)
    return CartOut(
        lines=[
            CartLineOut(
                sku_id=line.sku_id,
                quantity=line.quantity,
                chosen=line.chosen,
                title=found[line.sku_id].title,
                options=found[line.sku_id].options,
                picture=found[line.sku_id].picture,
                unit_minor=(
                    costs[line.sku_id].unit_minor
                    if found[line.sku_id].sold and line.sku_id in costs
                    else None
                ),
                available=free[line.sku_id],
            )
            for line in lines
        ]
    )
