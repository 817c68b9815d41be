"""How one delivery rises through its states: pure rules, whatever order receipts come in.

What is learnt of a message is a set that only grows: a click shows that it was opened, an opened
message was delivered, a delivered one was sent. The state is the highest thing learnt, so any order
of the same receipts ends in the same state and the same events.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from .contracts import DeliveryState, ReceiptKind

_IMPLIED: Mapping[ReceiptKind, tuple[ReceiptKind, ...]] = {
    ReceiptKind.sent: (),
    ReceiptKind.failed: (),
    ReceiptKind.delivered: (ReceiptKind.sent,),
    ReceiptKind.bounced: (ReceiptKind.sent,),
    ReceiptKind.opened: (ReceiptKind.sent, ReceiptKind.delivered),
    ReceiptKind.clicked: (ReceiptKind.sent, ReceiptKind.delivered, ReceiptKind.opened),
}
RANK: Mapping[DeliveryState, int] = {
    state: rank for rank, state in enumerate(DeliveryState) if state is not DeliveryState.suppressed
}


@dataclass(frozen=True)
class Standing:
    """A delivery's state and when each thing was learnt of it."""

    state: DeliveryState
    times: Mapping[ReceiptKind, datetime]


@dataclass(frozen=True)
class Step:
    """Something learnt for the first time."""

    kind: ReceiptKind
    at: datetime


def advance(standing: Standing, kind: ReceiptKind, at: datetime) -> tuple[Standing, list[Step]]:
    """The standing after a receipt, and what is new in it, earliest in a message's life first.

    Nothing is learnt of a suppressed message: it was never handed over.
    """
    if standing.state is DeliveryState.suppressed:
        return standing, []
    learnt = [k for k in (*_IMPLIED[kind], kind) if k not in standing.times]
    if not learnt:
        return standing, []
    times = {**standing.times, **dict.fromkeys(learnt, at)}
    highest = max((DeliveryState(k) for k in times), key=RANK.__getitem__)
    state = max(standing.state, highest, key=RANK.__getitem__)
    return Standing(state, times), [Step(k, at) for k in learnt]
