"""Orders for customers: what one would cost, and placing it."""

from typing import Annotated, Any

from fastapi import APIRouter, Header

from siyu import loyalty, organization, people, promotions
from siyu.http import Caller, IdempotentRoute, Running, fails_with
from siyu.kernel.clock import now
from siyu.kernel.database import Session

from .. import benefits, orders, payments, stock
from ..access import SERVE, Server, audit
from ..benefits import Asked
from ..carts import CartEntry, CartFull, CartQuantityUnfit
from ..checkouts import (
    Basket,
    CheckoutKeyReused,
    ItemsUnsellable,
    NoStoreInReach,
    PlaceMissing,
    Placing,
    PricesMoving,
    TotalChanged,
    check_out,
    quote,
)
from ..orders import Address, Attribution, Fulfilment
from ..presenting import order_out, quote_out
from ..sales_channels import SalesChannelNotFound
from ..schemas import OrderOut
from .staff_order_schemas import (
    StaffBasketBody,
    StaffOrderBody,
    StaffQuoteLineOut,
    StaffQuoteOut,
    UsableCouponOut,
)

router = APIRouter(prefix="/commerce", tags=["commerce_orders"], route_class=IdempotentRoute)

_UNFIT: tuple[Any, ...] = (
    people.PersonNotFound,
    SalesChannelNotFound,
    stock.LocationNotFound,
    CartFull,
    CartQuantityUnfit,
    ItemsUnsellable,
    NoStoreInReach,
    promotions.CouponUnusable,
    payments.PaymentMethodUnknown,
)


@router.post("/orders/quotes", responses=fails_with(*_UNFIT))
def quote_for_customer(body: StaffBasketBody, context: Running, caller: Server) -> StaffQuoteOut:
    """What an order for a customer would cost now, and why; nothing is taken."""
    with context.session(read_only=True) as session:
        _node_of(session, caller, body)
        found = quote(session, context, _basket(body), at=now())
        shown = quote_out(found)
        free = stock.available(
            session,
            [line.sku_id for line in shown.lines],
            location_ids=found.places,
            sales_channel_id=found.channel.id,
        )
        purse = benefits.purse_of(session, body.person_id, found.priced)
        named = {*shown.model_fields_set} - {"lines", "points_max"}
        return StaffQuoteOut(
            **{name: getattr(shown, name) for name in named},
            lines=[
                StaffQuoteLineOut(**dict(line), available=free[line.sku_id]) for line in shown.lines
            ],
            points_max=purse.points_max,
            points_held=purse.points,
            coupons=[UsableCouponOut.model_validate(each) for each in purse.coupons],
            payment_methods=payments.methods_of(context, found.channel.payment_providers),
            names=promotions.names_in(session, found.priced),
        )


@router.post(
    "/orders",
    status_code=201,
    responses=fails_with(
        *_UNFIT,
        PlaceMissing,
        TotalChanged,
        PricesMoving,
        CheckoutKeyReused,
        stock.OutOfStock,
        promotions.LimitReached,
        loyalty.InsufficientPoints,
    ),
)
def place_for_customer(
    body: StaffOrderBody,
    context: Running,
    caller: Server,
    key: Annotated[str, Header(alias="Idempotency-Key", min_length=1, max_length=100)],
) -> OrderOut:
    """Order for a customer; the member of staff who does it is the order's guide."""
    with context.session(read_only=True) as session:
        node_id = _node_of(session, caller, body)
    kind, _, number = caller.actor.partition(":")
    placing = Placing(
        basket=_basket(body),
        expected_total_minor=body.expected_total_minor,
        address=Address(**body.address.model_dump()) if body.address else None,
        remark=body.remark,
        placed_by=caller.actor,
        attribution=Attribution(node_id=node_id, guide_id=int(number) if kind == "staff" else None),
    )
    placed = check_out(context, placing, key=f"{caller.actor}:{key}")
    with context.session() as session:
        row = orders.require_order(session, placed.order_id)
        if not placed.again:
            after = {"total_minor": row.total_minor}
            audit(session, caller, "orders.place", "ord", row.id, after=after, node_id=row.node_id)
        return order_out(session, row)


def _node_of(session: Session, caller: Caller, body: StaffBasketBody) -> int | None:
    """The org node that the order would belong to, at which the caller must be allowed to order.

    What a customer holds is shown and used with it: who belongs elsewhere is not the caller's to order for.
    """
    node_id = None
    if body.location_id is not None:
        node_id = stock.require_location(session, body.location_id).node_id
    organization.require_at(session, caller, SERVE, node_id)
    person = people.require_person(session, body.person_id)
    if not people.in_scope(session, person.id, caller.nodes(SERVE)):
        raise people.PersonNotFound(body.person_id)
    return node_id


def _basket(body: StaffBasketBody) -> Basket:
    return Basket(
        person_id=body.person_id,
        sales_channel=body.sales_channel,
        entries=tuple(CartEntry(sku_id=b.sku_id, quantity=b.quantity) for b in body.lines),
        asked=Asked(coupon_ids=tuple(dict.fromkeys(body.coupon_ids)), points=body.points),
        fulfilment=Fulfilment.ship if body.location_id is None else Fulfilment.pickup,
        location_id=body.location_id,
        payment_method=body.payment_method,
    )
