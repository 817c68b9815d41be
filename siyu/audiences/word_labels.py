"""What attributes are called, where their name alone says little to a person."""

from collections.abc import Iterable, Mapping

from siyu import organization
from siyu.kernel.blocks import Blocks
from siyu.kernel.database import Session

_OWN: Mapping[str, Mapping[str, str]] = {
    "first_seen_at": {"zh": "首次出现时间", "en": "first seen at"},
    "kind": {"zh": "客户类型", "en": "kind of customer"},
}
# Sums are kept in minor units of the currency, and are compared in them.
_AT_A_NODE: Mapping[str, Mapping[str, str]] = {
    "belongs_orders": {"zh": "在{node}的订单数", "en": "orders at {node}"},
    "belongs_revenue": {"zh": "在{node}的消费（分）", "en": "spent at {node}, in minor units"},
}


def labels_of(session: Session, blocks: Blocks, names: Iterable[str]) -> dict[str, dict[str, str]]:
    """Attribute → what it is called, by language; those of which nothing is known are left out."""
    declared = {block.name: dict(block.title) for block in blocks.of_kind("attribute")}
    nodes = {str(node.id): node.name for node in organization.list_nodes(session)}
    found: dict[str, dict[str, str]] = {}
    for name in names:
        of, _, node = name.partition(":")
        if of in _AT_A_NODE and node in nodes:
            found[name] = {
                language: text.format(node=nodes[node]) for language, text in _AT_A_NODE[of].items()
            }
        elif title := declared.get(name) or _OWN.get(name):
            found[name] = dict(title)
    return found
