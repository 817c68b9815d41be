"""What of payments waits for somebody, and what hangs on an org node."""

from sqlalchemy import func, select

from siyu import organization
from siyu.kernel.attention import COUNT_MAX, Urgency, Waiting, attention_block
from siyu.kernel.context import Context
from siyu.kernel.database import Session

from ...access import READ
from .models import DifferenceRow, PaymentAccountRow


def open_differences(session: Session, context: Context) -> Waiting | None:
    """Differences between our book and bills that nobody has looked at."""
    waiting = (
        select(DifferenceRow.found_at)
        .where(DifferenceRow.settled_at.is_(None))
        .limit(COUNT_MAX)
        .subquery()
    )
    count, since = session.execute(
        select(func.count(), func.min(waiting.c.found_at)).select_from(waiting)
    ).one()
    return Waiting(count=count, urgency=Urgency.now, since=since) if count else None


BLOCKS = (
    organization.node_use_block(
        "commerce_payment_accounts",
        {"zh": "支付账户", "en": "Payment accounts"},
        organization.rows_on_node(PaymentAccountRow.node_id),
    ),
    attention_block(
        "payment_differences",
        {"zh": "对账差异", "en": "Payments that differ from the bill"},
        open_differences,
        permission=READ,
    ),
)
