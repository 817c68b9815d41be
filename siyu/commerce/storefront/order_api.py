"""Quotes, orders and after-sales of a member."""

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query
from sqlalchemy import select

from siyu import loyalty, promotions
from siyu.http import (
    Db,
    LateRoute,
    Page,
    PageRequest,
    Running,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel.clock import now

from .. import after_sales, orders, stock
from ..after_sales import AfterSaleNotFound
from ..after_sales.models import AfterSaleRow
from ..benefits import Asked
from ..carts import CartEmpty, CartEntry, CartFull, CartQuantityUnfit
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
from ..members import Member, MemberSessionEnded
from ..orders import Attribution, CloseReason, OrderNotFound, PayState
from ..orders.models import OrderRow, PickupCodeRow
from ..payments import PaymentMethodUnknown
from ..presenting import after_sale_out, order_out, orders_out, quote_out, shipments_out
from ..sales_channels import SalesChannelNotFound
from ..schemas import (
    AfterSaleBody,
    AfterSaleCode,
    AfterSaleOut,
    OrderCode,
    OrderOut,
    QuoteOut,
    ShipmentOut,
)
from .access import SignedIn, nodes_of, own_order
from .schemas import BasketBody, OrderBody, PlacedOut

router = APIRouter(prefix="/m", tags=["orders"], route_class=LateRoute)

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=150,
        pattern=r"^[\x21-\x7e]+$",
        description="Made by the client for each order.",
    ),
]
_UNFIT: tuple[Any, ...] = (
    MemberSessionEnded,
    SalesChannelNotFound,
    CartEmpty,
    CartFull,
    CartQuantityUnfit,
    ItemsUnsellable,
    PlaceMissing,
    NoStoreInReach,
    PaymentMethodUnknown,
    promotions.CouponUnusable,
)


@router.post("/quotes", responses=fails_with(*_UNFIT))
def post_quote(body: BasketBody, context: Running, member: SignedIn) -> QuoteOut:
    """What it would cost now, and why; nothing is taken."""
    with context.session(read_only=True) as session:
        found = quote(session, context, _basket(body, member), at=now())
    return quote_out(found)


@router.post(
    "/orders",
    status_code=201,
    responses=fails_with(
        *_UNFIT,
        stock.OutOfStock,
        TotalChanged,
        PricesMoving,
        CheckoutKeyReused,
        promotions.LimitReached,
        loyalty.InsufficientPoints,
    ),
)
def post_order(body: OrderBody, context: Running, member: SignedIn, key: Key) -> PlacedOut:
    """Place an order: goods, coupons and points are held until it is paid or its time is over."""
    placing = Placing(
        basket=_basket(body, member),
        expected_total_minor=body.expected_total_minor,
        address=orders.Address(**body.address.model_dump()) if body.address else None,
        remark=body.remark,
        attribution=Attribution(
            entry_code=body.entry_code,
            campaign=body.campaign,
            guide_id=body.guide_id,
            promoter_id=body.promoter_id,
        ),
    )
    placed = check_out(context, placing, key=key)
    return PlacedOut(
        id=placed.order_id, total_minor=placed.total_minor, paid=placed.paid, again=placed.again
    )


