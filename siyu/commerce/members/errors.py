"""What can go wrong when a member signs in, as facts."""

from dataclasses import dataclass

from siyu.kernel.errors import Invalid, Throttled, Unauthenticated


@dataclass(eq=False)
class PhoneUnfit(Invalid):
    """This is not a mobile phone number."""


@dataclass(eq=False)
class CodeWrong(Invalid):
    """The code is wrong, used, or too old; ask for another."""


@dataclass(eq=False)
class CodesTooMany(Throttled):
    """Too many codes were sent to this phone, or in all."""


@dataclass(eq=False)
class MemberSessionEnded(Unauthenticated):
    """Sign in first, or again."""
