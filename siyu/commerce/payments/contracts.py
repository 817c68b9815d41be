"""What crosses the border of payments; a provider is whoever speaks this."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from siyu.kernel.context import Context


class PaymentState(StrEnum):
    """Where one try to pay stands."""

    pending = "pending"
    succeeded = "succeeded"
    closed = "closed"


class RefundState(StrEnum):
    """Where a refund stands."""

    requested = "requested"
    succeeded = "succeeded"
    failed = "failed"


class Outcome(StrEnum):
    """What came of a notice of payment."""

    paid = "paid"
    revived = "revived"
    """The order was closed; it came back to life."""
    repeated = "repeated"
    late = "late"
    """The order was closed and could not come back: the money goes back."""
    doubled = "doubled"
    """The order was paid already: the money goes back."""
    wrong_amount = "wrong_amount"
    """Another amount than the order's was paid: the money goes back."""
    unknown = "unknown"
    """No payment of ours has this number."""


class RefundReason(StrEnum):
    """Why money goes back."""

    after_sale = "after_sale"
    late = "late"
    doubled = "doubled"
    wrong_amount = "wrong_amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A provider says that money has come.

    Args:
        event_id: the provider's own id of the notice; the same again is the same notice.
        number: our number of the payment.
        reference: the provider's number of the transaction.
        amount_minor: what was paid, fen.

    """

    event_id: str
    number: str
    reference: str
    amount_minor: int
    currency: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ToPay:
    """What a provider is asked to collect."""

    number: str
    amount_minor: int
    currency: str
    subject: str
    expires_at: datetime | None
    payer: str = ""
    payer_ip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRefund:
    """What a provider is asked to give back; ``number`` makes it happen once.

    Args:
        asked_before: it was asked already and may know of it.

    """

    number: str
    payment_number: str
    reference: str
    amount_minor: int
    paid_minor: int
    currency: str
    asked_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundAnswer:
    """What a provider says of a refund; ``pending``: it has taken it and will say more."""

    succeeded: bool
    pending: bool = False
    reference: str = ""
    problem: str = ""


class Provider(Protocol):
    """A way to pay. Calls go out without any transaction open, and may be repeated."""

    name: str

    method: str
    """What the shopper calls it, and what rules ask for: ``wechat`` however the client gets there."""

    def start(self, context: Context, to_pay: ToPay) -> Mapping[str, Any]:
        """What the shopper's client needs to pay."""
        ...

    def read_callback(self, headers: Mapping[str, str], body: bytes) -> Notice:
        """What a callback says.

        Raises:
            CallbackForged: its signature is not the provider's.

        """
        ...

    def find_paid(self, context: Context, number: str) -> Notice | None:
        """Ask the provider whether money has come."""
        ...

    def refund(self, context: Context, to_refund: ToRefund) -> RefundAnswer:
        """Give money back, once by its number."""
        ...


@dataclass(frozen=True)
class Providers:
    """Ways to pay by name."""

    by_name: Mapping[str, Provider] = field(default_factory=dict)
