"""What we close, WeChat closes: so that nobody pays for an order that is gone, or twice for one."""

from datetime import timedelta

import structlog
from sqlalchemy import or_, select

from siyu.kernel.clock import now
from siyu.kernel.context import Context
from siyu.kernel.errors import SiyuError

from ...orders import PayState
from ...orders.models import OrderRow
from ..contracts import PaymentState
from ..models import PaymentRow
from ..paying import ask_provider
from .clients import Clients
from .errors import PlatformRefused
from .models import WechatTradeRow
from .notices import settle_trade

BATCH = 20
TRIED_FOR = timedelta(days=1)
"""A trade ends by itself at ``time_expire``, long before; what is older is the bill's to find."""
GONE = ("ORDER_CLOSED", "ORDER_NOT_EXIST", "RESOURCE_NOT_EXISTS")

log = structlog.get_logger(__name__)


def close_trades(context: Context) -> bool:
    """Close trades at WeChat whose order no longer waits for them; those paid meanwhile are heard of."""
    with context.session(read_only=True) as session:
        due = session.execute(
            select(
                WechatTradeRow.number,
                WechatTradeRow.account_id,
                PaymentRow.provider,
                PaymentRow.received_minor,
            )
            .join(PaymentRow, PaymentRow.number == WechatTradeRow.number)
            .join(OrderRow, OrderRow.id == PaymentRow.order_id)
            .where(
                WechatTradeRow.settled_at.is_(None),
                WechatTradeRow.asked_at > now() - TRIED_FOR,
                or_(
                    OrderRow.pay_state != PayState.unpaid, PaymentRow.state != PaymentState.pending
                ),
            )
            .order_by(WechatTradeRow.id)
            .limit(BATCH)
        ).all()
    settled = 0
    for number, account_id, provider, received in due:
        try:
            if not received:
                _close(context, number, account_id, provider)
        except SiyuError as error:
            log.warning("wechat.not_closed", number=number, error=error.code())
            continue
        with context.session() as session:
            settle_trade(session, number)
        settled += 1
    return settled == BATCH


def _close(context: Context, number: str, account_id: int, provider: str) -> None:
    try:
        context.get(Clients).of(context, account_id).close(number)
    except PlatformRefused as refused:
        # Paid, perhaps: only a query says, and the money is dealt with then.
        paid = ask_provider(context, number, provider) is not None
        if not paid and refused.platform_code not in GONE:
            raise
    with context.session() as session:
        row = session.scalars(
            select(PaymentRow).where(PaymentRow.number == number).with_for_update()
        ).one()
        if row.state == PaymentState.pending:
            row.state = PaymentState.closed
