"""Forgetting a shopper: sums and goods stay in the books, words and addresses go."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, select, update

from siyu.kernel.database import Session

from .after_sales.models import AfterSaleRow
from .carts import forget_carts
from .members import end_sessions
from .orders import CloseReason, PayState, close_order
from .orders.models import AttributionRow, OrderNoteRow, OrderRow, ShipmentRow
from .payments.models import PaymentRow
from .payments.wechat.models import WechatTradeRow
from .waybills.models import TrackRow


def forget_shopper(session: Session, person_ids: Collection[int]) -> None:
    """Take away what tells who ordered; an order that waits for money is closed."""
    forget_carts(session, person_ids)
    end_sessions(session, person_ids)
    theirs = OrderRow.person_id.in_(sorted(person_ids))
    unpaid = select(OrderRow.id).where(theirs, OrderRow.pay_state == PayState.unpaid)
    for order_id in session.scalars(unpaid.order_by(OrderRow.id)).all():
        close_order(session, order_id, reason=CloseReason.erased)
    orders = select(OrderRow.id).where(theirs)
    payments = select(PaymentRow.number).where(PaymentRow.order_id.in_(orders))
    _blank(session, OrderRow, theirs, address=None, remark="")
    _blank(session, OrderNoteRow, OrderNoteRow.order_id.in_(orders), text="")
    _blank(session, AfterSaleRow, AfterSaleRow.order_id.in_(orders), reason="", answer="")
    _blank(session, WechatTradeRow, WechatTradeRow.number.in_(payments), payer="")
    theirs_too = exists().where(
        ShipmentRow.order_id.in_(orders),
        ShipmentRow.waybill == TrackRow.waybill,
        ShipmentRow.carrier == TrackRow.carrier,
    )
    _blank(session, TrackRow, theirs_too, text="")
    # Orders of others, which this person had brought.
    brought = AttributionRow.promoter_id.in_(sorted(person_ids))
    _blank(session, AttributionRow, brought, promoter_id=None)


def _blank(session: Session, table: Any, which: Any, **empty: Any) -> None:
    session.execute(
        update(table).where(which).values(**empty).execution_options(synchronize_session=False)
    )
