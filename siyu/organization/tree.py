"""The org tree: look-ups by materialised path, and changes that keep it a tree."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, aliased

from siyu.kernel.blocks import Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from .contracts import Node, NodeKind
from .errors import (
    NodeCodeTaken,
    NodeCycle,
    NodeHandedToItself,
    NodeInUse,
    NodeNotFound,
    NodeOutOfOrder,
    NodeTooDeep,
)
from .events import NodeAdded, NodeMoved, NodeRemoved
from .models import NodeRow
from .node_uses import bury_keys, hand_over, hanging_on

DEPTH_MAX = 12

_RANKS = {kind: rank for rank, kind in enumerate(NodeKind)}
# A region may hold regions and a subsidiary subsidiaries; all else goes strictly downward.
_NESTING = {NodeKind.subsidiary, NodeKind.region}
_TREE_LOCK = 0x5349_5955_0001


def require_node(session: Session, node_id: int) -> Node:
    """The node of this id.

    Raises:
        NodeNotFound: there is none.

    """
    return _contract(_require_row(session, node_id))


def find_node(session: Session, *, external_code: str) -> Node | None:
    """The node that the brand itself knows by this code."""
    row = session.scalars(select(NodeRow).where(NodeRow.code == external_code)).first()
    return _contract(row) if row else None


def list_nodes(session: Session) -> list[Node]:
    """Every node, parents before their children."""
    return [_contract(row) for row in session.scalars(select(NodeRow).order_by(NodeRow.path))]


def subtree_ids(session: Session, node_id: int) -> frozenset[int]:
    """The node and all below it.

    Raises:
        NodeNotFound: there is none.

    """
    path = _require_row(session, node_id).path
    return frozenset(session.scalars(select(NodeRow.id).where(below(NodeRow.path, path))))


def ancestor_ids(session: Session, node_id: int) -> list[int]:
    """Ids above the node, the root first; the node itself is not among them.

    Raises:
        NodeNotFound: there is none.

    """
    return path_ids(_require_row(session, node_id).path)[:-1]


def add_node(
    session: Session,
    *,
    kind: NodeKind | str,
    name: str,
    parent_id: int | None,
    address: str | None = None,
    longitude: float | None = None,
    latitude: float | None = None,
    external_code: str | None = None,
) -> Node:
    """Hang a new node under its parent, or start a tree.

    Raises:
        NodeNotFound: no such parent.
        NodeOutOfOrder: the parent is of the same level or a lower one.
        NodeCodeTaken: another node has this code.

    """
    lock_tree(session)
    kind = NodeKind(kind)
    parent = _require_row(session, parent_id) if parent_id is not None else None
    _check_order(kind, parent)
    _check_code(session, external_code)
    row = NodeRow(
        parent_id=parent_id,
        kind=kind,
        name=name,
        code=external_code,
        address=address,
        longitude=longitude,
        latitude=latitude,
        path="",
        created_at=now(),
    )
    session.add(row)
    session.flush()
    row.path = _path_under(parent, row.id)
    session.flush()
    publish(session, NodeAdded(node_id=row.id))
    return _contract(row)


def change_node(session: Session, node_id: int, changes: dict[str, Any]) -> Node:
    """Set any of name, code, address, longitude and latitude.

    Raises:
        NodeNotFound: there is none.
        NodeCodeTaken: another node has this code.

    """
    lock_tree(session)
    row = _require_row(session, node_id)
    if changes.get("code") != row.code:
        _check_code(session, changes.get("code"))
    for name in ("name", "code", "address", "longitude", "latitude"):
        if name in changes:
            setattr(row, name, changes[name])
    session.flush()
    return _contract(row)


def move_node(session: Session, node_id: int, *, parent_id: int | None) -> Node:
    """Hang a node, with all below it, elsewhere; moving it to where it is changes nothing.

    Raises:
        NodeNotFound: no such node or parent.
        NodeCycle: the parent is the node itself or below it.
        NodeOutOfOrder: the parent is of the same level or a lower one.
        NodeTooDeep: something below would be too far from the root.

    """
    lock_tree(session)
    row = _require_row(session, node_id)
    if row.parent_id == parent_id:
        return _contract(row)
    parent = _require_row(session, parent_id) if parent_id is not None else None
    if parent and parent.path.startswith(row.path):
        raise NodeCycle(node_id)
    _check_order(NodeKind(row.kind), parent)
    before, after = row.path, _path_under(parent, row.id)
    _check_depth(session, before, after)
    row.parent_id = parent_id
    session.flush()
    session.execute(
        update(NodeRow)
        .where(below(NodeRow.path, before))
        .values(path=literal(after).concat(func.substr(NodeRow.path, len(before) + 1)))
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    publish(session, NodeMoved(node_id=node_id, parent_id=parent_id))
    return require_node(session, node_id)


def remove_node(
    session: Session, blocks: Blocks | None, node_id: int, *, hand_over_to: int | None = None
) -> Node:
    """Take a node out of the tree, after what hangs on it was handed to another, where one is given.

    Raises:
        NodeNotFound: there is none, or none to hand over to.
        NodeHandedToItself: that is no hand-over.
        NodeInUse: something still hangs on it.

    """
    lock_tree(session)
    row = _require_row(session, node_id)
    node = _contract(row)
    if hand_over_to == node_id:
        raise NodeHandedToItself(node_id)
    if hand_over_to is not None:
        _require_row(session, hand_over_to)
        hand_over(session, blocks, node_id, hand_over_to)
    _refuse_in_use(session, blocks, node_id)
    bury_keys(session, node_id, hand_over_to or row.parent_id)
    try:
        with session.begin_nested():
            session.delete(row)
    except IntegrityError:  # hung there by another transaction since
        _refuse_in_use(session, blocks, node_id)
        raise
    publish(session, NodeRemoved(node_id=node_id, handed_to_id=hand_over_to))
    return node


def below(path: InstrumentedAttribute[str], root_path: str) -> ColumnElement[bool]:
    """SQL: the path is that of the root or of something below it; one range of the index."""
    return and_(path >= root_path, path < root_path[:-1] + "0")  # "0" follows "/"


def in_subtrees(column: Any, nodes: frozenset[int]) -> ColumnElement[bool]:
    """SQL: the node id in ``column`` is one of ``nodes`` or below one."""
    root = aliased(NodeRow)
    inside = (
        select(NodeRow.id)
        .join(
            root,
            and_(
                NodeRow.path >= root.path,
                func.substr(NodeRow.path, 1, func.length(root.path)) == root.path,
            ),
        )
        .where(root.id.in_(sorted(nodes)))
    )
    return column.in_(inside)  # type: ignore[no-any-return]


def path_ids(path: str) -> list[int]:
    """Ids in a path, the root first."""
    return [int(part) for part in path.split("/") if part]


def lock_tree(session: Session) -> None:
    """Wait until no other transaction changes the tree or who administers it.

    SQLite has one writer at a time anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_TREE_LOCK)))


