"""What crosses the border of members' sign-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from siyu.kernel.context import Context


class CodeDoor(Protocol):
    """By which codes reach phones; called outside of any transaction."""

    def send(self, context: Context, phone: str, code: str) -> None: ...


@dataclass(frozen=True)
class SandboxDoor:
    """Sends nothing: codes are read in the console, where ``/api/commerce/sandbox/codes`` lists them."""

    def send(self, context: Context, phone: str, code: str) -> None:
        """Nothing leaves this machine."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member who has signed in."""

    person_id: int
    sales_channel: str


@dataclass(frozen=True, kw_only=True)
class NewMemberSession:
    """A session just opened; the token is known only here and to the client."""

    person_id: int
    token: str
    expires_at: datetime
