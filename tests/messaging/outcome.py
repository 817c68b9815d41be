"""What became of a campaign: its deliveries, the events they made, and whether all is sound."""

from collections import Counter
from datetime import UTC, datetime

from sqlalchemy import select

from siyu.kernel.events import OutboxRow
from siyu.messaging.campaigns import require_campaign
from siyu.messaging.invariants import INVARIANTS
from siyu.messaging.models import DeliveryRow

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)  # in Shanghai


def deliveries(context, campaign_id):
    with context.session() as session:
        return session.scalars(
            select(DeliveryRow)
            .where(DeliveryRow.campaign_id == campaign_id)
            .order_by(DeliveryRow.person_id)
        ).all()


def tally(context, campaign_id):
    return Counter(row.reason or row.state for row in deliveries(context, campaign_id))


def events(context):
    with context.session() as session:
        names = session.scalars(select(OutboxRow.name))
        return Counter(name.removeprefix("messaging.message_") for name in names)


def state(context, campaign_id):
    with context.session() as session:
        return require_campaign(session, campaign_id).state


def assert_sound(context):
    for invariant in INVARIANTS:
        assert invariant.broken(context) == [], invariant.name
