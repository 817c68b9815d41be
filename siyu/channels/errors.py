"""What can go wrong, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Conflict, Invalid, NotFound


@dataclass(eq=False)
class ChannelAccountNotFound(NotFound):
    """No such channel account, or none this caller may see."""

    account_id: int


@dataclass(eq=False)
class ChannelAccountUnusable(Conflict):
    """The channel account is switched off or archived."""

    account_id: int
    state: str


@dataclass(eq=False)
class ChannelAccountInUse(Conflict):
    """Something that has not ended sends through this account."""

    used_by: list[str]


@dataclass(eq=False)
class OptionsRefused(Invalid):
    """The options do not fit what this kind of channel asks for."""

    at: str
    problem: str


@dataclass(eq=False)
class PhoneMessageNotFound(NotFound):
    """No such message on a sandbox phone."""

    message_id: int


@dataclass(eq=False)
class NoSuchLink(Invalid):
    """The message has no link of this number."""

    number: int
    links: int


@dataclass(eq=False)
class AddressMissing(Invalid):
    """This channel needs an address of this kind, and the person has none."""

    address_kind: str
