"""Every event is offered to the endpoints; a worker sends; old deliveries go."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.events import Event, Subscription
from siyu.kernel.jobs import Schedule
from siyu.kernel.workers import Worker

from .contracts import DeliveryState
from .deliveries import fan_out
from .models import DeliveryRow
from .sender import Sender

KEPT = timedelta(days=30)
REMOVED_AT_ONCE = 5_000


def send_due(context: Context) -> bool:
    """Start sending what is due."""
    return context.get(Sender).step()


def clean_deliveries(context: Context, due: datetime) -> None:
    """Drop deliveries that ended a month ago, with their attempts, a few thousand at a time."""
    while True:
        old = (
            select(DeliveryRow.id)
            .where(
                DeliveryRow.created_at < now() - KEPT,
                DeliveryRow.state != DeliveryState.pending,
            )
            .limit(REMOVED_AT_ONCE)
        )
        with context.session() as session:
            ids = session.scalars(old).all()
            session.execute(delete(DeliveryRow).where(DeliveryRow.id.in_(ids)))
        if len(ids) < REMOVED_AT_ONCE:
            return


SUBSCRIPTIONS = (Subscription("connectors.webhooks", Event, fan_out),)
WORKERS = (Worker("connectors.send_webhooks", send_due, idle_seconds=0.25),)
SCHEDULES = (Schedule("connectors.clean_deliveries", "41 3 * * *", clean_deliveries),)
