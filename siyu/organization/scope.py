"""How far a caller's permissions reach in the tree, and what a caller may hand on."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Query
from sqlalchemy import select

from siyu.http import Caller, Code, allow
from siyu.kernel.database import Session

from .errors import CannotGrant, NodeNotFound, OutsideScope
from .models import NodeRow
from .tree import in_subtrees, path_ids

# Parameter of a list: the part of the tree that the reader looks at.
WithinNode = Annotated[
    Annotated[int, Code("node")] | None, Query(description="Only at or below this node.")
]


def scope_ids(session: Session, nodes: frozenset[int] | None) -> frozenset[int] | None:
    """All nodes at or below ``nodes`` (``caller.nodes(permission)``); None stays everywhere."""
    if nodes is None:
        return None
    if not nodes:
        return frozenset()
    return frozenset(session.scalars(select(NodeRow.id).where(in_subtrees(NodeRow.id, nodes))))


def narrowed_ids(
    session: Session, nodes: frozenset[int] | None, node_id: int | None
) -> frozenset[int] | None:
    """Like ``scope_ids``, but only at or below ``node_id``; nothing where there is no such node."""
    held = scope_ids(session, nodes)
    if node_id is None:
        return held
    here = scope_ids(session, frozenset({node_id})) or frozenset()
    return here if held is None else held & here


def holds_at(session: Session, caller: Caller, permission: str, node_id: int | None) -> bool:
    """True when the caller holds the permission at the node or above it.

    Args:
        node_id: None asks for the whole installation.

    """
    nodes = caller.nodes(permission)
    if nodes is None:
        return True
    if node_id is None or not nodes:
        return False
    row = session.get(NodeRow, node_id)
    return row is not None and not nodes.isdisjoint(path_ids(row.path))


def require_at(session: Session, caller: Caller, permission: str, node_id: int | None) -> None:
    """Let only those pass who hold the permission there.

    Raises:
        OutsideScope: held elsewhere, or not at all.
        NodeNotFound: no such node.

    """
    if node_id is not None and session.get(NodeRow, node_id) is None:
        raise NodeNotFound(node_id)
    if not holds_at(session, caller, permission, node_id):
        raise OutsideScope(permission, node_id)


def allow_everywhere(permission: str) -> Any:
    """Dependency like ``allow``, for what concerns the whole installation at once.

    Raises:
        PermissionMissing: held at no node.
        OutsideScope: held, but only for a part of the tree.

    """

    async def check(caller: Annotated[Caller, allow(permission)]) -> Caller:
        if caller.nodes(permission) is not None:
            raise OutsideScope(permission, None)
        return caller

    return Depends(check)


def require_grantable(
    session: Session, caller: Caller, permissions: Iterable[str], node_id: int | None
) -> None:
    """Let a caller hand on only what they hold at the node.

    Raises:
        CannotGrant: names what is missing.

    """
    missing = [p for p in sorted(set(permissions)) if not holds_at(session, caller, p, node_id)]
    if missing:
        raise CannotGrant(missing[:50])