def _require_row(session: Session, node_id: int) -> NodeRow:
    row = session.get(NodeRow, node_id)
    if row is None:
        raise NodeNotFound(node_id)
    return row


def _refuse_in_use(session: Session, blocks: Blocks | None, node_id: int) -> None:
    if hanging := hanging_on(session, blocks, node_id):
        raise NodeInUse(node_id, {each.name: each.count for each in hanging})


def _check_order(kind: NodeKind, parent: NodeRow | None) -> None:
    if parent is None:
        return
    above = NodeKind(parent.kind)
    if _RANKS[above] > _RANKS[kind] or (above is kind and kind not in _NESTING):
        raise NodeOutOfOrder(kind=kind, parent_kind=above)


def _check_code(session: Session, code: str | None) -> None:
    if code is not None and find_node(session, external_code=code):
        raise NodeCodeTaken(code)


def _path_under(parent: NodeRow | None, node_id: int) -> str:
    path = f"{parent.path if parent else '/'}{node_id}/"
    if path.count("/") - 1 > DEPTH_MAX:
        raise NodeTooDeep(DEPTH_MAX)
    return path


def _check_depth(session: Session, before: str, after: str) -> None:
    deeper = after.count("/") - before.count("/")
    paths = session.scalars(select(NodeRow.path).where(below(NodeRow.path, before)))
    if deeper > 0 and any(path.count("/") + deeper - 1 > DEPTH_MAX for path in paths):
        raise NodeTooDeep(DEPTH_MAX)


def _contract(row: NodeRow) -> Node:
    return Node(
        id=row.id,
        parent_id=row.parent_id,
        kind=NodeKind(row.kind),
        name=row.name,
        code=row.code,
        address=row.address,
        longitude=row.longitude,
        latitude=row.latitude,
        path=row.path,
    )
