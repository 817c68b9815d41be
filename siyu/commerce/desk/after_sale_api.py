"""The after-sales desk."""

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy import select

from siyu import organization
from siyu.http import (
    Caller,
    Db,
    IdempotentRoute,
    Page,
    PageRequest,
    decode_cursor,
    encode_cursor,
    fails_with,
)
from siyu.kernel.database import Session

from .. import after_sales, orders, payments, stock
from ..access import FULFIL, READ, SERVE, Fulfiller, Reader, Server, audit, visible_order
from ..after_sales import AfterSaleInOtherState, AfterSaleNotFound, AfterSaleState
from ..after_sales.models import AfterSaleRow
from ..payments.models import RefundRow
from ..presenting import after_sale_out
from ..schemas import AfterSaleBody, AfterSaleCode, AfterSaleOut, OrderCode, RefundCode
from .order_schemas import DecisionBody, GoodsBackBody

router = APIRouter(prefix="/commerce", tags=["commerce_after_sales"], route_class=IdempotentRoute)


@router.get("/after-sales")
def list_after_sales(
    session: Db,
    page: PageRequest,
    caller: Reader,
    state: Annotated[AfterSaleState | None, Query(description="Only those in it.")] = None,
    node_id: organization.WithinNode = None,
) -> Page[AfterSaleOut]:
    """After-sales, newest first."""
    query = select(AfterSaleRow)
    nodes = organization.narrowed_ids(session, caller.nodes(READ), node_id)
    if nodes is not None:
        query = query.where(AfterSaleRow.node_id.in_(nodes))
    if state is not None:
        query = query.where(AfterSaleRow.state == state)
    position = decode_cursor(page.cursor, int)
    if position is not None:
        query = query.where(AfterSaleRow.id < position[0])
    rows = session.scalars(query.order_by(AfterSaleRow.id.desc()).limit(page.limit + 1)).all()
    shown = rows[: page.limit]
    return Page(
        items=[after_sale_out(session, row) for row in shown],
        next_cursor=encode_cursor(shown[-1].id) if len(rows) > page.limit else None,
    )


@router.post(
    "/orders/{order_id}/after-sales",
    status_code=201,
    responses=fails_with(orders.OrderNotFound, orders.OrderInOtherState, orders.UnitsUnavailable),
)
def ask_for_customer(
    order_id: OrderCode, body: AfterSaleBody, session: Db, caller: Server
) -> AfterSaleOut:
    """Ask for an after-sale in a customer's name."""
    visible_order(session, caller, SERVE, order_id)
    row = after_sales.ask(
        session,
        order_id,
        kind=body.kind,
        quantities=body.quantities,
        reason=body.reason,
        by=caller.actor,
    )
    return _audited(session, caller, "ask", row)


@router.post(
    "/after-sales/{after_sale_id}/approval",
    responses=fails_with(AfterSaleNotFound, AfterSaleInOtherState),
)
def approve(
    after_sale_id: AfterSaleCode, body: DecisionBody, session: Db, caller: Server
) -> AfterSaleOut:
    """Agree: money goes back at once, or goods are awaited."""
    _require(session, caller, SERVE, after_sale_id)
    row = after_sales.approve(session, after_sale_id, by=caller.actor, answer=body.answer)
    return _audited(session, caller, "approve", row)


@router.post(
    "/after-sales/{after_sale_id}/rejection",
    responses=fails_with(AfterSaleNotFound, AfterSaleInOtherState),
)
def reject(
    after_sale_id: AfterSaleCode, body: DecisionBody, session: Db, caller: Server
) -> AfterSaleOut:
    """Refuse; the units are free again."""
    _require(session, caller, SERVE, after_sale_id)
    row = after_sales.reject(session, after_sale_id, by=caller.actor, answer=body.answer)
    return _audited(session, caller, "reject", row)


@router.post(
    "/after-sales/{after_sale_id}/goods",
    responses=fails_with(
        AfterSaleNotFound, AfterSaleInOtherState, stock.LocationNotFound, stock.OutOfStock
    ),
)
def receive_goods(
    after_sale_id: AfterSaleCode, body: GoodsBackBody, session: Db, caller: Fulfiller
) -> AfterSaleOut:
    """Goods have come back: money returns, or the same goods leave anew."""
    _require(session, caller, FULFIL, after_sale_id)
    stock.require_location(session, body.location_id)
    row = after_sales.receive_goods(
        session,
        after_sale_id,
        location_id=body.location_id,
        restock=body.restock,
        by=caller.actor,
    )
    return _audited(session, caller, "receive", row)


@router.post(
    "/after-sales/{after_sale_id}/as-refund",
    responses=fails_with(AfterSaleNotFound, AfterSaleInOtherState),
)
def as_refund(after_sale_id: AfterSaleCode, session: Db, caller: Server) -> AfterSaleOut:
    """Let an exchange that cannot be sent become a return for money."""
    _require(session, caller, SERVE, after_sale_id)
    row = after_sales.as_refund(session, after_sale_id)
    return _audited(session, caller, "as_refund", row)


@router.post(
    "/refunds/{refund_id}/retry", status_code=204, responses=fails_with(payments.RefundNotFound)
)
def retry_refund(refund_id: RefundCode, session: Db, caller: Server) -> None:
    """Ask the provider again for a refund that failed."""
    row = session.get(RefundRow, refund_id)
    if row is None:
        raise payments.RefundNotFound(refund_id)
    order = visible_order(session, caller, SERVE, row.order_id)
    payments.try_again(session, refund_id)
    audit(session, caller, "refunds.retry", "rfd", refund_id, node_id=order.node_id)


def _require(session: Session, caller: Caller, permission: str, after_sale_id: int) -> None:
    row = session.get(AfterSaleRow, after_sale_id)
    if row is None or not organization.holds_at(session, caller, permission, row.node_id):
        raise AfterSaleNotFound(after_sale_id)


def _audited(session: Session, caller: Caller, verb: str, row: AfterSaleRow) -> AfterSaleOut:
    out = after_sale_out(session, row)
    after = out.model_dump(mode="json", include={"kind", "state", "amount_minor", "quantities"})
    audit(session, caller, f"after_sales.{verb}", "afs", row.id, after=after, node_id=row.node_id)
    return out
