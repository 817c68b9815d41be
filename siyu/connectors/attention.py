"""What of connectors waits for somebody."""

from datetime import datetime

from sqlalchemy import or_, select

from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from .models import WebhookRow


def failing(session: Session, _context: Context) -> Waiting | None:
    """Webhooks whose endpoint does not answer, and those that were switched off for it."""
    rows = session.execute(
        select(WebhookRow.failing_since, WebhookRow.disabled_at)
        .where(or_(WebhookRow.failing_since.is_not(None), WebhookRow.disabled_at.is_not(None)))
        .limit(COUNT_MAX)
    ).all()
    if not rows:
        return None
    since: list[datetime] = [row.failing_since or row.disabled_at for row in rows]
    return Waiting(count=len(rows), urgency=Urgency.now, since=min(since))


BLOCKS = (
    attention_block(
        "webhooks_failing",
        {"zh": "不应答的 Webhook", "en": "Webhooks that get no answer"},
        failing,
        permission="connectors.read_webhooks",
    ),
)
