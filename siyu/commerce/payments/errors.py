"""What can go wrong with payments, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Refused


@dataclass(eq=False)
class ProviderUnknown(NotFound):
    """There is no such way to pay here."""

    provider: str


@dataclass(eq=False)
class PaymentNotFound(NotFound):
    """No such payment."""

    number: str


@dataclass(eq=False)
class CallbackForged(Refused):
    """This callback was not signed by the provider."""

    provider: str


@dataclass(eq=False)
class CallbackMalformed(Invalid):
    """This callback cannot be read."""

    provider: str


@dataclass(eq=False)
class NothingToPay(Conflict):
    """The order is not waiting for money."""

    order_id: int


@dataclass(eq=False)
class AnotherPaymentMethod(Conflict):
    """The order was priced for another way to pay; order again to pay like this."""

    payment_method: str


@dataclass(eq=False)
class PaymentMethodUnknown(Invalid):
    """One cannot pay like this here."""

    payment_method: str


@dataclass(eq=False)
class RefundNotFound(NotFound):
    """No such refund."""

    refund_id: int


@dataclass(eq=False)
class RefundTooLarge(Conflict):
    """Less was received for this order than is to go back."""

    order_id: int
    amount_minor: int
