"""What always holds between segments and their members."""

from sqlalchemy import select

from siyu.kernel import ids
from siyu.kernel.context import Context
from siyu.kernel.invariants import Invariant
from siyu.warehouse import Warehouse

from . import members
from .contracts import SegmentState
from .models import ChangeRow, SegmentRow

LOOKED_AT_MAX = 200


def wrong_sizes(context: Context) -> list[str]:
    """Segments whose size is not the number of their members."""
    with context.session(read_only=True) as session:
        changing = set(session.scalars(select(ChangeRow.segment_id)))
        rows = session.execute(
            select(SegmentRow.id, SegmentRow.size)
            .where(SegmentRow.state == SegmentState.ready)
            .order_by(SegmentRow.id.desc())
            .limit(LOOKED_AT_MAX)
        ).all()
    warehouse = context.get(Warehouse)
    wrong = [
        row.id
        for row in rows
        if row.id not in changing and members.count(warehouse, row.id) != row.size
    ]
    return [ids.code("seg", segment_id) for segment_id in wrong[:10]]


INVARIANTS = (
    Invariant(
        "audiences.sizes",
        "Every segment's size is the number of its members in the warehouse.",
        wrong_sizes,
    ),
)
