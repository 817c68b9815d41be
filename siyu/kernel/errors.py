"""Errors raised on purpose. Kinds carry the HTTP status; modules pick a kind.

An error is a dataclass: its fields are facts, safe to show to the caller, and the first line of its
docstring is the title. Its code is the class name in snake case and stable: clients branch on it.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


@dataclass(eq=False)
class SiyuError(Exception):
    """Something went wrong inside siyu."""

    status: ClassVar[int] = 500

    @classmethod
    def code(cls) -> str:
        """Stable slug, such as ``insufficient_points``."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        """One English sentence; the console translates by ``code``."""
        return (cls.__doc__ or cls.code()).strip().splitlines()[0]

    @property
    def facts(self) -> dict[str, Any]:
        """The error's own fields."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.title()} {self.facts}" if self.facts else self.title()


@dataclass(eq=False)
class NotFound(SiyuError):
    """No such record, or none this caller may see."""

    status: ClassVar[int] = 404


@dataclass(eq=False)
class Conflict(SiyuError):
    """The request is well formed but the current state forbids it."""

    status: ClassVar[int] = 409


@dataclass(eq=False)
class Refused(SiyuError):
    """This caller may not do this."""

    status: ClassVar[int] = 403


@dataclass(eq=False)
class Unauthenticated(SiyuError):
    """Sign in first, or send a valid key."""

    status: ClassVar[int] = 401


@dataclass(eq=False)
class Invalid(SiyuError):
    """The request cannot be understood as sent."""

    status: ClassVar[int] = 422


@dataclass(eq=False)
class Throttled(SiyuError):
    """Too many requests; try again after ``retry_after_seconds``."""

    status: ClassVar[int] = 429

    retry_after_seconds: int


@dataclass(eq=False)
class Unavailable(SiyuError):
    """A store or an outside system does not answer; nothing was lost."""

    status: ClassVar[int] = 503
