"""What other rooms keep about a person: each says it of its own, as a block of kind ``kept``.

An export of everything about a person asks them all; what it forgets, an erasure might forget too.
"""

from collections.abc import Callable, Sequence
from typing import Any

from siyu.kernel.blocks import Block, Blocks
from siyu.kernel.context import Context
from siyu.kernel.database import Session

KIND = "kept"

Tell = Callable[[Session, Sequence[int]], Any]
"""What is kept about these nodes of one person, in clear, as JSON carries it."""


def kept_block(name: str, title: dict[str, str], tell: Tell) -> Block:
    """A block by which a room tells what it keeps about a person.

    Args:
        name: the key under which it stands in the export.

    """
    return Block(kind=KIND, name=name, title=title, implementation=tell)


def kept_elsewhere(session: Session, context: Context, nodes: Sequence[int]) -> dict[str, Any]:
    """What all rooms keep about these nodes, by the names of their blocks."""
    return {
        block.name: block.implementation(session, nodes)
        for block in context.get(Blocks).of_kind(KIND)
    }
