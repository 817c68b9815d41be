"""The order desk: finding, shipping, picking up, pricing anew, noting."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization, people
from siyu.http import (
    Db,
    IdempotentRoute,
    Instant,
    Page,
    PageRequest,
    decode_cursor,
    encode_cursor,
    fails_with,
)

from .. import carriers, orders, payments, waybills
from ..access import (
    FULFIL,
    READ,
    REPRICE,
    REVEAL,
    SERVE,
    Fulfiller,
    Reader,
    Repricer,
    Revealer,
    Server,
    audit,
    visible_order,
)
from ..orders import CloseReason, Fulfilment, OrderNotFound, PayState
from ..orders.models import OrderNoteRow, OrderRow
from ..presenting import order_out, orders_out, shipments_out
from ..schemas import AddressBody, OrderCode, OrderOut, PersonCode, SalesChannelCode, ShipmentOut
from .order_schemas import (
    NoteBody,
    NoteOut,
    PickupBody,
    RefundOut,
    RepriceBody,
    ShipBody,
)

router = APIRouter(prefix="/commerce", tags=["commerce_orders"], route_class=IdempotentRoute)

Since = Annotated[Instant | None, Query(description="Placed at or after.")]
Until = Annotated[Instant | None, Query(description="Placed before.")]


@router.get("/orders")
def list_orders(
    session: Db,
    page: PageRequest,
    caller: Reader,
    pay_state: Annotated[PayState | None, Query(description="Only those in it.")] = None,
    fulfilment: Annotated[Fulfilment | None, Query(description="Only these.")] = None,
    sales_channel_id: Annotated[SalesChannelCode | None, Query(description="Only of it.")] = None,
    person_id: Annotated[PersonCode | None, Query(description="Only of this person.")] = None,
    unshipped: Annotated[bool, Query(description="Paid, and not all has left.")] = False,
    troubled: Annotated[bool, Query(description="A parcel is held up, or comes back.")] = False,
    since: Since = None,
    until: Until = None,
    node_id: organization.WithinNode = None,
) -> Page[OrderOut]:
    """Orders, newest first."""
    query = select(OrderRow)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(OrderRow.node_id.in_(nodes))
    wanted: list[tuple[Any, Any]] = [
        (OrderRow.pay_state, pay_state),
        (OrderRow.fulfilment, fulfilment),
        (OrderRow.sales_channel_id, sales_channel_id),
    ]
    for column, value in wanted:
        if value is not None:
            query = query.where(column == value)
    if person_id is not None:
        theirs = people.component(session, person_id) or [person_id]
        query = query.where(OrderRow.person_id.in_(theirs))
    if unshipped:
        query = query.where(
            OrderRow.pay_state.in_((PayState.paid, PayState.part_refunded)),
            OrderRow.confirm_at.is_(None),
            OrderRow.completed_at.is_(None),
        )
    if troubled:
        query = query.where(OrderRow.id.in_(orders.orders_in_trouble()))
    if since is not None:
        query = query.where(OrderRow.placed_at >= since)
    if until is not None:
        query = query.where(OrderRow.placed_at < until)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(OrderRow.id < position[0])
    rows = session.scalars(query.order_by(OrderRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=orders_out(session, shown),
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.post(
    "/orders/pickups",
    responses=fails_with(orders.PickupCodeUnknown, orders.PickupCodeUsed),
)
def verify_pickup(body: PickupBody, session: Db, caller: Fulfiller) -> OrderOut:
    """Hand goods over against a code, once."""
    nodes = organization.scope_ids(session, caller.nodes(FULFIL))
    row = orders.verify_pickup(session, body.code, by=caller.actor, nodes=nodes)
    audit(session, caller, "orders.pickup", "ord", row.id, node_id=row.node_id)
    return order_out(session, row)


@router.get("/orders/{order_id}", responses=fails_with(OrderNotFound))
def get_order(order_id: OrderCode, session: Db, caller: Reader) -> OrderOut:
    """One order."""
    return order_out(session, visible_order(session, caller, READ, order_id))


@router.get("/orders/{order_id}/address", responses=fails_with(OrderNotFound))
def get_address(order_id: OrderCode, session: Db, caller: Revealer) -> AddressBody | None:
    """Where it goes, in clear."""
    row = visible_order(session, caller, REVEAL, order_id)
    if row.address is None:
        return None
    return AddressBody.model_construct(**msgspec.json.decode(row.address))


@router.get("/orders/{order_id}/shipments", responses=fails_with(OrderNotFound))
def list_shipments(order_id: OrderCode, session: Db, caller: Reader) -> list[ShipmentOut]:
    """Its parcels, oldest first."""
    visible_order(session, caller, READ, order_id)
    return shipments_out(session, order_id)


@router.get("/orders/{order_id}/explanations", responses=fails_with(OrderNotFound))
def list_explanations(order_id: OrderCode, session: Db, caller: Reader) -> list[dict[str, Any]]:
    """Why it cost what it did: each rule that applied or did not."""
    row = visible_order(session, caller, READ, order_id)
    return list(row.priced.get("explanations", ()))


@router.get("/orders/{order_id}/refunds", responses=fails_with(OrderNotFound))
def list_refunds(order_id: OrderCode, session: Db, caller: Reader) -> list[RefundOut]:
    """Money that goes back, oldest first."""
    visible_order(session, caller, READ, order_id)
    return [RefundOut.model_validate(row) for row in payments.refunds_of(session, order_id)]


@router.post(
    "/orders/{order_id}/shipments",
    status_code=201,
    responses=fails_with(
        OrderNotFound,
        orders.OrderInOtherState,
        orders.UnitsUnavailable,
        carriers.CarrierUnknown,
        carriers.WaybillMalformed,
    ),
)
def ship(order_id: OrderCode, body: ShipBody, session: Db, caller: Fulfiller) -> OrderOut:
    """Send a parcel, of all that is left or of some units."""
    before = visible_order(session, caller, FULFIL, order_id)
    waybills.send_parcel(
        session,
        order_id,
        quantities=body.quantities,
        carrier=body.carrier,
        waybill=body.waybill,
        by=caller.actor,
    )
    after = body.model_dump(mode="json")
    audit(session, caller, "orders.ship", "ord", order_id, after=after, node_id=before.node_id)
    return order_out(session, orders.require_order(session, order_id))


@router.post(
    "/orders/{order_id}/closing", responses=fails_with(OrderNotFound, orders.OrderInOtherState)
)
def close(order_id: OrderCode, session: Db, caller: Server) -> OrderOut:
    """Close an order that is not paid."""
    visible_order(session, caller, SERVE, order_id)
    row = orders.close_order(session, order_id, reason=CloseReason.staff)
    audit(session, caller, "orders.close", "ord", order_id, node_id=row.node_id)
    return order_out(session, row)


@router.post(
    "/orders/{order_id}/price",
    responses=fails_with(OrderNotFound, orders.OrderInOtherState, orders.PriceChangeUnfit),
)
def change_price(order_id: OrderCode, body: RepriceBody, session: Db, caller: Repricer) -> OrderOut:
    """Let lines of an unpaid order cost less."""
    found = visible_order(session, caller, REPRICE, order_id)
    before = {"total_minor": found.total_minor}
    row = orders.change_price(session, order_id, paid_minor=body.paid_minor)
    audit(
        session,
        caller,
        "orders.reprice",
        "ord",
        order_id,
        before=before,
        after={"total_minor": row.total_minor},
        node_id=row.node_id,
    )
    return order_out(session, row)


@router.get("/orders/{order_id}/notes", responses=fails_with(OrderNotFound))
def list_notes(order_id: OrderCode, session: Db, caller: Reader) -> list[NoteOut]:
    """What staff wrote beside it."""
    visible_order(session, caller, READ, order_id)
    rows = session.scalars(
        select(OrderNoteRow).where(OrderNoteRow.order_id == order_id).order_by(OrderNoteRow.id)
    )
    return [NoteOut.model_validate(row) for row in rows]


@router.post("/orders/{order_id}/notes", status_code=201, responses=fails_with(OrderNotFound))
def add_note(order_id: OrderCode, body: NoteBody, session: Db, caller: Server) -> NoteOut:
    """Write something beside an order."""
    visible_order(session, caller, SERVE, order_id)
    row = orders.add_note(session, order_id, text=body.text, author=caller.name)
    return NoteOut.model_validate(row)
