"""Waybills in the console: asked of a carrier, given back; and what the sandbox's couriers do."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import ConfigDict, Field
from sqlalchemy import select

from siyu.http import Code, Db, IdempotentRoute, Running, Schema, Text, fails_with

from .. import carriers, orders, waybills
from ..access import FULFIL, READ, Fulfiller, Reader, audit, visible_order
from ..orders import OrderNotFound, ParcelState
from ..schemas import OrderCode
from ..waybills.models import WaybillRow

router = APIRouter(prefix="/commerce", tags=["commerce_waybills"], route_class=IdempotentRoute)

WaybillCode = Annotated[int, Code("wbl")]


class WaybillBody(Schema):
    """Whom to ask."""

    carrier: Annotated[Text, Field(min_length=1, max_length=20, examples=["SF"])]


class WaybillOut(Schema):
    """A waybill that was asked for."""

    model_config = ConfigDict(from_attributes=True)

    id: WaybillCode
    order_id: OrderCode
    carrier: str
    number: str | None = Field(description="Null where the carrier has not answered; ask again.")
    state: waybills.WaybillState


class SandboxScanBody(Schema):
    """What a courier of the sandbox does."""

    carrier: Annotated[Text, Field(min_length=1, max_length=20)]
    waybill: Annotated[Text, Field(min_length=1, max_length=100)]
    state: ParcelState | None = Field(None, description="Null is the next step of its way.")


class PushOut(Schema):
    """What came of the scans of a push."""

    outcomes: list[waybills.PushOutcome]


@router.get("/orders/{order_id}/waybills", responses=fails_with(OrderNotFound))
def list_waybills(order_id: OrderCode, session: Db, caller: Reader) -> list[WaybillOut]:
    """Waybills that were asked for an order, oldest first."""
    visible_order(session, caller, READ, order_id)
    return [WaybillOut.model_validate(row) for row in waybills.waybills_of(session, order_id)]


@router.post(
    "/orders/{order_id}/waybills",
    status_code=201,
    responses=fails_with(
        OrderNotFound,
        orders.OrderInOtherState,
        orders.UnitsUnavailable,
        carriers.CarrierUnknown,
        waybills.CarrierNotConnected,
        waybills.CarrierProviderUnknown,
        waybills.WaybillRefused,
    ),
)
def request_waybill(
    order_id: OrderCode, body: WaybillBody, context: Running, caller: Fulfiller
) -> WaybillOut:
    """Ask the carrier for a number for the next parcel; one that waits for its parcel is given again."""
    with context.session(read_only=True) as session:
        visible_order(session, caller, FULFIL, order_id)
    row = waybills.request_waybill(context, order_id, carrier=body.carrier, by=caller.actor)
    with context.session() as session:
        after = {"carrier": row.carrier, "waybill": row.number}
        audit(session, caller, "orders.waybill", "ord", order_id, after=after)
    return WaybillOut.model_validate(row)


@router.post(
    "/waybills/{waybill_id}/cancellation",
    responses=fails_with(
        waybills.WaybillNotFound,
        waybills.WaybillInUse,
        waybills.WaybillRefused,
        waybills.CarrierProviderUnknown,
    ),
)
def cancel_waybill(waybill_id: WaybillCode, context: Running, caller: Fulfiller) -> WaybillOut:
    """Give a number back under which nothing has left."""
    with context.session(read_only=True) as session:
        _require_visible(session, caller, waybills.require_waybill(session, waybill_id))
    row = waybills.cancel_waybill(context, waybill_id)
    with context.session() as session:
        after = {"carrier": row.carrier, "waybill": row.number}
        audit(session, caller, "orders.waybill_cancel", "ord", row.order_id, after=after)
    return WaybillOut.model_validate(row)


@router.post(
    "/sandbox/scans",
    responses=fails_with(waybills.SandboxWaybillUnknown, waybills.SandboxParcelEnded),
)
def scan_in_sandbox(body: SandboxScanBody, context: Running, caller: Fulfiller) -> PushOut:
    """Let the sandbox's courier scan a parcel: it pushes to us at once, signed."""
    with context.session(read_only=True) as session:
        known = session.scalars(
            select(WaybillRow).where(
                WaybillRow.number == body.waybill, WaybillRow.carrier == body.carrier
            )
        ).first()
        if known is None:
            raise waybills.SandboxWaybillUnknown(body.waybill)
        try:
            visible_order(session, caller, FULFIL, known.order_id)
        except OrderNotFound:
            raise waybills.SandboxWaybillUnknown(body.waybill) from None
    with context.session() as session:
        headers, push = waybills.sandbox_move(
            session, carrier=body.carrier, waybill=body.waybill, state=body.state
        )
    outcomes = waybills.receive_push(context, waybills.SandboxCarrier.name, headers, push)
    return PushOut(outcomes=outcomes)


def _require_visible(session: Db, caller: Fulfiller, row: WaybillRow) -> None:
    try:
        visible_order(session, caller, FULFIL, row.order_id)
    except OrderNotFound:
        raise waybills.WaybillNotFound(row.id) from None
