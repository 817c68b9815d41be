"""What must always hold of deliveries."""

from datetime import timedelta

from sqlalchemy import select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.ids import code
from siyu.kernel.invariants import Invariant

from .contracts import DeliveryState
from .models import DeliveryRow, WebhookRow

OVERDUE = timedelta(hours=1)


def stuck_deliveries(context: Context) -> list[str]:
    """Deliveries to live endpoints that have been due for an hour."""
    with context.session(read_only=True) as session:
        found = session.scalars(
            select(DeliveryRow.id)
            .join(WebhookRow, WebhookRow.id == DeliveryRow.webhook_id)
            .where(
                WebhookRow.active,
                WebhookRow.failing_since.is_(None),
                DeliveryRow.state == DeliveryState.pending,
                DeliveryRow.due_at < now() - OVERDUE,
            )
            .limit(10)
        )
        return [code("whd", delivery_id) for delivery_id in found]


INVARIANTS = (
    Invariant(
        "connectors.stuck_deliveries",
        "No delivery to an endpoint that answers has been due for an hour",
        stuck_deliveries,
    ),
)
