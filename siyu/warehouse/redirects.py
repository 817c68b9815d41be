"""Following merged people: a node belongs to the person that the dictionary ``redirect`` names."""

from siyu.warehouse.client import Warehouse


def canonical(node: str = "person") -> str:
    """SQL for the person behind a node column.

    Group by node first where the question allows, and follow afterwards: a look-up costs 20 ns a row.
    """
    return f"dictGetOrDefault('redirect', 'person', {node}, {node})"


def reload_redirects(warehouse: Warehouse) -> None:
    """Let questions see what was written to ``redirects``; 0.3 s for two million."""
    everywhere = f" ON CLUSTER `{warehouse.cluster}`" if warehouse.cluster else ""
    warehouse.command(f"SYSTEM RELOAD DICTIONARY{everywhere} redirect")
