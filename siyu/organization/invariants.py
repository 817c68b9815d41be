"""What must always hold in the organization."""

from sqlalchemy import select

from siyu.kernel.context import Context
from siyu.kernel.ids import code
from siyu.kernel.invariants import Invariant

from .models import NodeRow, StaffRow
from .staff import has_administrator

EXAMPLES_MAX = 10


def broken_paths(context: Context) -> list[str]:
    """Nodes whose path is not their parent's with their own id behind it."""
    with context.session(read_only=True) as session:
        rows = session.execute(select(NodeRow.id, NodeRow.parent_id, NodeRow.path)).all()
    paths = {row.id: row.path for row in rows}
    broken = [
        row.id
        for row in rows
        if row.path != f"{paths[row.parent_id] if row.parent_id else '/'}{row.id}/"
    ]
    return [code("node", node_id) for node_id in broken[:EXAMPLES_MAX]]


def missing_administrator(context: Context) -> list[str]:
    """Says so where staff are there and none of them runs the installation."""
    with context.session(read_only=True) as session:
        some = session.scalar(select(StaffRow.id).limit(1))
        return ["no administrator"] if some and not has_administrator(session) else []


INVARIANTS = (
    Invariant("organization.paths", "Every node's path leads to its root", broken_paths),
    Invariant(
        "organization.administrator",
        "Where there are staff, one of them is an active administrator of the whole installation",
        missing_administrator,
    ),
)
