"""Goods leave and arrive, by quantity: parcels, pick-up by code, receipt."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select, update

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from .. import carriers, stock
from ..events import OrderReceived
from .contracts import Fulfilment, PayState
from .delivering import confirm_by
from .errors import OrderInOtherState, PickupCodeUnknown, PickupCodeUsed, UnitsUnavailable
from .models import OrderLineRow, OrderRow, PickupCodeRow, ShipmentLineRow, ShipmentRow
from .paying import pickup_blind
from .reading import lines_of, lock_order
from .telling import tell_shipped

_SHIPPABLE = (PayState.paid, PayState.part_refunded)


def ship_order(
    session: Session,
    order_id: int,
    *,
    quantities: Mapping[int, int] | None,
    carrier: str,
    waybill: str,
    by: str,
) -> ShipmentRow:
    """Send a parcel.

    Args:
        quantities: line number → units; all that is left where None.
        carrier: its code; empty, as ``waybill``, where the brand's own people bring it.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is not paid.
        UnitsUnavailable: fewer are left of a line, or nothing is named.
        CarrierUnknown, WaybillMalformed: nobody carries it like that.

    """
    carrier, waybill = carriers.check_label(session, carrier=carrier, waybill=waybill)
    order = lock_order(session, order_id)
    if order.pay_state not in _SHIPPABLE or order.fulfilment == Fulfilment.pickup:
        raise OrderInOtherState(order_id, order.pay_state)
    return _hand_over(session, order, quantities, carrier=carrier, waybill=waybill, by=by)


def verify_pickup(
    session: Session, code: str, *, by: str, nodes: Collection[int] | None = None
) -> OrderRow:
    """Hand goods over against a code shown in the store, once.

    Args:
        nodes: stores for which the verifier may do it; None is all.

    Raises:
        PickupCodeUnknown: no order has it, or one of another store, or it came to nothing.
        PickupCodeUsed: it was verified before.

    """
    found = session.scalars(
        select(PickupCodeRow).where(PickupCodeRow.blind == pickup_blind(code))
    ).first()
    if found is None:
        raise PickupCodeUnknown
    order = lock_order(session, found.order_id)
    if nodes is not None and order.node_id not in nodes:
        raise PickupCodeUnknown
    if order.pay_state not in _SHIPPABLE:
        raise PickupCodeUnknown
    verified = session.execute(
        update(PickupCodeRow)
        .where(PickupCodeRow.order_id == order.id, PickupCodeRow.verified_at.is_(None))
        .values(verified_at=now(), verified_by=by)
    )
    if verified.rowcount != 1:  # type: ignore[attr-defined]
        raise PickupCodeUsed(order.id)
    shipment = _hand_over(session, order, None, carrier="", waybill="", by=by)
    _receive(session, order, [shipment])
    return order


def confirm_receipt(session: Session, order_id: int, *, shipment_id: int | None = None) -> OrderRow:
    """What was sent has arrived; all parcels, or one. A second time changes nothing.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is not paid.

    """
    order = lock_order(session, order_id)
    if order.pay_state in (PayState.unpaid, PayState.closed):
        raise OrderInOtherState(order_id, order.pay_state)
    query = select(ShipmentRow).where(
        ShipmentRow.order_id == order_id, ShipmentRow.received_at.is_(None)
    )
    if shipment_id is not None:
        query = query.where(ShipmentRow.id == shipment_id)
    _receive(session, order, session.scalars(query).all())
    return order


def complete_if_done(session: Session, order: OrderRow, lines: Sequence[OrderLineRow]) -> None:
    """An order is complete once nothing of it is still to be sent or to arrive."""
    if order.completed_at is not None or not any(line.received for line in lines):
        return
    if all(line.received + line.cancelled >= line.quantity for line in lines):
        order.completed_at, order.confirm_at = now(), None
        session.flush()
        publish(session, OrderReceived(person_id=order.person_id, order_id=order.id))


def _hand_over(
    session: Session,
    order: OrderRow,
    quantities: Mapping[int, int] | None,
    *,
    carrier: str,
    waybill: str,
    by: str,
) -> ShipmentRow:
    lines = {line.number: line for line in lines_of(session, order.id)}
    left = {
        number: line.quantity - line.shipped - line.cancelled - line.cancelling
        for number, line in lines.items()
    }
    sent = {n: q for n, q in left.items() if q} if quantities is None else dict(quantities)
    for number, quantity in sent.items():
        if quantity <= 0 or quantity > left.get(number, 0):
            raise UnitsUnavailable(number, quantity, left.get(number, 0))
    if not sent:
        raise UnitsUnavailable(0, 0, 0)
    shipment = ShipmentRow(
        order_id=order.id, carrier=carrier, waybill=waybill, by=by, shipped_at=now()
    )
    session.add(shipment)
    session.flush()
    by_sku: dict[int, int] = {}
    for number, quantity in sorted(sent.items()):
        line = lines[number]
        line.shipped += quantity
        by_sku[line.sku_id] = by_sku.get(line.sku_id, 0) + quantity
        session.add(ShipmentLineRow(shipment_id=shipment.id, line_number=number, quantity=quantity))
    session.flush()
    order.confirm_at = confirm_by(session, order, list(lines.values()))
    session.flush()
    stock.ship(
        session, cause=order.cause, quantities=by_sku, by=f"ship:{ids.code('shp', shipment.id)}"
    )
    tell_shipped(session, order, list(lines.values()), sent, carrier=carrier, waybill=waybill)
    return shipment


def _receive(session: Session, order: OrderRow, shipments: Sequence[ShipmentRow]) -> None:
    lines = {line.number: line for line in lines_of(session, order.id)}
    for shipment in shipments:
        shipment.received_at = now()
        for part in session.scalars(
            select(ShipmentLineRow).where(ShipmentLineRow.shipment_id == shipment.id)
        ):
            lines[part.line_number].received += part.quantity
    session.flush()
    complete_if_done(session, order, list(lines.values()))
