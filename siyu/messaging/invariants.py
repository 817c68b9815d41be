"""What must always hold of messages; ``siyu doctor`` asks."""

from datetime import timedelta

from sqlalchemy import func, or_, select

from siyu.kernel import ids
from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.events import OutboxRow
from siyu.kernel.invariants import Invariant

from .contracts import CampaignState
from .events import MessageSent
from .models import CampaignRow, DeliveryRow

# The outbox keeps a week; a little less, so that nobody is missed for being trimmed meanwhile.
LOOKED_BACK_DAYS = 6
EXAMPLES_MAX = 10


def sent_without_event(context: Context) -> list[str]:
    """Deliveries sent of late for which no event was published."""
    since = now() - timedelta(days=LOOKED_BACK_DAYS)
    told = (
        select(OutboxRow.payload["delivery_id"].as_integer().label("delivery_id"))
        .where(
            OutboxRow.name == MessageSent.name, OutboxRow.published_at >= since - timedelta(days=1)
        )
        .subquery()
    )
    query = (
        select(DeliveryRow.id)
        .outerjoin(told, told.c.delivery_id == DeliveryRow.id)
        .where(DeliveryRow.sent_at >= since, told.c.delivery_id.is_(None))
        .limit(EXAMPLES_MAX)
    )
    with context.session(read_only=True) as session:
        return [ids.code("dlv", found) for found in session.scalars(query)]


def campaigns_with_another_count(context: Context) -> list[str]:
    """Prepared campaigns whose deliveries are not as many as their audience."""
    prepared = (CampaignState.running, CampaignState.paused, CampaignState.done)
    counted = (
        select(DeliveryRow.campaign_id, func.count().label("found"))
        .group_by(DeliveryRow.campaign_id)
        .subquery()
    )
    query = (
        select(CampaignRow.id)
        .outerjoin(counted, counted.c.campaign_id == CampaignRow.id)
        .where(
            CampaignRow.state.in_(prepared),
            or_(
                func.coalesce(counted.c.found, 0) != CampaignRow.audience_count,
                CampaignRow.prepared_count != CampaignRow.audience_count,
            ),
        )
        .limit(EXAMPLES_MAX)
    )
    with context.session(read_only=True) as session:
        return [ids.code("cmp", found) for found in session.scalars(query)]


def rises_without_ground(context: Context) -> list[str]:
    """Deliveries that were opened without having been delivered, or delivered without being sent."""
    query = (
        select(DeliveryRow.id)
        .where(
            or_(
                DeliveryRow.delivered_at.is_not(None) & DeliveryRow.sent_at.is_(None),
                DeliveryRow.opened_at.is_not(None) & DeliveryRow.delivered_at.is_(None),
                DeliveryRow.clicked_at.is_not(None) & DeliveryRow.opened_at.is_(None),
            )
        )
        .limit(EXAMPLES_MAX)
    )
    with context.session(read_only=True) as session:
        return [ids.code("dlv", found) for found in session.scalars(query)]


INVARIANTS = (
    Invariant("messaging.sent_has_event", "Every sent delivery has its event", sent_without_event),
    Invariant(
        "messaging.audience_is_queued",
        "A prepared campaign has one delivery for each of its audience",
        campaigns_with_another_count,
    ),
    Invariant(
        "messaging.states_are_grounded",
        "What was opened had been delivered, what was delivered had been sent",
        rises_without_ground,
    ),
)
