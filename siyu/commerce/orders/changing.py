"""What staff may change of an order: its price while it is unpaid, and notes."""

from collections.abc import Mapping

from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.money import spread

from .contracts import AllocationKind, PayState
from .errors import OrderInOtherState, PriceChangeUnfit
from .models import OrderAllocationRow, OrderNoteRow, OrderRow
from .reading import lines_of, lock_order, require_order
from .units import collapse, expand


def change_price(session: Session, order_id: int, *, paid_minor: Mapping[int, int]) -> OrderRow:
    """Let lines of an unpaid order cost less; the difference is spread over their units.

    Args:
        paid_minor: line number → what all its units cost from now on, fen.

    Raises:
        OrderNotFound: there is none.
        OrderInOtherState: it is not waiting for money.
        PriceChangeUnfit: negative, or more than it costs now.

    """
    order = lock_order(session, order_id)
    if order.pay_state != PayState.unpaid:
        raise OrderInOtherState(order_id, order.pay_state)
    lines = {line.number: line for line in lines_of(session, order_id)}
    source = f"{AllocationKind.price_change}:{int(now().timestamp() * 1000)}"
    for number, wanted in sorted(paid_minor.items()):
        line = lines.get(number)
        if line is None or not 0 <= wanted <= line.paid_minor:
            raise PriceChangeUnfit(number, wanted)
        off = line.paid_minor - wanted
        if not off:
            continue
        units = expand(line.runs)
        parts = spread(off, [paid for paid, _, _ in units])
        for unit, (one, part) in enumerate(zip(units, parts, strict=True)):
            if not part:
                continue
            one[0] -= part
            one[2] = {**one[2], source: part}
            session.add(
                OrderAllocationRow(
                    order_id=order_id,
                    line_number=number,
                    kind=AllocationKind.price_change,
                    source=source,
                    first_unit=unit,
                    quantity=1,
                    unit_minor=part,
                )
            )
        line.runs, line.paid_minor = collapse(units), wanted
        order.discount_minor += off
        order.total_minor -= off
    session.flush()
    return order


def add_note(session: Session, order_id: int, *, text: str, author: str) -> OrderNoteRow:
    """Write something beside an order; notes are never changed.

    Raises:
        OrderNotFound: there is none.

    """
    require_order(session, order_id)
    row = OrderNoteRow(order_id=order_id, author=author, text=text, at=now())
    session.add(row)
    session.flush()
    return row
