"""Money: providers behind one interface, notices, refunds, and the sandbox that stands for a provider."""

from .contracts import (
    Notice,
    Outcome,
    PaymentState,
    Provider,
    Providers,
    RefundReason,
    RefundState,
)
from .errors import (
    AnotherPaymentMethod,
    CallbackForged,
    CallbackMalformed,
    NothingToPay,
    PaymentMethodUnknown,
    PaymentNotFound,
    ProviderUnknown,
    RefundNotFound,
    RefundTooLarge,
)
from .paying import (
    ask_provider,
    methods_of,
    receive_callback,
    require_method,
    start_payment,
    take_notice,
)
from .refunds import refunds_of, request_refund, send_refunds, try_again
from .sandbox import SandboxProvider
from .sandbox import pay as sandbox_pay
from .workers import ask_for_missing, close_due_orders, confirm_due_orders

__all__ = [
    "AnotherPaymentMethod",
    "CallbackForged",
    "CallbackMalformed",
    "NothingToPay",
    "Notice",
    "Outcome",
    "PaymentMethodUnknown",
    "PaymentNotFound",
    "PaymentState",
    "Provider",
    "ProviderUnknown",
    "Providers",
    "RefundNotFound",
    "RefundReason",
    "RefundState",
    "RefundTooLarge",
    "SandboxProvider",
    "ask_for_missing",
    "ask_provider",
    "close_due_orders",
    "confirm_due_orders",
    "methods_of",
    "receive_callback",
    "refunds_of",
    "request_refund",
    "require_method",
    "sandbox_pay",
    "send_refunds",
    "start_payment",
    "take_notice",
    "try_again",
]