@router.get("/orders", responses=fails_with(MemberSessionEnded))
def list_orders(
    session: Db,
    page: PageRequest,
    member: SignedIn,
    pay_state: Annotated[PayState | None, Query(description="Only those in it.")] = None,
) -> Page[OrderOut]:
    """The member's orders, newest first."""
    query = select(OrderRow).where(OrderRow.person_id.in_(nodes_of(session, member)))
    if pay_state is not None:
        query = query.where(OrderRow.pay_state == pay_state)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(OrderRow.id < position[0])
    rows = session.scalars(query.order_by(OrderRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=orders_out(session, shown),
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.get("/orders/{order_id}", responses=fails_with(MemberSessionEnded, OrderNotFound))
def get_order(order_id: OrderCode, session: Db, member: SignedIn) -> OrderOut:
    """One order of the member."""
    return order_out(session, own_order(session, member, order_id))


@router.get("/orders/{order_id}/shipments", responses=fails_with(MemberSessionEnded, OrderNotFound))
def list_shipments(order_id: OrderCode, session: Db, member: SignedIn) -> list[ShipmentOut]:
    """Its parcels."""
    own_order(session, member, order_id)
    return shipments_out(session, order_id)


@router.get(
    "/orders/{order_id}/pickup-code", responses=fails_with(MemberSessionEnded, OrderNotFound)
)
def get_pickup_code(order_id: OrderCode, session: Db, member: SignedIn) -> dict[str, str]:
    """The code to show in the store."""
    own_order(session, member, order_id)
    row = session.get(PickupCodeRow, order_id)
    if row is None:
        raise OrderNotFound(order_id)
    return {"code": row.code}


@router.post(
    "/orders/{order_id}/cancellation",
    responses=fails_with(MemberSessionEnded, OrderNotFound, orders.OrderInOtherState),
)
def cancel(order_id: OrderCode, session: Db, member: SignedIn) -> OrderOut:
    """Cancel an order that is not paid; what it held comes back."""
    own_order(session, member, order_id)
    closed = orders.close_order(session, order_id, reason=CloseReason.shopper)
    return order_out(session, closed)


@router.post(
    "/orders/{order_id}/receipt",
    responses=fails_with(MemberSessionEnded, OrderNotFound, orders.OrderInOtherState),
)
def confirm(order_id: OrderCode, session: Db, member: SignedIn) -> OrderOut:
    """Say that what was sent has arrived."""
    own_order(session, member, order_id)
    return order_out(session, orders.confirm_receipt(session, order_id))


@router.post(
    "/orders/{order_id}/after-sales",
    status_code=201,
    responses=fails_with(
        MemberSessionEnded,
        OrderNotFound,
        orders.OrderInOtherState,
        orders.UnitsUnavailable,
        after_sales.AfterSaleEmpty,
    ),
)
def ask(order_id: OrderCode, body: AfterSaleBody, session: Db, member: SignedIn) -> AfterSaleOut:
    """Ask for money or goods, by quantity."""
    own_order(session, member, order_id)
    row = after_sales.ask(
        session,
        order_id,
        kind=body.kind,
        quantities=body.quantities,
        reason=body.reason,
        by="member",
    )
    return after_sale_out(session, row)


@router.get(
    "/orders/{order_id}/after-sales", responses=fails_with(MemberSessionEnded, OrderNotFound)
)
def list_after_sales(order_id: OrderCode, session: Db, member: SignedIn) -> list[AfterSaleOut]:
    """After-sales of an order, newest first."""
    own_order(session, member, order_id)
    query = select(AfterSaleRow).where(AfterSaleRow.order_id == order_id)
    rows = session.scalars(query.order_by(AfterSaleRow.id.desc())).all()
    return [after_sale_out(session, row) for row in rows]


@router.post(
    "/after-sales/{after_sale_id}/withdrawal",
    responses=fails_with(MemberSessionEnded, AfterSaleNotFound, after_sales.AfterSaleInOtherState),
)
def withdraw(after_sale_id: AfterSaleCode, session: Db, member: SignedIn) -> AfterSaleOut:
    """No longer want it."""
    row = session.get(AfterSaleRow, after_sale_id)
    if row is None or row.person_id not in nodes_of(session, member):
        raise AfterSaleNotFound(after_sale_id)
    return after_sale_out(session, after_sales.withdraw(session, after_sale_id))


def _basket(body: BasketBody, member: Member) -> Basket:
    place = None
    if body.longitude is not None and body.latitude is not None:
        place = (body.longitude, body.latitude)
    return Basket(
        person_id=member.person_id,
        sales_channel=body.sales_channel,
        entries=(
            None
            if body.lines is None
            else tuple(CartEntry(sku_id=b.sku_id, quantity=b.quantity) for b in body.lines)
        ),
        asked=Asked(coupon_ids=tuple(dict.fromkeys(body.coupon_ids)), points=body.points),
        fulfilment=body.fulfilment,
        location_id=body.location_id,
        place=place,
        payment_method=body.payment_method,
    )
