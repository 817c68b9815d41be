"""What can go wrong with WeChat Pay, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound, Refused, Unavailable


@dataclass(eq=False)
class PaymentAccountNotFound(NotFound):
    """No such payment account, or none this caller may see."""

    account_id: int


@dataclass(eq=False)
class PaymentAccountMissing(Conflict):
    """No payment account is open for this order's sales channel and org node."""

    order_id: int


@dataclass(eq=False)
class PaymentAccountInUse(Conflict):
    """Money came through this account; switch it off instead, its refunds need it."""

    account_id: int


@dataclass(eq=False)
class CredentialUnfit(Invalid):
    """This credential cannot be used."""

    credential: str
    problem: str


@dataclass(eq=False)
class PayerMissing(Invalid):
    """This way to pay needs to know who pays, or from where."""

    field: str


@dataclass(eq=False)
class PlatformRefused(Conflict):
    """WeChat Pay refused."""

    platform_status: int
    platform_code: str


@dataclass(eq=False)
class PlatformUnavailable(Unavailable):
    """WeChat Pay does not answer."""


@dataclass(eq=False)
class AnswerUntrusted(Unavailable):
    """An answer did not bear WeChat Pay's signature, or was about something else."""


@dataclass(eq=False)
class NoticeMismatched(Refused):
    """A callback is signed, but is about another merchant, app or amount than ours."""

    field: str


@dataclass(eq=False)
class BillUnfit(Unavailable):
    """A bill does not match its hash, or cannot be read."""

    problem: str


@dataclass(eq=False)
class BillNotFound(NotFound):
    """No bill of this day has been fetched."""

    bill_id: int


@dataclass(eq=False)
class DifferenceNotFound(NotFound):
    """No such difference, or none this caller may see."""

    difference_id: int
