"""How many people have given or withdrawn consent, as the warehouse's mirror has it."""

from dataclasses import dataclass
from pathlib import Path

from siyu.warehouse import Warehouse, load_sql

SQL = Path(__file__).parent / "sql"


@dataclass(frozen=True, kw_only=True)
class ConsentCount:
    """People by their last word on a purpose over a channel; who never spoke is in neither."""

    purpose: str
    channel: str
    granted: int
    withdrawn: int


def count_consents(warehouse: Warehouse, *, org_nodes: frozenset[int] | None) -> list[ConsentCount]:
    """Counts by purpose and channel; seconds behind what was said last.

    Args:
        org_nodes: only people who belong to one of these; None for all.

    """
    params = {
        "everywhere": int(org_nodes is None),
        "belongings": [f"belongs:{node}" for node in sorted(org_nodes or ())],
    }
    return [ConsentCount(**row) for row in warehouse.rows(load_sql(SQL, "consents"), params)]
