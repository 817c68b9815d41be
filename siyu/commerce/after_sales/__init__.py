"""What comes back: refund only, return, exchange; by quantity, from stored allocations."""

from .asking import ask, lines_asked
from .contracts import OPEN, AfterSaleKind, AfterSaleState
from .deciding import approve, as_refund, receive_goods, reject, withdraw
from .errors import AfterSaleEmpty, AfterSaleInOtherState, AfterSaleNotFound

__all__ = [
    "OPEN",
    "AfterSaleEmpty",
    "AfterSaleInOtherState",
    "AfterSaleKind",
    "AfterSaleNotFound",
    "AfterSaleState",
    "approve",
    "as_refund",
    "ask",
    "lines_asked",
    "receive_goods",
    "reject",
    "withdraw",
]
