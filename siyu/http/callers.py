"""Who calls, and what they may do.

``organization`` (a floor above) knows people and keys; it installs a ``Guard`` at start.
"""

from dataclasses import dataclass, field
from typing import Annotated, Any, Protocol

from fastapi import Depends, Request

from siyu.kernel.database import Session
from siyu.kernel.errors import Refused

from .sessions import context_of


@dataclass(eq=False)
class PermissionMissing(Refused):
    """Your roles do not include this; an administrator can grant it."""

    permission: str


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Someone who has shown who they are.

    Args:
        actor: ``staff:<id>`` or ``key:<id>``; stands in the audit log.
        name: shown in the console and the audit log.
        permissions: permission → org nodes at which it is held (with all below them).
        all_nodes: permissions that are held for the whole installation.

    """

    actor: str
    name: str
    permissions: dict[str, frozenset[int]] = field(default_factory=dict)
    all_nodes: frozenset[str] = frozenset()

    def may(self, permission: str) -> bool:
        """True when the permission is held at any node."""
        return permission in self.all_nodes or bool(self.permissions.get(permission))

    def nodes(self, permission: str) -> frozenset[int] | None:
        """Org nodes (with all below them) at which it is held; None means everywhere."""
        return (
            None if permission in self.all_nodes else self.permissions.get(permission, frozenset())
        )


class Guard(Protocol):
    """Finds the caller of a request."""

    def identify(self, request: Request, session: Session) -> Caller:
        """The caller.

        Raises:
            Unauthenticated: no valid session or key.

        """
        ...


def caller_of(request: Request) -> Caller:
    """The caller of this request, found once."""
    known: Caller | None = getattr(request.state, "caller", None)
    if known is None:
        context = context_of(request)
        guard: Guard = context.get(Guard)  # type: ignore[type-abstract]
        with context.session(read_only=True) as session:
            known = guard.identify(request, session)
        request.state.caller = known
    return known


def allow(permission: str) -> Any:
    """Dependency on a permission: ``caller: Annotated[Caller, allow("people.read")]``.

    Raises:
        PermissionMissing: the caller holds it at no node.

    """

    async def check(caller: Annotated[Caller, Depends(caller_of)]) -> Caller:
        if not caller.may(permission):
            raise PermissionMissing(permission)
        return caller

    return Depends(check)
