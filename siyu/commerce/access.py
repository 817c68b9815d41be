"""Who may see and change what: by role and by the org node of orders and locations."""

from typing import Annotated, Any

from siyu import organization
from siyu.http import Caller, allow
from siyu.kernel import ids
from siyu.kernel.database import Session

from .orders import OrderNotFound, require_order
from .orders.models import OrderRow

READ = "commerce.read"
MANAGE = "commerce.manage"
"""Catalogue, prices, sales channels, locations."""
STOCK = "commerce.stock"
FULFIL = "commerce.fulfil"
"""Ship, verify pick-up codes, receive goods."""
SERVE = "commerce.serve"
"""Order for a customer, close orders, notes, after-sales."""
REPRICE = "commerce.reprice"
"""Change what an order costs."""
REVEAL = "commerce.reveal"
"""See the address of an order in clear."""

Reader = Annotated[Caller, allow(READ)]
Manager = Annotated[Caller, allow(MANAGE)]
Stockkeeper = Annotated[Caller, allow(STOCK)]
Fulfiller = Annotated[Caller, allow(FULFIL)]
Server = Annotated[Caller, allow(SERVE)]
Repricer = Annotated[Caller, allow(REPRICE)]
Revealer = Annotated[Caller, allow(REVEAL)]


def visible_order(session: Session, caller: Caller, permission: str, order_id: int) -> OrderRow:
    """The order, if the caller holds the permission at its node.

    Raises:
        OrderNotFound: there is none, or none that this caller may see.

    """
    row = require_order(session, order_id)
    if not organization.holds_at(session, caller, permission, row.node_id):
        raise OrderNotFound(order_id)
    return row


def audit(
    session: Session,
    caller: Caller,
    what: str,
    prefix: str,
    number: int,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    node_id: int | None = None,
) -> None:
    """Note a change; ``what`` is ``<things>.<what was done>``."""
    organization.write_audit(
        session,
        caller.actor,
        action=f"commerce.{what}",
        target=ids.code(prefix, number),
        before=before,
        after=after,
        node_id=node_id,
    )
