"""How the house grows without new doors: things one module offers and another uses by name.

Kinds are open words; those in use: ``trigger``, ``condition``, ``action``, ``reward``,
``reward_check``, ``reward_return``, ``attribute``, ``channel``, ``carrier``, ``import``, ``catalogue``,
``attention``, ``kept``. Each block has a JSON schema of its options, from which the console draws the form.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .errors import NotFound


@dataclass(eq=False)
class BlockNotFound(NotFound):
    """No module or plug-in offers such a block."""

    kind: str
    name: str


@dataclass(frozen=True)
class Block:
    """One thing on offer.

    Args:
        kind: what sort of thing, such as ``channel``.
        name: unique within its kind, lower case with underscores.
        title: shown to a person, by language (``zh``, ``en``).
        implementation: what the kind's owner calls; its type is documented by that owner.
        options_schema: JSON schema (draft 2020-12) of what an operator may choose.

    """

    kind: str
    name: str
    title: dict[str, str]
    implementation: Any
    options_schema: dict[str, Any] = field(default_factory=dict)


class Blocks:
    """All blocks of this process."""

    def __init__(self, blocks: Iterable[Block] = ()) -> None:
        self._blocks: dict[tuple[str, str], Block] = {}
        for block in blocks:
            self.register(block)

    def register(self, block: Block) -> None:
        if (block.kind, block.name) in self._blocks:
            raise ValueError(f"two blocks are called {block.kind} {block.name}")
        self._blocks[block.kind, block.name] = block

    def all(self) -> list[Block]:
        """Every block, by kind and name."""
        return [block for _, block in sorted(self._blocks.items(), key=lambda entry: entry[0])]

    def of_kind(self, kind: str) -> list[Block]:
        return [block for (its_kind, _), block in sorted(self._blocks.items()) if its_kind == kind]

    def require(self, kind: str, name: str) -> Block:
        """The block of this name.

        Raises:
            BlockNotFound: nobody offers it (a plug-in may have been switched off).

        """
        try:
            return self._blocks[kind, name]
        except KeyError:
            raise BlockNotFound(kind, name) from None
