"""The evaluation tree made ready to be walked: plain objects, and children that all have their turn laid in one row."""

from dataclasses import dataclass

from .pricing_state import Entry
from .tree import BranchNode, Node, RulesNode


class Leaf:
    """A node of rules: ``place`` among the leaves of the tree, and the bits of its rules.

    ``entered`` remembers the entries of rules that had their turn together, by their bits.
    """

    __slots__ = (
        "by_line", "coupons", "each_stack_group", "entered", "mask", "mode", "node", "place", "winners_most",
    )  # fmt: skip

    def __init__(self, node: RulesNode, place: int) -> None:
        self.node = node
        self.place = place
        self.mask = 0
        self.entered: dict[int, list[Entry]] = {}
        # (Read once: attributes of what came in as JSON are slow to read.)
        self.mode = node.mode
        self.by_line = node.scope == "line"
        self.coupons = node.coupons
        self.each_stack_group = node.each_stack_group
        self.winners_most = node.winners_most


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several rows of steps; ``mode`` is ``in_order``, ``highest`` or ``lowest``."""

    mode: str
    rows: list[list["Step"]]


@dataclass(frozen=True, slots=True)
class Payment:
    """Points pay here."""


Step = Leaf | Choice | Payment


def plan_of(node: Node, leaves: list[Leaf]) -> list[Step]:
    """The steps of a tree; its leaves are added to ``leaves`` in the order of their turn."""
    if isinstance(node, RulesNode):
        leaf = Leaf(node, len(leaves))
        leaves.append(leaf)
        return [leaf]
    if not isinstance(node, BranchNode):
        return [Payment()]
    rows = [plan_of(child, leaves) for child in node.children]
    if node.mode == "stackable":
        return [step for row in rows for step in row]
    return [Choice(node.mode, rows)]
