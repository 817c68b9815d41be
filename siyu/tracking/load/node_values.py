"""What orders are worth to the stores they were placed in, told to people as they are loaded.

An order belongs to the store that its ``store`` property names by its code, else to the org node of
the source it came through. A code that is no store's, and an amount in another currency than the
brand's, count for nobody.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from siyu import organization
from siyu.kernel.database import Session
from siyu.kernel.money import to_minor
from siyu.kernel.settings import Settings
from siyu.people import NodeValue

from .events import Event

SIGNS = {"Order Completed": 1, "Order Refunded": -1}
"""A refund takes value back, but not the order: a part of one is told the same way."""
AMOUNT_MAX = Decimal(10) ** 12


class _Order(msgspec.Struct):
    """Loose on purpose: what a sender spells oddly is worth nothing, and loses nothing."""

    store: Any = None
    currency: Any = None
    revenue: Any = None
    total: Any = None
    value: Any = None


_decoder = msgspec.json.Decoder(_Order, float_hook=Decimal)


def node_values(
    session: Session, settings: Settings, events: Sequence[Event], persons: Sequence[int]
) -> list[NodeValue]:
    """What orders among these events add; ``persons`` are their nodes, in the same order."""
    orders = [
        (event, person, _decoder.decode(event.properties))
        for event, person in zip(events, persons, strict=True)
        if person and event.type == "track" and event.name in SIGNS
    ]
    if not orders:
        return []
    stores = _stores(session, [order for _, _, order in orders])
    currency = organization.get_brand(session, settings).currency
    values = []
    for event, person, order in orders:
        org = stores.get(str(order.store)) if order.store else event.origin.org
        amount = _amount(order)
        if not org or amount is None or (order.currency or currency) != currency:
            continue
        sign = SIGNS[event.name]
        values.append(
            NodeValue(
                person_id=person,
                org_node_id=org,
                orders=max(sign, 0),
                revenue_minor=sign * to_minor(amount, currency),
                at=datetime.fromtimestamp(event.time / 1000, UTC),
            )
        )
    return values


def _stores(session: Session, orders: Iterable[_Order]) -> Mapping[str, int]:
    if not any(order.store for order in orders):
        return {}
    return {node.code: node.id for node in organization.list_nodes(session) if node.code}


def _amount(order: _Order) -> Decimal | None:
    """As the warehouse reads it: revenue, else total, else value."""
    for told in (order.revenue, order.total, order.value):
        if told is not None and told != "":
            break
    else:
        return None
    try:
        amount = Decimal(str(told))
        return amount if abs(amount) <= AMOUNT_MAX else None
    except InvalidOperation:
        return None
