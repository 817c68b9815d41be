"""What commerce does when facts arrive: its own, and those of people."""

from siyu import people
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from . import benefits
from .carts import pass_carts
from .events import OrderCompleted
from .forgetting import forget_shopper
from .orders import require_order, taking_of


def reward_paid_order(session: Session, event: OrderCompleted, context: Context) -> None:
    """What the order promised for being paid (支付有礼) is given, once."""
    benefits.reward_paid(session, context, taking_of(require_order(session, event.order_id)))


def join_carts(session: Session, event: people.PersonsMerged, context: Context) -> None:
    """Two persons became one: their carts do too. Orders stay as they were written."""
    pass_carts(session, from_person_id=event.absorbed_id, to_person_id=event.person_id)


def forget_person(session: Session, event: people.PersonErased, context: Context) -> None:
    """Keep of an erased person's orders what the books need, and nothing of who it was."""
    forget_shopper(session, sorted({event.person_id, *event.node_ids}))
