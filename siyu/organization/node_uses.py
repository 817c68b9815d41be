"""What hangs on a node, and how it is handed to another node before the first is removed.

Higher modules say what of their own hangs there as blocks of kind ``node_use``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from siyu.kernel.blocks import Block, Blocks
from siyu.kernel.clock import now
from siyu.kernel.database import Session
from siyu.kernel.events import publish

from .events import SourceChanged
from .models import ApiKeyRow, MembershipRow, NodeRow, SourceRow

NODE_USE = "node_use"
"""Kind of block by which a higher module says what of its own hangs on a node; its
implementation is a ``NodeUse``."""


@dataclass(frozen=True)
class NodeUse:
    """How a module counts what of its own hangs on a node, and hands it over.

    Args:
        count: ``(session, node_id)``.
        hand_over: ``(session, node_id, to_node_id)``; afterwards the count is 0. None where
            somebody has to decide, one by one.

    """

    count: Callable[[Session, int], int]
    hand_over: Callable[[Session, int, int], None] | None


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """So many of one sort hang on a node; never 0."""

    name: str
    title: dict[str, str]
    count: int
    may_hand_over: bool


def node_use_block(name: str, title: dict[str, str], use: NodeUse) -> Block:
    """A block by which a module says what of its own hangs on a node."""
    return Block(kind=NODE_USE, name=name, title=title, implementation=use)


def rows_on_node(column: InstrumentedAttribute[Any]) -> NodeUse:
    """For tables that only name the node in a column; its rows then name the other."""

    def count(session: Session, node_id: int) -> int:
        return session.scalar(select(func.count()).where(column == node_id)) or 0

    def hand_over(session: Session, node_id: int, to_node_id: int) -> None:
        session.execute(
            update(column.class_)
            .where(column == node_id)
            .values({column.key: to_node_id})
            .execution_options(synchronize_session=False)
        )

    return NodeUse(count, hand_over)


def hanging_on(session: Session, blocks: Blocks | None, node_id: int) -> list[Hanging]:
    """Everything that hangs on a node, by sort."""
    found = [
        Hanging(
            name=name,
            title=title,
            count=use.count(session, node_id),
            may_hand_over=use.hand_over is not None,
        )
        for name, title, use in _uses(blocks)
    ]
    return [each for each in found if each.count]


def hand_over(session: Session, blocks: Blocks | None, node_id: int, to_node_id: int) -> None:
    """Give all that may be given without a decision to another node."""
    for _, _, use in _uses(blocks):
        if use.hand_over is not None:
            use.hand_over(session, node_id, to_node_id)


def bury_keys(session: Session, node_id: int, at_node_id: int | None) -> None:
    """Keys that can no longer be used stay in the list, but name another node."""
    session.execute(
        update(ApiKeyRow)
        .where(ApiKeyRow.node_id == node_id, ~_alive())
        .values(node_id=at_node_id)
        .execution_options(synchronize_session=False)
    )


def _live_keys(session: Session, node_id: int) -> int:
    return session.scalar(select(func.count()).where(ApiKeyRow.node_id == node_id, _alive())) or 0


def _alive() -> ColumnElement[bool]:
    ends = ApiKeyRow.expires_at
    return and_(ApiKeyRow.revoked_at.is_(None), or_(ends.is_(None), ends > now()))


def _hand_sources_over(session: Session, node_id: int, to_node_id: int) -> None:
    for source in session.scalars(select(SourceRow).where(SourceRow.node_id == node_id)):
        source.node_id = to_node_id
        publish(session, SourceChanged(source_id=source.id))
    session.flush()


_Use = tuple[str, dict[str, str], NodeUse]
# Who may do what is never handed on by itself: somebody decides.
_OWN: tuple[_Use, ...] = (
    (
        "nodes",
        {"zh": "下级节点", "en": "Nodes below it"},
        NodeUse(rows_on_node(NodeRow.parent_id).count, hand_over=None),
    ),
    (
        "memberships",
        {"zh": "员工角色", "en": "Roles of staff"},
        NodeUse(rows_on_node(MembershipRow.node_id).count, hand_over=None),
    ),
    ("keys", {"zh": "API 密钥", "en": "API keys"}, NodeUse(_live_keys, hand_over=None)),
    (
        "sources",
        {"zh": "数据源", "en": "Sources"},
        NodeUse(rows_on_node(SourceRow.node_id).count, _hand_sources_over),
    ),
)


def _uses(blocks: Blocks | None) -> list[_Use]:
    offered = blocks.of_kind(NODE_USE) if blocks else []
    return [*_OWN, *((block.name, block.title, block.implementation) for block in offered)]
