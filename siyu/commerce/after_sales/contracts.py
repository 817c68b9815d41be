"""What crosses the border of after-sales."""

from enum import StrEnum


class AfterSaleKind(StrEnum):
    """What the shopper asks for."""

    refund_only = "refund_only"
    """Money back; goods that have left stay with the shopper."""
    return_goods = "return"
    exchange = "exchange"
    """The same goods anew for those that come back."""


class AfterSaleState(StrEnum):
    """Where it stands."""

    requested = "requested"
    approved = "approved"
    """Goods are awaited."""
    done = "done"
    rejected = "rejected"
    withdrawn = "withdrawn"


OPEN = (AfterSaleState.requested, AfterSaleState.approved)
